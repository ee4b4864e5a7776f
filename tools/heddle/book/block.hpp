// SPDX-License-Identifier: MIT
// A fenced block that heddle knows. What it is stands in one struct a kind, which holds what only that kind has: a
// stage cannot ask a diagram for its exception, and a tag may stand where a kind has a member for it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "book/listing.hpp"
#include "book/plot.hpp"
#include "text/pattern.hpp"
#include "text/source.hpp"

namespace heddle {

/// A `name="value"` of an info string, with the bytes of the value.
struct Attribute {
    std::string value;
    Span span;
    friend bool operator==(Attribute const&, Attribute const&) = default;
};

/// How a page shows code at first.
struct Folding {
    bool hide = false;
    bool fold = false;
    friend bool operator==(Folding const&, Folding const&) = default;
};

/// When code that is compiled everywhere also runs.
struct Needs {
    bool cuda = false;  // only where a CUDA device is
    bool slow = false;  // only when all is run
    friend bool operator==(Needs const&, Needs const&) = default;
};

/// The number of a chunk before `resolve` has bound it.
constexpr std::size_t unbound = static_cast<std::size_t>(-1);

/// What a block does to the code of its name that stands above it.
enum class Change { none, replace, before, after };

/// C++ of the chapter's own program: it runs there, and what it shows is compared.
struct CellBlock {
    static constexpr std::string_view name = "cell";
    std::optional<Pattern> throws_;  // what the exception says that ends it
    std::optional<Pattern> fails;    // what the compiler says, for it must not compile
    Needs needs;
    Folding folding;
    bool volatile_ = false;  // what it shows differs from run to run
    bool solution = false;   // of an exercise
    friend bool operator==(CellBlock const&, CellBlock const&) = default;
};
/// Code of the library.
struct ExportBlock {
    static constexpr std::string_view name = "export";
    std::optional<Attribute> file;   // where it goes, if not to the chapter's own target
    std::optional<Attribute> label;  // the name by which a later block changes it
    Change change = Change::none;
    std::size_t chunk = unbound;  // of a block with a label, which of `Book::chunks`
    Folding folding;
    bool solution = false;
    bool global = false;  // it stands outside of the front matter's namespace
    friend bool operator==(ExportBlock const&, ExportBlock const&) = default;
};
/// Code at namespace scope, for the chapter's cells and benchmarks.
struct DefineBlock {
    static constexpr std::string_view name = "define";
    Folding folding;
    bool solution = false;
    friend bool operator==(DefineBlock const&, DefineBlock const&) = default;
};
struct TestBlock {
    static constexpr std::string_view name = "test";
    Attribute title;
    Needs needs;
    Folding folding;
    bool solution = false;
    friend bool operator==(TestBlock const&, TestBlock const&) = default;
};
struct BenchBlock {
    static constexpr std::string_view name = "bench";
    Attribute title;
    std::vector<long> sizes;
    Folding folding;
    friend bool operator==(BenchBlock const&, BenchBlock const&) = default;
};
/// A definition of a chunk, or a part of one.
struct ChunkBlock {
    static constexpr std::string_view name = "chunk";
    Attribute title;
    Change change = Change::none;
    std::size_t chunk = unbound;  // which of `Book::chunks` it is a part of
    Folding folding;
    friend bool operator==(ChunkBlock const&, ChunkBlock const&) = default;
};
/// C++ that is only shown.
struct TextBlock {
    static constexpr std::string_view name = "text";
    Attribute reason;
    Folding folding;
    friend bool operator==(TextBlock const&, TextBlock const&) = default;
};
/// What the cell above it shows.
struct OutputBlock {
    static constexpr std::string_view name = "output";
    bool volatile_ = false;
    friend bool operator==(OutputBlock const&, OutputBlock const&) = default;
};
/// A diagram in the language of Graphviz.
struct DotBlock {
    static constexpr std::string_view name = "dot";
    Attribute alt;
    friend bool operator==(DotBlock const&, DotBlock const&) = default;
};
/// A figure of recordings.
struct PlotBlock {
    static constexpr std::string_view name = "plot";
    Plot plot;  // read from the block's code by `parse`
    friend bool operator==(PlotBlock const&, PlotBlock const&) = default;
};
/// The inner loop of a function as a compiler made it, from a recording.
struct AsmBlock {
    static constexpr std::string_view name = "asm";
    Attribute function;         // its name, with as much around it as tells it from others: `tile<6, 2>`
    Attribute compiler;         // its command: `g++ -O3 -march=x86-64-v3`
    std::vector<Claim> claims;  // read from the block's code by `parse`
    friend bool operator==(AsmBlock const&, AsmBlock const&) = default;
};

using Kind = std::variant<CellBlock, ExportBlock, DefineBlock, TestBlock, BenchBlock, ChunkBlock, TextBlock,
                          OutputBlock, DotBlock, PlotBlock, AsmBlock>;

/// A line `<<name>>` of a block's code.
struct Reference {
    std::string name;
    std::size_t row = 0;     // line of the code, from 0
    std::size_t indent = 0;  // bytes before the `<<`
    std::size_t chunk = 0;   // which of `Book::chunks` it is: bound by `resolve`
    friend bool operator==(Reference const&, Reference const&) = default;
};

/// The cells of a notebook that a block retells: its `notebook=`.
struct Counterpart {
    std::vector<long> numbers;
    Span span;
    friend bool operator==(Counterpart const&, Counterpart const&) = default;
};

/// A block with what all kinds have. Fences of other languages (`sh`, `python`, none) are prose.
struct Block {
    Kind kind;
    Span fence;             // opening fence to the end of the closing fence's line
    Span info;              // the info string
    Span body;              // the lines between the fences, with their container's prefix
    std::string code;       // the content: `\n` line ends, container prefix removed, ends in `\n` unless empty
    std::size_t lines = 0;  // of `code`
    std::size_t line = 1;   // line of the opening fence; line i (from 0) of `code` is chapter line `line + 1 + i`
    std::optional<Counterpart> notebook;
    std::vector<Reference> references;  // the lines `<<name>>` of the code; none in output, dot, plot, asm
    std::vector<Rows> includes;         // what goes to the top of a file: an include each, or one run with all it needs

    template <typename K>
    [[nodiscard]] bool is() const {
        return std::holds_alternative<K>(kind);
    }
    /// What only a block of kind `K` has; null for the other kinds.
    template <typename K>
    [[nodiscard]] K const* as() const {
        return std::get_if<K>(&kind);
    }
    friend bool operator==(Block const&, Block const&) = default;
};

/// Calls the one of `cases` that takes the block's kind; a last case that takes `auto const&` is for all other kinds.
template <typename... Cases>
decltype(auto) by_kind(Block const& block, Cases const&... cases) {
    struct All : Cases... {
        using Cases::operator()...;
    };
    return std::visit(All{cases...}, block.kind);
}

/// The tag that names a block's kind: "export", "test"; "cell" for a lesson cell.
std::string_view kind_name(Block const& block);

/// What the block does to the code of its name; nothing on kinds that cannot.
Change change_of(Block const& block);

/// "replace", "before", "after"; empty for none.
std::string_view change_name(Change change);

/// Is it C++?
bool is_code(Block const& block);

/// The title of a test, a benchmark or a chunk; null for the other kinds.
Attribute const* title_of(Block const& block);

/// The same, or the name of an exported block that has one.
Attribute const* name_of(Block const& block);

}  // namespace heddle
