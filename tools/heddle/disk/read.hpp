// SPDX-License-Identifier: MIT
// Stage 1: files become values. The only stage before `write` that touches a disk.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "disk/plan.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// The nearest folder, from `start` upwards, that holds a folder `chapters`.
std::optional<std::filesystem::path> find_root(std::filesystem::path const& start);

/// Reads a regular file; a diagnostic for anything else (a folder or a FIFO must not hang the run).
std::optional<std::string> read_file(std::filesystem::path const& path, std::string const& shown_as,
                                     Diagnostics& diagnostics);

/// Files below a base, by their paths from there. Each folder is opened once: the system then looks up one name a file.
class Tree {
public:
    explicit Tree(std::filesystem::path base) : base_(std::move(base)) {}
    ~Tree();
    Tree(Tree const&) = delete;
    Tree& operator=(Tree const&) = delete;
    Tree(Tree&&) = delete;
    Tree& operator=(Tree&&) = delete;

    /// Opens the folder that holds `path`. After that, `read` may be called for it from several threads.
    void open_folder_of(std::string const& path);

    /// The text of a file that is to be there; it may be a symbolic link.
    std::optional<std::string> read(std::string const& path, Diagnostics& diagnostics) const;

    /// The text of a file that may be missing: nothing then, without a fault. A symbolic link in its place is one.
    std::optional<std::string> read_target(std::string const& path, Diagnostics& diagnostics) const;

private:
    [[nodiscard]] int open(std::string const& path, int flags) const;
    std::filesystem::path base_;
    std::map<std::string, int> folders_;  // descriptors; -1 where there is no such folder
};

/// Markdown below `root`/chapters that is no chapter, because of its folder or its ending: paths from `root`, sorted.
std::vector<std::string> list_unread(std::filesystem::path const& root);

/// Files called nearly like chapters/book.yaml, such as chapters/book.yml: paths from `root`. Beside that file, one in
/// `root` itself is another tool's.
std::vector<std::string> list_unread_settings(std::filesystem::path const& root);

/// The names in `root`/chapters that matter: "book.yaml" and chapters, sorted.
std::vector<std::string> list_chapters(std::filesystem::path const& root, Diagnostics& diagnostics);

/// Files in `folders` below `base` that are not wanted.
struct Unwanted {
    Found generated;                   // written by heddle, edited since or not
    std::vector<std::string> foreign;  // not by heddle, in a folder that holds wanted files
};
/// \param wanted  the paths of wanted files, sorted
Unwanted read_unwanted(std::filesystem::path const& base, std::vector<std::string> const& wanted,
                       std::vector<std::string> const& folders, Diagnostics& diagnostics);

/// The first path below `base`, in the order in which they are met, of what is neither a folder nor C++ that heddle
/// wrote, be it edited since; nothing if there is none.
std::optional<std::string> first_foreign(std::filesystem::path const& base);

/// The files that matter to a plan: those of `wanted` that exist, and the generated ones in `folders` below `base`.
Found read_found(std::filesystem::path const& base, FileSet const& wanted, std::vector<std::string> const& folders,
                 Diagnostics& diagnostics);

}  // namespace heddle
