// SPDX-License-Identifier: MIT
// Regular expressions that a chapter writes. They are RE2's, which matches in time linear in the text: a chapter is not
// trusted, and `(a*)*b` would keep a matcher that tries one way after the other busy for ever.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace heddle {

/// Why `pattern` is not one that heddle takes, as the end of a sentence that begins with it; empty if it is.
std::string pattern_fault(std::string const& pattern);

/// A pattern, compiled once for many texts.
class Pattern {
public:
    /// \pre  `pattern_fault(pattern)` is empty; of any other pattern nothing is a match
    explicit Pattern(std::string const& pattern);
    Pattern(Pattern&&) noexcept;
    ~Pattern();
    /// Does it match somewhere in `text`? Cost: at most the size of the compiled pattern for each byte.
    [[nodiscard]] bool found_in(std::string_view text) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled const> compiled_;
};

}  // namespace heddle
