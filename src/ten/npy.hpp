// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum e7fae2a06a75ba30). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "ten/elementwise.hpp"
#include "ten/factories.hpp"
#include "ten/file.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Files of one array, in the format of NumPy. Not in ten/ten.hpp: include it by its name.

namespace detail {

/// What the header of a .npy file says of the array.
struct NpyHeader {
    std::string descr;  // the type: byte order, kind and bytes, as in "<f4"
    bool by_columns = false;
    Shape shape;
};

/// The name that NumPy gives to an element type; '|' where there is only one byte to order.
template <Element T>
std::string npy_type() {
    char const kind = std::same_as<T, bool> ? 'b' : std::floating_point<T> ? 'f' : std::signed_integral<T> ? 'i' : 'u';
    return (sizeof(T) == 1 ? "|" : "<") + std::string(1, kind) + std::to_string(sizeof(T));
}

/// Reads the dictionary of a header, from the first character to the last.
class NpyWords {
public:
    NpyWords(std::filesystem::path const& file, std::string_view text) : file_(file), left_(text) {}

    NpyHeader read() {
        NpyHeader header;
        int seen = 0;  // a bit for each key
        take('{');
        while (!next_is('}')) {
            std::string const key = quoted();
            take(':');
            if (key == "descr") {
                seen += once(seen, 1);
                header.descr = quoted();
            } else if (key == "fortran_order") {
                seen += once(seen, 2);
                header.by_columns = truth();
            } else if (key == "shape") {
                seen += once(seen, 4);
                header.shape = sizes();
            } else {
                refuse();
            }
            if (!next_is('}')) take(',');
        }
        take('}');
        skip_spaces();
        if (seen != 7 || !left_.empty()) refuse();
        return header;
    }

private:
    [[noreturn]] void refuse() const { throw DataError(file_, "its header is not that of a .npy file"); }
    int once(int seen, int bit) const {
        if ((seen & bit) != 0) refuse();
        return bit;
    }
    void skip_spaces() {
        while (!left_.empty() && (left_[0] == ' ' || left_[0] == '\n')) left_.remove_prefix(1);
    }
    bool next_is(char c) {
        skip_spaces();
        return !left_.empty() && left_[0] == c;
    }
    void take(char c) {
        if (!next_is(c)) refuse();
        left_.remove_prefix(1);
    }
    std::string quoted() {
        skip_spaces();
        if (left_.empty() || (left_[0] != '\'' && left_[0] != '"')) refuse();
        std::size_t const end = left_.find(left_[0], 1);
        if (end == std::string_view::npos) refuse();
        std::string text(left_.substr(1, end - 1));
        left_.remove_prefix(end + 1);
        return text;
    }
    bool truth() {
        skip_spaces();
        for (std::string_view const word : {"True", "False"}) {
            if (!left_.starts_with(word)) continue;
            left_.remove_prefix(word.size());
            return word == "True";
        }
        refuse();
    }
    Shape sizes() {
        std::vector<std::int64_t> found;
        take('(');
        while (!next_is(')')) {
            std::int64_t size = 0;
            std::size_t digits = 0;
            for (; digits < left_.size() && left_[digits] >= '0' && left_[digits] <= '9'; ++digits) {
                bool const overflow =
                    __builtin_mul_overflow(size, 10, &size) || __builtin_add_overflow(size, left_[digits] - '0', &size);
                if (overflow) refuse();
            }
            if (digits == 0) refuse();
            left_.remove_prefix(digits);
            found.push_back(size);
            if (!next_is(')')) take(',');
        }
        take(')');
        Shape shape(found.size(), 0);
        std::copy(found.begin(), found.end(), shape.begin());
        return shape;
    }

    std::filesystem::path const& file_;
    std::string_view left_;
};

/// Reads exactly so many bytes. \throws DataError if the file ends before
inline void read_bytes(std::ifstream& in, std::filesystem::path const& file, void* to, std::uint64_t bytes) {
    in.read(static_cast<char*>(to), static_cast<std::streamsize>(bytes));
    if (!in) throw DataError(file, "it ends too early");
}

/// A number of `bytes` bytes, the least significant first.
inline std::uint64_t little_endian(unsigned char const* from, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes; i-- > 0;) number = number << 8U | from[i];
    return number;
}

/// Reads the front of a file up to its first element.
inline NpyHeader read_npy_header(std::ifstream& in, std::filesystem::path const& file) {
    unsigned char front[12];
    read_bytes(in, file, front, 10);
    if (std::memcmp(front, "\x93NUMPY", 6) != 0) throw DataError(file, "this is no .npy file");
    if (front[6] < 1 || front[6] > 3)
        throw DataError(file, "version " + std::to_string(front[6]) + " of .npy is not known");
    bool const is_long = front[6] > 1;
    if (is_long) read_bytes(in, file, front + 10, 2);
    std::uint64_t const length = little_endian(front + 8, is_long ? 4 : 2);
    if (length > 65536) throw DataError(file, "its header has " + std::to_string(length) + " bytes");
    std::string words(length, '\0');
    read_bytes(in, file, words.data(), length);
    return NpyWords(file, words).read();
}

/// Are the bytes of each element to be turned round? \pre the type is T; throws DataError
template <Element T>
bool is_turned(std::filesystem::path const& file, std::string const& descr) {
    std::string const wanted = npy_type<T>();
    bool const same = descr.size() == wanted.size() && descr.substr(1) == wanted.substr(1) &&
                      std::string_view("<>=|").find(descr[0]) != std::string_view::npos;
    if (!same) throw DataError(file, "it holds '" + descr + "' and not '" + wanted + "'");
    return sizeof(T) > 1 && descr[0] == '>';
}

}  // namespace detail

/// Writes a tensor as a .npy file, row by row.
/// \param file  is replaced if it is there
/// \param a     any shape and strides
/// \pre         the file can be written; throws DataError
template <Element T>
void save_npy(std::filesystem::path const& file, Tensor<T> const& a) {
    static_assert(std::endian::native == std::endian::little, "save_npy writes the bytes as they lie in memory");
    std::string sizes;
    for (std::int64_t size : a.shape()) sizes += std::to_string(size) + ", ";
    if (a.rank() > 1) sizes.resize(sizes.size() - 2);
    if (a.rank() == 1) sizes.resize(sizes.size() - 1);
    std::string header =
        "{'descr': '" + detail::npy_type<T>() + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    header.append(63 - (10 + header.size()) % 64, ' ');
    header += '\n';
    std::string front("\x93NUMPY\x01\x00", 8);
    front += static_cast<char>(header.size() % 256);
    front += static_cast<char>(header.size() / 256);
    Tensor<T> const dense = a.contiguous();
    std::ofstream out(file, std::ios::binary);
    out << front << header;
    out.write(reinterpret_cast<char const*>(dense.data()),
              static_cast<std::streamsize>(static_cast<std::size_t>(dense.numel()) * sizeof(T)));
    out.close();
    if (!out) throw DataError(file, "it cannot be written");
}

/// Reads a .npy file.
/// \tparam Wanted  the type of the elements, in the file and in the tensor
/// \param file  of version 1, 2 or 3, with one array of elements of T in either order of bytes
/// \returns     a new tensor; of a file that is written by columns one whose strides go by columns
/// \pre         the file holds what its header says, and nothing after it; throws DataError. Before that is certain no
///              memory is asked for
template <typename Wanted>
auto load_npy(std::filesystem::path const& file) {
    static_assert(is_element<Wanted>, "load_npy: no tensor has elements of this type");
    using T = detail::ElementOr<Wanted>;
    std::error_code error;
    std::uintmax_t const size = std::filesystem::file_size(file, error);
    if (error) throw DataError(file, error.message());
    std::ifstream in(file, std::ios::binary);
    detail::NpyHeader const header = detail::read_npy_header(in, file);
    bool const turned = detail::is_turned<T>(file, header.descr);
    auto const bytes = static_cast<std::uint64_t>(detail::count(header.shape, "load_npy")) * sizeof(T);
    auto const begin = static_cast<std::uint64_t>(in.tellg());
    if (size - begin != bytes)
        throw DataError(file, "shape " + to_string(header.shape) + " needs " + std::to_string(bytes) +
                                  " bytes, the file has " + std::to_string(size - begin));
    Shape shape = header.shape;
    if (header.by_columns) std::reverse(shape.begin(), shape.end());
    Tensor<T> out(shape);
    auto* const memory = reinterpret_cast<unsigned char*>(out.data());
    detail::read_bytes(in, file, memory, bytes);
    for (std::uint64_t i = 0; turned && i < bytes; i += sizeof(T)) std::reverse(memory + i, memory + i + sizeof(T));
    if constexpr (std::same_as<T, bool>) {  // another byte than 0 and 1 is no truth value
        for (std::uint64_t i = 0; i < bytes; ++i) memory[i] = memory[i] != 0 ? 1 : 0;
    }
    Dims order(shape.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(order.size() - 1 - i);
    return header.by_columns ? out.permute(order) : out;
}

}  // namespace ten
