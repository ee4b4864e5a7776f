// SPDX-License-Identifier: MIT
// The writing side of the channel. One channel a process, for the cells call functions without arguments.
#include "channel.hpp"

#include <poll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <utility>
#ifdef __GLIBCXX__
#include <ext/stdio_filebuf.h>
#endif

namespace heddle::runtime {

namespace {

struct Open {
    Channel channel;
    pid_t owner = 0;
    std::streambuf* cout = nullptr;  // where it printed when the cells began
    std::wstreambuf* wcout = nullptr;
};

Open& open_one() {
    static Open one;
    return one;
}

bool write_all(int fd, std::string const& text) {
    for (std::size_t done = 0; done < text.size();) {
        ssize_t const n = ::write(fd, text.data() + done, text.size() - done);
        if (n > 0) {
            done += static_cast<std::size_t>(n);
        } else if (errno == EAGAIN) {  // a cell made the pipe non-blocking
            pollfd ready{fd, POLLOUT, 0};
            ::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/// Is it the buffer that `std::ios::sync_with_stdio(false)` gives a stream? It prints to descriptor 1 as the one
/// before.
template <typename Buffer>
bool prints_to_output(Buffer* buffer) {
#ifdef __GLIBCXX__
    auto* const file = dynamic_cast<__gnu_cxx::stdio_filebuf<typename Buffer::char_type>*>(buffer);
    return file != nullptr && file->fd() == 1;
#else
    static_cast<void>(buffer);
    return false;
#endif
}

}  // namespace

std::string random_mark() {
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return {};
    std::string mark = "\x1e";
    for (unsigned const byte : bytes) {
        mark += "0123456789abcdef"[byte >> 4U];
        mark += "0123456789abcdef"[byte & 15U];
    }
    return mark;
}

void open_channel(Channel channel) {
    open_one() = {std::move(channel), ::getpid(), std::cout.rdbuf(), std::wcout.rdbuf()};
}

bool has_channel() { return open_one().owner != 0; }

void send(nlohmann::json const& event) {
    auto const& [channel, owner, cout, wcout] = open_one();
    if (owner == 0) return;
    if (::getpid() != owner) std::_Exit(0);
    std::cout.flush();
    std::wcout.flush();
    std::fflush(stdout);
    std::string const line = event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    if (write_all(channel.events, line) && write_all(channel.output, channel.mark)) return;
    std::fputs("a cell closed the descriptors through which its output is recorded\n", stderr);
    std::_Exit(4);
}

void fail_cell(std::string const& message) {
    if (!has_channel()) std::cerr << "this cell " << message << '\n';
    send({{"failure", message}});
    std::_Exit(5);
}

std::string output_fault() {
    if (!has_channel()) return {};
    struct stat now {};
    struct stat then {};
    bool const same = ::fstat(1, &now) == 0 && ::fstat(open_one().channel.output, &then) == 0 &&
                      now.st_ino == then.st_ino && now.st_dev == then.st_dev;
    if (!same) return "closed or redirected its standard output";
    if (std::cout.rdbuf() != open_one().cout && !prints_to_output(std::cout.rdbuf()))
        return "left std::cout with another buffer";
    if (std::wcout.rdbuf() != open_one().wcout && !prints_to_output(std::wcout.rdbuf()))
        return "left std::wcout with another buffer";
    if (!std::wcout)
        return "left std::wcout in a failed state: it cannot print such a character, or std::cout printed before";
    if (!std::cout) return "left std::cout in a failed state";
    return {};
}

}  // namespace heddle::runtime
