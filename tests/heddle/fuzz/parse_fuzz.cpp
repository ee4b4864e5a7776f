// SPDX-License-Identifier: MIT
// A fuzz target for the way of a chapter through parse, resolve and tangle: nothing crashes, and a document keeps every
// byte. With clang's -fsanitize=fuzzer it is libFuzzer's; alone it mutates the files it is given, from a fixed seed:
// parse_fuzz RUNS FILE...
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "parse/parse.hpp"
#include "parse/settings.hpp"
#include "resolve/expand.hpp"
#include "resolve/resolve.hpp"
#include "tangle/tangle.hpp"

namespace {

void require(bool holds, char const* what) {
    if (holds) return;
    std::fprintf(stderr, "parse_fuzz: %s\n", what);
    std::abort();
}

/// Do the spans of the blocks lie in the text, in order, each inside the other?
bool in_order(heddle::Document const& document) {
    std::size_t at = 0;
    for (heddle::Block const& b : document.blocks) {
        bool const nested = b.fence.begin <= b.info.begin && b.info.end <= b.body.begin && b.body.begin <= b.body.end &&
                            b.body.end <= b.fence.end;
        if (b.fence.begin < at || !nested || b.fence.end > document.source.text.size()) return false;
        at = b.fence.end;
    }
    return true;
}

/// Each block sees its chunks in some version, and after all chapters the library is the finished one.
void read_at_every_place(heddle::Book const& book) {
    std::vector<heddle::Block> const& blocks = book.chapters[0].blocks;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        if (heddle::is_code(blocks[b])) heddle::expanded(book, {0, b}, {{0, b}, heddle::all_chapters});
    }
    require(heddle::tangle_jobs(book, 0).empty(), "there is a library before the first chapter");
    for (heddle::TangleJob const& job : heddle::tangle_jobs(book, 1)) {
        heddle::TangleJob all = job;
        all.chapters = heddle::all_chapters;
        require(heddle::tangle_one(book, job, false) == heddle::tangle_one(book, all, false), "the last layer differs");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const text(reinterpret_cast<char const*>(data), size);
    heddle::Diagnostics faults;
    heddle::Document document = heddle::parse({"chapters/01-a.md", text}, faults, {});
    require(document.source.text == text, "a document lost bytes of its chapter");
    require(in_order(document), "a block's span is not where its text is");
    std::vector<heddle::Document> documents;
    documents.push_back(std::move(document));
    auto const book =
        heddle::resolve(heddle::parse_settings({"chapters/book.yaml", ""}, faults), std::move(documents), faults);
    if (book) require(heddle::tangle(*book, true).size() == heddle::tangle(*book, false).size(), "the twin differs");
    if (book) read_at_every_place(*book);
    require(heddle::render_text(faults, {{"chapters/01-a.md", text}}, false).empty() == faults.empty(),
            "a fault is not shown");
    heddle::Diagnostics more;
    heddle::parse_settings({"chapters/book.yaml", text}, more);
    return 0;
}

#ifndef HEDDLE_LIBFUZZER
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

/// One change: a byte, a lost or doubled stretch, a piece of another file, a word that means something.
void mutate(std::string& text, std::vector<std::string> const& corpus, Random& random) {
    static std::vector<std::string> const words{"```",
                                                "~~~",
                                                "```cpp export\n",
                                                "```output\n",
                                                "<<",
                                                ">>",
                                                "---\n",
                                                "chunk=\"",
                                                "\r\n",
                                                "\xEF\xBB\xBF",
                                                "> ",
                                                "    ",
                                                "- ",
                                                "\"",
                                                "file=\"../",
                                                "\xE2\x80\xAE",
                                                "*a",
                                                "{[",
                                                "R\"(",
                                                " replace",
                                                " before",
                                                " after",
                                                "export name=\"a\" "};
    std::size_t const at = below(random, text.size() + 1);
    std::size_t const length = below(random, std::min<std::size_t>(text.size() - at, 200) + 1);
    switch (below(random, 6)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(random());
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, text.substr(at, length));
            break;
        case 3: {
            std::string const& other = corpus[below(random, corpus.size())];
            text.insert(at, other, below(random, other.size() + 1), below(random, 300));
            break;
        }
        default:
            text.insert(at, words[below(random, words.size())]);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> corpus;
    for (int i = 2; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        if (corpus.back().size() > 20'000) corpus.back().resize(20'000);
    }
    require(argc > 2, "usage: parse_fuzz RUNS FILE...");
    Random random(1);
    long const runs = std::atol(argv[1]);
    for (long run = 0; run < runs; ++run) {
        std::string text = corpus[below(random, corpus.size())];
        for (std::size_t i = below(random, 8); i-- > 0;) mutate(text, corpus, random);
        LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
    }
    std::printf("%ld mutated chapters of %zu files\n", runs, corpus.size());
}
#endif
