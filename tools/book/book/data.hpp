// SPDX-License-Identifier: MIT
// Where the book's programs find their data, wherever they run: the two folders are known when the book is built.
#pragma once

#include <filesystem>

namespace book {

/// The digits that come with the book: chapters/data.
std::filesystem::path carried_data();
/// Where `make data` puts the whole set: build/data. It need not be there.
std::filesystem::path fetched_data();

}  // namespace book
