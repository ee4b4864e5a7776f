// SPDX-License-Identifier: MIT
// A claim is a relation between a count and a number or another count.
#include "parse/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace heddle {

namespace {

constexpr std::string_view blanks = " \t";

std::string_view without_blanks(std::string_view text) {
    std::size_t const begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

bool is_count(std::string_view word) {
    return std::find(counted_in_loops.begin(), counted_in_loops.end(), word) != counted_in_loops.end();
}

/// Where each line of the block's code stands in the chapter, without what its container has before it.
std::vector<Span> places_of(Document const& document, Block const& block) {
    std::vector<Span> places;
    std::size_t at = block.body.begin;
    for (std::string_view const line : code_lines(block.code)) {
        std::size_t end = std::min(document.source.text.find('\n', at), document.source.text.size());
        at = end + 1;
        if (end > block.body.begin && document.source.text[end - 1] == '\r') --end;
        std::string_view const inside = without_blanks(line);
        std::size_t const after = line.size() - static_cast<std::size_t>(inside.data() - line.data()) - inside.size();
        places.push_back({end - after - inside.size(), end - after});
    }
    return places;
}

/// Reads one line; what is wrong with it is the second value.
std::pair<Claim, std::string> read_claim(std::string_view line) {
    Claim claim;
    std::size_t const sign = line.find_first_of("<>=");
    if (sign == std::string_view::npos) return {claim, "is no relation"};
    std::size_t const after = std::min(line.find_first_not_of("<>=", sign), line.size());
    claim.left = without_blanks(line.substr(0, sign));
    claim.sign = line.substr(sign, after - sign);
    claim.right = without_blanks(line.substr(after));
    constexpr std::array<std::string_view, 5> signs{"=", "<", "<=", ">", ">="};
    if (std::find(signs.begin(), signs.end(), claim.sign) == signs.end())
        return {claim, fmt::format("has no sign '{}'", claim.sign)};
    if (claim.left.empty() || claim.right.empty()) return {claim, "compares with nothing"};
    char const* const end = claim.right.data() + claim.right.size();
    auto const [stop, error] = std::from_chars(claim.right.data(), end, claim.number);
    if (error == std::errc{} && stop == end && claim.number >= 0) claim.right.clear();
    return {claim, ""};
}

/// Is it `g++` with flags that decide about the code, and nothing else?
bool is_compiler(std::string_view command) {
    bool first = true;
    for (std::size_t at = 0; (at = command.find_first_not_of(blanks, at)) != std::string_view::npos; first = false) {
        std::string_view const word = command.substr(at, command.find_first_of(blanks, at) - at);
        at += word.size();
        bool const flag = word.starts_with("-O") || word.starts_with("-m") || word.starts_with("-f");
        if (first ? word != "g++" : !flag) return false;
    }
    return !first;
}

}  // namespace

bool check_compiler(Source const& source, Attribute const& command, Diagnostics& diagnostics) {
    if (is_compiler(command.value)) return true;
    complain(diagnostics, source, command.span, "bad-attribute",
             fmt::format("'{}' is not a compiler's name with flags", command.value),
             "write g++ and flags that begin with -O, -m or -f: \"g++ -O3 -march=x86-64-v3\"");
    return false;
}

std::optional<std::vector<Claim>> parse_claims(Document const& document, Block const& block, Diagnostics& diagnostics) {
    std::size_t const before = diagnostics.size();
    std::vector<Span> const places = places_of(document, block);
    std::vector<std::string> const known(counted_in_loops.begin(), counted_in_loops.end());
    std::vector<Claim> claims;
    std::size_t row = 0;
    for (std::string_view const line : code_lines(block.code)) {
        Span const place = places[row++];
        if (without_blanks(line).empty()) continue;
        auto [claim, fault] = read_claim(without_blanks(line));
        if (!fault.empty()) {
            complain(diagnostics, document.source, place, "bad-listing", fmt::format("this claim {}", fault),
                     "write a count, one of = < <= > >=, and a number or another count: 'spills = 0'");
            continue;
        }
        claim.span = place;
        std::vector<std::string> names{claim.left};
        if (!claim.right.empty()) names.push_back(claim.right);
        for (std::string const& name : names) {
            if (is_count(name)) continue;
            std::string const near = nearest(name, known);
            complain(diagnostics, document.source, place, "unknown-key", fmt::format("unknown count '{}'", name),
                     near.empty() ? fmt::format("counted are: {}", fmt::join(known, ", "))
                                  : fmt::format("did you mean '{}'?", near));
        }
        claims.push_back(std::move(claim));
    }
    if (diagnostics.size() == before && claims.empty()) {
        complain(diagnostics, document.source, block.info, "bad-listing", "the block says nothing of the function",
                 "add what its inner loop has, a claim a line: 'spills = 0'");
    }
    if (diagnostics.size() != before) return std::nullopt;
    return claims;
}

}  // namespace heddle
