// Generated from chapters/a-how-this-book-is-made.md by heddle (checksum 3e8b1c032bdfea9d). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <ten/ten.hpp>
#include <book/workshop.hpp>
#include <ten/eye.hpp>

using namespace ten;

TEST_CASE("eye is the matrix that changes nothing") {
    for (std::int64_t n : {0, 1, 2, 17}) {
        auto const a = randn({n, 5});
        CHECK(equal(matmul(eye(n), a), a));
        CHECK(equal(eye(n).t(), eye(n)));
    }
    CHECK(equal(eye(2, 3), tensor({{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}})));
    CHECK(equal(eye(3, 2), eye(2, 3).t()));
    CHECK(eye(0, 3).shape() == Shape{0, 3});
    CHECK(eye(3, 0).shape() == Shape{3, 0});
    CHECK_THROWS_AS(eye(-1), ShapeError);
    CHECK_THROWS_AS(eye(std::int64_t{1} << 40, std::int64_t{1} << 40), ShapeError);
}

TEST_CASE("exercise 1: nothing is lost with a generated file") {
    book::Workshop copy;
    copy.copy_this_book();
    CHECK(copy.heddle("tangle -q").empty());
    std::string const before = copy.read("src/ten/eye.hpp");
    copy.remove("src/ten/eye.hpp");
    CHECK(copy.heddle("tangle --check").find("[out-of-step]") != std::string::npos);
    CHECK(copy.heddle("tangle") == "create src/ten/eye.hpp\n");
    CHECK(copy.read("src/ten/eye.hpp") == before);
}

TEST_CASE("exercise 2: a triangle by broadcasting") {
    auto const triangle = [](std::int64_t n) { return (arange(n).unsqueeze(-1) >= arange(n)).to<float>(); };
    CHECK(equal(triangle(3), tensor({{1.0, 0.0, 0.0}, {1.0, 1.0, 0.0}, {1.0, 1.0, 1.0}})));
}

TEST_CASE("exercise 3: a chunk that grows from chapter to chapter") {
    book::Workshop two;
    std::string const use = "```cpp export file=\"a.hpp\"\n<<one after the other>>\n```\n";
    two.write("chapters/01-first.md", "# First\n\n" + use + "\n```cpp chunk=\"one after the other\"\nint a;\n```\n");
    two.write("chapters/02-second.md", "# Second\n\n```cpp chunk=\"one after the other\"\nint b;\n```\n");
    CHECK(two.heddle("tangle") == "create src/a.hpp\n");
    std::string const made = two.read("src/a.hpp");
    CHECK(made.find("int a;\nint b;\n") != std::string::npos);  // both, in the order of the chapters
}

TEST_CASE("exercise 4: nothing outside the book is written") {
    book::Workshop outside;
    outside.write("chapters/01-out.md", "# Out\n\n```cpp export file=\"../../notes.hpp\"\nint x;\n```\n");
    std::string const said = outside.heddle("tangle");
    CHECK(said.find("[bad-target]") != std::string::npos);
    CHECK(said.find("exit status 1") != std::string::npos);
    CHECK_THROWS_AS(outside.read("src/../../notes.hpp"), std::runtime_error);
}
