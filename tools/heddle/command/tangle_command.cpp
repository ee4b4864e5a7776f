// SPDX-License-Identifier: MIT
// `heddle tangle`: the library and its tests, compared with the disk file by file, then written where they differ.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

#include "cells/program.hpp"
#include "command/commands.hpp"
#include "command/parallel.hpp"
#include "command/pipeline.hpp"
#include "disk/plan.hpp"
#include "disk/read.hpp"
#include "disk/write.hpp"
#include "tangle/tangle.hpp"
#include "text/visible.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

char const* verb(Edit::Kind kind, bool check) {
    switch (kind) {
        case Edit::Kind::create:
            return check ? "missing" : "create";
        case Edit::Kind::replace:
            return check ? "stale" : "replace";
        case Edit::Kind::remove:
            return check ? "orphan" : "remove";
    }
    return "";
}

/// `--check`: every edit that would be made is a fault, and so is a file that no chapter makes.
void report_check(std::vector<Edit> const& edits, std::vector<std::string> const& foreign, Diagnostics& diagnostics) {
    for (Edit const& edit : edits) {
        complain(diagnostics, edit.path, {}, "out-of-step",
                 fmt::format("this file is {}: the chapters say otherwise", verb(edit.kind, true)),
                 "run: heddle tangle");
    }
    for (std::string const& path : foreign) {
        complain(diagnostics, path, {}, "foreign-file", "no chapter makes this file",
                 "a folder that heddle writes holds nothing else: move the file");
    }
}

/// Tangles file by file and keeps only what has to change: of a book that is in step, no text is in memory twice.
std::vector<Edit> compare(Book const& book, std::vector<TangleJob> const& jobs, std::filesystem::path const& base,
                          Options const& options, Diagnostics& diagnostics) {
    struct Result {
        std::optional<Edit> edit;
        Diagnostics faults;
    };
    std::vector<Result> results(jobs.size());
    Tree tree(base);
    for (TangleJob const& job : jobs) tree.open_folder_of(job.path);
    for_each_index(jobs.size(), [&](std::size_t i) {
        Result& result = results[i];
        auto const found = tree.read_target(jobs[i].path, result.faults);
        File wanted = tangle_one(book, jobs[i], options.line);
        bool const kept = options.keep_lines && found && without_lines(*found) == without_lines(wanted.text);
        if (!kept) result.edit = plan_file(jobs[i].path, std::move(wanted), found, book, result.faults);
    });
    std::vector<Edit> edits;
    for (Result& result : results) {
        if (result.edit) edits.push_back(std::move(*result.edit));
        diagnostics.insert(diagnostics.end(), result.faults.begin(), result.faults.end());
    }
    return edits;
}

/// The number that a name begins with, without zeros in front.
std::string number_of(std::string const& name) {
    std::string const digits = name.substr(0, std::min(name.find_first_not_of("0123456789"), name.size()));
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// The chapters that `name` can mean: the one that is called so, or those with the number.
std::vector<std::size_t> chapters_called(Book const& book, std::string const& name) {
    bool const number = name.find_first_not_of("0123456789") == std::string::npos;
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        std::string const own = stem(book.chapters[c].source.path);
        if (is_called(book.chapters[c], name)) return {c};
        if (number && is_digit(own.front()) && number_of(own) == number_of(name)) found.push_back(c);
    }
    return found;
}

/// The files of the layer that `--as-of` names; none, and a fault, if it names none.
std::vector<TangleJob> layer_called(std::string const& name, Book const& book, Diagnostics& diagnostics) {
    std::vector<std::size_t> const found = chapters_called(book, name);
    auto const refuse = [&](char const* code, std::string message, std::string hint) {
        complain(diagnostics, "", {}, code, std::move(message), std::move(hint), 2);
        return std::vector<TangleJob>();
    };
    if (found.empty())
        return refuse("unknown-chapter", fmt::format("the book has no chapter '{}'", name),
                      "write it as 02, 02-broadcasting or chapters/02-broadcasting.md");
    if (found.size() > 1)
        return refuse("bad-layer",
                      fmt::format("'{}' is the number of {} chapters, '{}' among them", name, found.size(),
                                  stem(book.chapters[found.back()].source.path)),
                      "write the whole name");
    if (found.front() >= first_appendix(book))
        return refuse("bad-layer",
                      fmt::format("'{}' is an appendix: it has no place in the order of the chapters", name),
                      "without --as-of the whole library is written");
    return layer_jobs(book, found.front() + 1);
}

/// After other settings the files of before lie where heddle looks no more. Of folders without settings that is known.
void warn_of_left_behind(std::filesystem::path const& base, std::vector<std::string> const& wanted,
                         Settings const& settings, Diagnostics& diagnostics) {
    using Folders = std::pair<std::string, std::string>;
    for (auto const& [usual, now] :
         {Folders{Settings{}.sources, settings.sources}, {Settings{}.tests, settings.tests}}) {
        // A folder around one of the present ones is shared with what others wrote, such as the books of tests.
        auto const meets = [&, &usual = usual](std::string const& folder) {
            return (usual + "/").starts_with(folder + "/") || (folder + "/").starts_with(usual + "/");
        };
        if (meets(settings.sources) || meets(settings.tests)) continue;
        Diagnostics ignored;
        std::size_t const left = read_unwanted(base, wanted, {usual}, ignored).generated.size();
        if (left == 0) continue;
        warn(diagnostics, usual, {}, "left-behind",
             fmt::format("heddle wrote {} here, and the book has '{}' in place of this folder",
                         left == 1 ? "a file" : fmt::format("{} files", left), now),
             "remove what is left of them");
    }
}

}  // namespace

int tangle_command(Options const& options) {
    Loaded loaded = load(options, options.check || options.dry_run ? Access::read : Access::write);
    if (!loaded.book || !check_out(options, loaded)) return report(options, loaded);
    Book const& book = *loaded.book;
    if (book.chapters.empty()) {
        warn(loaded.diagnostics, "chapters", {}, "no-chapters", "the book has no chapters",
             "begin one: heddle new chapter \"...\"");
    }
    std::filesystem::path const base = options.out.empty() ? loaded.root : options.out;
    bool const layer = !options.as_of.empty();
    std::vector<TangleJob> const jobs =
        layer ? layer_called(options.as_of, book, loaded.diagnostics) : tangle_jobs(book);
    if (layer && jobs.empty() && has_errors(loaded.diagnostics)) return report(options, loaded);
    std::vector<Edit> edits = compare(book, jobs, base, options, loaded.diagnostics);
    std::vector<std::string> wanted;
    for (TangleJob const& job : jobs) wanted.push_back(job.path);
    Unwanted const unwanted =
        read_unwanted(base, wanted, {book.settings.sources, book.settings.tests}, loaded.diagnostics);
    plan_unwanted(unwanted.generated, edits, loaded.diagnostics);
    if (options.out.empty()) warn_of_left_behind(base, wanted, book.settings, loaded.diagnostics);
    if (options.check) report_check(edits, unwanted.foreign, loaded.diagnostics);
    if (!options.check && !options.dry_run && !has_errors(loaded.diagnostics))
        write(base, edits, false, loaded.diagnostics);
    bool const tell = !options.check && !options.quiet && !has_errors(loaded.diagnostics);
    for (Edit const& edit : edits) {
        if (tell) std::cout << verb(edit.kind, false) << ' ' << visible_line(edit.path) << '\n';
    }
    return report(options, loaded);
}

}  // namespace heddle
