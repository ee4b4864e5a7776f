// SPDX-License-Identifier: MIT
// A library to preload into heddle: the call number FAULT_AT of those that change a disk fails with the error number
// FAULT_ERRNO, or with 0 in its place kills the process. What it prints does not count.
// With FAULT_SAVE=FILE no call fails: right before that call, those that open a file to read counted too, a person
// saves FILE, with the text of FILE.mine; FAULT_HOW=place writes into the file, anything else replaces it, as editors
// do.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

/// Saves the file as somebody else would, by calls that are not counted.
void save(std::string const& file) {
    char const* const how = std::getenv("FAULT_HOW");
    std::string const mine = file + ".mine";
    std::fclose(std::fopen((file + ".saved").c_str(), "wb"));  // the run came as far as this call
    if (how == nullptr || std::string(how) != "place") {
        ::rename(mine.c_str(), file.c_str());
        return;
    }
    std::FILE* const from = std::fopen(mine.c_str(), "rb");
    std::FILE* const to = std::fopen(file.c_str(), "wb");
    for (int c = std::getc(from); c != EOF; c = std::getc(from)) std::putc(c, to);
    std::fclose(from);
    std::fclose(to);
}

/// Counts a call. \returns whether it is the one to fail
bool fails(bool changes = true) {
    static std::atomic<long> calls{0};
    char const* const at = std::getenv("FAULT_AT");
    char const* const saved = std::getenv("FAULT_SAVE");
    if (at == nullptr || (saved == nullptr && !changes) || ++calls != std::atol(at)) return false;
    if (saved != nullptr) {
        save(saved);
        return false;
    }
    char const* const number = std::getenv("FAULT_ERRNO");
    int const error = number == nullptr ? 0 : std::atoi(number);
    if (error == 0) std::raise(SIGKILL);
    errno = error;
    return true;
}

template <typename F>
F* real(char const* name) {
    return reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// The system names these parameters with underscores, which are its own.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

ssize_t write(int fd, void const* data, size_t size) {
    if (fd > 2 && fails()) return -1;
    return real<ssize_t(int, void const*, size_t)>("write")(fd, data, size);
}
int openat(int folder, char const* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t const mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (fails((flags & O_CREAT) != 0)) return -1;
    return real<int(int, char const*, int, ...)>("openat")(folder, path, flags, mode);
}
int mkdirat(int folder, char const* path, mode_t mode) {
    return fails() ? -1 : real<int(int, char const*, mode_t)>("mkdirat")(folder, path, mode);
}
int renameat(int from, char const* old_path, int to, char const* new_path) {
    return fails() ? -1 : real<int(int, char const*, int, char const*)>("renameat")(from, old_path, to, new_path);
}
int renameat2(int from, char const* old_path, int to, char const* new_path, unsigned flags) {
    using Call = int(int, char const*, int, char const*, unsigned);
    return fails() ? -1 : real<Call>("renameat2")(from, old_path, to, new_path, flags);
}
int linkat(int from, char const* old_path, int to, char const* new_path, int flags) {
    return fails() ? -1
                   : real<int(int, char const*, int, char const*, int)>("linkat")(from, old_path, to, new_path, flags);
}
int unlinkat(int folder, char const* path, int flags) {
    return fails() ? -1 : real<int(int, char const*, int)>("unlinkat")(folder, path, flags);
}
int fchmod(int fd, mode_t mode) { return fails() ? -1 : real<int(int, mode_t)>("fchmod")(fd, mode); }
int fsync(int fd) { return fails() ? -1 : real<int(int)>("fsync")(fd); }

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
