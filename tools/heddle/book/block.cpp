// SPDX-License-Identifier: MIT
// Questions that are asked of a block of any kind. A kind answers by the members that it has, so that a new kind needs
// no line here.
#include "book/block.hpp"

namespace heddle {

std::string_view kind_name(Block const& block) {
    return std::visit([](auto const& kind) { return kind.name; }, block.kind);
}

Change change_of(Block const& block) {
    return std::visit(
        [](auto const& kind) {
            if constexpr (requires { kind.change; }) return kind.change;
            return Change::none;
        },
        block.kind);
}

std::string_view change_name(Change change) {
    switch (change) {
        case Change::none:
            break;
        case Change::replace:
            return "replace";
        case Change::before:
            return "before";
        case Change::after:
            return "after";
    }
    return "";
}

bool is_code(Block const& block) {
    // Just C++ can be folded: pictures and outputs are what a page is read for.
    return std::visit(
        [](auto const& kind) {
            return requires { kind.folding; };
        },
        block.kind);
}

Attribute const* title_of(Block const& block) {
    return std::visit(
        [](auto const& kind) -> Attribute const* {
            if constexpr (requires { kind.title; }) return &kind.title;
            return nullptr;
        },
        block.kind);
}

Attribute const* name_of(Block const& block) {
    ExportBlock const* const one = block.as<ExportBlock>();
    return one != nullptr && one->label ? &*one->label : title_of(block);
}

}  // namespace heddle
