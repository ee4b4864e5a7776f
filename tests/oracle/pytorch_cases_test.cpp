// SPDX-License-Identifier: MIT
// Runs cases that PyTorch computed, one JSON object a line, against the library. In: a file of cases, by default the
// committed one, or the one that TEN_CASES names. Out: a line for each failure, the skipped kinds, and the counts.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <ten/ten.hpp>

namespace {

using Json = nlohmann::json;
using namespace ten;

enum class Result { passed, failed, skipped };

template <typename T>
T element(Json const& value) {
    if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
        if (value.is_string()) {
            if (value == "nan") return std::numeric_limits<T>::quiet_NaN();
            return (value == "inf" ? 1 : -1) * std::numeric_limits<T>::infinity();
        }
    }
    return value.get<T>();
}

Shape shape_of(Json const& sizes) {
    Shape shape(sizes.size(), 0);
    for (std::size_t i = 0; i < sizes.size(); ++i) shape[i] = sizes[i].get<std::int64_t>();
    return shape;
}

template <typename T>
Tensor<T> read(Json const& json) {
    Tensor<T> out(shape_of(json.at("shape")));
    Json const& data = json.at("data");
    if (static_cast<std::size_t>(out.numel()) != data.size()) throw std::runtime_error("data does not fill the shape");
    for (std::size_t i = 0; i < data.size(); ++i) out.data()[i] = element<T>(data[i]);
    return out;
}

/// Calls `f` with the tensor that `json` describes, in its own type.
template <typename F>
Result with(Json const& json, F f) {
    std::string const type = json.at("dtype");
    if (type == "float32") return f(read<float>(json));
    if (type == "float64") return f(read<double>(json));
    if (type == "int32") return f(read<std::int32_t>(json));
    if (type == "int64") return f(read<std::int64_t>(json));
    if (type == "bool") return f(read<bool>(json));
    return Result::failed;
}

template <typename T>
Result same(Tensor<T> const& got, Json const& expected, double tolerance = 0) {
    if (expected.at("dtype") != got.dtype().name || shape_of(expected.at("shape")) != got.shape())
        return Result::failed;
    Tensor<T> const wanted = read<T>(expected);
    for (std::int64_t i = 0; i < got.numel(); ++i) {
        auto const a = static_cast<double>(got.data()[i]);
        auto const b = static_cast<double>(wanted.data()[i]);
        bool const both_nan = std::isnan(a) && std::isnan(b);
        if (!both_nan && a != b && !(std::abs(a - b) <= tolerance)) return Result::failed;
    }
    return Result::passed;
}

Result print_case(Json const& c) {
    return with(c.at("input"),
                [&](auto const& t) { return to_string(t) == c.at("text") ? Result::passed : Result::failed; });
}

/// Equal shapes and types only: broadcasting and promotion are not in the library yet.
Result elementwise_case(Json const& c) {
    Json const& a = c.at("a");
    Json const& b = c.at("b");
    if (a.at("shape") != b.at("shape") || a.at("dtype") != b.at("dtype")) return Result::skipped;
    return with(a, [&](auto const& x) {
        using T = typename std::decay_t<decltype(x)>::value_type;
        Tensor<T> const y = read<T>(b);
        std::string const kind = c.at("kind");
        if (kind == "add") return same(x + y, c.at("result"));
        if (kind == "sub") return same(x - y, c.at("result"));
        if (kind == "mul") return same(x * y, c.at("result"));
        return same(x / y, c.at("result"));
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
    {"print", print_case},        {"add", elementwise_case},  {"sub", elementwise_case}, {"mul", elementwise_case},
    {"div", elementwise_case},    {"rand", random_case},      {"randn", random_case},    {"randint", random_case},
    {"randn_twice", random_case}, {"randn_sum", random_case},
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
        if (result == Result::skipped)
            ++counts.skipped[runner == runners.end() ? kind : kind + " of two shapes or types"];
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
    for (std::string line; std::getline(in, line);) {
        std::string const place = path + ':' + std::to_string(++number);
        Json const c = Json::parse(line, nullptr, false);
        if (!c.is_object() || !c.contains("kind") || !c.at("kind").is_string()) {
            std::cerr << place << ": not a case: a JSON object with a \"kind\" is expected\n";
            return 2;
        }
        run_case(c, place, counts);
    }
    if (number == 0) {
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
