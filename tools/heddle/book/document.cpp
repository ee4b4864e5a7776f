// SPDX-License-Identifier: MIT
// Lines of code, and the lines that stand for a chunk.
#include "book/document.hpp"

#include <algorithm>

namespace heddle {

std::vector<std::size_t> cells_of(Document const& document) {
    std::vector<std::size_t> cells;
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        if (document.blocks[b].is<CellBlock>()) cells.push_back(b);
    }
    return cells;
}

Block const* output_under(Document const& document, std::size_t cell) {
    bool const last = cell + 1 == document.blocks.size();
    return !last && document.blocks[cell + 1].is<OutputBlock>() ? &document.blocks[cell + 1] : nullptr;
}

std::vector<std::string_view> code_lines(std::string_view code) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin < code.size();) {
        std::size_t const end = std::min(code.find('\n', begin), code.size());
        lines.push_back(code.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::optional<std::string> chunk_reference(std::string_view line) {
    std::size_t const open = line.find_first_not_of(" \t");
    std::size_t const last = line.find_last_not_of(" \t");
    if (open == std::string_view::npos || last < open + 4) return std::nullopt;
    if (line.substr(open, 2) != "<<" || line.substr(last - 1, 2) != ">>") return std::nullopt;
    std::string_view const name = line.substr(open + 2, last - open - 3);
    if (name.starts_with('<') && name.ends_with('>')) return std::nullopt;  // `<<<grid, block>>>` launches a kernel
    if (name.find("<<") != std::string_view::npos || name.find(">>") != std::string_view::npos) return std::nullopt;
    return std::string(name);
}

std::vector<Reference> chunk_references(std::string_view code) {
    std::vector<Reference> all;
    std::size_t row = 0;
    std::size_t counted = 0;  // bytes whose lines are in `row`
    for (std::size_t at = code.find("<<"); at != std::string_view::npos;) {
        std::size_t const begin = at == 0 ? 0 : code.rfind('\n', at - 1) + 1;  // npos + 1 is 0
        std::size_t const end = std::min(code.find('\n', at), code.size());
        std::string_view const line = code.substr(begin, end - begin);
        row += static_cast<std::size_t>(std::count(code.begin() + static_cast<std::ptrdiff_t>(counted),
                                                   code.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
        counted = begin;
        if (auto name = chunk_reference(line)) all.push_back({std::move(*name), row, line.find('<'), 0});
        at = code.find("<<", end);
    }
    return all;
}

}  // namespace heddle
