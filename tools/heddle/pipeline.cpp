// SPDX-License-Identifier: MIT
// Chapters are independent until `resolve`, so they are parsed side by side; their faults are joined in name order.
#include "pipeline.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "parse.hpp"
#include "read.hpp"
#include "resolve.hpp"
#include "settings.hpp"

namespace heddle {

namespace {

std::vector<Document> parse_all(std::vector<Source> sources, Diagnostics& diagnostics) {
    std::vector<Document> documents(sources.size());
    std::vector<Diagnostics> faults(sources.size());
    std::size_t const workers = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
    auto work = [&](std::size_t first) {
        for (std::size_t i = first; i < sources.size(); i += workers)
            documents[i] = parse(std::move(sources[i]), faults[i]);
    };
    {
        std::vector<std::jthread> threads;
        if (sources.size() > 16) {
            for (std::size_t w = 1; w < workers; ++w) threads.emplace_back(work, w);
            work(0);
        } else {
            for (std::size_t w = 0; w < workers; ++w) work(w);
        }
    }
    for (Diagnostics& f : faults) diagnostics.insert(diagnostics.end(), f.begin(), f.end());
    return documents;
}

}  // namespace

Loaded load(Options const& options) {
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
    Input input = read(*root, loaded.diagnostics);
    Settings settings;
    if (input.settings) settings = parse_settings(*input.settings, loaded.diagnostics);
    // The copy costs a few milliseconds for a thousand chapters; after it, every stage may consume its input.
    loaded.sources = input.chapters;
    std::vector<Document> documents = parse_all(std::move(input.chapters), loaded.diagnostics);
    if (input.settings) loaded.sources.push_back(std::move(*input.settings));
    if (!has_errors(loaded.diagnostics)) {
        loaded.book = resolve(std::move(settings), std::move(documents), loaded.diagnostics);
    }
    return loaded;
}

int report(Options const& options, Loaded const& loaded) {
    bool const terminal = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    bool const color = options.color == "always" || (options.color == "auto" && terminal);
    if (options.json && !loaded.diagnostics.empty()) {
        std::cerr << render_json(loaded.diagnostics, loaded.sources);
    } else {
        std::cerr << render_text(loaded.diagnostics, loaded.sources, color);
    }
    return exit_status(loaded.diagnostics);
}

}  // namespace heddle
