// SPDX-License-Identifier: MIT
// Small questions about texts that several stages ask.
#pragma once

#include <string>
#include <string_view>

namespace heddle {

/// ASCII letters and digits, whatever the locale.
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// ASCII letters in lower case, all else as it is.
std::string lower(std::string text);

/// The words of `text` in lower case with a hyphen between two: letters and digits of ASCII and, where
/// `other_scripts` is set, of every other script.
/// \param longest  no more is added to a text of so many bytes
std::string slug(std::string_view text, bool other_scripts, std::size_t longest = std::string::npos);

/// What stands before the last `/` of a path; empty where there is none.
std::string folder_of(std::string const& path);

/// What stands after it.
std::string file_name(std::string const& path);

/// Where the line begins that holds the byte `at`.
std::size_t line_begin(std::string_view text, std::size_t at);

/// What has to stand before a line of a block so that it is read as it is, by what its first line has before the fence:
/// the marks of quotations, and blanks for a list's marker and for tabs.
std::string container_prefix(std::string_view text, std::size_t fence);

}  // namespace heddle
