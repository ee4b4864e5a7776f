// Generated from chapters/04-data.md by heddle (checksum e18fb0b0ce708858). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <zlib.h>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <new>
#include <string>
#include "ten/file.hpp"

namespace ten {

/// \file
/// Reading what gzip has compressed. A program that includes this links zlib.

/// The unpacked bytes of a gzip file, from its start to its end. Each fault of the file is a DataError:
/// no gzip at all, cut off, damaged, of a wrong checksum or length, or followed by something other than zeros.
class GzipReader {
public:
    explicit GzipReader(std::filesystem::path const& file) : GzipReader(file, read_file(file)) {}
    /// \param file    the name for messages
    /// \param packed  what the file holds
    GzipReader(std::filesystem::path file, Bytes packed) : file_(std::move(file)), packed_(std::move(packed)) {
        require_gzip();
        // 15: windows of any size that gzip has; 16: with gzip's header and trailer.
        if (::inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
    }
    /// A reader that goes on from the same place.
    GzipReader(GzipReader const& other)
        : file_(other.file_), packed_(other.packed_), used_(other.used_), ended_(other.ended_) {
        if (::inflateCopy(&stream_, const_cast<::z_stream*>(&other.stream_)) != Z_OK) throw std::bad_alloc();
    }
    GzipReader& operator=(GzipReader const&) = delete;
    ~GzipReader() { ::inflateEnd(&stream_); }

    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

    // read so many bytes
    /// The next `n` bytes, or all that are left when those are fewer.
    Bytes read(std::uint64_t n) {
        constexpr std::uint64_t step = 1 << 18;  // bytes
        Bytes bytes;
        while (bytes.size() < n && !ended_) {
            std::size_t const before = bytes.size();
            bytes.resize(before + std::min(n - before, step));
            bytes.resize(before + unpack(bytes.data() + before, bytes.size() - before));
        }
        return bytes;
    }

    // count the bytes to come
    /// How many of the next `n` bytes there are: found by unpacking, if that are many more than the packed ones.
    /// \returns at most `n`; `n` also where it was not worth the time to look
    /// \note    memory: as much as the packed file, whatever `n` is
    [[nodiscard]] std::uint64_t available(std::uint64_t n) const {
        if (n / 32 <= packed_.size()) return n;
        GzipReader ahead(*this);
        Bytes piece(1 << 18);
        std::uint64_t found = 0;
        while (found < n && !ahead.ended_)
            found += ahead.unpack(piece.data(), std::min<std::uint64_t>(n - found, piece.size()));
        return found;
    }

private:
    // unpack into a piece of memory
    /// Fills `to` as far as the data goes. \returns the bytes written; fewer than `room` only at the end of the data
    std::size_t unpack(std::uint8_t* to, std::size_t room) {
        stream_.next_out = to;
        stream_.avail_out = static_cast<::uInt>(room);
        while (stream_.avail_out > 0 && !ended_) {
            auto const given = static_cast<::uInt>(std::min<std::size_t>(packed_.size() - used_, 1 << 30));
            stream_.next_in = packed_.data() + used_;
            stream_.avail_in = given;
            int const status = ::inflate(&stream_, Z_NO_FLUSH);
            used_ += given - stream_.avail_in;
            if (status == Z_STREAM_END) {
                begin_next_member();
            } else if (status == Z_BUF_ERROR) {
                throw DataError(file_, "the gzip data is cut off after " + std::to_string(packed_.size()) + " bytes");
            } else if (status == Z_MEM_ERROR) {
                throw std::bad_alloc();
            } else if (status != Z_OK) {
                throw DataError(file_, std::string("the gzip data is damaged: ") +
                                           (stream_.msg != nullptr ? stream_.msg : "no reason given"));
            }
        }
        return room - stream_.avail_out;
    }
    /// After the trailer, which zlib has compared: the end of the file, or one more member. Zeros before either are
    /// room that a tape or a disk has filled up, and mean nothing.
    void begin_next_member() {
        std::size_t const left = packed_.size() - used_;
        while (used_ < packed_.size() && packed_[used_] == 0) ++used_;
        ended_ = used_ == packed_.size();
        if (ended_) return;
        if (!has_gzip_mark(used_)) throw DataError(file_, std::to_string(left) + " bytes follow the gzip data");
        if (::inflateReset(&stream_) != Z_OK) throw std::bad_alloc();
    }

    // refuse what is no gzip
    [[nodiscard]] bool has_gzip_mark(std::size_t at) const {
        return packed_.size() - at >= 2 && packed_[at] == 0x1f && packed_[at + 1] == 0x8b;
    }
    void require_gzip() const {
        if (packed_.empty()) throw DataError(file_, "this is no gzip file: it is empty");
        if (has_gzip_mark(0)) return;
        std::string start;
        for (std::size_t i = 0; i < std::min<std::size_t>(packed_.size(), 16); ++i) {
            bool const readable = packed_[i] >= 0x20 && packed_[i] < 0x7f;
            start += readable ? static_cast<char>(packed_[i]) : '?';
        }
        throw DataError(file_, "this is no gzip file: it begins with \"" + start + "\"");
    }

    std::filesystem::path file_;
    Bytes packed_;
    std::size_t used_ = 0;  // bytes of packed_ that are unpacked
    bool ended_ = false;    // all of them are
    ::z_stream stream_{};
};

}  // namespace ten
