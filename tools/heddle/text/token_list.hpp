// SPDX-License-Identifier: MIT
// The tokens of a code as a list that knows its brackets.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/tokens.hpp"

namespace heddle {

/// The tokens of a code without its comments, with what finds its way among them.
class TokenList {
public:
    explicit TokenList(std::string_view code) : code_(code), all_(tokens(code)) {
        std::erase_if(all_, [](Token const& t) { return t.kind == TokenKind::comment; });
    }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] Token const& operator[](std::size_t i) const { return all_[i]; }
    /// The text of token `i`, of a digraph what it stands for; "" after the end.
    [[nodiscard]] std::string_view text(std::size_t i) const {
        if (i >= all_.size()) return "";
        std::string_view const text = code_.substr(all_[i].begin, all_[i].end - all_[i].begin);
        return text == "<%" ? "{" : text == "%>" ? "}" : text;
    }
    [[nodiscard]] bool is_word(std::size_t i) const { return i < all_.size() && all_[i].kind == TokenKind::word; }
    [[nodiscard]] bool opens(std::size_t i) const {
        return is_sign(i) && (text(i) == "(" || text(i) == "[" || text(i) == "{");
    }
    [[nodiscard]] bool is(std::size_t i, std::string_view sign) const { return is_sign(i) && text(i) == sign; }
    /// The token after the bracket that closes the one at `i`.
    [[nodiscard]] std::size_t after_group(std::size_t i) const {
        std::size_t depth = 0;
        for (; i < all_.size(); ++i) {
            if (opens(i)) ++depth;
            bool const closes = is_sign(i) && (text(i) == ")" || text(i) == "]" || text(i) == "}");
            if (closes && --depth == 0) return i + 1;
        }
        return i;
    }
    /// The token after the `>` that closes the `<` at `i`.
    [[nodiscard]] std::size_t after_angles(std::size_t i) const {
        std::size_t depth = 0;
        while (i < all_.size()) {
            if (is(i, "<")) ++depth;
            if (is(i, ">") && --depth == 0) return i + 1;
            i = opens(i) ? after_group(i) : i + 1;
        }
        return i;
    }

private:
    [[nodiscard]] bool is_sign(std::size_t i) const {
        return i < all_.size() && all_[i].kind == TokenKind::punctuation;
    }
    std::string_view code_;
    std::vector<Token> all_;
};

}  // namespace heddle
