// SPDX-License-Identifier: MIT
// String checks alone: a path that one system refuses or takes for another file is refused on all of them.
#include "text/target_path.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/words.hpp"

namespace heddle {

namespace {

/// Names of devices on Windows, whatever the ending.
bool is_device(std::string const& part) {
    std::string const name = lower(part.substr(0, part.find('.')));
    constexpr std::array<std::string_view, 4> devices{"con", "nul", "aux", "prn"};
    bool const numbered =
        name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) && name[3] >= '0' && name[3] <= '9';
    return numbered || std::find(devices.begin(), devices.end(), name) != devices.end();
}

}  // namespace

std::string book_path_fault(std::string const& path) {
    if (path.empty()) return "is empty";
    if (path.front() == '/' || path.front() == '~') return "is outside the book";
    if (path.size() > 1 && path[1] == ':') return "is outside the book";
    if (path.size() > 1000) return "is longer than 1000 bytes";
    for (std::size_t begin = 0; begin <= path.size();) {
        std::size_t const end = std::min(path.find('/', begin), path.size());
        std::string const part = path.substr(begin, end - begin);
        if (part == "..") return "is outside the book";
        if (part.empty() || part == ".") return "has an empty folder name";
        if (part.size() > 200) return "has a name longer than 200 bytes";
        bool const edge = std::string_view("-. ").find(part.front()) != std::string_view::npos ||
                          std::string_view(". ").find(part.back()) != std::string_view::npos;
        if (edge || is_device(part) || part.find('~') != std::string::npos)
            return "has a name that not every system allows";
        for (char c : part) {
            // Beyond ASCII two spellings of one name can be one file or two, as the file system likes.
            bool const odd = static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
                             std::string_view("<>:\"|?*\\").find(c) != std::string_view::npos;
            if (odd) return "has a character that not every system allows";
        }
        begin = end + 1;
    }
    return "";
}

std::string target_fault(std::string const& path) {
    if (std::string fault = book_path_fault(path); !fault.empty()) return fault;
    constexpr std::array<std::string_view, 8> endings{".hpp", ".h", ".cpp", ".cc", ".cu", ".cuh", ".inl", ".ipp"};
    bool const cpp = std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return path.ends_with(e); });
    return cpp ? "" : "is no C++ file";
}

std::string folder_fault(std::string const& path) {
    if (std::string fault = book_path_fault(path); !fault.empty()) return fault;
    std::string const first = lower(path.substr(0, path.find('/')));
    return first == "chapters" || first == "build" ? "is not for generated sources" : "";
}

std::string chapter_name_fault(std::string const& name) {
    if (name.size() > 200) return "has a name longer than 200 bytes";
    bool const plain = std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
    });
    return plain ? "" : "has a name with more than letters, digits, '-', '_' and '.'";
}

}  // namespace heddle
