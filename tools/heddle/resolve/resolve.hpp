// SPDX-License-Identifier: MIT
// Stage 3: documents become a book; every name is bound here or is an error here.
#pragma once

#include <optional>
#include <string_view>

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Orders the chapters, binds chunks, targets and titles.
/// \param unresolved  is given the chapters' sources where there is no book; may be null
/// \returns nothing if any name could not be bound; warnings alone do not stop it.
std::optional<Book> resolve(Settings settings, std::vector<Document> documents, Diagnostics& diagnostics,
                            std::vector<Source>* unresolved = nullptr);

}  // namespace heddle
