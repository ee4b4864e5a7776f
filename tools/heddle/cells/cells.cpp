// SPDX-License-Identifier: MIT
// Writes a chapter's three programs. What heddle writes between two cells stands on the line of the second one's fence,
// so that even a brace that a cell forgot is reported in the chapter.
#include "cells/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cells/places.hpp"
#include "cells/program.hpp"
#include "resolve/expand.hpp"
#include "tangle/dependencies.hpp"
#include "tangle/tangle.hpp"
#include "text/banner.hpp"
#include "text/statements.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

/// A `fails=` cell among the chapter's cells.
struct RefusedCell {
    std::size_t number = 0;
    Program lifted, with_it;  // what all cells up to it declare outside, and all cells up to it
    std::string places;       // " path:line path:line"
};

/// What one chapter's programs are made of.
struct Parts {
    Program definitions;
    Program lifted;  // what cells declare that no function can hold
    Program cells, benches;
    std::string undefined;  // `#undef` lines for the macros that are defined outside and, in the cells, once more
    std::vector<RefusedCell> refused;
    std::string cell_lines;  // "24, 30, "
    std::size_t cell_count = 0;
    std::size_t bench_count = 0;
};

std::string plain(Code const& code) {
    std::string text;
    for (CodeLine const& line : code) text += line.text + '\n';
    return text;
}

/// `code` before and after the byte `at` of its plain text; a line that is cut keeps its number on both sides.
std::pair<Code, Code> cut(Code const& code, std::size_t at) {
    std::pair<Code, Code> parts;
    std::size_t begin = 0;
    for (CodeLine const& line : code) {
        std::size_t const end = begin + line.text.size() + 1;
        std::size_t const here = at <= begin ? 0 : std::min(at - begin, line.text.size());
        CodeLine head = line;
        CodeLine tail = line;
        head.text.resize(here);
        // Spaces keep the columns of messages right.
        tail.text.replace(0, here, here, ' ');
        if (at > begin) parts.first.push_back(std::move(head));
        if (at < end) parts.second.push_back(std::move(tail));
        begin = end;
    }
    return parts;
}

/// The statements of a cell, its last expression made into one that shows its value.
void add_statements(Program& out, Code const& code) {
    std::string const text = plain(code);
    std::vector<Span> const shown = trailing_expressions(text);
    // The first part stands before the first expression; then each is followed by what stands behind it.
    std::vector<Code> parts{code};
    for (auto span = shown.rbegin(); span != shown.rend(); ++span) {
        auto [head, rest] = cut(parts.front(), span->end);
        auto [before, expression] = cut(head, span->begin);
        parts.front() = std::move(rest);
        parts.insert(parts.begin(), {std::move(before), std::move(expression)});
    }
    bool const in_condition = !shown.empty() && shown.front().end != text.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1) out.own("heddle::runtime::shown(),");
        out.code(parts[i], in_condition);
        if (i % 2 == 1) out.own(", heddle::runtime::end_of_display();");
    }
}

/// Functions, templates and namespaces cannot stand in a function, but in a cell they may: they are lifted out of the
/// function that holds the cells, with the types, names and macros of cells that they use.
class Lifting {
public:
    explicit Lifting(std::vector<Code> const& cells) {
        for (Code const& cell : cells) cells_.push_back(statements(plain(cell)));
        find_constants();
        for (auto const& cell : cells_) {
            for (Statement const& s : cell) {
                if (stands_outside(s)) use(s);
            }
        }
        // A type that is lifted may use others.
        for (std::size_t before = 0; before != used_.size() + free_.size();) {
            before = used_.size() + free_.size();
            for (auto const& cell : cells_) {
                for (Statement const& s : cell) {
                    if (is_lifted(s)) use(s);
                }
            }
        }
    }

    /// Lines that forget the macros which cells define, undefine and define anew: in the cells they begin once more.
    [[nodiscard]] std::string undefined() const {
        std::string lines;
        for (auto const& cell : cells_) {
            for (Statement const& s : cell) {
                if (s.undefines && is_lifted(s)) lines += "#undef " + s.name + '\n';
            }
        }
        return lines;
    }

    /// The code of a cell in two: what is lifted, and what stays. Both keep their lines and columns.
    [[nodiscard]] std::pair<Code, Code> split(std::size_t cell, Code const& code) const {
        std::string const text = plain(code);
        std::string lifted = blank(text);
        std::string rest = text;
        bool any = false;
        for (Statement const& s : cells_[cell]) {
            if (!is_lifted(s)) continue;
            // Of `struct Point { int x; } origin;` the type is lifted, and `struct Point origin;` stays.
            Span const type{s.begin, s.body ? s.body->end : s.end};
            Span const gone = s.body ? *s.body : type;
            lifted.replace(type.begin, type.end - type.begin, text, type.begin, type.end - type.begin);
            if (s.body) lifted[s.end - 1] = ';';
            // A directive stays, too: the same definition twice is none that differs.
            if (s.kind != Statement::Kind::directive)
                rest.replace(gone.begin, gone.end - gone.begin, blank(text.substr(gone.begin, gone.end - gone.begin)));
            any = any || !s.everywhere;
        }
        if (!any) return {{}, code};
        return {with_text(code, lifted, true), with_text(code, rest, false)};
    }

private:
    static bool stands_outside(Statement const& s) {
        using Kind = Statement::Kind;
        return s.kind == Kind::function || s.kind == Kind::template_ || s.kind == Kind::namespace_ ||
               ((s.kind == Kind::type || s.kind == Kind::name) && !s.local);
    }
    [[nodiscard]] bool is_lifted(Statement const& s) const {
        using Kind = Statement::Kind;
        if (stands_outside(s)) return true;
        if (used_.empty()) return false;
        if (s.kind == Kind::using_namespace || s.everywhere) return true;
        if (s.kind == Kind::constant) return constants_.contains(s.name) && names_one_of(s, free_);
        auto const used = [this](std::string const& word) { return used_.contains(word); };
        if (std::any_of(s.enumerators.begin(), s.enumerators.end(), used)) return true;
        bool const names = s.kind == Kind::type || s.kind == Kind::name;
        // A variable may be called as what a function declares for itself; a function without its body is called.
        return (names || s.kind == Kind::directive) && names_one_of(s, s.called ? free_ : used_);
    }
    static bool names_one_of(Statement const& s, std::set<std::string> const& words) {
        auto const among = [&](std::string const& name) { return words.contains(name); };
        return among(s.name) || std::any_of(s.also.begin(), s.also.end(), among);
    }
    void use(Statement const& s) {
        used_.insert(s.words.begin(), s.words.end());
        free_.insert(s.free.begin(), s.free.end());
    }
    /// The constants whose value is made of others and of literals, so that they are what they are wherever they stand.
    void find_constants() {
        using Kind = Statement::Kind;
        constants_ = {"true", "false", "nullptr"};
        for (auto const& cell : cells_) {
            for (Statement const& s : cell) {
                constants_.insert(s.enumerators.begin(), s.enumerators.end());
                bool const known = s.kind == Kind::constant &&
                                   std::all_of(s.made_of.begin(), s.made_of.end(),
                                               [this](std::string const& word) { return constants_.contains(word); });
                if (known || s.kind == Kind::directive) constants_.insert(s.name);
                if (known) constants_.insert(s.also.begin(), s.also.end());
            }
        }
    }

    static std::string blank(std::string text) {
        for (char& c : text) c = c == '\n' ? c : ' ';
        return text;
    }
    /// The lines of `code` with other text; lines of blanks alone are left out where `without_blanks`.
    static Code with_text(Code const& code, std::string const& text, bool without_blanks) {
        Code out;
        auto const lines = code_lines(text);
        for (std::size_t i = 0; i < code.size(); ++i) {
            bool const empty = lines[i].find_first_not_of(' ') == std::string_view::npos;
            if (empty && without_blanks) continue;
            CodeLine line = code[i];
            line.text = empty ? std::string_view() : lines[i];
            out.push_back(std::move(line));
        }
        return out;
    }

    std::vector<std::vector<Statement>> cells_;
    std::set<std::string> used_;  // the words of what is lifted
    std::set<std::string> free_;  // those of them that no lifted statement declares itself
    std::set<std::string> constants_;
};

void add_cell(Book const& book, Parts& parts, BlockRef ref, CellBlock const& cell,
              std::pair<Code, Code> const& halves) {
    auto const& [lifted, code] = halves;
    parts.cell_lines += fmt::format("{}, ", book.chapters[ref.chapter].blocks[ref.block].line);
    std::string begin = fmt::format("heddle::runtime::begin_cell({});", parts.cell_count++);
    if (cell.fails) {
        RefusedCell one{parts.cell_count - 1, parts.lifted, parts.cells, {}};
        one.lifted.code(lifted);
        one.with_it.at(ref, begin);
        add_statements(one.with_it, code);
        for (auto const& [path, line] : places_of(book, ref)) one.places += fmt::format(" {}:{}", path, line);
        parts.refused.push_back(std::move(one));
        return parts.cells.at(ref, begin + " heddle::runtime::not_compiled();");
    }
    std::string end;
    if (cell.needs != Needs{}) {
        begin += fmt::format(" if (heddle::runtime::may_run({}, {})) {{", cell.needs.cuda, cell.needs.slow);
        end = "}";
    }
    if (cell.throws_) {
        begin += fmt::format(" heddle::runtime::expect_throw(R\"heddle({})heddle\", [&] {{", cell.throws_->text());
        end = "});" + end;
    }
    parts.lifted.code(lifted);
    parts.cells.at(ref, begin);
    add_statements(parts.cells, code);
    if (!end.empty()) parts.cells.own(end);
}

void add_bench(Parts& parts, BenchBlock const& bench, BlockRef ref, Code const& code) {
    std::size_t const id = ++parts.bench_count;
    parts.benches.at(ref, fmt::format("static void bench_{}(benchmark::State& state) {{", id));
    parts.benches.code(code);
    std::string registration =
        fmt::format("}} BENCHMARK(bench_{})->Name(R\"heddle({})heddle\")", id, bench.title.value);
    for (long size : bench.sizes) registration += fmt::format("->Arg({})", size);
    parts.benches.own(registration + ";");
}

Parts parts_of(Book const& book, std::size_t chapter) {
    Parts parts{Program(book), Program(book), Program(book), Program(book), {}, {}, {}};
    std::vector<Block> const& blocks = book.chapters[chapter].blocks;
    std::vector<Code> cells;
    for (std::size_t const b : cells_of(book.chapters[chapter])) cells.push_back(expanded(book, {chapter, b}));
    Lifting const lifting(cells);
    parts.undefined = lifting.undefined();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        BlockRef const ref{chapter, b};
        by_kind(
            blocks[b],
            [&](CellBlock const& cell) {
                add_cell(book, parts, ref, cell, lifting.split(parts.cell_count, cells[parts.cell_count]));
            },
            [&](DefineBlock const&) { parts.definitions.code(expanded(book, ref)); },
            [&](BenchBlock const& bench) { add_bench(parts, bench, ref, expanded(book, ref)); }, [](auto const&) {});
    }
    return parts;
}

/// Names the state of the headers that a program includes. A build learns a program's headers only by compiling it, so
/// a header that changes must change the program too, or the first build after the change would not compile it again.
std::string headers_line(Book const& book, FileSet const& twin, std::string const& program, bool keep_lines) {
    std::string all;
    for (std::string const& path : included_files(twin, book.settings.sources, program)) {
        std::string const& text = twin.at(path).text;
        all += keep_lines ? without_lines(text) : text;
    }
    return fmt::format("// Generated by heddle; the book's headers have the checksum {:016x}.\n", checksum(all));
}

/// The headers that the chapter's own code sees.
std::string prelude(Book const& book, std::size_t chapter) {
    std::string text;
    for (std::string const& header : chapter_headers(book, chapter)) text += "#include " + header + '\n';
    return text;
}

std::string using_line(Document const& document) {
    return document.front.name_space.empty() ? "" : "using namespace " + document.front.name_space + ";\n";
}

/// The function that holds `cells`, and all that stands above it.
std::string cells_function(Book const& book, std::size_t chapter, Parts const& parts, Program const& lifted,
                           Program const& cells) {
    return "#include <heddle/runtime.hpp>\n#include <iostream>\n#include <string>\n" + prelude(book, chapter) +
           parts.definitions.includes() + lifted.includes() + cells.includes() + using_line(book.chapters[chapter]) +
           parts.definitions.text() +
           (lifted.text().empty()
                ? ""
                : "// Declared in cells, and no function can hold it.\n" + lifted.text() + parts.undefined) +
           "static void heddle_cells() {\n" + cells.text() + "heddle::runtime::end_cells();\n}\n";
}

std::string cells_program(Book const& book, std::size_t chapter, Parts const& parts, std::string const& print) {
    Document const& document = book.chapters[chapter];
    return cells_function(book, chapter, parts, parts.lifted, parts.cells) +
           fmt::format("{} = {{{}0}};\n", line_table, parts.cell_lines) + "int main(int argc, char** argv) {\n" +
           fmt::format(
               "    return heddle::runtime::run(argc, argv, {{\"{}\", \"{}\", {}, heddle_lines, {}, "
               "heddle_cells}});\n}}\n",
               document.source.path, print, book.settings.time_limit, parts.cell_count);
}

std::string bench_program(Book const& book, std::size_t chapter, Parts const& parts) {
    if (parts.bench_count == 0)
        return "#include <cstdio>\nint main() { std::puts(\"this chapter has no benchmarks\"); }\n";
    return "#include <benchmark/benchmark.h>\n" + prelude(book, chapter) + parts.definitions.includes() +
           parts.benches.includes() + using_line(book.chapters[chapter]) + parts.definitions.text() +
           parts.benches.text() + "BENCHMARK_MAIN();\n";
}

std::string tests_program(Book const& book, std::size_t chapter, FileSet const& twin) {
    std::string const path = test_path(book, chapter);
    return twin.count(path) == 0 ? "// This chapter has no tests.\n" : "#include \"" + path + "\"\n";
}

std::vector<Refused> refused_of(Book const& book, FileSet const& twin, std::size_t chapter, Parts const& parts) {
    std::vector<Refused> all;
    for (auto const& [cell, lifted, program, places] : parts.refused) {
        std::string const text = cells_function(book, chapter, parts, lifted, program);
        // Of the headers' code and not of their lines: the record of a program whose lines have moved stays true.
        std::string const headers = headers_line(book, twin, text, true);
        std::string const code = headers + without_lines(headers + text);
        all.push_back({cell, headers + text, fmt::format("{:016x}", checksum(code)), places});
    }
    return all;
}

}  // namespace

FileSet cells(Book const& book, bool keep_lines, std::vector<Source> const& with) {
    FileSet out;
    FileSet const twin = tangle(book, true);
    for (Source const& file : with) {
        out["with/" + file_name(file.path)].text =
            headers_line(book, twin, file.text, keep_lines) + fmt::format("#line 1 \"{}\"\n", file.path) + file.text;
    }
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Parts const parts = parts_of(book, c);
        std::string const name = stem(book.chapters[c].source.path);
        auto const add = [&](char const* suffix, std::string const& text) {
            out[name + suffix].text = headers_line(book, twin, text, keep_lines) + text;
        };
        add(".cpp", cells_program(book, c, parts, fingerprint(book, twin, c)));
        add("_bench.cpp", bench_program(book, c, parts));
        add("_tests.cpp", tests_program(book, c, twin));
        std::string& list = out[name + "_fails.txt"].text;
        for (Refused const& one : refused_of(book, twin, c, parts)) {
            std::string const file = fmt::format("{}_fails_{}.cpp", name, one.cell);
            out[file].text = one.text;
            list += fmt::format("{} {}\n#line{}\n", file, one.program, one.places);
        }
    }
    return out;
}

std::vector<Refused> refused(Book const& book, FileSet const& twin, std::size_t chapter) {
    return refused_of(book, twin, chapter, parts_of(book, chapter));
}

std::string fingerprint(Book const& book, FileSet const& twin, std::size_t chapter) {
    std::string all;
    std::string const headers = prelude(book, chapter);
    std::vector<Block> const& blocks = book.chapters[chapter].blocks;
    std::string code;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        CellBlock const* const cell = blocks[b].as<CellBlock>();
        if (cell == nullptr && !blocks[b].is<DefineBlock>()) continue;
        if (cell != nullptr) {
            code += cell->throws_ ? "throws " + cell->throws_->text() + '\n' : "";
            code += cell->needs.cuda ? "cuda\n" : "";
            code += cell->needs.slow ? "slow\n" : "";
        }
        if (cell != nullptr && cell->fails) {  // it is no part of the program, but the cells are counted
            code += std::string("fails\n") + '\0';
            continue;
        }
        // The end is marked: a line that moves from one cell to the next makes another program.
        code += plain(expanded(book, {chapter, b})) + '\0';
    }
    for (std::string const& path : included_files(twin, book.settings.sources, headers + code))
        all += without_lines(twin.at(path).text) + '\0';
    return fmt::format("{:016x}", checksum(headers + using_line(book.chapters[chapter]) + code + all));
}

}  // namespace heddle
