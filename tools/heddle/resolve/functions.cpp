// SPDX-License-Identifier: MIT
// Functions are found by their names alone: heddle compiles nothing. Whether one has the wanted types, the recorder
// sees.
#include "resolve/functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "resolve/expand.hpp"
#include "text/statements.hpp"
#include "text/tokens.hpp"

namespace heddle {

namespace {

/// `tile` of `ten::tile<6, 2>(float*)`.
std::string bare_name(std::string const& function) {
    std::string const whole = function.substr(0, function.find_first_of("<("));
    std::size_t const colon = whole.rfind(':');
    std::size_t const begin = colon == std::string::npos ? 0 : colon + 1;
    return whole.substr(begin, whole.find_last_not_of(" \t") + 1 - begin);
}

bool has_word(std::string_view code, std::string_view word) {
    for (std::size_t at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
        std::size_t const end = at + word.size();
        if ((at == 0 || !is_word(code[at - 1])) && (end == code.size() || !is_word(code[end]))) return true;
    }
    return false;
}

/// Can a listing of chapter `chapter` show code of this block? The library it can show whoever wrote it.
bool may_hold(Block const& block, bool of_chapter) {
    bool const library = block.is<ExportBlock>() || block.is<ChunkBlock>();
    return library || (of_chapter && is_code(block) && !block.is<TextBlock>());
}

bool is_named(Book const& book, std::size_t chapter, std::string const& name) {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        for (Block const& block : document.blocks) {
            if (may_hold(block, c == chapter) && has_word(block.code, name)) return true;
        }
        // What a faulty block would have defined is not missing.
        for (Faulty const& faulty : document.faulty) {
            if (faulty.text.empty() || has_word(faulty.text, name)) return true;
        }
    }
    return false;
}

bool declares(Statement const& statement) {
    return statement.kind == Statement::Kind::function || statement.kind == Statement::Kind::template_;
}

std::vector<std::string> functions_of(Book const& book, std::size_t chapter) {
    std::set<std::string> names;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (Block const& block : book.chapters[c].blocks) {
            if (!may_hold(block, c == chapter)) continue;
            for (Statement const& one : statements(block.code)) {
                if (declares(one) && !one.name.empty()) names.insert(one.name);
            }
        }
    }
    return {names.begin(), names.end()};
}

/// Is the code of an exported block in the library, or has a later block taken its place?
bool is_in_library(Book const& book, BlockRef ref) {
    std::vector<BlockRef> const parts = library_parts(book, ref);
    return std::find(parts.begin(), parts.end(), ref) != parts.end();
}

/// Does the chapter write this block, or did it write what the block changes?
bool is_of_chapter(Book const& book, BlockRef ref, std::size_t chapter) {
    Chunk const* const chunk = chunk_of(book, ref);
    auto const there = [&](BlockRef part) { return part.chapter == chapter; };
    return there(ref) || (chunk != nullptr && std::any_of(chunk->parts.begin(), chunk->parts.end(), there));
}

bool declares(Book const& book, BlockRef ref, std::string const& name) {
    std::string code;
    for (CodeLine const& line : expanded(book, ref)) code += line.text + "\n";
    if (!has_word(code, name)) return false;
    std::vector<Statement> const all = statements(code);
    return std::any_of(all.begin(), all.end(), [&](Statement const& one) { return declares(one) && one.name == name; });
}

}  // namespace

void check_functions(Book const& book, Diagnostics& diagnostics) {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        for (Block const& block : document.blocks) {
            AsmBlock const* const listing = block.as<AsmBlock>();
            if (listing == nullptr) continue;
            std::string const name = bare_name(listing->function.value);
            if (!name.empty() && is_named(book, c, name)) continue;
            std::string const near = diagnostics.size() > searches_at_most ? "" : nearest(name, functions_of(book, c));
            complain(diagnostics, document.source.path, listing->function.span, "unknown-function",
                     fmt::format("neither this chapter nor the library has a function '{}'", name),
                     near.empty() ? "name a function of this chapter's code, or one that a chapter exports"
                                  : fmt::format("did you mean '{}'?", near));
        }
    }
}

std::vector<BlockRef> blocks_of_listing(Book const& book, BlockRef ref) {
    std::string const name = bare_name(block_of(book, ref).as<AsmBlock>()->function.value);
    std::vector<BlockRef> all;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            BlockRef const here{c, b};
            Block const& block = block_of(book, here);
            bool const own = c == ref.chapter;
            // What a program includes is the finished library: code that was replaced is in no listing.
            bool const exported = block.is<ExportBlock>() && is_in_library(book, here);
            bool const always =
                (exported && is_of_chapter(book, here, ref.chapter)) || (own && block.is<DefineBlock>());
            bool const where_declared = exported || (own && (block.is<CellBlock>() || block.is<TestBlock>()));
            if (always || (where_declared && declares(book, here, name))) all.push_back(here);
        }
    }
    return all;
}

}  // namespace heddle
