// SPDX-License-Identifier: MIT
// Reading with plain system calls: a book of a thousand chapters is two thousand small files.
#include "disk/read.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>

#include "text/banner.hpp"
#include "text/target_path.hpp"
#include "text/words.hpp"

namespace heddle {

namespace fs = std::filesystem;

namespace {

void complain(Diagnostics& all, std::string const& path, char const* code, std::string message, std::string hint,
              int exit) {
    all.push_back({Severity::error, code, path, {}, std::move(message), {}, std::move(hint), exit});
}

void complain_errno(Diagnostics& all, std::string const& path) {
    complain(all, path, "cannot-read", fmt::format("cannot read the file: {}", std::strerror(errno)), "", 4);
}

bool is_leftover(std::string const& name) { return name.ends_with(".heddle-tmp"); }

// Without O_NONBLOCK the opening of a FIFO waits for a writer.
constexpr int for_reading = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

/// All of an open file, which is closed then. What stands in the place of a target is a fault of the environment.
std::optional<std::string> read_and_close(int fd, std::string const& shown_as, bool target, Diagnostics& diagnostics) {
    struct Closer {
        int fd;
        ~Closer() { ::close(fd); }
    } const closer{fd};
    struct stat info {};
    if (::fstat(fd, &info) != 0) return complain_errno(diagnostics, shown_as), std::nullopt;
    if (!S_ISREG(info.st_mode)) {
        complain(diagnostics, shown_as, "not-a-file",
                 S_ISDIR(info.st_mode) ? "this is a folder, not a file" : "this is no regular file",
                 target ? "a file is to be written here: move it away" : "chapters and book.yaml are files",
                 target ? 4 : 1);
        return std::nullopt;
    }
    // One byte more than the file has: a read that does not fill the buffer has seen the end.
    std::string text(static_cast<std::size_t>(info.st_size) + 1, '\0');
    // The size is a hint: an editor may write to the file meanwhile.
    for (std::size_t have = 0;;) {
        ssize_t const got = ::read(fd, text.data() + have, text.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return complain_errno(diagnostics, shown_as), std::nullopt;
        have += static_cast<std::size_t>(got);
        if (got == 0 || have == static_cast<std::size_t>(info.st_size)) {
            text.resize(have);
            return text;
        }
        if (have == text.size()) text.resize(2 * have);  // it grows while it is read
    }
}

/// The names in a folder, each with its `d_type`, sorted; nothing if it cannot be opened.
std::optional<std::vector<std::pair<std::string, unsigned char>>> list_folder(fs::path const& folder) {
    std::unique_ptr<DIR, int (*)(DIR*)> const open(::opendir(folder.c_str()), &::closedir);
    if (!open) return std::nullopt;
    std::vector<std::pair<std::string, unsigned char>> all;
    while (dirent const* const entry = ::readdir(open.get())) {
        std::string name = entry->d_name;
        unsigned char type = entry->d_type;
        struct stat info {};
        if (type == DT_UNKNOWN && ::lstat((folder / name).c_str(), &info) == 0)  // some file systems do not tell
            type = S_ISREG(info.st_mode) ? DT_REG : S_ISDIR(info.st_mode) ? DT_DIR : DT_LNK;
        if (name != "." && name != "..") all.emplace_back(std::move(name), type);
    }
    std::sort(all.begin(), all.end());
    return all;
}

/// No folder on the way to `path` may be a link, which could lead out of the book, or a file.
void check_folders(fs::path const& base, std::string const& path, Diagnostics& diagnostics) {
    for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
        struct stat info {};
        if (::lstat((base / path.substr(0, end)).c_str(), &info) != 0) return;
        if (S_ISDIR(info.st_mode)) continue;
        bool const link = S_ISLNK(info.st_mode);
        complain(diagnostics, path, link ? "symbolic-link" : "not-a-folder",
                 fmt::format("'{}' is a {}, not a folder", path.substr(0, end), link ? "symbolic link" : "file"),
                 "heddle writes through no link: make it a folder", link ? 3 : 4);
        return;
    }
}

}  // namespace

std::optional<fs::path> find_root(fs::path const& start) {
    std::error_code error;
    for (fs::path at = fs::absolute(start, error); !error; at = at.parent_path()) {
        std::error_code missing;  // no folder here is no reason to stop: it may be above
        if (fs::is_directory(at / "chapters", missing)) return at;
        if (at == at.root_path()) break;
    }
    return std::nullopt;
}

std::optional<std::string> read_file(fs::path const& path, std::string const& shown_as, Diagnostics& diagnostics) {
    int const fd = ::open(path.c_str(), for_reading);
    if (fd < 0) return complain_errno(diagnostics, shown_as), std::nullopt;
    return read_and_close(fd, shown_as, false, diagnostics);
}

Tree::~Tree() {
    for (auto const& [name, fd] : folders_) {
        if (fd >= 0) ::close(fd);
    }
}

void Tree::open_folder_of(std::string const& path) {
    auto const [at, fresh] = folders_.emplace(folder_of(path), -1);
    if (fresh) at->second = ::open((base_ / at->first).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int Tree::open(std::string const& path, int flags) const {
    std::string const folder = folder_of(path);
    auto const known = folders_.find(folder);
    errno = ENOENT;
    if (known == folders_.end() || known->second < 0) return -1;
    return ::openat(known->second, path.c_str() + (folder.empty() ? 0 : folder.size() + 1), flags);
}

std::optional<std::string> Tree::read(std::string const& path, Diagnostics& diagnostics) const {
    int const fd = open(path, for_reading);
    if (fd < 0) return complain_errno(diagnostics, path), std::nullopt;
    return read_and_close(fd, path, false, diagnostics);
}

std::optional<std::string> Tree::read_target(std::string const& path, Diagnostics& diagnostics) const {
    int const fd = open(path, for_reading | O_NOFOLLOW);
    if (fd >= 0) return read_and_close(fd, path, true, diagnostics);
    if (errno == ELOOP) {
        complain(diagnostics, path, "symbolic-link", "a symbolic link stands where a file is to be written",
                 "remove the link", 3);
    } else if (errno != ENOENT) {
        complain_errno(diagnostics, path);
    }
    return std::nullopt;
}

std::vector<std::string> list_unread(fs::path const& root) {
    std::vector<std::string> found;
    std::vector<std::string> todo{"chapters"};
    while (!todo.empty()) {
        std::string const folder = std::move(todo.back());
        todo.pop_back();
        auto const names = list_folder(root / folder);
        if (!names) continue;
        for (auto const& [name, type] : *names) {
            if (name.front() == '.') continue;
            if (type == DT_DIR) todo.push_back(folder + "/" + name);
            std::string const ending = lower(fs::path(name).extension().string());
            constexpr std::array<std::string_view, 14> endings{".md",    ".markdown", ".mdx",    ".qmd",   ".rmd",
                                                               ".mkd",   ".mkdn",     ".mkdown", ".mdown", ".mdwn",
                                                               ".mdtxt", ".mdtext",   ".txt",    ".text"};
            bool const markdown = std::find(endings.begin(), endings.end(), ending) != endings.end();
            bool const chapter = folder == "chapters" && name.ends_with(".md");
            if (type == DT_REG && markdown && !chapter) found.push_back(folder + "/" + name);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> list_unread_settings(fs::path const& root) {
    std::vector<std::string> found;
    bool read = false;
    for (std::string const folder : {"chapters", ""}) {
        auto const names = list_folder(root / folder);
        if (!names || read) continue;  // with settings in the chapters' folder, one beside it is another tool's
        for (auto const& [name, type] : *names) {
            bool const own = folder == "chapters" && name == "book.yaml";
            read = read || own;
            std::string const plain = lower(name);
            if (!own && type == DT_REG && (plain == "book.yaml" || plain == "book.yml"))
                found.push_back(folder.empty() ? name : folder + "/" + name);
        }
    }
    return found;
}

std::vector<std::string> list_chapters(fs::path const& root, Diagnostics& diagnostics) {
    std::vector<std::string> names;
    auto all = list_folder(root / "chapters");
    if (!all) {
        complain(diagnostics, "chapters", "cannot-read",
                 fmt::format("cannot read the folder: {}", std::strerror(errno)), "", 4);
        return names;
    }
    for (auto& [name, type] : *all) {
        bool const chapter = name.ends_with(".md") && name.front() != '.' && name.front() != '#';
        if (chapter || name == "book.yaml") names.push_back(std::move(name));
    }
    return names;
}

Unwanted read_unwanted(fs::path const& base, std::vector<std::string> const& wanted,
                       std::vector<std::string> const& folders, Diagnostics& diagnostics) {
    Unwanted unwanted;
    std::set<std::string> holding;  // folders that hold wanted files
    for (std::string const& path : wanted) {
        if (holding.insert(folder_of(path)).second) check_folders(base, path, diagnostics);
    }
    std::vector<std::string> todo = folders;
    while (!todo.empty()) {
        std::string const folder = std::move(todo.back());
        todo.pop_back();
        auto const names = list_folder(base / folder);
        if (!names) continue;
        bool const holds_wanted = holding.count(folder) != 0;
        for (auto const& [name, type] : *names) {
            std::string path = folder + "/" + name;
            if (type == DT_DIR) todo.push_back(path);
            if (type != DT_REG || (holds_wanted && std::binary_search(wanted.begin(), wanted.end(), path))) continue;
            auto text = read_file(base / path, path, diagnostics);
            if (!text) continue;
            // Files that heddle did not write are reported only in folders that hold files of this book.
            if (is_leftover(path) || ownership(*text) != Ownership::foreign) {
                unwanted.generated.emplace(std::move(path), std::move(*text));
            } else if (holds_wanted) {
                unwanted.foreign.push_back(std::move(path));
            }
        }
    }
    return unwanted;
}

std::optional<std::string> first_foreign(fs::path const& base) {
    std::vector<std::string> todo{""};
    while (!todo.empty()) {
        std::string const folder = std::move(todo.back());
        todo.pop_back();
        auto const names = list_folder(base / folder);
        if (!names) continue;
        for (auto const& [name, type] : *names) {
            std::string const path = folder.empty() ? name : folder + "/" + name;
            if (type == DT_DIR) {
                todo.push_back(path);
                continue;
            }
            if (is_leftover(path)) continue;
            // The ending comes first: what is no C++ may be of any size.
            Diagnostics ignored;
            bool const may_be = type == DT_REG && target_fault(path).empty();
            auto const text = may_be ? read_file(base / path, path, ignored) : std::nullopt;
            if (!text || ownership(*text) == Ownership::foreign) return path;
        }
    }
    return std::nullopt;
}

Found read_found(fs::path const& base, FileSet const& wanted, std::vector<std::string> const& folders,
                 Diagnostics& diagnostics) {
    Tree tree(base);
    Found found;
    std::vector<std::string> paths;
    for (auto const& [path, file] : wanted) {
        paths.push_back(path);
        tree.open_folder_of(path);
        if (auto text = tree.read_target(path, diagnostics)) found.emplace_hint(found.end(), path, std::move(*text));
    }
    found.merge(read_unwanted(base, paths, folders, diagnostics).generated);
    return found;
}

}  // namespace heddle
