// SPDX-License-Identifier: MIT
// What a page says of code that grows: the lines that a block adds and removes, and the versions before and after it.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "resolve/versions.hpp"
#include "weave/anchors.hpp"

namespace heddle {

/// Some lines that stand in both texts (`=`), only in the old one (`-`) or only in the new one (`+`).
struct LineRun {
    char mark = '=';
    std::size_t lines = 0;
    friend bool operator==(LineRun const&, LineRun const&) = default;
};

/// The fewest lines that make `before` into `after`. What is removed stands before what takes its place.
std::vector<LineRun> line_difference(std::string_view before, std::string_view after);

/// The place at which a chunk has, for who reads block `ref`, its text or begins to have it.
BlockRef shown_version(Chunk const& chunk, BlockRef ref);

/// Adds what a block with a name shows of its versions: which one it is, the way to its neighbours and, where it
/// changes something, both texts with the lines that differ.
void add_versions(nlohmann::ordered_json& out, Book const& book, Anchors const& anchors, BlockRef ref);

/// The blocks whose code the chunk of a changing block is from there on, without what goes on with it below.
std::vector<BlockRef> changed_parts(Chunk const& chunk, BlockRef change);

/// The moment whose chunks stand in the copied text of a block: the library's where its code has a place in that, or
/// who copies it would get what is there nowhere; else its own.
Moment copied_moment(Book const& book, BlockRef ref);

}  // namespace heddle
