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
#include "weave/weave_block.hpp"

namespace heddle {

namespace {

/// The first plot that shows a benchmark, by the benchmark's title.
using Figures = std::map<std::string, BlockRef>;

Figures find_figures(Book const& book) {
    Figures figures;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            Block const& block = book.chapters[c].blocks[b];
            PlotBlock const* const figure = block.as<PlotBlock>();
            if (figure == nullptr) continue;
            for (std::string const& title : titles_of(figure->plot)) figures.emplace(title, BlockRef{c, b});
        }
    }
    return figures;
}

struct Weaver {
    Book const& book;
    WeaveInput const& input;
    Anchors const& anchors;
    std::vector<Stale> const& stale;
    Figures const& figures;
    Diagnostics& diagnostics;

    std::string page(std::size_t chapter);
    std::string directive(BlockRef ref, CellRun const* run);
    std::string plot(BlockRef ref);
    std::string prose(Source const& source, Span span);
    std::string words(std::string const& text);
    std::string number(Source const& source, Measured const& reference);
};

/// A JSON object on one line, also for a reader that takes the rarer line ends of Unicode for such.
std::string one_line(nlohmann::ordered_json const& value) {
    std::string text = value.dump();
    for (auto const& [character, escape] :
         {std::pair{"\xC2\x85", "\\u0085"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}}) {
        for (std::size_t at = text.find(character); at != std::string::npos; at = text.find(character, at + 6))
            text.replace(at, std::string_view(character).size(), escape);
    }
    return text;
}

/// What stands in the place of a reference, as a link to the figure that shows it.
std::string Weaver::number(Source const& source, Measured const& reference) {
    std::string text = escaped(measured_text(reference, input.recordings));
    // A number stays with its unit; words are broken as all text is.
    constexpr std::string_view no_break_space = "\xC2\xA0";
    if (reference.words.empty() && is_measured(reference, input.recordings)) {
        for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at))
            text.replace(at, 1, no_break_space);
    }
    auto const figure = figures.find(values_of(reference).front().title);
    if (!is_measured(reference, input.recordings) || figure == figures.end()) return text;
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
std::string Weaver::prose(Source const& source, Span span) {
    std::string out;
    std::size_t done = span.begin;
    Diagnostics known;  // `check_claims` has reported them
    for (MeasuredPlace const& place : find_measured(source, span, known)) {
        out += source.text.substr(done, place.span.begin - done) + number(source, place.reference);
        // A reference over several lines leaves its line ends: the lines below keep their numbers.
        for (std::size_t i = place.span.begin; i < place.span.end; ++i) out += source.text[i] == '\n' ? "\n" : "";
        done = place.span.end;
    }
    return out + source.text.substr(done, span.end - done);
}

/// A text that is no Markdown, with what its references stand for.
std::string Weaver::words(std::string const& text) {
    std::string out;
    std::size_t done = 0;
    Diagnostics known;
    for (MeasuredPlace const& place : find_measured({"", text}, {0, text.size()}, known)) {
        out += text.substr(done, place.span.begin - done) + measured_text(place.reference, input.recordings);
        done = place.span.end;
    }
    return out + text.substr(done);
}

std::string Weaver::plot(BlockRef ref) {
    Document const& document = book.chapters[ref.chapter];
    Block const& block = document.blocks[ref.block];
    Plot plot = block.as<PlotBlock>()->plot;
    plot.alt = words(plot.alt);
    Recording const* const recording = recording_of(plot, input.recordings);
    if (input.recordings_complete) check_figure(document, block, plot, recording, diagnostics);
    bool const old = is_stale(book, stale, recording, titles_of(plot));
    return "{heddle-plot}\n" + one_line(plot_json(anchors.id(ref), plot, recording, old));
}

std::string Weaver::directive(BlockRef ref, CellRun const* run) {
    Block const& block = book.chapters[ref.chapter].blocks[ref.block];
    if (block.is<PlotBlock>()) return plot(ref);
    if (block.is<DotBlock>()) return "{heddle-dot}\n" + one_line(dot_json(book, anchors, ref));
    if (block.is<AsmBlock>())
        return "{heddle-asm}\n" + one_line(listing_json(book, anchors.id(ref), ref, input.recordings));
    return "{heddle-block}\n" + one_line(code_json(book, anchors, ref, run));
}

/// `directive` in a fence that takes the lines of `block`: in a list or a quotation with the prefix of its lines.
std::string in_place(std::string const& text, Block const& block, std::string const& directive) {
    std::string const prefix = container_prefix(text, block.fence.begin);
    std::string const bare = prefix.substr(0, prefix.find_last_not_of(" \t") + 1);
    auto const lines =
        static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(block.fence.begin),
                                            text.begin() + static_cast<std::ptrdiff_t>(block.fence.end), '\n')) +
        (block.fence.end == text.size() && text.back() != '\n' ? 1 : 0);
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
        CellRun const run =
            block.is<CellBlock>() ? cell_run(book, input.outputs, input.recordings, {chapter, b}, cells++) : CellRun{};
        out += prose(source, {done, block.fence.begin});
        std::string const text =
            block.is<OutputBlock>() ? "" : directive({chapter, b}, block.is<CellBlock>() ? &run : nullptr);
        out += in_place(source.text, block, text);
        done = block.fence.end;
    }
    out += prose(source, {done, source.text.size()});
    if (cells != 0 && !input.outputs.contains(source.path))
        warn(diagnostics, source.path, {}, "no-record", "the cells of this chapter have not run", "run: make test");
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
    return fmt::format("# {} (source)\n\n```{{heddle-source}}\n{}\n```\n", name, one_line(source));
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
    std::vector<Stale> const stale = input.recordings_complete
                                         ? check_claims(book, input.pages, input.recordings, diagnostics)
                                         : std::vector<Stale>{};
    warn_of_planned(book, diagnostics);
    Figures const figures = find_figures(book);
    Weaver weaver{book, input, anchors, stale, figures, diagnostics};
    FileSet pages;
    for (std::size_t c = 0; c < book.chapters.size(); ++c)
        pages["chapters/" + stem(book.chapters[c].source.path) + ".md"].text = weaver.page(c);
    for (auto const& [path, file] : input.tangled)
        pages["sources/" + anchors.shown_path(path) + ".md"].text = source_page(book, anchors, path, file);
    for (Source const& page : input.pages) {
        std::string text = page.path.ends_with(".md") ? weaver.prose(page, {0, page.text.size()}) : page.text;
        put(text, contents_mark, [&] { return contents(book); });
        put(text, figures_mark, [&] { return figures_list(book, anchors, input.recordings); });
        put(text, notebook_mark, [&] {
            std::string up;
            for (char c : page.path.substr(page.path.find('/') + 1)) up += c == '/' ? "../" : "";
            return "```{heddle-notebook}\n" +
                   one_line(notebook_json(book, anchors, input.outputs, input.recordings, up)) + "\n```\n";
        });
        pages[page.path.substr(page.path.find('/') + 1)].text = std::move(text);
    }
    return pages;
}

}  // namespace heddle
