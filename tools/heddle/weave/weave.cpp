// SPDX-License-Identifier: MIT
// Walks over each chapter: prose is copied, a block becomes a directive on just as many lines.
#include "weave/weave.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parse/notebook.hpp"
#include "resolve/list.hpp"
#include "text/words.hpp"
#include "weave/anchors.hpp"
#include "weave/claims.hpp"
#include "weave/contents.hpp"
#include "weave/figure.hpp"
#include "weave/figures_page.hpp"
#include "weave/listing.hpp"
#include "weave/measured.hpp"
#include "weave/notebook_page.hpp"
#include "weave/page_data.hpp"
#include "weave/weave_block.hpp"

namespace heddle {

namespace {

/// The first plot that shows a benchmark, by the benchmark's title.
using Figures = std::map<std::string, BlockRef>;

Figures find_figures(Book const& book) {
    Figures figures;
    for_each_block<PlotBlock>(book, [&](BlockRef ref, Block const&, PlotBlock const& figure) {
        for (std::string const& title : titles_of(figure.plot)) figures.emplace(title, ref);
    });
    return figures;
}

struct Weaver {
    Book const& book;
    WeaveInput const& input;
    Anchors const& anchors;
    StaleCode const& stale;
    Figures const& figures;
    Diagnostics& diagnostics;

    std::string page(std::size_t chapter);
    std::string block_text(BlockRef ref, std::size_t& cells);
    std::string plot(BlockRef ref, Plot const& plot);
    std::string prose(Source const& source, std::vector<MeasuredPlace> const& measured, Span span);
    std::string alt(Plot const& plot);
    std::string number(Source const& source, Measured const& reference);
};

/// What stands in the place of a reference, as a link to the figure that shows it.
std::string Weaver::number(Source const& source, Measured const& reference) {
    auto const [words, measured] = measured_text(reference, input.recordings);
    std::string text = escaped(words);
    // A number stays with its unit; words are broken as all text is.
    constexpr std::string_view no_break_space = "\xC2\xA0";
    if (reference.words.empty() && measured) {
        for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at))
            text.replace(at, 1, no_break_space);
    }
    auto const figure = figures.find(values_of(reference).front().title);
    if (!measured || figure == figures.end()) return text;
    BlockRef const at = figure->second;
    std::string page = stem(book.chapters[at.chapter].source.path) + ".html";
    if (source.path == book.chapters[at.chapter].source.path) page.clear();
    if (source.path.starts_with("docs/")) {
        page = "chapters/" + page;
        for (char c : source.path.substr(5)) page = c == '/' ? "../" + page : page;
    }
    return fmt::format("<a class=\"measured\" href=\"{}#{}\">{}</a>", page, anchors.id(at), text);
}

/// The text between two blocks, with the numbers put in that it refers to.
/// \param measured  the references of all of `source`, in order of their place
std::string Weaver::prose(Source const& source, std::vector<MeasuredPlace> const& measured, Span span) {
    std::string out;
    std::size_t done = span.begin;
    auto const first = std::lower_bound(measured.begin(), measured.end(), span.begin,
                                        [](MeasuredPlace const& m, std::size_t at) { return m.span.begin < at; });
    for (auto at = first; at != measured.end() && at->span.begin < span.end; ++at) {
        MeasuredPlace const& place = *at;
        out += source.text.substr(done, place.span.begin - done) + number(source, place.reference);
        // A reference over several lines leaves its line ends: the lines below keep their numbers.
        for (std::size_t i = place.span.begin; i < place.span.end; ++i) out += source.text[i] == '\n' ? "\n" : "";
        done = place.span.end;
    }
    return out + source.text.substr(done, span.end - done);
}

/// The words for those who cannot see a plot, with what their references stand for.
std::string Weaver::alt(Plot const& plot) {
    std::string out = plot.alt.front();
    for (std::size_t i = 0; i < plot.measured.size(); ++i)
        out += measured_text(plot.measured[i].reference, input.recordings).text + plot.alt[i + 1];
    return out;
}

std::string Weaver::plot(BlockRef ref, Plot const& plot) {
    Document const& document = book.chapters[ref.chapter];
    Recording const* const recording = recording_of(plot, input.recordings);
    if (input.recordings_complete) check_figure(document, document.blocks[ref.block], plot, recording, diagnostics);
    bool const old = is_stale(book, stale.benches, recording, titles_of(plot));
    return directive("plot", plot_json(anchors.id(ref), plot, alt(plot), recording, old));
}

/// What stands on the page for a block; nothing for an output, which its cell shows.
/// \param cells  how many cells of the chapter came before
std::string Weaver::block_text(BlockRef ref, std::size_t& cells) {
    return by_kind(
        book.chapters[ref.chapter].blocks[ref.block], [](OutputBlock const&) { return std::string(); },
        [&](PlotBlock const& figure) { return plot(ref, figure.plot); },
        [&](DotBlock const& diagram) { return directive("dot", dot_json(book, anchors, ref, diagram)); },
        [&](AsmBlock const&) {
            bool const changed = stale.listings.contains(ref);
            return directive("asm", listing_json(book, anchors.id(ref), ref, input.recordings, changed));
        },
        [&](CellBlock const& cell) {
            CellRun const run = cell_run(book, input.outputs, input.recordings, ref, cell, cells++);
            return directive("block", code_json(book, anchors, ref, &run));
        },
        [&](auto const&) { return directive("block", code_json(book, anchors, ref, nullptr)); });
}

/// `directive` in a fence that takes the lines of `block`: in a list or a quotation with the prefix of its lines.
std::string in_place(std::string const& text, Block const& block, std::string const& directive) {
    std::string const prefix = container_prefix(text, block.fence.begin);
    std::string const bare = prefix.substr(0, prefix.find_last_not_of(" \t") + 1);
    auto const lines =
        static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(block.fence.begin),
                                            text.begin() + static_cast<std::ptrdiff_t>(block.fence.end), '\n')) +
        (block.fence.end == text.size() && text.back() != '\n' ? 1 : 0);
    // A fence, the data, a fence: a block without code has no room for them.
    if (directive.empty() || lines < 3) {  // an output; or an empty block, which shows nothing
        std::string out = "\n";
        for (std::size_t i = 1; i < lines; ++i) out += bare + "\n";
        return out;
    }
    std::size_t const head = directive.find('\n');
    std::string out = "```" + directive.substr(0, head) + "\n" + prefix + directive.substr(head + 1) + "\n";
    for (std::size_t i = 3; i < lines; ++i) out += bare + "\n";
    return out + prefix + "```\n";
}

/// The front matter's lines without its text; the title stands on the first where no heading gives it.
std::string head(Document const& document) {
    std::string const& text = document.source.text;
    Span const span = document.front.span;
    auto const lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(span.end), '\n');
    bool const titled =
        std::any_of(document.headings.begin(), document.headings.end(), [](Heading const& h) { return h.level == 1; });
    std::string out = titled ? "" : "# " + document.front.title;
    out.append(static_cast<std::size_t>(lines), '\n');
    return lines == 0 && !titled ? out + "\n\n" : out;
}

std::string Weaver::page(std::size_t chapter) {
    Document const& document = book.chapters[chapter];
    Source const& source = document.source;
    std::string out = head(document);
    std::size_t done = document.front.span.end;
    if (done == 0 && source.text.starts_with("\xEF\xBB\xBF")) done = 3;
    std::size_t cells = 0;
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        Block const& block = document.blocks[b];
        out += prose(source, document.measured, {done, block.fence.begin});
        out += in_place(source.text, block, block_text({chapter, b}, cells));
        done = block.fence.end;
    }
    out += prose(source, document.measured, {done, source.text.size()});
    if (cells != 0 && !input.outputs.contains(source.path))
        warn(diagnostics, source.path, {}, "no-record", "the cells of this chapter have not run", "run: make test");
    // The lines that heddle adds end in `\n`, so those of the chapter do.
    std::erase(out, '\r');
    return out;
}

/// A generated file: its text, and the block that each of its parts comes from.
std::string source_page(Book const& book, Anchors const& anchors, std::string const& path, File const& file) {
    nlohmann::ordered_json segments = nlohmann::ordered_json::array();
    std::string const name = anchors.shown_path(path);
    std::string up = "../";
    for (char c : name) up += c == '/' ? "../" : "";
    BlockRef last{book.chapters.size(), 0};
    for (std::size_t row = 0; row < file.origin.size(); ++row) {
        CodeLine const& line = file.origin[row];
        BlockRef const here{line.chapter, line.block};
        if (line.line == 0 || here == last) continue;
        Document const& document = book.chapters[here.chapter];
        segments.push_back(
            {{"first", row + 1},
             {"href", fmt::format("{}chapters/{}.html#{}", up, stem(document.source.path), anchors.id(here))},
             {"text", anchors.place(here)}});
        last = here;
    }
    std::string text = file.text;
    std::erase(text, '\r');
    nlohmann::ordered_json const source{{"text", text}, {"path", path}, {"segments", segments}};
    return fmt::format("# {} (source)\n\n```{}\n```\n", name, directive("source", source));
}

/// Puts what `make` gives in place of the first line that is `mark`; a page may also speak of the mark.
template <typename F>
void put(std::string& text, std::string_view mark, F make) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        std::size_t const end = at + mark.size();
        bool const alone = (at == 0 || text[at - 1] == '\n') && (end == text.size() || text[end] == '\n');
        if (alone) return void(text.replace(at, mark.size(), make()));
    }
}

}  // namespace

FileSet weave(Book const& book, WeaveInput const& input, Diagnostics& diagnostics) {
    Anchors const anchors(book, input.tangled);
    StaleCode const stale =
        input.recordings_complete ? check_claims(book, input.pages, input.recordings, diagnostics) : StaleCode{};
    warn_of_planned(book, diagnostics);
    Figures const figures = find_figures(book);
    Weaver weaver{book, input, anchors, stale, figures, diagnostics};
    FileSet pages;
    for (std::size_t c = 0; c < book.chapters.size(); ++c)
        pages["chapters/" + stem(book.chapters[c].source.path) + ".md"].text = weaver.page(c);
    for (auto const& [path, file] : input.tangled)
        pages["sources/" + anchors.shown_path(path) + ".md"].text = source_page(book, anchors, path, file);
    for (Page const& one : input.pages) {
        Source const& page = one.source;
        std::string text = weaver.prose(page, one.measured, {0, page.text.size()});
        put(text, contents_mark, [&] { return contents(book); });
        put(text, figures_mark, [&] { return figures_list(book, anchors, input.recordings); });
        put(text, notebook_mark, [&] {
            std::string up;
            for (char c : page.path.substr(page.path.find('/') + 1)) up += c == '/' ? "../" : "";
            return "```" + directive("notebook", notebook_json(book, anchors, input.outputs, input.recordings, up)) +
                   "\n```\n";
        });
        pages[page.path.substr(page.path.find('/') + 1)].text = std::move(text);
    }
    return pages;
}

}  // namespace heddle
