// SPDX-License-Identifier: MIT
// Assembles files: banner, includes, namespace, blocks.
#include "tangle/tangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "resolve/expand.hpp"
#include "tangle/dependencies.hpp"
#include "text/banner.hpp"
#include "text/lexer.hpp"
#include "text/tokens.hpp"

namespace heddle {

namespace {

CodeLine own(std::string text) { return {std::move(text), 0, 0, 0}; }

/// Gathers the includes at the front of blocks, each once, or each run of them with what it needs.
class Includes {
public:
    /// Takes the includes out of `code`, and the empty lines at both ends.
    Code take(Book const& book, Code code) {
        Code rest;
        rest.reserve(code.size());
        bool taken = false;  // an include was, since the last line that is not empty: one empty line is enough there
        Code run;
        for (CodeLine& line : code) {
            bool const is_gap = line.text.empty() && (rest.empty() || (rest.back().text.empty() && taken));
            if (Rows const* const rows = run_of_includes(book, line)) {
                bool const last = line.line - book.chapters[line.chapter].blocks[line.block].line == rows->end;
                run.push_back(std::move(line));
                if (last) add(std::exchange(run, {}));
                taken = true;
            } else if (!is_gap) {
                taken = taken && line.text.empty();
                rest.push_back(std::move(line));
            }
        }
        while (!rest.empty() && rest.back().text.empty()) rest.pop_back();
        return rest;
    }
    void add(Code run) {
        std::string text;
        for (CodeLine const& line : run) text += line.text + '\n';
        if (!seen_.insert(text).second) return;
        for (CodeLine& line : run) lines_.push_back(std::move(line));
    }
    [[nodiscard]] Code const& lines() const { return lines_; }

private:
    Code lines_;
    std::set<std::string> seen_;
};

void append(Code& out, Code more) {
    out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Does line `next` of the twin need a `#line` before it? It does where the chapter lines jump.
bool jumps(CodeLine const* last, CodeLine const& next) {
    if (next.line == 0) return false;
    return last == nullptr || last->chapter != next.chapter || last->line + 1 != next.line;
}

File finish(Book const& book, std::set<std::size_t> const& chapters, Code const& body, bool line_directives,
            bool crlf) {
    File file;
    std::string names;
    for (std::size_t c : chapters) names += (names.empty() ? "" : ", ") + book.chapters[c].source.path;
    file.text = banner(names, book.settings.license);
    std::size_t bytes = file.text.size();
    for (CodeLine const& line : body) bytes += line.text.size() + 1;
    file.text.reserve(bytes);
    file.origin.reserve(body.size() + 2);
    file.origin = {own(""), own("")};
    CodeLine const* last = nullptr;
    for (CodeLine const& line : body) {
        // A `#line` after a backslash would become a part of the macro.
        bool const continued = last != nullptr && continues(last->text);
        if (line_directives && !continued && jumps(last, line)) {
            file.text += fmt::format("#line {} \"{}\"\n", line.line, book.chapters[line.chapter].source.path);
            file.origin.push_back(own(""));
        }
        file.text += line.text;
        file.text += '\n';
        file.origin.push_back({"", line.chapter, line.block, line.line});
        last = line.line == 0 ? nullptr : &line;
    }
    if (crlf) {
        std::string text;
        for (char c : file.text) text += c == '\n' ? "\r\n" : std::string(1, c);
        file.text = std::move(text);
    }
    seal(file.text);
    return file;
}

/// The code of a block, and whether it stands outside of the file's namespace.
struct Placed {
    Code code;
    bool global = false;
};

/// The blocks in their order, an empty line between them. The namespace is closed before what stands outside of it, and
/// opened again for what follows.
Code in_namespace(std::string const& name, std::vector<Placed> blocks) {
    Code out;
    bool inside = false;
    auto const add_line = [&](std::string line) {
        if (!out.empty()) out.push_back(own(""));
        out.push_back(own(std::move(line)));
    };
    auto const go = [&](bool in) {
        if (in != inside) add_line(in ? "namespace " + name + " {" : "}  // namespace " + name);
        inside = in;
    };
    for (Placed& block : blocks) {
        go(!block.global && !name.empty());
        if (!out.empty()) out.push_back(own(""));
        append(out, std::move(block.code));
    }
    go(false);
    return out;
}

File source_file(Book const& book, Target const& target, bool line_directives, std::size_t as_of) {
    Includes includes;
    std::vector<Placed> blocks;
    std::set<std::size_t> chapters;
    for (BlockRef ref : target.blocks) {
        if (ref.chapter >= as_of) continue;
        chapters.insert(ref.chapter);
        for (BlockRef const part : library_parts(book, ref, as_of)) {
            chapters.insert(part.chapter);
            Code code = includes.take(book, expanded(book, part, library_moment(book, as_of)));
            bool const global = book.chapters[part.chapter].blocks[part.block].as<ExportBlock>()->global;
            if (!code.empty()) blocks.push_back({std::move(code), global});
        }
    }
    Code body;
    if (is_header(target.path)) body.push_back(own("#pragma once"));
    if (!includes.lines().empty()) {
        if (!body.empty()) body.push_back(own(""));
        append(body, includes.lines());
    }
    if (!blocks.empty() && !(body.empty() && target.name_space.empty())) body.push_back(own(""));
    append(body, in_namespace(target.name_space, std::move(blocks)));
    return finish(book, chapters, body, line_directives, target.crlf);
}

/// Indents the body of a test case, except where that could change a value.
Code indented(Code code) {
    std::string text;
    for (CodeLine const& line : code) text += line.text + "\n";
    // A raw string holds the blanks before its lines.
    std::vector<bool> const inside = lines_in_literals(text);
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (!code[i].text.empty() && !inside[i] && code[i].text[0] != '#') code[i].text.insert(0, "    ");
    }
    return code;
}

std::string quoted(std::string const& title) {
    std::string out = "\"";
    // A tag's value cannot hold a '"', so the backslash is all that C++ would take for something else.
    for (char c : title) out += c == '\\' ? std::string("\\\\") : std::string(1, c);
    return out + "\"";
}

/// Catch2 runs what is tagged with a dot only where it is asked for: `[cuda]`, `[slow]`.
std::string test_tags(Needs const& needs) {
    std::string const tags = std::string(needs.cuda ? "[.cuda]" : "") + (needs.slow ? "[.slow]" : "");
    return tags.empty() ? "" : ", \"" + tags + "\"";
}

bool has_tests(Document const& document) {
    auto const is_test = [](Block const& block) { return block.is<TestBlock>(); };
    return std::any_of(document.blocks.begin(), document.blocks.end(), is_test);
}

File test_file(Book const& book, std::size_t chapter, bool line_directives, std::size_t as_of) {
    Document const& document = book.chapters[chapter];
    Includes includes;
    Code cases;
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        Block const& block = document.blocks[b];
        TestBlock const* const test = block.as<TestBlock>();
        if (test == nullptr) continue;
        Code body = includes.take(book, expanded(book, {chapter, b}, moment_of(book, {chapter, b}, as_of)));
        cases.push_back(own(""));
        cases.push_back(
            {"TEST_CASE(" + quoted(test->title.value) + test_tags(test->needs) + ") {", chapter, b, block.line});
        append(cases, indented(std::move(body)));
        cases.push_back(own("}"));
    }
    // Both versions of Catch2 that systems bring; a chapter uses version 3's name of the matcher that was renamed.
    Code body{own("#if __has_include(<catch2/catch_all.hpp>)"),
              own("#include <catch2/catch_all.hpp>"),
              own("#else"),
              own("#include <catch2/catch.hpp>"),
              own("namespace Catch::Matchers {"),
              own("inline auto ContainsSubstring(std::string const& text) { return Contains(text); }"),
              own("}  // namespace Catch::Matchers"),
              own("#endif"),
              own("")};
    for (std::string const& header : chapter_headers(book, chapter)) includes.add({own("#include " + header)});
    append(body, includes.lines());
    if (!document.front.name_space.empty()) {
        body.push_back(own(""));
        body.push_back(own("using namespace " + document.front.name_space + ";"));
    }
    append(body, std::move(cases));
    return finish(book, {chapter}, body, line_directives, document.crlf);
}

bool by_path(TangleJob const& a, TangleJob const& b) { return a.path < b.path; }

}  // namespace

std::vector<TangleJob> tangle_jobs(Book const& book, std::size_t chapters) {
    std::vector<TangleJob> all;
    for (auto const& [path, target] : book.targets) {
        if (target.blocks.front().chapter < chapters) all.push_back({path, &target, 0, chapters});
    }
    for (std::size_t c = 0; c < std::min(chapters, book.chapters.size()); ++c) {
        if (has_tests(book.chapters[c])) all.push_back({test_path(book, c), nullptr, c, chapters});
    }
    std::sort(all.begin(), all.end(), by_path);
    return all;
}

std::vector<TangleJob> layer_jobs(Book const& book, std::size_t chapters) {
    std::vector<TangleJob> jobs = tangle_jobs(book, chapters);
    FileSet files;
    std::string all;
    for (TangleJob const& job : jobs) {
        files.emplace(job.path, tangle_one(book, job, false));
        all += "#include \"" + job.path + "\"\n";
    }
    std::size_t const appendix = first_appendix(book);
    std::map<std::string, TangleJob> of_appendices;
    for (auto const& [path, target] : book.targets) {
        if (target.blocks.front().chapter < appendix) continue;
        TangleJob const job{path, &target, 0, all_chapters};
        files.emplace(path, tangle_one(book, job, false));
        of_appendices.emplace(path, job);
    }
    for (std::string const& path : included_files(files, book.settings.sources, all)) {
        if (auto const job = of_appendices.find(path); job != of_appendices.end()) jobs.push_back(job->second);
    }
    std::sort(jobs.begin(), jobs.end(), by_path);
    return jobs;
}

File tangle_one(Book const& book, TangleJob const& job, bool line_directives) {
    return job.target != nullptr ? source_file(book, *job.target, line_directives, job.chapters)
                                 : test_file(book, job.chapter, line_directives, job.chapters);
}

FileSet tangle(Book const& book, bool line_directives) {
    FileSet files;
    for (TangleJob const& job : tangle_jobs(book)) files.emplace(job.path, tangle_one(book, job, line_directives));
    return files;
}

}  // namespace heddle
