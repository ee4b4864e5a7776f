// SPDX-License-Identifier: MIT
// Folders below the system's folder for temporary files, and the heddle that this build made. Like data.cpp this file
// knows places of this machine, so that no other is compiled again where the tree lies elsewhere.
#include "book/workshop.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace book {

namespace fs = std::filesystem;

Workshop::Workshop() {
    std::string name =
        (fs::temp_directory_path() / "book-").string() + std::string(6, 'X');  // mkdtemp's place for a name
    if (mkdtemp(name.data()) == nullptr) throw fs::filesystem_error("no folder", name, {errno, std::system_category()});
    folder_ = name;
}

Workshop::~Workshop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void Workshop::copy_this_book() {
    fs::path const book = BOOK_ROOT;
    for (fs::path const folder : {"chapters", "docs"}) fs::create_directory(folder_ / folder);
    for (fs::directory_entry const& entry : fs::directory_iterator(book / "chapters")) {
        fs::path const kind = entry.path().extension();
        if (kind == ".md" || kind == ".yaml")
            fs::copy_file(entry.path(), folder_ / "chapters" / entry.path().filename());
    }
    fs::copy_file(book / "docs" / "notebook.yaml", folder_ / "docs" / "notebook.yaml");
}

std::string Workshop::heddle(std::string const& words) const {
    std::string const command = "cd '" + folder_.string() + "' && '" BOOK_HEDDLE "' " + words + " --color never 2>&1";
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::system_error(errno, std::system_category(), "heddle");
    std::string said;
    std::array<char, 4096> part{};
    for (std::size_t n = 0; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;) said.append(part.data(), n);
    int const status = pclose(pipe);
    if (!WIFEXITED(status)) throw std::runtime_error("heddle did not end by itself: " + said);
    if (WEXITSTATUS(status) != 0) said += "exit status " + std::to_string(WEXITSTATUS(status)) + '\n';
    return said;
}

std::string Workshop::read(std::string const& path) const {
    std::ifstream file(folder_ / path, std::ios::binary);
    if (!file) throw std::runtime_error("there is no " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void Workshop::write(std::string const& path, std::string const& text) const {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream file(folder_ / path, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    file << text;
    file.close();
}

void Workshop::edit(std::string const& path, std::string const& before, std::string const& after) const {
    std::string text = read(path);
    std::size_t const at = text.find(before);
    if (at == std::string::npos) throw std::runtime_error(path + " does not hold: " + before);
    write(path, text.replace(at, before.size(), after));
}

void Workshop::remove(std::string const& path) const { fs::remove(folder_ / path); }

std::string lines_with(std::string const& text, std::string const& word) {
    std::istringstream lines(text);
    std::string found;
    for (std::string line; std::getline(lines, line);) {
        if (line.find(word) != std::string::npos) found += line + '\n';
    }
    return found;
}

}  // namespace book
