// SPDX-License-Identifier: MIT
// Reading with plain system calls: a book of a thousand chapters is two thousand small files.
#include "read.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "tangle.hpp"

namespace heddle {

namespace fs = std::filesystem;

namespace {

void complain(Diagnostics& all, std::string const& path, char const* code, std::string message, std::string hint,
              int exit) {
    all.push_back({Severity::error, code, path, {}, std::move(message), {}, std::move(hint), exit});
}

bool is_leftover(std::string const& name) { return name.ends_with(".heddle-tmp"); }

}  // namespace

std::optional<fs::path> find_root(fs::path const& start) {
    std::error_code error;
    for (fs::path at = fs::absolute(start, error); !error; at = at.parent_path()) {
        if (fs::is_directory(at / "chapters", error)) return at;
        if (at == at.root_path()) break;
    }
    return std::nullopt;
}

std::optional<std::string> read_file(fs::path const& path, std::string const& shown_as, Diagnostics& diagnostics) {
    // Without O_NONBLOCK the opening of a FIFO waits for a writer.
    int const fd = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0) {
        complain(diagnostics, shown_as, "cannot-read", fmt::format("cannot read the file: {}", std::strerror(errno)),
                 "", 4);
        if (fd >= 0) ::close(fd);
        return std::nullopt;
    }
    if (!S_ISREG(info.st_mode)) {
        complain(diagnostics, shown_as, "not-a-file",
                 S_ISDIR(info.st_mode) ? "this is a folder, not a file" : "this is no regular file",
                 "a chapter is a Markdown file", 1);
        ::close(fd);
        return std::nullopt;
    }
    std::string text(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t have = 0;
    for (;;) {
        if (have == text.size()) text.resize(have + 1);  // one byte more shows the end of the file
        ssize_t const got = ::read(fd, text.data() + have, text.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            complain(diagnostics, shown_as, "cannot-read",
                     fmt::format("cannot read the file: {}", std::strerror(errno)), "", 4);
            ::close(fd);
            return std::nullopt;
        }
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    ::close(fd);
    text.resize(have);
    return text;
}

Input read(fs::path const& root, Diagnostics& diagnostics) {
    Input input;
    input.root = root;
    std::error_code error;
    std::vector<std::string> names;
    for (auto it = fs::directory_iterator(root / "chapters", error); !error && it != fs::directory_iterator();
         it.increment(error)) {
        std::string name = it->path().filename().string();
        bool const chapter = name.ends_with(".md") && name.front() != '.' && name.front() != '#';
        if (chapter || name == "book.yaml") names.push_back(std::move(name));
    }
    if (error) {
        complain(diagnostics, "chapters", "cannot-read", fmt::format("cannot read the folder: {}", error.message()), "",
                 4);
        return input;
    }
    std::sort(names.begin(), names.end());
    for (std::string const& name : names) {
        auto text = read_file(root / "chapters" / name, "chapters/" + name, diagnostics);
        if (!text) continue;
        if (name == "book.yaml") {
            input.settings = Source{"chapters/book.yaml", std::move(*text)};
        } else {
            input.chapters.push_back({"chapters/" + name, std::move(*text)});
        }
    }
    return input;
}

Found read_found(fs::path const& base, FileSet const& wanted, std::vector<std::string> const& folders,
                 std::vector<std::string>* foreign, Diagnostics& diagnostics) {
    Found found;
    std::set<std::string> holding;  // folders that hold wanted files
    struct stat info {};
    for (auto const& [path, file] : wanted) {
        holding.insert(path.substr(0, path.rfind('/')));
        fs::path const there = base / path;
        if (::lstat(there.c_str(), &info) != 0) continue;
        if (S_ISLNK(info.st_mode)) {
            complain(diagnostics, path, "symbolic-link", "a symbolic link stands where a file is to be written",
                     "remove the link", 3);
        } else if (auto text = read_file(there, path, diagnostics)) {
            found.emplace_hint(found.end(), path, std::move(*text));
        }
    }
    for (std::string const& folder : folders) {
        std::error_code error;
        for (auto it = fs::recursive_directory_iterator(base / folder, error);
             !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
            if (!it->is_regular_file(error) || it->is_symlink(error)) continue;
            std::string const path = fs::path(it->path()).lexically_relative(base).generic_string();
            if (wanted.count(path) != 0) continue;
            auto text = read_file(it->path(), path, diagnostics);
            if (!text) continue;
            bool const leftover = is_leftover(path);
            if (leftover || ownership(*text) != Ownership::foreign) {
                found.emplace(path, std::move(*text));
            } else if (foreign != nullptr && holding.count(path.substr(0, path.rfind('/'))) != 0) {
                foreign->push_back(path);
            }
        }
    }
    return found;
}

}  // namespace heddle
