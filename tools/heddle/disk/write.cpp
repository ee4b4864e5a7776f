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
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>

namespace heddle {

namespace {

constexpr std::string_view temporary_ending = ".heddle-tmp";

/// A path in two pieces: the folder, which may be empty, and the name in it.
struct Place {
    std::string folder;
    std::string name;
    explicit Place(std::string const& path) {
        std::size_t const slash = path.rfind('/');
        folder = slash == std::string::npos ? "" : path.substr(0, slash);
        name = slash == std::string::npos ? path : path.substr(slash + 1);
    }
    [[nodiscard]] std::string temporary() const { return "." + name + std::string(temporary_ending); }
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
    if (good && replaces && ::fstatat(folder, place.name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0) {
        // The owner changes only where that is allowed, so for root; the mode comes after, for it may be cleared by
        // that.
        if (old.st_uid != ::geteuid() || old.st_gid != ::getegid())
            static_cast<void>(::fchown(fd, old.st_uid, old.st_gid) == 0);
        good = ::fchmod(fd, old.st_mode & 07777) == 0;
    }
    if (good && durable) good = ::fsync(fd) == 0;
    int const error = errno;
    if (::close(fd) != 0 && good) return false;
    errno = error;
    return good;
}

/// Why a file that cannot be made again must not be replaced by another, or an empty string.
std::string refusal(Folders& folders, Edit const& edit) {
    Place const place(edit.path);
    int const folder = folders.at(place.folder);
    struct stat old {};
    if (edit.kind != Edit::Kind::replace || folder < 0 ||
        ::fstatat(folder, place.name.c_str(), &old, AT_SYMLINK_NOFOLLOW) != 0)
        return {};
    if (S_ISLNK(old.st_mode)) return "this file is a symbolic link, and heddle writes through none";
    if (old.st_nlink > 1) return "this file has a second name, a hard link, which would keep the old text";
    if ((old.st_mode & 0222) == 0) return "this file is protected against writing";
    return {};
}

void refuse(Edit const& edit, std::string message, Diagnostics& diagnostics) {
    diagnostics.push_back(
        {Severity::error, "cannot-write", edit.path, {}, std::move(message), {}, "nothing was written", 4});
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

void report_changed(Edit const& edit, Diagnostics& diagnostics) {
    diagnostics.push_back({Severity::error,
                           "changed-meanwhile",
                           edit.path,
                           {},
                           "this file was saved while heddle ran, and is left as it is now",
                           {},
                           "run the command again",
                           3});
}

/// Is the file the one that the edit found? What cannot be read is not.
bool is_as_before(int folder, std::string const& name, std::string const& before) {
    int const fd = ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return false;
    std::string text(before.size() + 1, '\0');
    std::size_t have = 0;
    for (ssize_t n = 1; n != 0 && have < text.size();) {
        n = ::read(fd, text.data() + have, text.size() - have);
        if (n < 0 && errno != EINTR) break;
        if (n > 0) have += static_cast<std::size_t>(n);
    }
    ::close(fd);
    return have == before.size() && text.compare(0, have, before) == 0;
}

enum class Outcome { done, changed, failed };

Outcome outcome(bool good) { return good ? Outcome::done : Outcome::failed; }

/// Gives the temporary file the name of a file that must not exist yet.
Outcome create(int folder, Place const& place) {
    // A link is made only where nothing has that name, on every file system that knows links.
    if (::linkat(folder, place.temporary().c_str(), folder, place.name.c_str(), 0) == 0)
        return outcome(::unlinkat(folder, place.temporary().c_str(), 0) == 0);
    if (errno == EEXIST) return Outcome::changed;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) return Outcome::failed;
    if (::faccessat(folder, place.name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) return Outcome::changed;
    return outcome(::renameat(folder, place.temporary().c_str(), folder, place.name.c_str()) == 0);
}

/// Swaps the files of two names, so that what was there can be looked at once it is out of everybody's reach.
/// \returns false with errno ENOSYS or EINVAL where the system knows no such call
bool swap_names(int folder, std::string const& one, std::string const& other) {
#ifdef RENAME_EXCHANGE  // of Linux
    return ::renameat2(folder, one.c_str(), folder, other.c_str(), RENAME_EXCHANGE) == 0;
#else
    static_cast<void>(folder), static_cast<void>(one), static_cast<void>(other);
    errno = ENOSYS;
    return false;
#endif
}

/// Puts the temporary file in the place of one that must still be as it was found.
Outcome replace(int folder, Place const& place, std::optional<std::string> const& before) {
    std::string const temporary = place.temporary();
    // Looked at before the swap as well: a text that was saved long ago never leaves its name, not even for a moment.
    if (before && !is_as_before(folder, place.name, *before)) return Outcome::changed;
    if (!before || !swap_names(folder, temporary, place.name)) {
        if (before && errno != ENOSYS && errno != EINVAL) return Outcome::failed;
        return outcome(::renameat(folder, temporary.c_str(), folder, place.name.c_str()) == 0);
    }
    // What was saved between the look and the swap goes back.
    if (!is_as_before(folder, temporary, *before)) {
        swap_names(folder, temporary, place.name);
        return Outcome::changed;
    }
    return outcome(::unlinkat(folder, temporary.c_str(), 0) == 0);
}

/// Removes a file that must still be as it was found, by way of its temporary name.
Outcome remove(int folder, Place const& place, std::string const& before) {
    std::string const temporary = place.temporary();
    if (!is_as_before(folder, place.name, before)) return Outcome::changed;
    if (::renameat(folder, place.name.c_str(), folder, temporary.c_str()) != 0) return Outcome::failed;
    bool const same = is_as_before(folder, temporary, before);
    if (same && ::unlinkat(folder, temporary.c_str(), 0) == 0) return Outcome::done;
    int const error = errno;
    create(folder, place);  // what cannot be removed, or was saved between the look and the move, goes back
    errno = error;
    return same ? Outcome::failed : Outcome::changed;
}

Outcome commit(Folders& folders, Edit const& edit, bool durable) {
    Place const place(edit.path);
    int const folder = folders.at(place.folder);
    if (folder < 0) return Outcome::failed;
    if (edit.kind == Edit::Kind::remove) {
        // A leftover may be gone: it stood in the way of a new temporary file.
        if (!edit.before) return outcome(::unlinkat(folder, place.name.c_str(), 0) == 0 || errno == ENOENT);
        return remove(folder, place, *edit.before);
    }
    Outcome const done = edit.kind == Edit::Kind::create ? create(folder, place) : replace(folder, place, edit.before);
    return done == Outcome::done && durable ? outcome(::fsync(folder) == 0) : done;
}

}  // namespace

Lock::Lock(std::filesystem::path const& folder, Wait wait)
    : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (fd_ < 0) return;
    int result = -1;
    do {
        result = ::flock(fd_, LOCK_EX | (wait == Wait::no ? LOCK_NB : 0));
    } while (result != 0 && errno == EINTR);
    if (result == 0 || wait == Wait::yes) return;
    ::close(fd_);
    fd_ = -1;
}
Lock::~Lock() {
    if (fd_ >= 0) ::close(fd_);
}

void finish_interrupted(std::filesystem::path const& folder, bool locked) {
    std::vector<std::string> leftovers;
    std::error_code error;
    for (auto const& entry : std::filesystem::directory_iterator(folder, error)) {
        std::string const name = entry.path().filename().string();
        if (name.starts_with('.') && name.ends_with(temporary_ending)) leftovers.push_back(name);
    }
    if (leftovers.empty()) return;
    std::optional<Lock> lock;
    if (!locked && !lock.emplace(folder, Lock::Wait::no).held()) return;
    std::ifstream file(folder / "book.yaml", std::ios::binary);
    std::string const order((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    for (std::string const& name : leftovers) {
        std::string const target = name.substr(1, name.size() - 1 - temporary_ending.size());
        bool const named = order.find("- " + target + "\n") != std::string::npos;
        // `new` had put the chapter into the reading order and not yet in its place: its text is whole, so it goes on.
        if (named && !std::filesystem::exists(std::filesystem::symlink_status(folder / target, error))) {
            std::filesystem::rename(folder / name, folder / target, error);
        } else {
            std::filesystem::remove(folder / name, error);
        }
    }
}

void write(std::filesystem::path const& base, std::vector<Edit> const& edits, bool durable, Diagnostics& diagnostics) {
    if (edits.empty()) return;
    Folders folders(base);
    std::size_t const before = diagnostics.size();
    std::size_t written = 0;
    for (Edit const& edit : edits) {
        std::string why = durable ? refusal(folders, edit) : "";
        if (!why.empty()) refuse(edit, std::move(why), diagnostics);
    }
    if (diagnostics.size() != before) return;
    // All texts are written before the first rename: where the disk is full, every file is still the old one.
    for (Edit const& edit : edits) {
        if (edit.kind != Edit::Kind::remove && !write_temporary(folders, edit, durable)) {
            fail(edit, diagnostics);
            ++written;  // its temporary file may be there, with a part of the text
            break;
        }
        ++written;
    }
    bool const good = diagnostics.size() == before;
    for (std::size_t i = 0; i < written; ++i) {
        if (good) {
            Outcome const done = commit(folders, edits[i], durable);
            if (done == Outcome::done) continue;
            done == Outcome::changed ? report_changed(edits[i], diagnostics) : fail(edits[i], diagnostics);
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
