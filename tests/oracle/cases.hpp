// SPDX-License-Identifier: MIT
// Cases that PyTorch computed, as JSON: reading the tensors in them, and comparing the library's with them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <ten/ten.hpp>
#include <vector>

namespace oracle {

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

inline Shape shape_of(Json const& sizes) {
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
    if (!expected.is_object()) return Result::failed;  // there is no result, for PyTorch refused
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

/// Where PyTorch refused, the library must refuse too, in words that name every shape, and the operation if one is
/// given.
template <typename F>
Result refused(Json const& c, std::string const& operation, std::vector<Shape> const& shapes, F f) {
    if (!c.contains("error")) return f();
    try {
        f();
    } catch (std::exception const& e) {
        std::string const what = e.what();
        bool names_all = operation.empty() || what.rfind(operation + ":", 0) == 0;
        for (Shape const& shape : shapes) names_all = names_all && what.find(to_string(shape)) != std::string::npos;
        if (names_all) return Result::passed;
        throw std::runtime_error("the message does not name '" + operation + "' and the shapes: " + what);
    }
    throw std::runtime_error("not refused, as it is by PyTorch");
}

/// A chain of views, then the elements or a reduction of them; or PyTorch refuses the last step.
Result views_case(Json const& c);

/// The matrix product of two tensors of one type.
Result matmul_case(Json const& c);

/// An equation and its operands, all of one type.
Result einsum_case(Json const& c);

/// A function of the appendix "The rest of the library".
Result library_case(Json const& c);

}  // namespace oracle
