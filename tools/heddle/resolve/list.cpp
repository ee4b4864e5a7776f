// SPDX-License-Identifier: MIT
// Blocks as text and as JSON.
#include "resolve/list.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "resolve/expand.hpp"
#include "resolve/functions.hpp"
#include "text/banner.hpp"
#include "text/lexer.hpp"
#include "text/visible.hpp"

namespace heddle {

namespace {

std::string target_of(Book const& book, std::size_t chapter, Block const& block) {
    Document const* document = &book.chapters[chapter];
    ExportBlock const* one = block.as<ExportBlock>();
    if (one != nullptr && one->change != Change::none) {  // it stands where the block stands that it changes
        BlockRef const first = book.chunks[one->chunk].parts.front();
        document = &book.chapters[first.chapter];
        one = document->blocks[first.block].as<ExportBlock>();
    }
    if (one != nullptr) return book.settings.sources + "/" + (one->file ? one->file->value : document->front.exports);
    if (block.is<TestBlock>()) return test_path(book, chapter);
    return {};
}

std::string tokens_of(Code const& code) {
    std::string text;
    for (CodeLine const& line : code) text += line.text + "\n";
    return code_tokens(text);
}

void add_listing(nlohmann::ordered_json& out, Book const& book, BlockRef ref) {
    AsmBlock const& listing = *block_of(book, ref).as<AsmBlock>();
    out["function"] = listing.function.value;
    out["compiler"] = listing.compiler.value;
    out["hash"] = listing_hash(book, ref);
    for (Claim const& claim : listing.claims) {
        Position const at = position(book.chapters[ref.chapter].source.text, claim.span.begin);
        nlohmann::ordered_json right = claim.number;
        if (!claim.right.empty()) right = claim.right;
        out["claims"].push_back({{"line", at.line}, {"left", claim.left}, {"sign", claim.sign}, {"right", right}});
    }
}

}  // namespace

std::string bench_hash(Book const& book, BlockRef ref) {
    // Tokens in place of text: a new comment or another layout asks for no new measurement.
    std::string all = tokens_of(expanded(book, ref));
    for (std::string const& path : book.written[ref.chapter]) {
        for (BlockRef part : book.targets.at(path).blocks) {
            for (BlockRef const live : library_parts(book, part)) {
                if (part.chapter == ref.chapter || live.chapter == ref.chapter) all += tokens_of(expanded(book, live));
            }
        }
    }
    Document const& document = book.chapters[ref.chapter];
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        if (document.blocks[b].is<DefineBlock>()) all += tokens_of(expanded(book, {ref.chapter, b}));
    }
    return fmt::format("{:016x}", checksum(all));
}

std::string cell_code(Book const& book, BlockRef ref) {
    return fmt::format("{:016x}", checksum(tokens_of(expanded(book, ref))));
}

std::string listing_hash(Book const& book, BlockRef ref) {
    std::string all;
    for (BlockRef const part : blocks_of_listing(book, ref)) all += tokens_of(expanded(book, part));
    return fmt::format("{:016x}", checksum(all));
}

bool is_recordable(Block const& block) {
    CellBlock const* const cell = block.as<CellBlock>();
    return cell != nullptr && cell->volatile_ && cell->needs == Needs{} && !cell->throws_ && !cell->fails;
}

std::string list_text(Book const& book) {
    std::string out;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        for (Block const& block : document.blocks) {
            std::string const target = target_of(book, c, block);
            AsmBlock const* const listing = block.as<AsmBlock>();
            Attribute const* const title = listing != nullptr ? &listing->function : name_of(block);
            std::string_view const change = change_name(change_of(block));
            out += visible_line(fmt::format("{}:{}: {}{}{}{}{}", document.source.path, block.line, kind_name(block),
                                            title != nullptr ? " \"" + title->value + "\"" : "",
                                            change.empty() ? "" : " ", change, target.empty() ? "" : " -> " + target)) +
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
            std::size_t const number = block.is<CellBlock>() ? cells++ : 0;
            nlohmann::ordered_json one{
                {"file", document.source.path}, {"line", block.line}, {"kind", kind_name(block)}};
            one["tags"] = document.source.text.substr(block.info.begin, block.info.end - block.info.begin);
            if (Attribute const* const title = title_of(block)) one["title"] = title->value;
            if (ExportBlock const* const exported = block.as<ExportBlock>(); exported != nullptr && exported->label)
                one["name"] = exported->label->value;
            if (Change const change = change_of(block); change != Change::none) one["change"] = change_name(change);
            if (std::string const target = target_of(book, c, block); !target.empty()) one["target"] = target;
            if (BenchBlock const* const bench = block.as<BenchBlock>())
                one["hash"] = bench_hash(book, {c, b}), one["sizes"] = bench->sizes;
            if (block.is<AsmBlock>()) add_listing(one, book, {c, b});
            if (is_recordable(block))
                one["hash"] = bench_hash(book, {c, b}), one["code"] = cell_code(book, {c, b}), one["cell"] = number;
            all.push_back(std::move(one));
        }
    }
    return visible_json(all.dump(1)) + "\n";
}

}  // namespace heddle
