// SPDX-License-Identifier: MIT
// Writes the cells' program: includes, definitions, one function with every cell behind a `#line`.
#include "cells.hpp"

#include <fmt/format.h>

#include "lexer.hpp"
#include "resolve.hpp"
#include "tangle.hpp"

namespace heddle {

namespace {

struct Writer {
    Book const& book;
    std::size_t chapter;
    std::string includes, definitions, cells, lines, benches, bench_includes;
    std::size_t count = 0, bench_count = 0;

    std::string place(CodeLine const& line) const {
        return fmt::format("#line {} \"{}\"\n", line.line, book.chapters[line.chapter].source.path);
    }
    std::string text(Code const& code) {
        std::string out;
        CodeLine const* last = nullptr;  // a `#line` only where the count breaks: inside a raw string it would be text
        for (CodeLine const& line : code) {
            if (line.text.starts_with("#include")) {
                includes += line.text + '\n';
                continue;
            }
            bool const follows = last != nullptr && last->chapter == line.chapter && last->line + 1 == line.line;
            if (line.line != 0 && !follows) out += place(line);
            last = &line;
            out += line.text + '\n';
        }
        return out;
    }
    std::string shown(Code const& code) {
        std::string plain;
        for (CodeLine const& line : code) plain += line.text + '\n';
        auto const at = trailing_expression(plain);
        if (!at) return text(code);
        Code before, after;
        std::size_t offset = 0;
        for (CodeLine const& line : code) {
            std::size_t const end = offset + line.text.size() + 1;
            std::size_t const cut = *at <= offset ? 0 : *at >= end ? line.text.size() : *at - offset;
            CodeLine head = line, tail = line;
            head.text.resize(cut);
            tail.text.erase(0, cut);
            if (*at > offset) before.push_back(head);
            if (*at < end) after.push_back(tail);
            offset = end;
        }
        return text(before) + "heddle::runtime::show(\n" + text(after) + ");\n";
    }
    void cell(Block const& block, Code const& code) {
        lines += fmt::format("{}, ", block.line);
        cells += fmt::format("heddle::runtime::begin_cell({}, {});\n", count++, block.line);
        if (!block.throws_) {
            cells += shown(code);
            return;
        }
        std::string const pattern = "R\"heddle(" + block.throws_->value + ")heddle\"";
        cells += "{ std::string heddle_what; bool heddle_threw = false;\ntry {\n" + shown(code) +
                 "} catch (std::exception const& e) { heddle_threw = true; heddle_what = e.what(); }\n" +
                 "heddle::runtime::expect_throw(" + pattern + ", heddle_threw ? heddle_what.c_str() : nullptr); }\n";
    }
    void bench(Block const& block, Code const& code) {
        std::size_t const id = ++bench_count;
        std::string const cell_includes = includes;
        std::string const body = text(code);
        bench_includes += includes.substr(cell_includes.size());
        includes = cell_includes;
        benches += fmt::format(
            "static void bench_{}(benchmark::State& state) {{\n{}}}\nBENCHMARK(bench_{})->Name(R\"heddle({})heddle\")",
            id, body, id, block.title ? block.title->value : "");
        for (long size : block.sizes) benches += fmt::format("->Arg({})", size);
        benches += ";\n";
    }
};

}  // namespace

FileSet cells(Book const& book) {
    FileSet out;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        Writer w{book, c, {}, {}, {}, {}, {}, {}};
        for (std::string const& header : chapter_headers(book, c)) w.includes += "#include " + header + '\n';
        for (std::size_t b = 0; b < document.blocks.size(); ++b) {
            auto const code = book.expanded.find({c, b});
            if (code == book.expanded.end()) continue;
            Block const& block = document.blocks[b];
            if (block.kind == Kind::define) w.definitions += w.text(code->second);
            if (block.kind == Kind::cell) w.cell(block, code->second);
            if (block.kind == Kind::bench) w.bench(block, code->second);
        }
        std::string const use =
            document.front.name_space.empty() ? "" : "using namespace " + document.front.name_space + ";\n";
        std::string const name = stem(document.source.path);
        out[name + ".cpp"].text =
            "#include <heddle/runtime.hpp>\n#include <exception>\n#include <iostream>\n#include <string>\n" +
            w.includes + use + w.definitions + "static void heddle_cells() {\n" + w.cells +
            "}\nint main(int argc, char** argv) {\n    static std::size_t const lines[] = {" + w.lines +
            "0};\n    return heddle::runtime::run(argc, argv, \"" + document.source.path +
            fmt::format("\", lines, {}, heddle_cells);\n}}\n", w.count);
        out[name + "_bench.cpp"].text =
            w.bench_count == 0 ? "#include <cstdio>\nint main() { std::puts(\"this chapter has no benchmarks\"); }\n"
                               : "#include <benchmark/benchmark.h>\n" + w.includes + w.bench_includes + use +
                                     w.definitions + w.benches + "BENCHMARK_MAIN();\n";
    }
    return out;
}

}  // namespace heddle
