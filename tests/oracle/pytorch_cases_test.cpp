// SPDX-License-Identifier: MIT
// Runs cases that PyTorch computed, one JSON object a line, against the library. In: a file of cases, by default the
// committed one, or the one that TEN_CASES names. Out: a line for each failure, the skipped kinds, and the counts.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>

#include "cases.hpp"

namespace {

using namespace oracle;

Result print_case(Json const& c) {
    return with(c.at("input"), [&](auto const& t) {
        return to_string(t) == c.at("text").get<std::string>() ? Result::passed : Result::failed;
    });
}

template <typename T, typename U>
Result elementwise_result(Json const& c, Tensor<T> const& x, Tensor<U> const& y) {
    std::string const kind = c.at("kind");
    Json const wanted = c.value("result", Json());
    if (kind == "gt") return same(x > y, wanted);
    if (kind == "lt") return same(x < y, wanted);
    if (kind == "ge") return same(x >= y, wanted);
    if (kind == "le") return same(x <= y, wanted);
    if (kind == "eq") return same(x == y, wanted);
    if (kind == "ne") return same(x != y, wanted);
    if (kind == "add") return same(x + y, wanted);
    if (kind == "mul") return same(x * y, wanted);
    if (kind == "div") return same(x / y, wanted);
    if constexpr (!std::same_as<T, bool> && !std::same_as<U, bool>) return same(x - y, wanted);
    return Result::failed;
}

/// Two tensors meet in the later of their types. PyTorch lets one without dimensions give way to one of the same sort
/// that has some; that is only known when the program runs, so it is converted here.
Result elementwise_case(Json const& c) {
    return with(c.at("a"), [&](auto const& x) {
        return with(c.at("b"), [&](auto const& y) {
            using T = typename std::decay_t<decltype(x)>::value_type;
            using U = typename std::decay_t<decltype(y)>::value_type;
            return refused(c, c.at("kind"), {x.shape(), y.shape()}, [&] {
                if constexpr (detail::sort_of<T> == detail::sort_of<U> && !std::same_as<T, U>) {
                    if (x.rank() == 0 && y.rank() != 0) return elementwise_result(c, x.template to<U>(), y);
                    if (y.rank() == 0 && x.rank() != 0) return elementwise_result(c, x, y.template to<T>());
                }
                return elementwise_result(c, x, y);
            });
        });
    });
}

Result view_case(Json const& c) {
    std::string const kind = c.at("kind");
    return with(c.at("a"), [&](auto const& a) {
        if (kind == "slice")
            return same(a(range(c.at("start"), c.at("stop"), c.at("step"))).contiguous(), c.at("result"));
        if (kind == "view") {
            Shape const shape = shape_of(c.at("shape"));
            return refused(c, kind, {a.shape(), shape}, [&] { return same(a.view(shape), c.value("result", Json())); });
        }
        auto const result = a.unsqueeze(c.at("dim"));
        return result.strides() == shape_of(c.at("strides")) ? same(result, c.at("result")) : Result::failed;
    });
}

Result reduction_case(Json const& c) {
    std::string const kind = c.at("kind");
    return with(c.at("a"), [&](auto const& a) {
        using T = typename std::decay_t<decltype(a)>::value_type;
        if (kind == "min") return same(a.min(), c.at("result"));
        if (kind == "max") return same(a.max(), c.at("result"));
        double bound = 0;  // of the difference of two sums of floats, added in different orders
        if constexpr (std::floating_point<T>) {
            double const size = (a * a).template to<double>().sum().item();
            double const n = static_cast<double>(a.numel());
            bound = 2 * n * static_cast<double>(std::numeric_limits<T>::epsilon()) * std::sqrt(n * size);
            if (kind == "mean") return same(a.mean(), c.at("result"), bound / std::max(n, 1.0));
        }
        if (kind == "sum") return same(a.sum(c.at("dim").template get<std::int64_t>()), c.at("result"), bound);
        return kind == "sum_all" ? same(a.sum(), c.at("result"), bound) : Result::failed;
    });
}

Result random_case(Json const& c) {
    std::string const kind = c.at("kind");
    Shape const shape = shape_of(c.at("input_shape"));
    manual_seed(c.at("seed").get<std::uint64_t>());
    if (kind == "rand") return same(rand(shape), c.at("result"));
    if (kind == "randn") return same(randn(shape), c.at("result"), 1e-6);
    if (kind == "randint") return same(randint(c.at("low"), c.at("high"), shape), c.at("result"));
    auto const x = randn(shape);
    if (kind == "randn_twice") {
        bool const good =
            same(x, c.at("x"), 1e-6) == Result::passed && same(randn(shape), c.at("y"), 1e-6) == Result::passed;
        return good ? Result::passed : Result::failed;
    }
    auto const row = [&](std::int64_t i, char const* name) {
        return same(clone(x[i]), Json{{"dtype", "float32"}, {"shape", {x.shape(1)}}, {"data", c.at(name)}}, 1e-6);
    };
    return row(0, "first") == Result::passed && row(-1, "last") == Result::passed ? Result::passed : Result::failed;
}

std::map<std::string, std::function<Result(Json const&)>> const runners{
    {"print", print_case},     {"add", elementwise_case}, {"sub", elementwise_case},    {"mul", elementwise_case},
    {"div", elementwise_case}, {"gt", elementwise_case},  {"lt", elementwise_case},     {"ge", elementwise_case},
    {"le", elementwise_case},  {"eq", elementwise_case},  {"ne", elementwise_case},     {"unsqueeze", view_case},
    {"view", view_case},       {"slice", view_case},      {"sum", reduction_case},      {"sum_all", reduction_case},
    {"mean", reduction_case},  {"min", reduction_case},   {"max", reduction_case},      {"rand", random_case},
    {"randn", random_case},    {"randint", random_case},  {"randn_twice", random_case}, {"randn_sum", random_case},
    {"views", views_case},     {"matmul", matmul_case},   {"einsum", einsum_case},      {"library", library_case},
};

struct Counts {
    int passed = 0;
    int failed = 0;
    std::map<std::string, int> skipped;  // by kind
};

/// One case, counted; what fails is told at once, by its place.
void run_case(Json const& c, std::string const& place, Counts& counts) {
    std::string const kind = c.at("kind");
    std::string why = "the result differs";
    Result result = Result::failed;
    try {
        auto const runner = runners.find(kind);
        result = runner == runners.end() ? Result::skipped : runner->second(c);
        if (result == Result::skipped) ++counts.skipped[kind];
    } catch (std::exception const& e) {
        why = e.what();
    }
    if (result == Result::passed) ++counts.passed;
    if (result == Result::failed) {
        ++counts.failed;
        std::cout << place << ": " << kind << ": " << why << '\n';
    }
}

}  // namespace

/// \returns 0 when nothing failed, 1 when a case failed, 2 when the file is no file of cases
int main() {
    char const* const named = std::getenv("TEN_CASES");
    std::string const path = named != nullptr ? named : CASES_FILE;
    std::ifstream in(path);
    Counts counts;
    int number = 0;
    bool any = false;
    for (std::string line; std::getline(in, line);) {
        std::string const place = path + ':' + std::to_string(++number);
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        Json const c = Json::parse(line, nullptr, false);
        if (!c.is_object() || !c.contains("kind") || !c.at("kind").is_string()) {
            std::cerr << place << ": not a case: a JSON object with a \"kind\" is expected\n";
            return 2;
        }
        any = true;
        run_case(c, place, counts);
    }
    if (!any) {
        std::cerr << path << ": no cases, or no file that can be read\n";
        return 2;
    }
    int skipped = 0;
    for (auto const& [kind, n] : counts.skipped) {
        std::cout << "skipped: " << n << ' ' << kind << '\n';
        skipped += n;
    }
    std::cout << counts.passed << " passed, " << counts.failed << " failed, " << skipped << " skipped\n";
    return counts.failed == 0 ? 0 : 1;
}
