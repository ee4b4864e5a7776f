// SPDX-License-Identifier: MIT
// The entry point of the chapters' tests, for Catch2 2 and 3: runs what can run here, and says what it leaves out.
// Given `--skipped` it only lists that, and ends with status 77 if there is anything.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#include <catch2/internal/catch_test_case_registry_impl.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include <heddle/runtime.hpp>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Needs {
    bool cuda;
    bool slow;
};

/// What the tags say that a test needs.
Needs needs_of(std::string const& tags) {
    return {tags.find("[cuda]") != std::string::npos, tags.find("[slow]") != std::string::npos};
}

/// The tests that run: those without a dot, and of the others those whose needs are met.
std::string what_runs() {
    std::string spec = "~[.]";
    for (Needs const needs : {Needs{true, false}, Needs{false, true}, Needs{true, true}}) {
        if (heddle::runtime::reason_to_skip(needs.cuda, needs.slow).empty())
            spec += std::string(",") + (needs.cuda ? "[cuda]" : "~[cuda]") + (needs.slow ? "[slow]" : "~[slow]");
    }
    return spec;
}

/// Tells each test that is left out, and why. \returns how many there are
int tell_skipped(Catch::IConfig const& config) {
    int skipped = 0;
    for (auto const& test : Catch::getAllTestCasesSorted(config)) {
        Needs const needs = needs_of(test.getTestCaseInfo().tagsAsString());
        std::string const why = heddle::runtime::reason_to_skip(needs.cuda, needs.slow);
        if (why.empty()) continue;
        ++skipped;
        std::cout << "skipped: " << test.getTestCaseInfo().name << " (" << why << ")\n";
    }
    if (skipped != 0) std::cout << skipped << " skipped\n";
    return skipped;
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<char*> words(argv, argv + argc);
    bool const only_list = argc == 2 && std::string(argv[1]) == "--skipped";
    if (only_list) words.pop_back();
    Catch::Session session;
    int const fault = session.applyCommandLine(static_cast<int>(words.size()), words.data());
    if (fault != 0) return fault;
    // What is asked for by name runs, whatever it needs.
    bool const all = session.configData().testsOrTags.empty();
    if (all) session.configData().testsOrTags.push_back(what_runs());
    if (only_list) return tell_skipped(session.config()) == 0 ? 0 : 77;
    int const failed = session.run();
    if (all) tell_skipped(session.config());
    return failed;
}
