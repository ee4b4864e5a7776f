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

}  // namespace heddle
