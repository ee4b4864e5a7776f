// SPDX-License-Identifier: MIT
// The book's table of contents, for the front page.
#pragma once

#include <string>

#include "book/book.hpp"

namespace heddle {

/// Where a page of docs/ wants the contents.
inline constexpr char const* contents_mark = "<!-- heddle:contents -->";

/// A heading and a list for each part, chapters to come named as such, and the tree that the site's navigation shows.
std::string contents(Book const& book);

/// A text as Markdown that shows just its characters.
std::string escaped(std::string const& text);

}  // namespace heddle
