// SPDX-License-Identifier: MIT
// Blocks as text and as JSON.
#include "resolve/list.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "resolve/expand.hpp"
#include "text/banner.hpp"
#include "text/lexer.hpp"
#include "text/visible.hpp"

namespace heddle {

namespace {

std::string target_of(Book const& book, std::size_t chapter, Block const& block) {
    Document const& document = book.chapters[chapter];
    if (block.kind == Kind::export_)
        return book.settings.sources + "/" + (block.file ? block.file->value : document.front.exports);
    if (block.kind == Kind::test) return test_path(book, chapter);
    return {};
}

std::string tokens_of(Code const& code) {
    std::string text;
    for (CodeLine const& line : code) text += line.text + "\n";
    return code_tokens(text);
}

}  // namespace

std::string kind_name(Kind kind) {
    switch (kind) {
        case Kind::cell:
            return "cell";
        case Kind::export_:
            return "export";
        case Kind::define:
            return "define";
        case Kind::test:
            return "test";
        case Kind::bench:
            return "bench";
        case Kind::chunk:
            return "chunk";
        case Kind::text:
            return "text";
        case Kind::output:
            return "output";
        case Kind::dot:
            return "dot";
        case Kind::plot:
            return "plot";
    }
    return {};
}

std::string bench_hash(Book const& book, BlockRef ref) {
    std::string all = tokens_of(expanded(book, ref));
    for (std::string const& path : book.written[ref.chapter]) {
        for (BlockRef part : book.targets.at(path).blocks) {
            if (part.chapter == ref.chapter) all += tokens_of(expanded(book, part));
        }
    }
    Document const& document = book.chapters[ref.chapter];
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        if (document.blocks[b].kind == Kind::define) all += tokens_of(expanded(book, {ref.chapter, b}));
    }
    return fmt::format("{:016x}", checksum(all));
}

std::string cell_code(Book const& book, BlockRef ref) {
    return fmt::format("{:016x}", checksum(tokens_of(expanded(book, ref))));
}

bool is_recordable(Block const& block) {
    return block.kind == Kind::cell && block.volatile_ && !block.cuda && !block.slow && !block.throws_ && !block.fails;
}

std::string list_text(Book const& book) {
    std::string out;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        for (Block const& block : document.blocks) {
            std::string const target = target_of(book, c, block);
            out += visible_line(fmt::format("{}:{}: {}{}{}", document.source.path, block.line, kind_name(block.kind),
                                            block.title ? " \"" + block.title->value + "\"" : "",
                                            target.empty() ? "" : " -> " + target)) +
                   '\n';
        }
    }
    return out;
}

std::string list_json(Book const& book) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        std::size_t cells = 0;
        for (std::size_t b = 0; b < document.blocks.size(); ++b) {
            Block const& block = document.blocks[b];
            std::size_t const number = block.kind == Kind::cell ? cells++ : 0;
            nlohmann::ordered_json one{
                {"file", document.source.path}, {"line", block.line}, {"kind", kind_name(block.kind)}};
            one["tags"] = document.source.text.substr(block.info.begin, block.info.end - block.info.begin);
            if (block.title) one["title"] = block.title->value;
            if (std::string const target = target_of(book, c, block); !target.empty()) one["target"] = target;
            if (block.kind == Kind::bench) one["hash"] = bench_hash(book, {c, b}), one["sizes"] = block.sizes;
            if (is_recordable(block))
                one["hash"] = bench_hash(book, {c, b}), one["code"] = cell_code(book, {c, b}), one["cell"] = number;
            all.push_back(std::move(one));
        }
    }
    return visible_json(all.dump(1)) + "\n";
}

}  // namespace heddle
