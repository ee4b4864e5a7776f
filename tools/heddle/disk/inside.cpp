// SPDX-License-Identifier: MIT
// The system follows the links; the paths are compared name by name.
#include "disk/inside.hpp"

#include <algorithm>

#include "disk/read.hpp"

namespace heddle {

namespace fs = std::filesystem;

namespace {

/// Both without links; `folder` itself is below it.
bool is_below(fs::path const& path, fs::path const& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

}  // namespace

bool leads_out(fs::path const& root, std::string const& path) {
    std::error_code error;
    fs::path const real = fs::canonical(root / path, error);
    if (error) return false;
    fs::path const folder = fs::canonical(root, error);
    return error || !is_below(real, folder);
}

bool is_link_out(fs::path const& root, std::string const& path) {
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(root / path, error))) return false;
    if (!leads_out(root, path)) return false;
    fs::path const top = root / path.substr(0, path.find('/'));
    fs::path const folder = fs::canonical(top, error);
    return error || !fs::is_directory(folder, error) || !is_below(fs::canonical(root / path, error), folder);
}

void complain_of_link_out(Diagnostics& all, std::string const& path) {
    complain(all, path, {}, "symbolic-link", "a symbolic link leads from here out of the book",
             "put the file itself into the book", 3);
}

std::optional<std::string> read_inside(fs::path const& root, std::string const& path, Diagnostics& diagnostics) {
    if (!leads_out(root, path)) return read_file(root / path, path, diagnostics);
    complain_of_link_out(diagnostics, path);
    return std::nullopt;
}

}  // namespace heddle
