// Generated from chapters/04-data.md by heddle (checksum 2a455499d61cfe02). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// Files as bytes, and the error that names the file and what is wrong with it.

/// A file of data cannot be read, or holds something else than it should.
class DataError : public std::runtime_error {
public:
    DataError(std::filesystem::path const& file, std::string const& fault)
        : std::runtime_error(file.string() + ": " + fault) {}
};

using Bytes = std::vector<std::uint8_t>;

/// All bytes of a file.
/// \pre it is there, is a regular file, and can be read; throws DataError
inline Bytes read_file(std::filesystem::path const& file) {
    std::error_code error;
    std::filesystem::file_status const status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) throw DataError(file, error.message());
    if (!std::filesystem::is_regular_file(status)) throw DataError(file, "this is no regular file");
    std::uintmax_t const size = std::filesystem::file_size(file, error);
    if (error) throw DataError(file, error.message());
    std::ifstream in(file, std::ios::binary);
    Bytes bytes(size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!in) throw DataError(file, "it cannot be read");
    return bytes;
}

}  // namespace ten
