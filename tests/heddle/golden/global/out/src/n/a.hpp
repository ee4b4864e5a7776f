// Generated from chapters/01-a.md, chapters/02-b.md by heddle (checksum b1b39cd473ee5ae0). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include <string>
#include <functional>

struct Before;

namespace n {

/// A name.
struct Name {
    std::string text;
};

}  // namespace n

template <>
struct std::hash<n::Name> {
    std::size_t operator()(n::Name const& name) const {
        // hash the text
        return std::hash<std::string>()(name.text);
    }
};

namespace n {

inline constexpr bool has_hash = true;

}  // namespace n

struct Between;
#include <ranges>

namespace n {

inline std::size_t hash_of(Name const& name) { return std::hash<Name>()(name); }

}  // namespace n

static_assert(n::has_hash);
