// SPDX-License-Identifier: MIT
// What other tools call C++ at the top of a fence.
#pragma once

#include <string_view>

namespace heddle {

/// Is `name`, in small letters, a name of C++ or of the endings of its files, with the year of a standard or without?
bool names_cpp(std::string_view name);

/// Does a class or an engine in the braces at the start of `info`, in small letters, name C++? `{#id .cpp}`,
/// `{.numberLines .cpp}`, `{r, engine='Rcpp'}`; the values of other attributes do not.
bool class_names_cpp(std::string_view info);

/// Does a part of a word, in small letters, name C++: `c/c++`, `cpp.run`, `main.cpp`, `cuda-cpp`?
bool part_names_cpp(std::string_view word);

/// Why a line that begins code in another tool, or a fence of other marks than Markdown's, begins none here: continues
/// "because ". Empty for all other lines.
std::string_view why_no_fence(std::string_view line);

/// The name in a line `<<name>>=`, by which noweb defines a chunk; empty for all other lines.
std::string_view noweb_chunk(std::string_view line);

}  // namespace heddle
