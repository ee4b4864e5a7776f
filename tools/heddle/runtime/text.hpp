// SPDX-License-Identifier: MIT
// Bytes that a cell printed become text that a page, and a Markdown file, can hold.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heddle::runtime {

/// `bytes` with everything that is no UTF-8, and every control character but the line end and the tab, as `\xNN`, and
/// the characters that are not seen (marks of direction, of no width) as `\uNNNN`.
std::string readable(std::string_view bytes);

/// The start and the end of a text that may be endless: a sanitizer's report has its sense at the start, a library that
/// gives up says so at the end.
class Excerpt {
public:
    void add(std::string_view part);
    [[nodiscard]] std::string text() const;

private:
    static constexpr std::size_t head_bytes = 16'384;
    static constexpr std::size_t tail_bytes = 4'096;
    std::string head_, tail_;
    std::size_t left_out_ = 0;  // bytes
};

}  // namespace heddle::runtime
