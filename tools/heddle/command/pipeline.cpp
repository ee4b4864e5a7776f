// SPDX-License-Identifier: MIT
// Chapters are independent until `resolve`, so they are parsed side by side; their faults are joined in name order.
#include "command/pipeline.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "command/parallel.hpp"
#include "disk/inside.hpp"
#include "disk/read.hpp"
#include "parse/languages.hpp"
#include "parse/notebook.hpp"
#include "parse/parse.hpp"
#include "parse/settings.hpp"
#include "resolve/resolve.hpp"
#include "text/target_path.hpp"

namespace heddle {

namespace {

constexpr Allowed everything{true, true, true, true};

/// Reads and parses the chapters side by side: a thread that waits for the system leaves the processor to the other.
std::vector<Document> load_chapters(std::filesystem::path const& root, std::vector<std::string> const& names,
                                    Allowed const& allowed, Diagnostics& diagnostics) {
    std::vector<std::optional<Document>> all(names.size());
    std::vector<Diagnostics> faults(names.size());
    Tree tree(root);
    tree.open_folder_of("chapters/");
    for_each_index(names.size(), [&](std::size_t i) {
        std::string path = "chapters/" + names[i];
        if (auto text = tree.read(path, faults[i]))
            all[i] = parse(Source{std::move(path), std::move(*text)}, faults[i], allowed);
    });
    std::vector<Document> documents;
    documents.reserve(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i]) documents.push_back(std::move(*all[i]));
        diagnostics.insert(diagnostics.end(), faults[i].begin(), faults[i].end());
    }
    return documents;
}

void check_names(std::vector<std::string> const& names, Diagnostics& diagnostics) {
    for (std::string const& name : names) {
        std::string const fault = chapter_name_fault(name);
        if (fault.empty()) continue;
        diagnostics.push_back({Severity::error,
                               "bad-chapter-name",
                               "chapters/" + name,
                               {},
                               "the chapter " + fault,
                               {},
                               "programs, tests and pages are named after it: rename the file"});
    }
}

/// Names what would be passed over in silence: Markdown below chapters/ that holds blocks and is no chapter, and
/// settings by another name.
void warn_of_unread(std::filesystem::path const& root, Diagnostics& diagnostics) {
    for (std::string const& path : list_unread(root)) {
        Diagnostics ignored;
        auto const text = read_file(root / path, path, ignored);
        if (!text) continue;
        auto const lines = code_lines(*text);
        bool const holds_blocks = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
            // Behind what may stand before a fence: blanks, and the marks of quotations and lists.
            return means_block(line.substr(std::min(line.find_first_not_of(" \t>-+*.)0123456789"), line.size())));
        });
        if (!holds_blocks) continue;
        diagnostics.push_back({Severity::warning,
                               "unread-chapter",
                               path,
                               {},
                               "this file has blocks and is no chapter",
                               {},
                               "chapters lie in the folder 'chapters' itself, and their names end in '.md'"});
    }
    for (std::string const& path : list_unread_settings(root)) {
        diagnostics.push_back({Severity::warning,
                               "unread-settings",
                               path,
                               {},
                               "this file is not read",
                               {},
                               "the settings of a book stand in chapters/book.yaml"});
    }
}

/// Reads the notebook at `path`, if the book has one, and checks the chapters' marks against it.
void add_notebook(Loaded& loaded, std::string const& path) {
    if (!path.empty()) {
        auto text = read_inside(loaded.root, path, loaded.diagnostics);
        if (text) {
            loaded.sources.push_back({path, std::move(*text)});
            loaded.book->notebook = parse_notebook(loaded.sources.back(), loaded.diagnostics);
        }
    }
    if (!has_errors(loaded.diagnostics)) check_notebook(*loaded.book, loaded.diagnostics);
    if (!has_errors(loaded.diagnostics)) return;
    for (Document& document : loaded.book->chapters) loaded.sources.push_back(std::move(document.source));
    loaded.book.reset();
}

}  // namespace

Loaded load(Options const& options, Access access) {
    Loaded loaded;
    auto const root = options.root.empty() ? find_root(std::filesystem::current_path()) : std::optional(options.root);
    std::error_code error;
    if (!root || !std::filesystem::is_directory(*root / "chapters", error)) {
        loaded.diagnostics.push_back({Severity::error,
                                      "no-book",
                                      "",
                                      {},
                                      "no folder 'chapters' here or above",
                                      {},
                                      "run heddle inside a book, or give --root",
                                      2});
        return loaded;
    }
    loaded.root = *root;
    // The lock comes before the first read. A run that was killed is found only once no other run holds it.
    if (access == Access::write) loaded.lock.emplace(*root / "chapters");
    finish_interrupted(*root / "chapters", loaded.lock.has_value());
    std::vector<std::string> names = list_chapters(*root, loaded.diagnostics);
    check_names(names, loaded.diagnostics);
    warn_of_unread(*root, loaded.diagnostics);
    Settings settings;
    // Everything could be read: a chapter that is a link to a file elsewhere is not.
    bool const complete_names = std::erase_if(names, [&](std::string const& name) {
                                    bool const out = is_link_out(*root, "chapters/" + name);
                                    if (out) complain_of_link_out(loaded.diagnostics, "chapters/" + name);
                                    return out;
                                }) == 0;
    bool complete = complete_names;
    if (std::erase(names, "book.yaml") != 0) {
        if (auto text = read_file(*root / "chapters/book.yaml", "chapters/book.yaml", loaded.diagnostics)) {
            loaded.sources.push_back({"chapters/book.yaml", std::move(*text)});
            std::size_t const faults = loaded.diagnostics.size();
            settings = parse_settings(loaded.sources.back(), loaded.diagnostics);
            // Half an order would be faults of its own, and so would what is foreign to half a list.
            if (loaded.diagnostics.size() != faults) {
                settings.parts.clear();
                settings.allow = everything;
            }
        } else {
            settings.allow = everything;
            complete = false;
        }
    }
    std::vector<Document> documents = load_chapters(*root, names, settings.allow, loaded.diagnostics);
    complete = complete && documents.size() == names.size();
    // The faults of single chapters do not hide those of the book: people mend all of them in one go.
    if (complete) {
        std::string const notebook = settings.notebook;
        loaded.book = resolve(std::move(settings), std::move(documents), loaded.diagnostics, &loaded.sources);
        if (loaded.book) add_notebook(loaded, notebook);
    } else {
        for (Document& document : documents) loaded.sources.push_back(std::move(document.source));
    }
    return loaded;
}

bool check_out(Options const& options, Loaded& loaded) {
    if (options.out.empty()) return true;
    auto const refuse = [&](std::string message, std::string hint) {
        complain(loaded.diagnostics, "", {}, "bad-out", std::move(message), std::move(hint), 2);
        return false;
    };
    std::error_code error;
    auto const out = std::filesystem::weakly_canonical(options.out, error);
    auto const is_out_in = [&](std::string const& name) {
        auto const folder = std::filesystem::weakly_canonical(loaded.root / name, error);
        return std::mismatch(folder.begin(), folder.end(), out.begin(), out.end()).first == folder.end();
    };
    if (is_out_in("chapters"))
        return refuse("--out names the folder of the chapters", "what heddle writes goes to a folder of its own");
    if (options.as_of.empty()) return true;
    std::string const own = "a layer goes to a folder of its own";
    Settings const& settings = loaded.book->settings;
    if (is_out_in(settings.sources) || is_out_in(settings.tests))
        return refuse("--out names a folder of the whole library", own);
    if (auto const other = first_foreign(options.out))
        return refuse(fmt::format("--out has what is not heddle's: '{}'", *other), own);
    return true;
}

int report(Options const& options, Loaded const& loaded) {
    char const* const no_color = std::getenv("NO_COLOR");  // set and not empty, says no-color.org
    bool const terminal = ::isatty(STDERR_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
    bool const color = options.color == "always" || (options.color == "auto" && terminal);
    Sources sources(loaded.sources);
    if (loaded.book) {
        for (Document const& document : loaded.book->chapters) sources.add(document.source);
    }
    if (options.json && !loaded.diagnostics.empty()) {
        std::cerr << render_json(loaded.diagnostics, sources);
    } else {
        std::cerr << render_text(loaded.diagnostics, sources, color);
    }
    return exit_status(loaded.diagnostics);
}

}  // namespace heddle
