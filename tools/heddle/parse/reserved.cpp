// SPDX-License-Identifier: MIT
// The site's reader nests texts in texts, and with each layer the lines begin elsewhere. So the search knows no lines:
// it goes from name to name and looks at what stands around each.
#include "parse/reserved.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "parse/code_span.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

constexpr std::string_view family = "heddle-";

/// The bytes of the name that begins at `at`.
std::size_t name_end(std::string_view text, std::size_t at) {
    auto const ends = [](char c) { return !is_letter(c) && !is_digit(c) && c != '-' && c != '_'; };
    auto const end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), ends);
    return static_cast<std::size_t>(end - text.begin());
}

/// The number of `mark`s that end before `end`.
std::size_t run_before(std::string_view text, std::size_t end, char mark) {
    std::size_t const last = end == 0 ? std::string_view::npos : text.find_last_not_of(mark, end - 1);
    return last == std::string_view::npos ? end : end - last - 1;
}

/// Three or more marks of a fence, then `{` at `brace`. Python, which reads the site's pages, takes more than a blank
/// for space: everything that is not ASCII is passed over.
bool opens_fence(std::string_view text, std::size_t brace) {
    std::size_t end = brace;
    while (end > 0 && text[end - 1] != '\n' &&
           (static_cast<unsigned char>(text[end - 1]) <= ' ' || (text[end - 1] & 0x80) != 0))
        --end;
    if (end == 0 || std::string_view("`~:").find(text[end - 1]) == std::string_view::npos) return false;
    return run_before(text, end, text[end - 1]) >= 3;
}

/// One walk over a text in which names are looked at in the order of their places: what is known of the line and the
/// code around one is not looked for again for the next.
class Walk {
public:
    explicit Walk(std::string_view text)
        : text_(text),
          line_end_(std::min(text.find('\n'), text.size())),
          dots_(std::min(text.find(".."), text.size())) {}

    /// Where the directive or role begins whose name stands from `at` to `end`; nothing if it is only a name.
    std::optional<std::size_t> reserved_from(std::size_t at, std::size_t end) {
        bool const braced = at > 0 && text_[at - 1] == '{';
        if (braced && (opens_fence(text_, at - 1) || opens_role(at - 1, end))) return at - 1;
        if (is_restructured(at, end)) return at;
        return std::nullopt;
    }

private:
    /// `{name}` with backquotes after it, and neither in code nor after a backslash.
    bool opens_role(std::size_t brace, std::size_t end) {
        return text_.substr(end, 2) == "}`" && run_before(text_, brace, '\\') % 2 == 0 && !in_code(brace);
    }

    /// `.. name::` or `.. |other| name::`, or `:name:` with a backquote after it.
    bool is_restructured(std::size_t at, std::size_t end) {
        if (at > 0 && text_[at - 1] == ':' && text_.substr(end, 2) == ":`") return true;
        if (!text_.substr(end).starts_with("::")) return false;
        while (line_end_ < at) {
            line_ = line_end_ + 1;
            line_end_ = std::min(text_.find('\n', line_), text_.size());
        }
        if (dots_ < line_) dots_ = std::min(text_.find("..", line_), text_.size());
        return dots_ < at;
    }

    bool in_code(std::size_t place) {
        while (code_end_ < place) {
            std::size_t const tick = std::min(text_.find('`', code_end_), place);
            if (tick == place) code_end_ = place;
            if (tick < place) code_end_ = begins_line(tick) ? tick + run_of(text_, tick, '`') : after_span(text_, tick);
        }
        return code_end_ > place;
    }
    /// Three backquotes that begin a line are a fence, in which a directive may hold text.
    [[nodiscard]] bool begins_line(std::size_t tick) const {
        if (run_of(text_, tick, '`') < 3) return false;
        std::size_t const before = tick == 0 ? std::string_view::npos : text_.find_last_not_of(" \t>", tick - 1);
        return before == std::string_view::npos || text_[before] == '\n';
    }

    std::string_view text_;
    std::size_t line_ = 0;      // where the line of the name begins that was looked at last
    std::size_t line_end_;      // and where it ends
    std::size_t dots_;          // the first two dots on that line or after it
    std::size_t code_end_ = 0;  // up to here it is known what is code
};

}  // namespace

void check_reserved(Source const& source, Span span, Diagnostics& diagnostics) {
    std::string_view const whole = std::string_view(source.text).substr(span.begin, span.end - span.begin);
    if (whole.find('-') == std::string_view::npos) return;
    std::string const text = lower(std::string(whole));  // names of directives are read without regard to case
    Walk walk(text);
    for (std::size_t at = text.find(family); at != std::string::npos; at = text.find(family, at + 1)) {
        std::size_t const end = name_end(text, at);
        auto const from = walk.reserved_from(at, end);
        if (!from) continue;
        Span const place{span.begin + *from, span.begin + end + (*from < at ? 1 : 0)};
        complain(
            diagnostics, source, {place.begin, std::min(place.end, span.end)}, "reserved-directive",
            fmt::format("'{}' is for heddle to write, from a block that it has checked", whole.substr(at, end - at)),
            "write a block of heddle: 'cpp', 'output', 'dot' or 'plot'");
    }
}

}  // namespace heddle
