// SPDX-License-Identifier: MIT
// A fence that another tool would take for C++ is never passed over in silence, so the list is long rather than exact.
#include "parse/dialects.hpp"

#include <algorithm>

namespace heddle {

bool names_cpp(std::string_view name) {
    for (std::string_view prefix : {"language-", "lang-", "text/x-"}) {
        if (name.starts_with(prefix)) return names_cpp(name.substr(prefix.size()));
    }
    if (name.ends_with("-objdump")) return false;  // a disassembler's listing
    std::string_view const plain = name.substr(0, name.find_last_not_of("0123456789abxyz") + 1);
    for (std::string_view other : {"c++", "gnu++", "cpp", "cxx", "cplusplus", "c++src", "c++hdr"}) {
        // `c++20`, `cpp-17`, `c++2b`
        bool const standard = name.size() <= other.size() + 3 && plain.size() <= other.size() + 1;
        if (name == other || (standard && name.starts_with(other) && name.back() != '-')) return true;
        // `cpp-repl`
        if (name.size() > other.size() + 1 && name.starts_with(other) && name[other.size()] == '-') return true;
    }
    for (std::string_view ending : {"cc", "hh", "hpp", "hxx", "h++", "ipp", "tpp", "tcc", "txx", "inl", "ino", "ixx",
                                    "cppm", "cu", "cuh", "cuda", "rcpp", "xcpp", "arduino"}) {
        if (name == ending) return true;
    }
    return false;
}

bool class_names_cpp(std::string_view info) {
    if (!info.starts_with('{')) return false;
    std::string_view rest = info.substr(1, info.find('}') - 1);
    constexpr std::string_view between = " \t,";
    while (rest.find_first_not_of(between) != std::string_view::npos) {
        rest.remove_prefix(rest.find_first_not_of(between));
        std::string_view word = rest.substr(0, rest.find_first_of(between));
        rest.remove_prefix(word.size());
        constexpr std::string_view engine = "engine=";
        if (word.starts_with(engine)) {
            word.remove_prefix(std::min(word.find_first_not_of("'\"", engine.size()), word.size()));
            if (names_cpp(word.substr(0, word.find_first_of("'\"")))) return true;
        }
        if (word.starts_with('.') && names_cpp(word.substr(1))) return true;
    }
    return false;
}

}  // namespace heddle
