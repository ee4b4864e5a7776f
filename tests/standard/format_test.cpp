// SPDX-License-Identifier: MIT
// Tensors as arguments of std::format, which the standard library of the oldest compiler does not have: there the
// program says so and ends with 77, for skipped. `--planted` expects a wrong text, which has to be found.
#include "ten/format.hpp"

#include <cstdio>
#include <string>
#include <string_view>

#ifndef __cpp_lib_format

int main() {
    std::puts("skipped: the standard library has no std::format");
    return 77;
}

#else

#include <format>
#include <sstream>

#include "ten/create.hpp"

namespace {

using ten::Tensor;

int checks = 0;
int wrong = 0;

void check(std::string_view what, std::string const& text, std::string const& expected) {
    ++checks;
    if (text == expected) return;
    ++wrong;
    std::printf("%.*s:\n%s\ninstead of\n%s\n", static_cast<int>(what.size()), what.data(), text.c_str(),
                expected.c_str());
}

/// What a stream prints, for a tensor of every rank, strides in any order, and one that is shortened.
template <ten::Element T>
void check_plain() {
    Tensor<T> const numbers = ten::arange(24).to<T>();
    Tensor<T> const all[] = {numbers,
                             numbers[3],
                             numbers.view({2, 3, 4}),
                             numbers.view({6, 4}).t(),
                             Tensor<T>(ten::Shape{0}),
                             Tensor<T>(ten::Shape{2, 0}),
                             ten::arange(2000).to<T>()};
    for (Tensor<T> const& a : all) {
        std::ostringstream out;
        out << a;
        check("a plain format", std::format("{}", a), out.str());
        check("an empty format", std::format("<{:}>", a), "<" + out.str() + ">");
    }
}

/// Is it an error of the format?
template <ten::Element T>
bool refuses(std::string_view format) {
    Tensor<T> const a(ten::Shape{2});
    int const width = 7;
    try {
        static_cast<void>(std::vformat(format, std::make_format_args(a, width)));
    } catch (std::format_error const&) {
        return true;
    }
    return false;
}

void check_refused(std::string_view format, bool refused) {
    check(format, refused ? "refused" : "accepted", "refused");
}

/// The end of a format is read where the compiler reads it, and a fault is no constant.
constexpr bool parsed(std::string_view format) {
    std::format_parse_context context(format);
    std::formatter<Tensor<float>, char> formatter;
    return formatter.parse(context) == context.end() - 1;
}
template <typename Format>
constexpr bool is_constant = requires {
    typename std::bool_constant<parsed(Format::text)>;
};
struct Good {
    static constexpr std::string_view text = ".2f}";
};
struct Faulty {
    static constexpr std::string_view text = "q}";
};
struct Nested {
    static constexpr std::string_view text = "{}}";
};
static_assert(parsed("}") && parsed(".2f}") && parsed("*>+12.3e}"));
static_assert(is_constant<Good> && !is_constant<Faulty> && !is_constant<Nested>);

}  // namespace

int main(int argc, char** argv) {
    check_plain<float>();
    check_plain<double>();
    check_plain<std::int32_t>();
    check_plain<std::int64_t>();
    check_plain<std::uint8_t>();
    check_plain<bool>();

    auto const a = ten::tensor({{1.0, -20.5}, {0.125, 3.0}});
    check(".2f", std::format("{:.2f}", a), "tensor([[  1.00, -20.50],\n        [  0.12,   3.00]])");
    check("in a text", std::format("a = {:.0f}, {}", a[0], "b"), "a = tensor([  1, -20]), b");
    check("a width", std::format("{:7.1f}", a[1]), "tensor([    0.1,     3.0])");
    check("a fill", std::format("{:*^7.1f}", a[1]), "tensor([**0.1**, **3.0**])");
    check("hexadecimal", std::format("{:#x}", ten::arange(15, 18)), "tensor([ 0xf, 0x10, 0x11])");
    check("bytes", std::format("{:3}", ten::arange(2).to<std::uint8_t>()), "tensor([  0,   1], dtype=torch.uint8)");
    check("truth values", std::format("{:d}", ten::tensor({true, false})), "tensor([1, 0])");
    check("double", std::format("{:.3g}", ten::full_of<double>({1}, 1.0 / 3)), "tensor([0.333], dtype=torch.float64)");
    check("one number", std::format("{:.1e}", ten::tensor(1234.5)), "tensor(1.2e+03)");
    check("no elements", std::format("{:.1f}", ten::zeros({2, 0})), "tensor([], size=(2, 0))");
    check("a shortened one", std::format("{:04}", ten::arange(2000)),
          "tensor([0000, 0001, 0002,  ..., 1997, 1998, 1999])");
    std::string const blank(29, ' ');
    check("long lines", std::format("{:30}", ten::arange(3)),
          "tensor([" + blank + "0, " + blank + "1,\n        " + blank + "2])");

    check_refused("{:q}", refuses<float>("{:q}"));
    check_refused("{:x} of floats", refuses<float>("{:x}"));
    check_refused("{:.2f} of whole numbers", refuses<std::int64_t>("{:.2f}"));
    check_refused("{:s} of bytes", refuses<std::uint8_t>("{:s}"));
    check_refused("{::.2f}", refuses<float>("{::.2f}"));
    check_refused("a width in an argument", refuses<float>("{:{}}"));
    check_refused("a precision in an argument", refuses<float>("{0:.{1}f}"));

    if (argc > 1 && std::string_view(argv[1]) == "--planted") check("planted", std::format("{}", a), "tensor([])");
    std::printf("%d checks of std::format, %d wrong\n", checks, wrong);
    return wrong == 0 ? 0 : 1;
}

#endif
