// SPDX-License-Identifier: MIT
// The functions of the appendix "The rest of the library", compared with PyTorch's: make_library_cases.py describes the
// cases.
#include "cases.hpp"

namespace oracle {

namespace {

/// Calls `f` with the tensor that `json` describes, in its own type and the order of its dimensions.
template <typename F>
void tensor_of(Json const& json, F f) {
    auto const in_order = [&](auto a) {
        if (json.contains("order")) a = a.permute(shape_of(json.at("order")));
        f(a);
    };
    std::string const type = json.at("dtype");
    if (type == "float32") return in_order(read<float>(json));
    if (type == "float64") return in_order(read<double>(json));
    if (type == "int32") return in_order(read<std::int32_t>(json));
    if (type == "int64") return in_order(read<std::int64_t>(json));
    if (type == "uint8") return in_order(read<std::uint8_t>(json));
    if (type == "bool") return in_order(read<bool>(json));
    throw std::runtime_error("no type " + type);
}

/// The same for a number in JSON, and a tensor.
template <typename F>
void operand_of(Json const& json, F f) {
    if (json.is_object()) return tensor_of(json, f);
    if (json.is_boolean()) return f(json.get<bool>());
    if (json.is_number_integer()) return f(json.get<int>());
    f(json.get<double>());
}

template <typename A>
constexpr bool is_number = Number<A>;

template <typename A>
struct TypeOf {
    using type = A;
};
template <Element T>
struct TypeOf<Tensor<T>> {
    using type = T;
};
template <typename A>
using type_of = typename TypeOf<A>::type;

/// The pairs of types that occur in the cases: every one with itself, and some with others.
template <typename T, typename U>
constexpr bool is_pair = std::same_as<T, U> || (std::same_as<T, bool> && std::same_as<U, std::int64_t>) ||
                         (std::same_as<T, std::uint8_t> && (std::same_as<U, bool> || std::same_as<U, std::int32_t>)) ||
                         (std::same_as<T, std::int32_t> && std::same_as<U, std::int64_t>) ||
                         (std::same_as<T, std::int64_t> && std::same_as<U, float>) ||
                         (std::same_as<T, float> && std::same_as<U, double>) ||
                         (std::same_as<T, double> && std::same_as<U, std::int32_t>);

/// What a case expects of its results.
class Expected {
public:
    explicit Expected(Json const& c) : case_(c) {}
    template <Element T>
    void result(Tensor<T> const& got, std::size_t number = 0) const {
        if (!case_.contains("result"))
            return;  // refused by PyTorch: whoever runs the case sees that nothing was thrown
        Json const& json = case_.at("result").at(number);
        if (json.at("dtype") != got.dtype().name)
            throw std::runtime_error("the type is " + std::string(got.dtype().name));
        if (shape_of(json.at("shape")) != got.shape())
            throw std::runtime_error("the shape is " + to_string(got.shape()));
        if (got.numel() > 0 && got.strides() != row_major(got.shape()))
            throw std::runtime_error("the strides are " + to_string(got.strides()));
        bool const known = case_.contains("strides");
        if (known && got.strides() != shape_of(case_.at("strides").at(number)) && got.numel() > 0)
            throw std::runtime_error("the strides are " + to_string(got.strides()) + " and not PyTorch's");
        Tensor<T> const wanted = read<T>(json);
        for (std::int64_t i = 0; i < got.numel(); ++i) element(got.data()[i], wanted.data()[i], i);
    }

private:
    template <typename T>
    void element(T got, T wanted, std::int64_t place) const {
        if (got == wanted || (got != got && wanted != wanted)) return;
        double const tolerance = case_.value("tolerance", 0.0);
        auto const a = static_cast<double>(got), b = static_cast<double>(wanted);
        if (std::abs(a - b) <= tolerance * std::abs(b)) return;
        throw std::runtime_error("element " + std::to_string(place) + " is " + std::to_string(a) + " and not " +
                                 std::to_string(b));
    }
    Json const& case_;
};

/// One of the operations on a pair. Those that do not compile for the types are not among the cases.
template <typename A, typename B>
void on_pair(std::string const& op, A const& a, B const& b, Expected const& expected) {
    using C = std::conditional_t<is_number<A>, type_of<B>, type_of<A>>;
    constexpr bool numbers = is_number<A> || is_number<B>;
    constexpr bool truth = std::same_as<type_of<A>, bool> && std::same_as<type_of<B>, bool>;
    constexpr bool whole = std::integral<type_of<A>> && std::integral<type_of<B>>;
    static_assert(Element<C>);
    if constexpr (!truth) {
        if (op == "pow") return expected.result(pow(a, b));
        if (op == "remainder") return expected.result(a % b);
    }
    if constexpr (whole && !is_number<A>) {
        if (op == "and") return expected.result(a & b);
        if (op == "or") return expected.result(a | b);
        if (op == "xor") return expected.result(a ^ b);
    }
    if constexpr (!numbers) {
        if (op == "minimum") return expected.result(minimum(a, b));
        if (op == "maximum") return expected.result(maximum(a, b));
        if (op == "add") return expected.result(a + b);
        if (op == "mul") return expected.result(a * b);
        if (op == "div") return expected.result(a / b);
        if constexpr (!std::same_as<type_of<A>, bool> && !std::same_as<type_of<B>, bool>) {
            if (op == "sub") return expected.result(a - b);
        }
    }
    throw std::runtime_error("no such case");
}

void pair_case(Json const& c, Expected const& expected) {
    operand_of(c.at("a"), [&](auto const& a) {
        operand_of(c.at("b"), [&](auto const& b) {
            using A = std::decay_t<decltype(a)>;
            using B = std::decay_t<decltype(b)>;
            constexpr bool one_number = is_number<A> != is_number<B>;
            if constexpr (one_number || (!is_number<A> && is_pair<type_of<A>, type_of<B>>))
                return on_pair(c.at("op"), a, b, expected);
            throw std::runtime_error("no such pair of types");
        });
    });
}

void where_case(Json const& c, Expected const& expected) {
    tensor_of(c.at("condition"), [&](auto const& condition) {
        if constexpr (std::same_as<std::decay_t<decltype(condition)>, Tensor<bool>>) {
            operand_of(c.at("a"), [&](auto const& a) {
                operand_of(c.at("b"), [&](auto const& b) {
                    using A = std::decay_t<decltype(a)>;
                    using B = std::decay_t<decltype(b)>;
                    if constexpr (is_number<A> || is_number<B> || is_pair<type_of<A>, type_of<B>>)
                        return expected.result(where(condition, a, b));
                    throw std::runtime_error("no such pair of types");
                });
            });
        }
    });
}

void clamp_case(Json const& c, Expected const& expected) {
    tensor_of(c.at("a"), [&](auto const& a) {
        operand_of(c.at("low"), [&](auto const& low) {
            operand_of(c.at("high"), [&](auto const& high) {
                using T = type_of<std::decay_t<decltype(a)>>;
                using L = std::decay_t<decltype(low)>;
                using H = std::decay_t<decltype(high)>;
                constexpr bool numbers =
                    is_number<L> && is_number<H> && !std::same_as<L, bool> && !std::same_as<H, bool>;
                constexpr bool tensors = std::same_as<L, Tensor<T>> && std::same_as<H, Tensor<T>>;
                if constexpr (!std::same_as<T, bool> && (numbers || tensors))
                    return expected.result(clamp(a, low, high));
                throw std::runtime_error("no such types of bounds");
            });
        });
    });
}

void join_case(Json const& c, Expected const& expected) {
    tensor_of(c.at("parts").at(0), [&](auto const& first) {
        using A = std::decay_t<decltype(first)>;
        std::vector<A> parts;
        for (Json const& part : c.at("parts")) {
            tensor_of(part, [&](auto const& a) {
                if constexpr (std::same_as<std::decay_t<decltype(a)>, A>) parts.push_back(a);
            });
        }
        expected.result(c.at("op") == "cat" ? cat(parts, c.at("dim")) : stack(parts, c.at("dim")));
    });
}

template <Element T, Element I>
void chosen_by(Json const& c, Tensor<T> const& a, Tensor<I> const& index, Expected const& expected) {
    std::string const op = c.at("op");
    if constexpr (std::same_as<I, bool>) {
        expected.result(op == "mask" ? Tensor<T>(a[index]) : masked_select(a, index));
    } else if constexpr (std::signed_integral<I>) {
        if (op == "take") return expected.result(a[index]);
        std::int64_t const dim = c.at("dim");
        expected.result(op == "gather" ? gather(a, dim, index) : index_select(a, dim, index));
    }
}

template <Element T>
void along(Json const& c, Tensor<T> const& a, Expected const& expected) {
    std::string const op = c.at("op");
    std::int64_t const dim = c.at("dim");
    if (op == "cumsum") return expected.result(cumsum(a, dim));
    if (op == "sort") {
        auto const sorted = sort(a, dim, c.at("descending"));
        expected.result(sorted.indices, 1);
        return expected.result(sorted.values);
    }
    if constexpr (!std::same_as<T, bool>) {
        if (op == "argmin") return expected.result(argmin(a, dim, c.at("keepdim")));
        if (op == "argmin_all") return expected.result(argmin(a));
        if (op == "topk") {
            auto const best = topk(a, c.at("k"), dim, c.at("largest"));
            expected.result(best.indices, 1);
            return expected.result(best.values);
        }
    }
    if constexpr (std::floating_point<T>) return expected.result(softmax(a, dim));
}

template <Element T>
void reduced(Json const& c, Tensor<T> const& a, Expected const& expected) {
    std::string const op = c.at("op");
    Dims const dims = shape_of(c.at("dims"));
    bool const keepdim = c.at("keepdim");
    if (op == "sum") return expected.result(sum(a, dims, keepdim));
    if (op == "amax") return expected.result(amax(a, dims, keepdim));
    if (op == "amin") return expected.result(amin(a, dims, keepdim));
    if constexpr (std::floating_point<T>) {
        if (op == "mean") return expected.result(mean(a, dims, keepdim));
        return expected.result(var(a, dims, c.at("correction"), keepdim));
    }
}

template <Element T>
void of_one(Json const& c, Tensor<T> const& a, Expected const& expected) {
    std::string const op = c.at("op");
    if (op == "exp") return expected.result(exp(a));
    if (op == "log") return expected.result(log(a));
    if (op == "sqrt") return expected.result(sqrt(a));
    if (op == "tanh") return expected.result(tanh(a));
    if constexpr (!std::same_as<T, bool>) {
        if (op == "abs") return expected.result(abs(a));
    }
    if constexpr (std::integral<T>) {
        if (op == "invert") return expected.result(~a);
    }
    if (op == "print" && to_string(a) != c.at("text").get<std::string>())
        throw std::runtime_error("the text is " + to_string(a));
}

void made(Json const& c, Expected const& expected) {
    std::string const op = c.at("op");
    manual_seed(c.at("seed").get<std::uint64_t>());
    if (op == "randperm") return expected.result(randperm(c.at("n")));
    Shape const shape = shape_of(c.at("of_shape"));
    if (op == "rand_double") return expected.result(rand<double>(shape));
    Json const one{{"dtype", c.at("dtype")}, {"shape", {0}}, {"data", Json::array()}};
    tensor_of(one, [&](auto const& a) {
        using T = type_of<std::decay_t<decltype(a)>>;
        expected.result(op == "zeros" ? zeros<T>(shape) : ones<T>(shape));
    });
}

void conversion_case(Json const& c, Expected const& expected) {
    Json const of_type{{"dtype", c.at("dtype")}, {"shape", {0}}, {"data", Json::array()}};
    tensor_of(c.at("a"), [&](auto const& a) {
        tensor_of(of_type, [&](auto const& wanted) {
            expected.result(a.template to<type_of<std::decay_t<decltype(wanted)>>>());
        });
    });
}

void run(Json const& c) {
    Expected const expected(c);
    std::string const op = c.at("op");
    if (op == "where") return where_case(c, expected);
    if (op == "clamp") return clamp_case(c, expected);
    if (c.contains("parts")) return join_case(c, expected);
    if (c.contains("seed")) return made(c, expected);
    if (c.contains("b")) return pair_case(c, expected);
    if (op == "to") return conversion_case(c, expected);
    tensor_of(c.at("a"), [&](auto const& a) {
        if (c.contains("index"))
            return tensor_of(c.at("index"), [&](auto const& index) { chosen_by(c, a, index, expected); });
        if (c.contains("dims")) return reduced(c, a, expected);
        c.contains("dim") ? along(c, a, expected) : of_one(c, a, expected);
    });
}

}  // namespace

Result library_case(Json const& c) {
    return refused(c, "", {}, [&] {
        run(c);
        return Result::passed;
    });
}

}  // namespace oracle
