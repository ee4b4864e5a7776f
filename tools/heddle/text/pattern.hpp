// SPDX-License-Identifier: MIT
// Regular expressions that a chapter writes. They are RE2's, which matches in time linear in the text: a chapter is not
// trusted, and `(a*)*b` would keep a matcher that tries one way after the other busy for ever.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace heddle {

/// A pattern, compiled once for many texts; copies share what was compiled.
class Pattern {
public:
    /// Compiles `text`. What `fault` speaks of afterwards matches nothing.
    explicit Pattern(std::string text);
    /// Why it is not a pattern that heddle takes, as the end of a sentence that begins with it; empty if it is.
    [[nodiscard]] std::string fault() const;
    [[nodiscard]] std::string const& text() const { return text_; }
    /// Does it match somewhere in `text`? Cost: at most the size of the compiled pattern for each byte.
    [[nodiscard]] bool found_in(std::string_view text) const;
    friend bool operator==(Pattern const& a, Pattern const& b) { return a.text_ == b.text_; }

private:
    struct Compiled;
    std::string text_;
    std::shared_ptr<Compiled const> compiled_;  // null: the text is too long to be looked at
};

}  // namespace heddle
