// SPDX-License-Identifier: MIT
// Two passes: temporary files, then renames. Paths are walked folder by folder without following links.
#include "disk/write.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

namespace heddle {

namespace {

/// A path in two pieces: the folder, which may be empty, and the name in it.
struct Place {
    std::string folder;
    std::string name;
    explicit Place(std::string const& path) {
        std::size_t const slash = path.rfind('/');
        folder = slash == std::string::npos ? "" : path.substr(0, slash);
        name = slash == std::string::npos ? path : path.substr(slash + 1);
    }
    [[nodiscard]] std::string temporary() const { return "." + name + ".heddle-tmp"; }
};

/// Open folders below the base, each opened once.
class Folders {
public:
    explicit Folders(std::filesystem::path const& base) {
        std::error_code error;
        std::filesystem::create_directories(base, error);
        open_[""] = ::open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        base_error_ = error ? error.value() : errno;
    }
    ~Folders() {
        for (auto const& [name, fd] : open_) {
            if (fd >= 0) ::close(fd);
        }
    }
    Folders(Folders const&) = delete;
    Folders& operator=(Folders const&) = delete;
    Folders(Folders&&) = delete;
    Folders& operator=(Folders&&) = delete;

    /// The descriptor of `folder`, made if it is missing; -1 with errno set if it cannot be, or is a link.
    int at(std::string const& folder) {
        auto const known = open_.find(folder);
        if (known != open_.end()) {
            if (known->second < 0) errno = base_error_;
            return known->second;
        }
        Place const place(folder);
        int const parent = at(place.folder);
        if (parent < 0) return -1;
        bool const fresh = ::mkdirat(parent, place.name.c_str(), 0777) == 0;
        if (!fresh && errno != EEXIST) return -1;
        if (fresh) made_.push_back(folder);
        int const fd = ::openat(parent, place.name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0) open_[folder] = fd;
        return fd;
    }

    /// The folders that were missing.
    [[nodiscard]] std::vector<std::string> const& made() const { return made_; }

    /// Removes `folder` if nothing is in it, and those above it that were left empty by that; never the base.
    void remove_empty(std::string folder) {
        while (!folder.empty()) {
            Place const place(folder);
            int const parent = at(place.folder);
            if (parent < 0 || ::unlinkat(parent, place.name.c_str(), AT_REMOVEDIR) != 0) return;
            folder = place.folder;
        }
    }

private:
    std::map<std::string, int> open_;
    std::vector<std::string> made_;
    int base_error_ = 0;  // why the base could not be made or opened, where it could not
};

bool write_all(int fd, std::string const& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        ssize_t const n = ::write(fd, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

bool write_temporary(Folders& folders, Edit const& edit, bool durable) {
    Place const place(edit.path);
    int const folder = folders.at(place.folder);
    if (folder < 0) return false;
    std::string const name = place.temporary();
    constexpr int for_writing = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd = ::openat(folder, name.c_str(), for_writing, 0666);
    if (fd < 0 && errno == EEXIST) {  // left by a run that was killed
        ::unlinkat(folder, name.c_str(), 0);
        fd = ::openat(folder, name.c_str(), for_writing, 0666);
    }
    if (fd < 0) return false;
    struct stat old {};
    bool good = write_all(fd, edit.text);
    bool const replaces = edit.kind == Edit::Kind::replace;
    if (good && replaces && ::fstatat(folder, place.name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0)
        good = ::fchmod(fd, old.st_mode & 07777) == 0;
    if (good && durable) good = ::fsync(fd) == 0;
    int const error = errno;
    if (::close(fd) != 0 && good) return false;
    errno = error;
    return good;
}

void fail(Edit const& edit, Diagnostics& diagnostics) {
    std::string const hint =
        errno == ENOTDIR || errno == ELOOP ? "a folder on the way is a link or no folder; heddle follows none" : "";
    diagnostics.push_back({Severity::error,
                           "cannot-write",
                           edit.path,
                           {},
                           fmt::format("cannot write the file: {}", std::strerror(errno)),
                           {},
                           hint,
                           4});
}

bool commit(Folders& folders, Edit const& edit, bool durable) {
    Place const place(edit.path);
    int const folder = folders.at(place.folder);
    if (folder < 0) return false;
    if (edit.kind == Edit::Kind::remove)  // a leftover may be gone: it stood in the way of a new temporary file
        return ::unlinkat(folder, place.name.c_str(), 0) == 0 || errno == ENOENT;
    if (::renameat(folder, place.temporary().c_str(), folder, place.name.c_str()) != 0) return false;
    return !durable || ::fsync(folder) == 0;
}

}  // namespace

Lock::Lock(std::filesystem::path const& folder) : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (fd_ >= 0) ::flock(fd_, LOCK_EX);
}
Lock::~Lock() {
    if (fd_ >= 0) ::close(fd_);
}

void write(std::filesystem::path const& base, std::vector<Edit> const& edits, bool durable, Diagnostics& diagnostics) {
    if (edits.empty()) return;
    Folders folders(base);
    std::size_t const before = diagnostics.size();
    std::size_t written = 0;
    for (Edit const& edit : edits) {
        if (edit.kind != Edit::Kind::remove && !write_temporary(folders, edit, durable)) {
            fail(edit, diagnostics);
            ++written;
            break;
        }
        ++written;
    }
    bool const good = diagnostics.size() == before;
    for (std::size_t i = 0; i < written; ++i) {
        if (good) {
            if (commit(folders, edits[i], durable)) continue;
            fail(edits[i], diagnostics);
        }
        if (edits[i].kind != Edit::Kind::remove) {
            Place const place(edits[i].path);
            int const folder = folders.at(place.folder);
            if (folder >= 0) ::unlinkat(folder, place.temporary().c_str(), 0);
        }
    }
    for (std::string const& folder : folders.made()) folders.remove_empty(folder);
    for (Edit const& edit : edits) {
        if (good && edit.kind == Edit::Kind::remove) folders.remove_empty(Place(edit.path).folder);
    }
}

}  // namespace heddle
