// SPDX-License-Identifier: MIT
// RE2's headers stay in this file: newer versions of them bring Abseil's, older ones do not.
#include "text/pattern.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <limits>
#include <utility>

namespace heddle {

namespace {

constexpr std::size_t longest = 1000;  // bytes; a line of a message that is longer can be named by a part of it
// Steps of the compiled pattern. Where RE2 finds no room for its table of states, each byte of a text costs that many
// steps: a record of 1 MiB then takes seconds. `\p{L}`, the largest class of characters, takes about 600.
constexpr int largest = 5000;

RE2::Options options() {
    RE2::Options all;
    all.set_log_errors(false);  // what is wrong is the caller's to say
    return all;
}

}  // namespace

struct Pattern::Compiled {
    RE2 re;
};

Pattern::Pattern(std::string text) : text_(std::move(text)) {
    if (text_.size() <= longest) compiled_.reset(new Compiled{RE2(text_, options())});
}

std::string Pattern::fault() const {
    if (!compiled_) return fmt::format("has {} bytes, and at most {} are taken", text_.size(), longest);
    if (!compiled_->re.ok()) return "is not a regular expression";
    if (compiled_->re.ProgramSize() > largest) return "repeats too much to be searched for";
    return "";
}

bool Pattern::found_in(std::string_view text) const {
    // Older versions of RE2 count the bytes of a text in an int.
    auto const most = static_cast<std::size_t>(std::numeric_limits<int>::max());
    text = text.substr(0, most);
    return compiled_ && compiled_->re.ok() && RE2::PartialMatch({text.data(), text.size()}, compiled_->re);
}

}  // namespace heddle
