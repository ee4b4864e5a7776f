// SPDX-License-Identifier: MIT
// Files that a book names are files of the book, whatever links stand on the way to them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "text/diagnostic.hpp"

namespace heddle {

/// Does `path`, below `root`, lead to a file outside of it? What is not there leads nowhere.
bool leads_out(std::filesystem::path const& root, std::string const& path);

/// Is `path` itself a link that leads out of `root`, and out of the folder of `root` that it stands in (a folder such
/// as chapters/ may as a whole be elsewhere)?
bool is_link_out(std::filesystem::path const& root, std::string const& path);

/// Says that a link leads out of the book.
void complain_of_link_out(Diagnostics& all, std::string const& path);

/// The text of a file that the book names; a diagnostic and nothing if it leads out or cannot be read.
std::optional<std::string> read_inside(std::filesystem::path const& root, std::string const& path,
                                       Diagnostics& diagnostics);

}  // namespace heddle
