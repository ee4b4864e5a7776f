// SPDX-License-Identifier: MIT
// The command line: words in, one command called, its exit status out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "command/commands.hpp"
#include "text/diagnostic.hpp"
#include "text/visible.hpp"

namespace {

using Command = std::function<int(heddle::Options const&)>;

std::string no_empty_place(std::string const& value) {
    return value.empty() ? "the name of a chapter is empty; without one, all are meant" : "";
}

/// An empty path would silently mean the current folder.
std::string not_empty(std::string const& value) { return value.empty() ? "the name of a folder is empty" : ""; }

struct Line {
    CLI::App app{"heddle weaves and tangles books whose chapters are Markdown with C++", "heddle"};
    heddle::Options options;
    Command command;

    CLI::App* add(CLI::App& parent, char const* name, char const* what, char const* example, Command const& run) {
        CLI::App* const sub = parent.add_subcommand(name, what);
        sub->add_option("--root", options.root,
                        "the book's folder (default: upwards from here, the one with chapters/)")
            ->check(not_empty, "");
        sub->add_option("--color", options.color, "colour in messages: auto, always, never")
            ->check(CLI::IsMember({"auto", "always", "never"}));
        sub->add_flag("--json", options.json, "messages as JSON");
        sub->add_flag("-q,--quiet", options.quiet, "say nothing but faults");
        sub->footer(std::string("Example:\n  ") + example);
        sub->callback([this, run] { command = run; });
        return sub;
    }
};

void declare(Line& line) {
    heddle::Options& o = line.options;
    line.app.require_subcommand(1);
    line.app.set_version_flag("--version", "heddle " HEDDLE_VERSION, "Print the version and exit");
    line.app.footer(
        "Exit status: 0 fine, 1 fault in a chapter, 2 usage, 3 conflict with a hand edit, 4 environment, 5 a cell "
        "failed.\n"
        "Example:\n  heddle tangle --check");
    CLI::App* const tangle = line.add(line.app, "tangle", "write the library and its tests from the chapters",
                                      "heddle tangle --dry-run", heddle::tangle_command);
    CLI::Option* const check =
        tangle->add_flag("--check", o.check, "write nothing; every stale, missing, orphan or edited file is an error");
    tangle->add_flag("--dry-run", o.dry_run, "write nothing; say what would be written");
    tangle->add_flag("--line", o.line, "with #line directives that name the chapters");
    char const* const keep = "leave a file alone where only the lines of the chapters have moved";
    tangle->add_flag("--keep-lines", o.keep_lines, keep);
    CLI::Option* const out =
        tangle->add_option("--out", o.out, "write below this folder and not below the root")->check(not_empty, "");
    tangle->add_option("--as-of", o.as_of, "the library as it is at the end of this chapter: 02 or 02-broadcasting")
        ->check(no_empty_place, "")
        ->needs(out)
        ->excludes(check);
    CLI::App* const cells = line.add(line.app, "cells", "write the chapters' programs",
                                     "heddle cells --out build/cells", heddle::cells_command);
    cells->add_option("--out", o.out, "write below this folder (default: build/cells)")->check(not_empty, "");
    cells->add_flag("--keep-lines", o.keep_lines, keep);
    cells->add_option("--with", o.with, "copy this file, which includes the book's headers, to with/ beside them")
        ->check(not_empty, "");
    CLI::App* const weave =
        line.add(line.app, "weave", "write the site's pages from chapters, records, recordings and docs/",
                 "heddle weave --out build/pages", heddle::weave_command);
    weave->add_option("--out", o.out, "write below this folder, which is heddle's own (default: build/pages)")
        ->check(not_empty, "");
    weave->add_option("--outputs", o.outputs, "folder of the records (default: build/outputs)")->check(not_empty, "");
    line.add(line.app, "list", "every block of the book: place, tags, target", "heddle list --json",
             heddle::list_command);
    line.add(line.app, "check", "compare the cells' outputs with the chapters", "heddle check", heddle::check_command)
        ->add_option("--outputs", o.outputs, "folder of the records (default: build/outputs)")
        ->check(not_empty, "");
    CLI::App* const accept = line.add(line.app, "accept", "write the cells' outputs into the chapters",
                                      "heddle accept 05-matmul:120", heddle::accept_command);
    accept->add_option("place", o.place, "CHAPTER or CHAPTER:LINE, a line of a cell or of its output (default: all)")
        ->check(no_empty_place, "");
    accept->add_flag("--dry-run", o.dry_run, "write nothing; say what would be written");
    accept->add_flag("--add", o.add, "add the output blocks that are missing, too");
    accept->add_option("--outputs", o.outputs, "folder of the records (default: build/outputs)")->check(not_empty, "");
    CLI::App* const fresh = line.app.add_subcommand("new", "start something new");
    fresh->require_subcommand(1);
    fresh->footer("Example:\n  heddle new chapter \"Broadcasting\"");
    line.add(*fresh, "chapter", "write a chapter that builds and passes as it is",
             "heddle new chapter \"Broadcasting\"", heddle::new_chapter_command)
        ->add_option("title", o.title, "the chapter's title")
        ->required();
}

}  // namespace

/// The command that the first words name, and the first word that names none.
struct Named {
    CLI::App const* app;
    std::size_t words = 0;
};
Named named_command(CLI::App const& app, std::vector<std::string> const& words) {
    Named named{&app, 0};
    while (named.words < words.size()) {
        std::vector<CLI::App const*> const all = named.app->get_subcommands(nullptr);
        auto const sub = std::find_if(all.begin(), all.end(),
                                      [&](CLI::App const* a) { return a->get_name() == words[named.words]; });
        if (sub == all.end()) break;
        named.app = *sub;
        ++named.words;
    }
    return named;
}

std::string lower_first(std::string text) {
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

/// Says what is wrong with a command line, what was nearly meant, and how the command is used.
void explain(CLI::App const& app, std::vector<std::string> const& words, std::string const& message) {
    Named const named = named_command(app, words);
    std::vector<std::string> known;
    for (CLI::App const* sub : named.app->get_subcommands(nullptr)) known.push_back(sub->get_name());
    bool const command = !known.empty() && named.words < words.size() && !words[named.words].starts_with('-');
    std::string wrong = command ? words[named.words] : "";
    if (!command) {
        known.clear();
        for (CLI::Option const* option : named.app->get_options()) {
            for (std::string const& name : option->get_lnames()) known.push_back("--" + name);
        }
        auto const unknown = std::find_if(words.begin(), words.end(), [&](std::string const& word) {
            return word.starts_with("--") &&
                   std::find(known.begin(), known.end(), word.substr(0, word.find('='))) == known.end();
        });
        if (unknown != words.end()) wrong = unknown->substr(0, unknown->find('='));
    }
    std::cerr << "heddle: error: "
              << heddle::visible(command ? "unknown command '" + wrong + "'" : lower_first(message)) << '\n';
    std::string const near = wrong.empty() ? "" : heddle::nearest(wrong, known);
    if (!near.empty()) std::cerr << "  hint: did you mean '" << near << "'?\n";
    std::string before;  // the words before the command's own name
    for (std::size_t i = 0; i < named.words; ++i) before += (i == 0 ? "heddle" : " " + words[i - 1]);
    std::cerr << '\n' << named.app->help(before);
}

/// `status`, unless what the command said on standard output was lost.
int checked_output(int status) {
    std::cout.flush();
    if (std::cout) return status;
    std::cerr << "heddle: error: cannot write to standard output\n";
    return 4;
}

int main(int argc, char** argv) {
    try {
        Line line;
        declare(line);
        try {
            line.app.parse(argc, argv);
        } catch (CLI::ParseError const& e) {
            if (e.get_exit_code() == 0) return checked_output(line.app.exit(e));
            explain(line.app, {argv + 1, argv + argc}, e.what());
            return 2;
        }
        return checked_output(line.command(line.options));
    } catch (std::exception const& e) {
        std::cerr << "heddle: error: " << heddle::visible(e.what()) << '\n';
        return 4;
    }
}
