// SPDX-License-Identifier: MIT
// What was made fast says what the plain way says.
#include <catch.hpp>
#include <cstdint>
#include <numeric>
#include <set>
#include <stdexcept>

#include "book/document.hpp"
#include "command/parallel.hpp"
#include "text/banner.hpp"
#include "text/diagnostic.hpp"
#include "text/source.hpp"

using namespace heddle;

namespace {

Position counted(std::string const& text, std::size_t offset) {
    Position at;
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if ((text[i] & 0xC0) != 0x80) ++at.column;
        if (i == 2 && text.starts_with("\xEF\xBB\xBF")) --at.column;
        if (text[i] == '\n') ++at.line, at.column = 1;
    }
    return at;
}

}  // namespace

TEST_CASE("speed: positions are the same in any order of asking") {
    for (std::string const text : {"", "\n",
                                   "a\nb\xC3\xA9"
                                   "c\n\nd",
                                   "\xEF\xBB\xBF"
                                   "ab\ncd",
                                   "\r\n\xE2\x82\xAC\r\n"}) {
        Positions rising(text);
        Positions falling(text);
        Positions jumping(text);
        for (std::size_t i = 0; i <= text.size() + 2; ++i) {
            std::size_t const down = text.size() + 2 - i;
            std::size_t const jump = i * 7 % (text.size() + 1);
            INFO(text << " at " << i);
            // A byte inside a character is no place that a diagnostic names.
            if (i < text.size() && (text[i] & 0xC0) == 0x80) continue;
            CHECK(rising.at(i) == counted(text, i));
            CHECK(falling.at(down) == counted(text, down));
            CHECK(jumping.at(jump) == counted(text, jump));
        }
    }
}

TEST_CASE("speed: lines that name a chunk are found where they stand") {
    std::string const code = "a << b;\n<<x>>\n  <<y z>>  \nint c;\n<<>>\n<<p>> <<q>>\n<<x>>";
    std::vector<Reference> slow;
    std::size_t row = 0;
    for (std::string_view line : code_lines(code)) {
        if (auto name = chunk_reference(line)) slow.push_back({*name, row, line.find('<'), 0});
        ++row;
    }
    CHECK(slow.size() == 3);
    CHECK(chunk_references(code) == slow);
}

TEST_CASE("speed: every index is worked on once, and an exception comes back") {
    for (std::size_t const count : {0U, 1U, 7U, 8U, 9U, 1000U}) {
        std::vector<int> seen(count, 0);
        for_each_index(count, [&](std::size_t i) { ++seen[i]; });
        CHECK(seen == std::vector<int>(count, 1));
    }
    CHECK_THROWS_AS(for_each_index(100,
                                   [](std::size_t i) {
                                       if (i == 63) throw std::runtime_error("63");
                                   }),
                    std::runtime_error);
}

TEST_CASE("speed: a near name is found within its limit alone") {
    CHECK(nearest("tensor sum", {"tensor", "tensor sun", "tensor sums"}) == "tensor sun");
    CHECK(nearest("abc", {"xyz", "abcdef"}).empty());
    CHECK(nearest("", {"ab", "c"}) == "c");
    CHECK(nearest(std::string(300, 'a'), {std::string(301, 'a')}).empty());
}

TEST_CASE("speed: a checksum changes with any byte, at any length") {
    CHECK(checksum("the same on every machine") == 0x1e4a'93d4'4387'9a34);
    for (std::size_t const length : {1U, 7U, 8U, 9U, 16U, 63U}) {
        std::string const text(length, 'a');
        std::set<std::uint64_t> seen{checksum(text), checksum(text + 'a'), checksum(text + '\0')};
        for (std::size_t i = 0; i < length; ++i) {
            std::string changed = text;
            changed[i] = 'b';
            seen.insert(checksum(changed));
        }
        CHECK(seen.size() == length + 3);
    }
}
