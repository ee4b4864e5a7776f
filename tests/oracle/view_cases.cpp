// SPDX-License-Identifier: MIT
// Chains of views and reductions of them, compared with PyTorch's: make_view_cases.py describes the cases.
#include "cases.hpp"

namespace oracle {

namespace {

Selector selector_of(Json const& json) {
    if (json.is_number()) return json.get<std::int64_t>();
    if (json.is_array()) return range(json[0], json[1], json[2]);
    if (json == "all") return all;
    if (json == "newaxis") return newaxis;
    return ellipsis;
}

/// One view of the chain. Selectors are as many as the program says, so they go to the layout directly.
Layout view_step(Json const& step, Layout const& a) {
    std::string const name = step[0];
    if (name == "unsqueeze") return unsqueezed(a, step[1]);
    if (name == "squeeze") return squeezed(a, step[1].get<std::int64_t>());
    if (name == "squeeze_all") return squeezed(a);
    if (name == "transpose") return transposed(a, step[1], step[2]);
    if (name == "permute") return permuted(a, shape_of(step[1]));
    if (name == "expand") return expanded(a, shape_of(step[1]));
    if (name == "view") return viewed(a, shape_of(step[1]));
    std::vector<Selector> selectors;
    for (Json const& one : step[1]) selectors.push_back(selector_of(one));
    return indexed(a, selectors);
}

template <typename T>
Result reduction_of(Json const& c, Tensor<T> const& a) {
    Json const& how = c.at("reduction");
    std::string const name = how[0];
    Json const wanted = c.value("result", Json());
    bool const whole = how.size() == 1;
    std::int64_t const dim = whole ? 0 : how[1].get<std::int64_t>();
    bool const keepdim = !whole && how[2].get<bool>();
    double const tolerance = 1e-5;  // of a mean, whose division is rounded
    if (name == "sum") return same(whole ? a.sum() : a.sum(dim, keepdim), wanted);
    if (name == "all") return same(whole ? a.all() : a.all(dim, keepdim), wanted);
    if (name == "any") return same(whole ? a.any() : a.any(dim, keepdim), wanted);
    if constexpr (std::floating_point<T>) {
        if (name == "mean") return same(whole ? a.mean() : a.mean(dim, keepdim), wanted, tolerance);
    }
    if constexpr (!std::same_as<T, bool>) {
        if (name == "argmax") return same(whole ? a.argmax() : a.argmax(dim, keepdim), wanted);
    }
    if (whole) return same(name == "min" ? a.min() : a.max(), wanted);
    auto const extremes = name == "min" ? a.min(dim, keepdim) : a.max(dim, keepdim);
    bool const found = same(extremes.values, wanted) == Result::passed &&
                       same(extremes.indices, c.value("indices", Json())) == Result::passed;
    return found ? Result::passed : Result::failed;
}

}  // namespace

Result views_case(Json const& c) {
    return with(c.at("a"), [&](auto a) {
        return refused(c, "", {shape_of(c.at("last_shape"))}, [&] {
            for (Json const& step : c.at("steps")) {
                a = step[0] == "reshape" ? a.reshape(shape_of(step[1])) : a.with_layout(view_step(step, a.layout()));
            }
            if (c.contains("strides") && a.strides() != shape_of(c.at("strides"))) {
                throw std::runtime_error("strides " + to_string(a.strides()) + " differ");
            }
            return c.contains("reduction") ? reduction_of(c, a) : same(a.contiguous(), c.value("result", Json()));
        });
    });
}

}  // namespace oracle
