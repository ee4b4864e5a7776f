// SPDX-License-Identifier: MIT
// A folder to try heddle in: the appendix shows what the tool does to books that nobody misses.
#pragma once

#include <filesystem>
#include <string>

namespace book {

/// A book in a folder of its own, which goes when this does. Paths are relative to the folder.
class Workshop {
public:
    /// An empty folder. \throws std::filesystem::filesystem_error, as all functions here, where the system refuses
    Workshop();
    Workshop(Workshop const&) = delete;
    Workshop& operator=(Workshop const&) = delete;
    ~Workshop();

    /// Copies what heddle needs of this very book: the text of the chapters, their order, the notebook's cells.
    void copy_this_book();
    /// Runs heddle in the folder. \param words  what follows its name, such as "tangle --check"
    /// \returns  all that it said, and its exit status where that is not 0
    std::string heddle(std::string const& words) const;
    /// The text of a file. \throws std::runtime_error if there is none
    [[nodiscard]] std::string read(std::string const& path) const;
    /// Writes a file, and the folders above it.
    void write(std::string const& path, std::string const& text) const;
    /// What a person does in an editor: in one file, the first `before` becomes `after`.
    /// \throws std::runtime_error if the file does not hold it
    void edit(std::string const& path, std::string const& before, std::string const& after) const;
    void remove(std::string const& path) const;

private:
    std::filesystem::path folder_;
};

/// The lines of `text` that hold `word`.
std::string lines_with(std::string const& text, std::string const& word);

}  // namespace book
