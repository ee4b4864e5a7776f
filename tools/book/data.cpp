// SPDX-License-Identifier: MIT
// The one file that knows places of this machine, so that no other is compiled again where the tree lies elsewhere.
#include "book/data.hpp"

namespace book {

std::filesystem::path carried_data() { return BOOK_CARRIED_DATA; }
std::filesystem::path fetched_data() { return BOOK_FETCHED_DATA; }

}  // namespace book
