// SPDX-License-Identifier: MIT
// The commands that need nothing but the chapters, except `tangle`.
#include "command/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <optional>

#include "command/pipeline.hpp"
#include "disk/write.hpp"
#include "resolve/list.hpp"
#include "text/encoding.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

/// `yaml` with `file` after the last numbered chapter of the reading order, so before an appendix, or after the last of
/// all where none is numbered; nothing if that stands on no line of its own.
std::optional<std::string> with_chapter(std::string const& yaml, Settings const& settings, std::string const& file) {
    std::size_t after = std::string::npos;
    std::string indent;
    bool after_number = false;
    for (Part const& part : settings.parts) {
        for (PartEntry const& entry : part.chapters) {
            bool const number = entry.file.find_first_of("0123456789") == 0;
            if (after_number && !number) continue;
            std::string const line = "- " + entry.file + "\n";
            std::size_t const at = std::max<std::size_t>(entry.span.begin, 2) - 2;
            if (entry.file.empty() || yaml.compare(at, line.size(), line) != 0) continue;
            std::size_t const start = yaml.rfind('\n', at) + 1;  // npos + 1 is 0
            std::string const before = yaml.substr(start, at - start);
            if (before.find_first_not_of(' ') != std::string::npos) continue;
            indent = before;
            after_number = number;
            after = at + entry.file.size() + 3;
        }
    }
    if (after == std::string::npos) return std::nullopt;
    return yaml.substr(0, after) + indent + "- " + file + "\n" + yaml.substr(after);
}

/// A title as a part of file names.
std::string file_slug(std::string const& title) {
    constexpr std::size_t longest = 60;  // bytes
    return slug(title, false, longest);
}

/// `text` as YAML, in quotes where it needs them: a title may hold a colon, a hash or a quote.
std::string yaml_text(std::string const& text) {
    auto const letter = [](char c) { return is_letter(c) || (c & 0x80) != 0; };
    bool const plain =
        letter(text.front()) && lower(text) != "null" && text.back() != ' ' &&
        std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || is_digit(c) || c == ' ' || c == '-'; });
    if (plain) return text;
    std::string out = "'";
    for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
}

/// Adds a fault if no chapter can have this title.
void check_title(std::string const& title, Loaded& loaded) {
    bool const letters =
        std::any_of(title.begin(), title.end(), [](char c) { return is_letter(c) || is_digit(c) || (c & 0x80) != 0; });
    auto fault = [&](std::string message, std::string hint) {
        complain(loaded.diagnostics, "", {}, "bad-title", std::move(message), std::move(hint), 2);
    };
    if (!letters) fault("the title has no letter or digit", "the file's name and the page's heading are made from it");
    Diagnostics faults;
    if (!check_text({"", title}, faults) || find_hidden({"", title}, {0, title.size()}, true) ||
        title.find('\t') != std::string::npos)
        fault("the title holds a character that cannot be seen", "write it on one line, as UTF-8");
    for (Document const& d : loaded.book->chapters) {
        std::string const name = stem(d.source.path);
        std::string const same = file_slug(title);
        if (d.front.title == title ||
            (!same.empty() && name.substr(std::min(name.find('-'), name.size() - 1) + 1) == same))
            fault(fmt::format("'{}' has this title or name already", d.source.path),
                  "find another title, or go on there");
    }
}

std::string chapter_template(std::string const& title, std::string const& name, std::string const& name_space) {
    return fmt::format(R"(---
title: {5}
exports: {2}{1}.hpp
{3}---

# {0}

You will be able to say what this chapter teaches.
You need: the chapters before it.

A sentence before each cell says what to look for.

```cpp export
/// The square of a number.
inline int square_of_{4}(int x) {{ return x * x; }}
```

```cpp
square_of_{4}(7)
```
```output
49
```

```cpp test="{6}: the square of a negative number is positive"
CHECK(square_of_{4}(-3) == 9);
```

## Summary

One sentence for each thing to remember.
)",
                       title, name, name_space.empty() ? "" : name_space + "/",
                       name_space.empty() ? "" : "namespace: " + name_space + "\n",
                       [&] {
                           std::string id = name;
                           std::replace(id.begin(), id.end(), '-', '_');
                           return id;
                       }(),
                       yaml_text(title),
                       [&] {
                           std::string text = title;  // a tag's value has no way to hold a quote
                           std::replace(text.begin(), text.end(), '"', '\'');
                           return text;
                       }());
}

/// Undoes the edits of `new chapter` that were made before one failed: both files or none.
void take_back(std::filesystem::path const& root, std::vector<Edit> const& edits) {
    std::vector<Edit> back{{Edit::Kind::remove, edits.back().path, "", edits.back().text}};
    Diagnostics ignored;
    write(root, back, true, ignored);
    if (edits.size() == 1) return;
    back = {{Edit::Kind::replace, edits.front().path, *edits.front().before, edits.front().text}};
    write(root, back, true, ignored);
}

}  // namespace

int list_command(Options const& options) {
    Loaded const loaded = load(options);
    if (loaded.book) std::cout << (options.json ? list_json(*loaded.book) : list_text(*loaded.book));
    return report(options, loaded);
}

int new_chapter_command(Options const& options) {
    Loaded loaded = load(options, Access::write);
    if (!loaded.book) return report(options, loaded);
    check_title(options.title, loaded);
    if (has_errors(loaded.diagnostics)) return report(options, loaded);
    int number = 1;
    std::string name_space;
    for (Document const& d : loaded.book->chapters) {
        number = std::max(number, std::atoi(stem(d.source.path).c_str()) + 1);
        if (!d.front.name_space.empty()) name_space = d.front.name_space;
    }
    std::string name = file_slug(options.title);
    if (name.empty()) name = fmt::format("chapter-{}", number);  // a title in another script
    std::string const path = fmt::format("chapters/{:02}-{}.md", number, name);
    std::vector<Edit> edits;
    auto const settings = std::find_if(loaded.sources.begin(), loaded.sources.end(),
                                       [](Source const& s) { return s.path == "chapters/book.yaml"; });
    if (!loaded.book->settings.parts.empty() && settings != loaded.sources.end()) {
        if (auto text = with_chapter(settings->text, loaded.book->settings, path.substr(9))) {
            edits.push_back({Edit::Kind::replace, settings->path, std::move(*text), settings->text});
        } else {
            std::cout << "add to the reading order in chapters/book.yaml:  - " << path.substr(9) << '\n';
        }
    }
    // The order comes first: from then on the chapter counts, and a run that is killed in between is finished by the
    // next.
    edits.push_back({Edit::Kind::create, path, chapter_template(options.title, name, name_space)});
    write(loaded.root, edits, true, loaded.diagnostics);
    if (has_errors(loaded.diagnostics)) take_back(loaded.root, edits);
    if (!has_errors(loaded.diagnostics) && !options.quiet) std::cout << "create " << path << '\n';
    return report(options, loaded);
}

}  // namespace heddle
