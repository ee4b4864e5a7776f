// SPDX-License-Identifier: MIT
// The main function of a chapter's program: options in, cells run, record written, failure reported.
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>

#include "capture.hpp"
#include "heddle/runtime.hpp"
#include "record.hpp"
#include "text.hpp"

namespace heddle::runtime {

namespace {

struct Options {
    std::string out;
    double time_limit;
    bool keep_going = false;
    bool direct = false;
};

std::optional<Options> parse(int argc, char** argv, double time_limit) {
    Options options{{}, time_limit};
    for (int i = 1; i < argc; ++i) {
        std::string const word = argv[i];
        bool const valued = (word == "--out" || word == "--time-limit") && i + 1 < argc;
        if (word == "--keep-going") {
            options.keep_going = true;
        } else if (word == "--direct") {
            options.direct = true;
        } else if (valued && word == "--out") {
            options.out = argv[++i];
        } else if (valued) {
            options.time_limit = std::strtod(argv[++i], nullptr);
            if (!(options.time_limit > 0)) return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    return options;
}

std::string signal_in_words(int signal) {
    char const* const name = ::sigabbrev_np(signal);
    char const* const meaning = ::sigdescr_np(signal);
    std::string const short_name = name == nullptr ? "signal " + std::to_string(signal) : std::string("SIG") + name;
    return meaning == nullptr ? short_name : short_name + " (" + meaning + ")";
}

/// What is wrong with a run; nothing if nothing is.
std::optional<std::string> fault(Ending const& ending, Record const& record) {
    if (!ending.stopped.empty()) return ending.stopped;
    if (!record.failure.empty()) return record.failure;
    std::string const when = record.ended ? " after its end, while the chapter's variables were destroyed" : "";
    if (WIFSIGNALED(ending.status)) return "was killed by " + signal_in_words(WTERMSIG(ending.status)) + when;
    int const code = WEXITSTATUS(ending.status);
    if (record.ended && code == 0) return std::nullopt;
    if (record.returned && !record.ended) return "left all cells by a return";
    return "ended the program with exit status " + std::to_string(code) + when;
}

bool write_file(std::string const& path, std::string const& text) {
    std::string const temporary = path + ".tmp";
    std::ofstream file(temporary, std::ios::binary);
    file << text;
    file.close();
    bool const good = file && std::rename(temporary.c_str(), path.c_str()) == 0;
    if (!good) std::remove(temporary.c_str());
    return good;
}

/// Runs the cells. \returns null, or the failure as the record holds it
nlohmann::json run_recorded(Chapter const& chapter, double time_limit, Record& record) {
    if (chapter.count == 0) return nullptr;
    Limits limits;
    limits.seconds = time_limit;
    Ending const ending = capture(chapter.cells, limits, record);
    record.errors = ending.errors;
    auto what = fault(ending, record);
    if (!what && record.not_begun() < chapter.count) {
        record.current = record.not_begun();
        what = "was never begun: the code before it swallows or skips it";
    }
    if (!what) {
        std::cerr << readable(ending.errors);
        return nullptr;
    }
    std::size_t const line = chapter.lines[record.current];
    std::string const message = readable(*what);
    std::string const errors = readable(ending.errors);
    record.cells[record.current]["status"] = "failed";
    std::cerr << chapter.path << ':' << line << ":1: error: this cell " << message << " [cell-failed]\n" << errors;
    return {{"cell", record.current}, {"line", line}, {"message", message}, {"stderr", errors}};
}

}  // namespace

int run(int argc, char** argv, Chapter const& chapter) {
    auto const options = parse(argc, argv, chapter.time_limit);
    if (!options) {
        std::cerr << "usage: " << argv[0] << " [--out FILE] [--time-limit SECONDS] [--keep-going] [--direct]\n";
        return 2;
    }
    if (options->direct) {
        chapter.cells();
        return 0;
    }
    Record record(chapter);
    nlohmann::json failure;
    try {
        failure = run_recorded(chapter, options->time_limit, record);
    } catch (std::system_error const& error) {
        std::cerr << chapter.path << ": error: the cells cannot be run: " << error.what() << '\n';
        return 4;
    }
    if (!options->out.empty() && !write_file(options->out, record_json(chapter, record, failure))) {
        std::cerr << chapter.path << ": error: cannot write " << options->out << '\n';
        return 4;
    }
    return failure.is_null() || options->keep_going ? 0 : 5;
}

}  // namespace heddle::runtime
