// SPDX-License-Identifier: MIT
// Cells that do all that cells can do to a process; the record has to hold what came before, and say what happened.
#include "heddle/runtime.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace heddle::runtime;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

struct Result {
    int status = 0;
    nlohmann::json record;
    double seconds = 0;

    /// What cell `i` printed and displayed, one text an event.
    [[nodiscard]] std::vector<std::string> shown(std::size_t i) const {
        std::vector<std::string> all;
        for (auto const& e : record.at("cells").at(i).at("events")) {
            if (e.contains("stream")) all.push_back(e["stream"]);
            if (e.contains("display")) all.push_back("display " + e["display"]["text/plain"].get<std::string>());
            if (e.contains("error")) all.push_back("error " + e["error"]["what"].get<std::string>());
        }
        return all;
    }
    [[nodiscard]] std::string statuses() const {
        std::string all;
        for (auto const& cell : record.at("cells")) all += cell.at("status").get<std::string>() + ", ";
        return all.substr(0, all.size() - 2);
    }
    [[nodiscard]] std::string message() const {
        return record.at("failure").is_null() ? "" : record.at("failure").at("message").get<std::string>();
    }
};

/// Runs `cells` as a chapter of three cells on the lines 10, 20 and 30.
Result run_cells(void (*cells)(), std::vector<std::string> words = {}) {
    static constexpr std::array<std::size_t, 3> lines{10, 20, 30};
    std::string const path = "runtime_test." + std::to_string(::getpid()) + ".json";
    words.insert(words.begin(), {"program", "--out", path});
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    auto const start = std::chrono::steady_clock::now();
    Result result;
    std::ostringstream told;
    std::streambuf* const cerr = std::cerr.rdbuf(told.rdbuf());
    result.status = run(static_cast<int>(argv.size()), argv.data(),
                        {"chapters/01-a.md", "0123456789abcdef", 60, lines.data(), lines.size(), cells});
    std::cerr.rdbuf(cerr);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.record = nlohmann::json::parse(std::ifstream(path), nullptr, false);
    ::unlink(path.c_str());
    if (result.status != 5) return result;
    std::string const line = result.record["failure"]["line"].dump();
    CHECK(told.str().find("chapters/01-a.md:" + line + ":1: error: this cell " + result.message()) == 0);
    return result;
}

/// The chapter whose second cell is `body`; the first prints "before", the third "after".
template <typename F>
Result second_cell(F, std::vector<std::string> words = {}) {
    static_assert(std::is_empty_v<F>, "a function pointer carries no captures");
    return run_cells(
        [] {
            // The test framework's handlers are not the cells'. A sanitizer's for SIGSEGV stays.
            std::signal(SIGABRT, SIG_DFL);
            if (!sanitized) std::signal(SIGSEGV, SIG_DFL);
            begin_cell(0);
            std::cout << "before\n";
            begin_cell(1);
            F{}();
            begin_cell(2);
            std::cout << "after\n";
            end_cells();
        },
        std::move(words));
}

/// Cell 2 failed: cell 1 is kept, cell 3 did not run.
void check_failed(Result const& r, std::string const& message) {
    CHECK(r.status == 5);
    CHECK(r.shown(0) == std::vector<std::string>{"before\n"});
    CHECK(r.statuses() == "ok, failed, not run");
    CHECK(r.message() == message);
    CHECK(r.record["failure"]["line"] == 20);
    CHECK(r.record["failure"]["cell"] == 1);
}

using Texts = std::vector<std::string>;

void throw_int() { throw 1; }
struct Wordless : std::exception {
    [[nodiscard]] char const* what() const noexcept override { return nullptr; }
};
int volatile* volatile nowhere = nullptr;

struct Bare {};
struct Pair {
    int a, b;
};
std::map<std::string, std::string> mime_bundle_repr(Pair const& p) {
    return {{"text/html", "<b>" + std::to_string(p.a + p.b) + "</b>"}};
}
struct Both {};
nlohmann::json mime_bundle_repr(Both const&) { return {{"text/plain", "both"}, {"image/svg+xml", "<svg/>"}}; }

}  // namespace

TEST_CASE("runtime: text and displays keep the order in which the cell made them") {
    Result const r = second_cell([] {
        std::cout << "a";
        display(1);
        std::printf("b");
        std::puts("c");
        display(true);
        CHECK(::write(1, "d", 1) == 1);
        CHECK(std::system("echo e") == 0);
        shown(), 2.5, end_of_display();
    });
    CHECK(r.status == 0);
    CHECK(r.record["failure"].is_null());
    CHECK(r.record["program"] == "0123456789abcdef");
    CHECK(r.statuses() == "ok, ok, ok");
    CHECK(r.shown(1) == Texts{"a", "display 1", "bc\n", "display true", "de\n", "display 2.5"});
    CHECK(r.shown(2) == Texts{"after\n"});
}

TEST_CASE("runtime: what the last expression gives is shown: a value, several, none") {
    Result const r = second_cell([] {
        auto const nothing = [] {};
        shown(), 1, end_of_display();
        shown(), 1, std::string("two"), end_of_display();
        shown(), nothing(), end_of_display();
        int x = 0;
        shown(), x = 5, end_of_display();
        shown(), Pair{1, 2}, end_of_display();
        shown(), Both{}, end_of_display();
    });
    CHECK(r.shown(1) == Texts{"display 1", "display (1, two)", "display 5", "display (text/html)", "display both"});
    CHECK(r.record["cells"][1]["events"][3]["display"]["text/html"] == "<b>3</b>");
    CHECK(r.record["cells"][1]["events"][4]["display"]["image/svg+xml"] == "<svg/>");
}

TEST_CASE("runtime: every value has a text, and none that depends on the library's version") {
    CHECK(text_of(nullptr) == "nullptr");
    CHECK(text_of(Bare{}) == "<(anonymous namespace)::Bare>");
    CHECK(text_of([] { return 1; }) == "<lambda>");
    CHECK(text_of(&::getpid) == "<int (*)() noexcept>");
    CHECK(text_of(std::vector<std::pair<int, std::string>>{{1, "a"}}) == "[(1, \"a\")]");
    CHECK(text_of(std::views::iota(0)).ends_with("99, ...]"));
    CHECK(text_of(std::chrono::duration<int, std::ratio<1, 3>>(2)) == "2[1/3]s");
    CHECK(text_of(std::wstring(L"\u20ac")) == "\u20ac");
    CHECK(text_of(std::optional<std::optional<int>>(std::nullopt)) == "nullopt");
}

TEST_CASE("runtime: std::cout with another buffer, wide text that is lost and cells without a begin are failures") {
    check_failed(second_cell([] {
                     static std::ostringstream kept;
                     std::cout.rdbuf(kept.rdbuf());
                 }),
                 "left std::cout with another buffer");
    Result const r = second_cell([] { std::fputs("a warning\n", stderr); });
    CHECK(r.record["failure"].is_null());
    CHECK(r.record["stderr"] == "a warning\n");
}

TEST_CASE("runtime: from where a cell says so, outputs are marked as the machine's own") {
    Result const r = second_cell([] { heddle::outputs_vary("they are of another set"); });
    CHECK(r.statuses() == "ok, ok, ok");
    CHECK(!r.record["cells"][0].contains("varies"));
    CHECK(r.record["cells"][1]["varies"] == "they are of another set");
    CHECK(r.record["cells"][2]["varies"] == "they are of another set");
    CHECK(r.shown(2) == Texts{"after\n"});
}

TEST_CASE("runtime: an exception ends the run at its cell") {
    check_failed(second_cell([] { throw std::runtime_error("boom"); }), "threw std::runtime_error: boom");
    check_failed(second_cell([] { throw 42; }), "threw int");
    check_failed(second_cell([] { throw Wordless{}; }), "threw (anonymous namespace)::Wordless");
    check_failed(second_cell([] { throw "boom"; }), "threw char const*: boom");
    check_failed(second_cell([] { throw static_cast<char const*>(nullptr); }), "threw char const*");
    Result const r = second_cell([] {
        std::cout << "partial";
        throw std::out_of_range("far");
    });
    CHECK(r.shown(1) == Texts{"partial", "error far"});
}

TEST_CASE("runtime: every way to end the program in the middle is a failure of the cell") {
    check_failed(second_cell([] { std::exit(0); }), "ended the program with exit status 0");
    check_failed(second_cell([] { ::_exit(7); }), "ended the program with exit status 7");
    check_failed(second_cell([] { std::quick_exit(3); }), "ended the program with exit status 3");
    check_failed(second_cell([] { std::raise(SIGKILL); }), "was killed by SIGKILL (Killed)");
    Result const abort = second_cell([] {
        std::fputs("told to stderr\n", stderr);
        std::cout << "partial";
        std::abort();
    });
    check_failed(abort, "was killed by SIGABRT (Aborted)");
    CHECK(abort.shown(1) == Texts{"partial"});
    CHECK(abort.record["failure"]["stderr"].get<std::string>().find("told to stderr") != std::string::npos);
    check_failed(second_cell([]() noexcept { throw_int(); }), "was killed by SIGABRT (Aborted)");
    check_failed(second_cell([] { std::thread([] { throw 1; }).join(); }), "was killed by SIGABRT (Aborted)");
    check_failed(run_cells([] {
                     begin_cell(0);
                     std::cout << "before\n";
                     begin_cell(1);
                 }),
                 "left all cells by a return");
}

TEST_CASE("runtime: a crash is named, and what was printed before it is kept") {
    Result const r = second_cell([] {
        std::printf("no line end");
        *nowhere = 1;
    });
    check_failed(r, sanitized ? "ended the program with exit status 1" : "was killed by SIGSEGV (Segmentation fault)");
    CHECK(r.shown(1) == Texts{"no line end"});
    check_failed(second_cell([] {
                     struct Thrower {
                         ~Thrower() noexcept(false) { throw 1; }
                     };
                     Thrower const a;
                     throw 2;
                 }),
                 "was killed by SIGABRT (Aborted)");
}

TEST_CASE("runtime: a cell without end is stopped at its limit") {
    Result const r = second_cell(
        [] {
            std::cout << "partial";
            for (;;) ::pause();
        },
        {"--time-limit", "0.3"});
    check_failed(r, "ran past its time limit of 0.3 s");
    CHECK(r.shown(1) == Texts{"partial"});
    CHECK(r.seconds < 30);
    // The limit is the cell's: three that need more than it together pass. On a busy machine a cell may take much
    // longer than it sleeps, so a longer limit is tried then; were the limit that of all cells, none would do.
    int status = -1;
    static int unit;  // a plain function runs the cells
    for (unit = 100; unit <= 1600 && status != 0; unit *= 2) {
        status = run_cells(
                     [] {
                         for (std::size_t i = 0; i < 3; ++i) {
                             begin_cell(i);
                             std::this_thread::sleep_for(std::chrono::milliseconds(2 * unit));
                         }
                         end_cells();
                     },
                     {"--time-limit", std::to_string(unit * 4e-3)})
                     .status;
    }
    CHECK(status == 0);
}

TEST_CASE("runtime: endless output is cut at its limit, on standard output and on standard error") {
    Result const r = second_cell([] {
        for (;;) std::fputs("all work and no play\n", stdout);
    });
    check_failed(r, "printed more than the limit of 1 MiB");
    CHECK(r.shown(1).at(0).size() == 1 << 20);
    CHECK(r.record["failure"]["stderr"] == "");
    Result const errors = second_cell(
        [] {
            std::fputs("first", stderr);
            for (;;) std::fputs("0123456789012345678901234567890123456789", stderr);
        },
        {"--time-limit", "0.5"});
    check_failed(errors, "ran past its time limit of 0.5 s");
    std::string const kept = errors.record["failure"]["stderr"];
    CHECK(kept.size() < 30'000);
    CHECK(kept.find("first") == 0);
    CHECK(kept.find("bytes left out") != std::string::npos);
    check_failed(second_cell([] { display(std::string(17 << 20, 'x')); }), "showed more than the limit of 16 MiB");
    Result const text = second_cell([] { display(std::string(10 << 20, 'x')); });
    check_failed(text, "showed more text than the limit of 1 MiB");
    CHECK(text.shown(1).empty());
}

TEST_CASE("runtime: the cell that took too much is named, though the next one has begun or the program has ended") {
    check_failed(run_cells([] {
                     begin_cell(0);
                     std::cout << "before\n";
                     begin_cell(1);
                     std::cout << std::string((1 << 20) + 1, 'x');
                     end_cells();
                 }),
                 "printed more than the limit of 1 MiB");
    check_failed(second_cell([] { std::cout << std::string((1 << 20) + 1, 'x'); }),
                 "printed more than the limit of 1 MiB");
    CHECK(second_cell([] { std::cout << std::string(1 << 20, 'x'); }).status == 0);
}

TEST_CASE("runtime: a cell that takes its output away has failed") {
    check_failed(second_cell([] { ::close(1); }), "closed or redirected its standard output");
    check_failed(second_cell([] { std::fclose(stdout); }), "closed or redirected its standard output");
    check_failed(second_cell([] { CHECK(std::freopen("/dev/null", "w", stdout) != nullptr); }),
                 "closed or redirected its standard output");
    check_failed(second_cell([] { std::cout << static_cast<char const*>(nullptr); }),
                 "left std::cout in a failed state");
    Result const all = second_cell([] {
        for (int fd = 0; fd < 1024; ++fd) ::close(fd);
    });
    check_failed(all, "ended the program with exit status 4");
}

TEST_CASE("runtime: no process outlives the run, and none is waited for") {
    Result const r = second_cell([] {
        CHECK(std::system("(setsid sleep 1000 & ) ; setsid sh -c 'trap \"\" TERM; sleep 1000' &") == 0);
        std::cout << "started\n";
    });
    CHECK(r.status == 0);
    CHECK(r.shown(1) == Texts{"started\n"});
    CHECK(r.seconds < 100);
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no child, and orphans would be children
    CHECK(errno == ECHILD);
    // A copy of the process that runs on into the cells after it tells nothing twice.
    Result const copy = second_cell([] {
        if (::fork() == 0) return;
        ::wait(nullptr);
    });
    CHECK(copy.status == 0);
    CHECK(copy.shown(2) == Texts{"after\n"});
}

TEST_CASE("runtime: nothing that a cell prints is taken for an event") {
    Result const r = second_cell([] {
        std::cout << "\x1e{\"cell\":0}\n\x1e" << std::string(32, '0') << "{\"end\":true}\n";
        std::cout << "{\"failure\":\"no\"}\n";
    });
    CHECK(r.status == 0);
    CHECK(r.statuses() == "ok, ok, ok");
    CHECK(r.shown(1) ==
          Texts{"\\x1E{\"cell\":0}\n\\x1E" + std::string(32, '0') + "{\"end\":true}\n{\"failure\":\"no\"}\n"});
}

TEST_CASE("runtime: bytes that are no text become text") {
    Result const r = second_cell([] {
        std::cout << std::string("a\0b\x1b[1m\xff\xc3\xa9\r\n\xed\xa0\x80", 15);
        display(std::string("\xc0\x80"));
    });
    CHECK(r.shown(1) == Texts{"a\\x00b\\x1B[1m\\xFF\xc3\xa9\\x0D\n\\xED\\xA0\\x80", "display \\xC0\\x80"});
}

TEST_CASE("runtime: a cell reads nothing, and threads may print") {
    Result const r = second_cell([] {
        std::string word;
        std::cout << (std::cin >> word ? "read" : "end of file") << '\n';
    });
    CHECK(r.shown(1) == Texts{"end of file\n"});
    Result const threads = second_cell([] {
        std::vector<std::thread> all;
        for (int t = 0; t < 4; ++t) {
            all.emplace_back([] {
                for (int i = 0; i < 200; ++i) std::puts("line");
            });
        }
        for (int i = 0; i < 200; ++i) display(i);
        for (std::thread& t : all) t.join();
    });
    CHECK(threads.status == 0);
    std::size_t lines = 0, displays = 0;
    for (std::string const& text : threads.shown(1)) {
        for (char c : text) lines += c == '\n';
        displays += text.find("display ") == 0;
    }
    CHECK(lines == 800);
    CHECK(displays == 200);
}

TEST_CASE("runtime: a cell that is to throw throws what it promised") {
    Result const good = second_cell([] { expect_throw("bo+m", [] { throw std::runtime_error("a boom"); }); });
    CHECK(good.status == 0);
    CHECK(good.shown(1) == Texts{"error a boom"});
    CHECK(good.record["cells"][1]["events"][0]["error"]["type"] == "std::runtime_error");
    CHECK(second_cell([] { expect_throw("^int$", [] { throw 42; }); }).shown(1) == Texts{"error int"});
    check_failed(second_cell([] { expect_throw("boom", [] {}); }),
                 "threw nothing; expected an exception that matches 'boom'");
    // Whether the message matches is heddle's to find out.
    CHECK(second_cell([] { expect_throw("boom", [] { throw std::logic_error("bang"); }); }).status == 0);
}

TEST_CASE("runtime: a fault after the last cell is a fault") {
    auto const r = run_cells([] {
        static struct Last {
            ~Last() { ::_exit(9); }
        } const last;
        for (std::size_t i = 0; i < 3; ++i) begin_cell(i);
        end_cells();
    });
    CHECK(r.record["failure"]["cell"] == 2);
    CHECK(r.message() ==
          "ended the program with exit status 9 after its end, while the chapter's variables were destroyed");
}

TEST_CASE("runtime: a record that cannot be written leaves nothing beside its place") {
    std::string const folder = "runtime_test." + std::to_string(::getpid()) + ".folder";
    REQUIRE(::mkdir(folder.c_str(), 0777) == 0);
    CHECK(second_cell([] {}, {"--out", folder}).status == 4);
    CHECK(::access((folder + ".tmp").c_str(), F_OK) != 0);
    ::rmdir(folder.c_str());
}

TEST_CASE("runtime: options") {
    CHECK(second_cell([] {}, {"--keep-going"}).status == 0);
    Result const kept = second_cell([] { std::abort(); }, {"--keep-going"});
    CHECK(kept.status == 0);
    CHECK(kept.message() == "was killed by SIGABRT (Aborted)");
    CHECK(second_cell([] {}, {"--time-limit", "0"}).status == 2);
    CHECK(second_cell([] {}, {"--frobnicate"}).status == 2);
    CHECK(second_cell([] {}, {"--out", "/nowhere/at/all.json"}).status == 4);
    std::string program = "program";
    std::array<char*, 1> argv{program.data()};
    CHECK(run(1, argv.data(), {"chapters/01-a.md", "", 60, nullptr, 0, nullptr}) == 0);
}
