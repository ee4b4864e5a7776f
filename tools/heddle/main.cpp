// SPDX-License-Identifier: MIT
// The command line: words in, one command called, its exit status out.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <iostream>

#include "commands.hpp"

namespace {

using Command = std::function<int(heddle::Options const&)>;

struct Line {
    CLI::App app{"heddle weaves and tangles books whose chapters are Markdown with C++"};
    heddle::Options options;
    Command command;

    CLI::App* add(CLI::App& parent, char const* name, char const* what, char const* example, Command const& run) {
        CLI::App* const sub = parent.add_subcommand(name, what);
        sub->add_option("--root", options.root,
                        "the book's folder (default: upwards from here, the one with chapters/)");
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
    line.app.footer(
        "Exit status: 0 fine, 1 fault in a chapter, 2 usage, 3 conflict with a hand edit, 4 environment, 5 a cell "
        "failed.\n"
        "Example:\n  heddle tangle --check");
    CLI::App* const tangle = line.add(line.app, "tangle", "write the library and its tests from the chapters",
                                      "heddle tangle --dry-run", heddle::tangle_command);
    tangle->add_flag("--check", o.check, "write nothing; every stale, missing, orphan or edited file is an error");
    tangle->add_flag("--dry-run", o.dry_run, "write nothing; say what would be written");
    tangle->add_flag("--line", o.line, "with #line directives that name the chapters");
    tangle->add_option("--out", o.out, "write below this folder and not below the root");
    line.add(line.app, "cells", "write the chapters' programs", "heddle cells --out build/cells", heddle::cells_command)
        ->add_option("--out", o.out, "write below this folder");
    line.add(line.app, "list", "every block of the book: place, tags, target", "heddle list --json",
             heddle::list_command);
    line.add(line.app, "check", "compare the cells' outputs with the chapters", "heddle check", heddle::check_command)
        ->add_option("--outputs", o.outputs, "folder of the records (default: build/outputs)");
    line.add(line.app, "accept", "write the cells' outputs into the chapters", "heddle accept", heddle::accept_command)
        ->add_option("--outputs", o.outputs, "folder of the records (default: build/outputs)");
    CLI::App* const fresh = line.app.add_subcommand("new", "start something new");
    fresh->require_subcommand(1);
    line.add(*fresh, "chapter", "write a chapter that builds and passes as it is",
             "heddle new chapter \"Broadcasting\"", heddle::new_chapter_command)
        ->add_option("title", o.title, "the chapter's title")
        ->required();
}

/// The heap grows in large steps and keeps what it has: by default it asks the system a thousand times for a book of a
/// thousand chapters, and threads wait for each other there.
void set_up_heap() {
#ifdef M_TOP_PAD                    // of glibc
    constexpr int step = 16 << 20;  // bytes; memory that is not used costs nothing
    mallopt(M_TOP_PAD, step);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    set_up_heap();
    try {
        Line line;
        declare(line);
        try {
            line.app.parse(argc, argv);
        } catch (CLI::ParseError const& e) {
            return line.app.exit(e) == 0 ? 0 : 2;
        }
        return line.command(line.options);
    } catch (std::exception const& e) {
        std::cerr << "heddle: error: " << e.what() << '\n';
        return 4;
    }
}
