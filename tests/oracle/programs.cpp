// SPDX-License-Identifier: MIT
// Runs programs of one statement a line with the library, and writes each result with its bits: programs FILE.
// run_programs.py says what the statements mean, and compares the results with PyTorch's.
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <ten/ten.hpp>
#include <variant>
#include <vector>

#include "bits.hpp"

namespace {

using namespace ten;
using oracle::dump;
using oracle::of_bits;
using Words = std::istringstream;
using Any = std::variant<Tensor<float>, Tensor<double>, Tensor<std::int32_t>, Tensor<std::int64_t>, Tensor<bool>>;
using Tensors = std::map<std::string, Any>;

/// What the type of an operand does not allow: the statement would not compile.
std::string const not_compiled = "err compile";

std::string next(Words& in) {
    std::string word;
    in >> word;
    return word;
}
template <typename T = std::int64_t>
T number(Words& in) {
    T value{};
    in >> value;
    return value;
}
Dims dims(Words& in) {
    Dims out(number<std::size_t>(in), 0);
    for (std::int64_t& size : out) size = number(in);
    return out;
}

/// The statements. Each reads its words and returns the result as text; most keep it under a name.
class Program {
public:
    std::string run(std::string const& line);

private:
    template <typename T>
    std::string keep(Tensor<T> const& a) {
        tensors_.insert_or_assign(name_, Any(a));
        return dump(a);
    }
    /// The tensor of that name. One that is missing is no refusal of the library, and so no std::logic_error.
    Any& named(std::string const& name) {
        auto const found = tensors_.find(name);
        if (found == tensors_.end()) throw std::runtime_error("no tensor " + name);
        return found->second;
    }
    template <typename F>
    std::string with(std::string const& name, F f) {
        return std::visit(f, named(name));
    }
    template <typename F>
    std::string with_number(Words& in, F f);
    template <typename A, typename B>
    std::string binary(std::string const& operation, A const& a, B const& b);
    template <typename T, typename B>
    std::string in_place(std::string const& operation, Tensor<T>& a, B const& b, std::string const& shown);
    template <typename T>
    std::string view(std::string const& operation, Tensor<T> const& a, Words& in);
    template <typename T>
    std::string reduce(std::string const& operation, Tensor<T> const& a, Words& in);
    template <typename T>
    std::string make(Words& in);
    std::string make_any(Words& in);
    std::string convert(Words& in);
    std::string product(Words& in);
    std::string sums_of_products(Words& in);
    std::string compare(Words& in);
    std::string generate(Words& in);
    std::string range_of(Words& in);
    std::string unary(Words& in);
    std::string of_two(Words& in);
    std::string with_a_number(Words& in);
    std::string change(Words& in);
    std::string change_by_number(Words& in);

    Tensors tensors_;
    std::string name_;  // of the result
};

template <typename F>
std::string Program::with_number(Words& in, F f) {
    std::string const kind = next(in);
    std::string const word = next(in);
    if (kind == "b") return f(word != "0");
    if (kind == "i") return f(of_bits<std::int64_t>(word));
    if (kind == "j") return f(of_bits<int>(word));
    return f(of_bits<double>(word));
}

template <typename A, typename B>
std::string Program::binary(std::string const& operation, A const& a, B const& b) {
    if (operation == "add") return keep(a + b);
    if (operation == "sub") return keep(a - b);
    if (operation == "mul") return keep(a * b);
    if (operation == "div") return keep(a / b);
    if (operation == "gt") return keep(a > b);
    if (operation == "lt") return keep(a < b);
    if (operation == "ge") return keep(a >= b);
    if (operation == "le") return keep(a <= b);
    if (operation == "eq") return keep(a == b);
    if (operation == "ne") return keep(a != b);
    if constexpr (std::same_as<A, Tensor<bool>> && std::same_as<B, Tensor<bool>>) {
        if (operation == "and") return keep(a & b);
        if (operation == "or") return keep(a | b);
    }
    throw std::logic_error("no operation " + operation);
}

template <typename T, typename B>
std::string Program::in_place(std::string const& operation, Tensor<T>& a, B const& b, std::string const& shown) {
    if (operation == "add_") a.add_(b);
    if (operation == "sub_") a.sub_(b);
    if (operation == "mul_") a.mul_(b);
    if (operation == "copy_") a.copy_(b);
    if (operation == "div_") {
        if constexpr (std::floating_point<T>) {
            a.div_(b);
        } else {
            return not_compiled;
        }
    }
    return with(shown, [](auto const& whole) { return dump(whole); });
}

Selector selector(std::string const& kind, Words& in) {
    if (kind == "i") return number(in);
    if (kind == "a") return all;
    if (kind == "e") return ellipsis;
    if (kind == "n") return newaxis;
    std::int64_t const start = number(in);
    std::int64_t const stop = number(in);
    return range(start, stop, number(in));
}

template <typename T>
std::string Program::view(std::string const& operation, Tensor<T> const& a, Words& in) {
    if (operation == "unsqueeze") return keep(a.unsqueeze(number(in)));
    if (operation == "squeeze") return keep(a.squeeze(number(in)));
    if (operation == "squeeze_all") return keep(a.squeeze());
    if (operation == "t") return keep(a.t());
    if (operation == "permute") return keep(a.permute(dims(in)));
    if (operation == "expand") return keep(a.expand(dims(in)));
    if (operation == "view") return keep(a.view(dims(in)));
    if (operation == "reshape") return keep(a.reshape(dims(in)));
    if (operation == "contiguous") return keep(a.contiguous());
    if (operation == "select") return keep(a[number(in)]);
    if (operation == "transpose") {
        std::int64_t const first = number(in);
        return keep(a.transpose(first, number(in)));
    }
    if (operation == "as_strided") {
        Shape const shape = dims(in);
        Strides const strides = dims(in);
        return keep(a.with_layout({shape, strides, number(in)}));
    }
    std::vector<Selector> selectors;
    for (std::string kind; in >> kind;) selectors.push_back(selector(kind, in));
    return keep(a.with_layout(indexed(a.layout(), selectors)));
}

template <typename T>
std::string Program::reduce(std::string const& operation, Tensor<T> const& a, Words& in) {
    bool const whole = number<bool>(in);
    std::int64_t const dim = whole ? 0 : number(in);
    bool const keepdim = !whole && number<bool>(in);
    if (operation == "sum") return keep(whole ? a.sum() : a.sum(dim, keepdim));
    if (operation == "all") return keep(whole ? a.all() : a.all(dim, keepdim));
    if (operation == "any") return keep(whole ? a.any() : a.any(dim, keepdim));
    if (operation == "argmax") return keep(whole ? a.argmax() : a.argmax(dim, keepdim));
    if (operation == "mean") {
        if constexpr (std::floating_point<T>) return keep(whole ? a.mean() : a.mean(dim, keepdim));
        return not_compiled;
    }
    bool const smallest = operation == "min";
    if (whole) return keep(smallest ? a.min() : a.max());
    auto const found = smallest ? a.min(dim, keepdim) : a.max(dim, keepdim);
    return keep(found.values) + " | " + dump(found.indices);
}

template <typename T>
std::string Program::make(Words& in) {
    Tensor<T> const out(dims(in));
    if (number(in) != out.numel()) throw std::logic_error("the elements do not fill the shape");
    for (std::int64_t i = 0; i < out.numel(); ++i) out.data()[i] = of_bits<T>(next(in));
    return keep(out);
}

std::string Program::make_any(Words& in) {
    std::string const dtype = next(in);
    if (dtype == "float32") return make<float>(in);
    if (dtype == "float64") return make<double>(in);
    if (dtype == "int32") return make<std::int32_t>(in);
    if (dtype == "int64") return make<std::int64_t>(in);
    return make<bool>(in);
}

std::string Program::convert(Words& in) {
    std::string const from = next(in);
    std::string const dtype = next(in);
    return with(from, [&](auto const& a) {
        if (dtype == "float32") return keep(a.template to<float>());
        if (dtype == "float64") return keep(a.template to<double>());
        if (dtype == "int32") return keep(a.template to<std::int32_t>());
        if (dtype == "int64") return keep(a.template to<std::int64_t>());
        return keep(a.template to<bool>());
    });
}

/// The tensors of these names, if they have the type T and it can be summed.
template <typename T>
std::vector<Tensor<T>> of_one_type(Tensors const& tensors, std::vector<std::string> const& names) {
    std::vector<Tensor<T>> out;
    if constexpr (Summable<T>) {
        for (std::string const& name : names) {
            if (auto const* const a = std::get_if<Tensor<T>>(&tensors.find(name)->second)) out.push_back(*a);
        }
    }
    return out;
}

std::string Program::product(Words& in) {
    std::string const left = next(in);
    std::string const right = next(in);
    return with(left, [&]<typename T>(Tensor<T> const&) {
        auto const operands = of_one_type<T>(tensors_, {left, right});
        if constexpr (Summable<T>) {
            if (operands.size() == 2) return keep(matmul(operands[0], operands[1]));
        }
        return not_compiled;
    });
}

std::string Program::sums_of_products(Words& in) {
    std::vector<std::string> names(number<std::size_t>(in));
    for (std::string& name : names) name = next(in);
    std::string equation;
    std::getline(in, equation);
    return with(names.at(0), [&]<typename T>(Tensor<T> const&) {
        auto const operands = of_one_type<T>(tensors_, names);
        if constexpr (Summable<T>) {
            if (operands.size() == names.size()) return keep(einsum(equation.substr(1), operands));
        }
        return not_compiled;
    });
}

std::string Program::compare(Words& in) {
    bool const exactly = next(in) == "equal";
    std::string const right = next(in);
    return with(name_, [&]<typename T>(Tensor<T> const& a) {
        auto const* const b = std::get_if<Tensor<T>>(&named(right));
        if (b == nullptr) return not_compiled;
        return std::string("ok ") + ((exactly ? equal(a, *b) : allclose(a, *b)) ? "1" : "0");
    });
}

std::string Program::generate(Words& in) {
    std::string const kind = next(in);
    if (kind == "rand") return keep(rand(dims(in)));
    if (kind == "randn") return keep(randn(dims(in)));
    if (kind == "seed") {
        manual_seed(number<std::uint64_t>(in));
        return "ok";
    }
    std::int64_t const low = number(in);
    std::int64_t const high = number(in);
    return keep(randint(low, high, dims(in)));
}

std::string Program::range_of(Words& in) {
    if (next(in) == "i") {
        std::int64_t const start = number(in);
        std::int64_t const end = number(in);
        return keep(arange(start, end, number(in)));
    }
    double const start = of_bits<double>(next(in));
    double const end = of_bits<double>(next(in));
    return keep(arange(start, end, of_bits<double>(next(in))));
}

std::string Program::unary(Words& in) {
    bool const negate = next(in) == "neg";
    return with(next(in), [&]<typename T>(Tensor<T> const& a) {
        if (!negate) return keep(!a);
        if constexpr (!std::same_as<T, bool>) return keep(-a);
        return not_compiled;
    });
}

std::string Program::of_two(Words& in) {
    std::string const operation = next(in);
    std::string const left = next(in);
    std::string const right = next(in);
    return with(left,
                [&](auto const& a) { return with(right, [&](auto const& b) { return binary(operation, a, b); }); });
}

std::string Program::with_a_number(Words& in) {
    std::string const operation = next(in);
    std::string const tensor = next(in);
    return with_number(in, [&](auto b) {
        bool const on_the_left = next(in) == "l";
        return with(tensor,
                    [&](auto const& a) { return on_the_left ? binary(operation, b, a) : binary(operation, a, b); });
    });
}

std::string Program::change(Words& in) {
    std::string const operation = next(in);
    std::string const right = next(in);
    std::string const shown = next(in);
    return std::visit(
        [&]<typename T>(Tensor<T>& a) {
            return with(right, [&]<typename U>(Tensor<U> const& b) {
                if constexpr (keeps_sort<Promote<T, U>, T>) return in_place(operation, a, b, shown);
                return not_compiled;
            });
        },
        named(name_));
}

std::string Program::change_by_number(Words& in) {
    std::string const operation = next(in);
    return with_number(in, [&]<typename S>(S b) {
        std::string const shown = next(in);
        return std::visit(
            [&]<typename T>(Tensor<T>& a) {
                if constexpr (std::same_as<WithNumber<T, S>, T>) return in_place(operation, a, b, shown);
                return not_compiled;
            },
            named(name_));
    });
}

std::string Program::run(std::string const& line) {
    Words in(line);
    char const command = next(in).at(0);
    name_ = next(in);
    switch (command) {
        case 'X':
            tensors_.clear();
            return "ok";
        case 'T':
            return make_any(in);
        case 'V': {
            std::string const tensor = next(in);
            std::string const operation = next(in);
            return with(tensor, [&](auto const& a) { return view(operation, a, in); });
        }
        case 'B':
            return of_two(in);
        case 'N':
            return with_a_number(in);
        case 'I':
            return change(in);
        case 'J':
            return change_by_number(in);
        case 'U':
            return unary(in);
        case 'C':
            return convert(in);
        case 'R': {
            std::string const operation = next(in);
            return with(next(in), [&](auto const& a) { return reduce(operation, a, in); });
        }
        case 'M':
            return product(in);
        case 'E':
            return sums_of_products(in);
        case 'Q':
            return compare(in);
        case 'G':
            return generate(in);
        case 'A':
            return range_of(in);
        case 'P':
            return with(name_, [](auto const& a) { return "ok " + to_string(a); });
        default:
            throw std::logic_error("no statement " + line);
    }
}

/// The result of a statement, or why there is none, on one line.
std::string result_of(Program& program, std::string const& line) {
    std::string out;
    try {
        out = program.run(line);
    } catch (std::logic_error const& refusal) {
        out = std::string("err ") + refusal.what();
    } catch (std::bad_alloc const&) {
        out = "err no memory";
    } catch (std::runtime_error const& fault) {
        out = std::string("lost ") + fault.what();
    }
    for (char& c : out) c = c == '\n' ? '\x01' : c;
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    std::ifstream file(argc > 1 ? argv[1] : "");
    if (!file) {
        std::cerr << "programs: no file of programs\n";
        return 2;
    }
    Program program;
    for (std::string line; std::getline(file, line);) std::cout << result_of(program, line) << std::endl;
    return 0;
}
