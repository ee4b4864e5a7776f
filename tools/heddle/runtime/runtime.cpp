// SPDX-License-Identifier: MIT
// Runs a chapter's cells in a child process and records what each printed and displayed, as it happens.
#include "heddle/runtime.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>
#include <vector>

namespace heddle::runtime {
namespace {
using nlohmann::json;
using Clock = std::chrono::steady_clock;
constexpr char mark = '\x1e';  // events travel in the captured stream itself, so their order is the program's
constexpr std::size_t output_limit = 1 << 20;  // bytes a cell

void send(json const& event) {
    std::cout.flush();
    std::fflush(stdout);
    std::string const text = mark + event.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    for (std::size_t at = 0; at < text.size();) {
        auto const n = ::write(1, text.data() + at, text.size() - at);
        if (n <= 0) std::_Exit(4);
        at += static_cast<std::size_t>(n);
    }
}

[[noreturn]] void child(int out, int err, void (*cells)()) {
    ::setpgid(0, 0);
    int const null = ::open("/dev/null", O_RDONLY);
    ::dup2(null, 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    std::setvbuf(stdout, nullptr, _IONBF, 0);
    std::cout << std::unitbuf;
    try {
        cells();
        send({{"end", true}});
    } catch (std::exception const& error) {
        send({{"error", {{"type", "exception"}, {"what", error.what()}}}});
        std::_Exit(5);
    } catch (...) {
        send({{"error", {{"type", "exception"}, {"what", "not a std::exception"}}}});
        std::_Exit(5);
    }
    std::_Exit(0);
}

struct Record {
    json cells = json::array();
    std::size_t current = 0;
    bool started = false;
    bool ended = false;
    std::string what, pending, error_output;
    std::size_t bytes = 0;
    Clock::time_point since = Clock::now();

    void text(std::string const& part) {
        if (part.empty() || !started || bytes > output_limit) return;
        bytes += part.size();
        auto& events = cells[current]["events"];
        if (!events.empty() && events.back().contains("stream"))
            events.back()["stream"] = events.back()["stream"].get<std::string>() + part;
        else
            events.push_back({{"stream", part}});
    }
    void close() {
        if (!started) return;
        cells[current]["status"] = "ok";
        cells[current]["seconds"] = std::chrono::duration<double>(Clock::now() - since).count();
    }
    void event(json const& e) {
        if (e.contains("cell") || e.contains("end")) {
            close();
            ended = e.contains("end");
            if (!ended) {
                current = e["cell"];
                started = true;
                bytes = 0;
                since = Clock::now();
            }
        } else if (started) {
            cells[current]["events"].push_back(e);
            if (e.contains("error") && e["error"]["type"] == "exception") what = e["error"]["what"];
        }
    }
    void take(std::string const& data) {
        pending += data;
        for (;;) {
            auto const begin = pending.find(mark);
            text(pending.substr(0, begin));
            if (begin == std::string::npos) return pending.clear();
            pending.erase(0, begin);
            auto const end = pending.find('\n');
            if (end == std::string::npos) return;
            auto const e = json::parse(pending.substr(1, end - 1), nullptr, false);
            if (!e.is_discarded()) event(e);
            pending.erase(0, end + 1);
        }
    }
};
}  // namespace

void begin_cell(std::size_t index, std::size_t line) { send({{"cell", index}, {"line", line}}); }
void send_display(Mime const& mime) { send({{"display", mime}}); }
void expect_throw(char const* pattern, char const* what) {
    if (what == nullptr) throw std::runtime_error(std::string("expected an exception that matches '") + pattern + "'");
    if (!std::regex_search(what, std::regex(pattern)))
        throw std::runtime_error(std::string("expected an exception that matches '") + pattern + "', got '" + what +
                                 "'");
    send({{"error", {{"type", "expected"}, {"what", what}}}});
}

int run(int argc, char** argv, char const* chapter, std::size_t const* lines, std::size_t count, void (*cells)(),
        double limit) {
    std::string out_path;
    bool keep_going = false;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--keep-going") == 0) keep_going = true;
        if (i + 1 == argc) break;
        if (std::strcmp(argv[i], "--out") == 0) out_path = argv[i + 1];
        if (std::strcmp(argv[i], "--time-limit") == 0) limit = std::atof(argv[i + 1]);
    }
    Record record;
    for (std::size_t i = 0; i < count; ++i)
        record.cells.push_back(
            {{"line", lines[i]}, {"status", "not run"}, {"events", json::array()}, {"seconds", 0.0}});
    int out[2], err[2];
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) return 4;
    pid_t const pid = ::fork();
    if (pid < 0) return 4;
    if (pid == 0) child(out[1], err[1], cells);
    ::close(out[1]);
    ::close(err[1]);
    bool late = false;
    pollfd fds[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        ::poll(fds, 2, 50);
        for (auto& fd : fds) {
            if (fd.fd < 0 || fd.revents == 0) continue;
            char buffer[65536];
            auto const n = ::read(fd.fd, buffer, sizeof buffer);
            if (n <= 0)
                fd.fd = -1;
            else if (&fd == &fds[0])
                record.take({buffer, static_cast<std::size_t>(n)});
            else
                record.error_output.append(buffer, static_cast<std::size_t>(n));
        }
        if (!late && std::chrono::duration<double>(Clock::now() - record.since).count() > limit) {
            late = true;
            ::kill(-pid, SIGKILL);
            ::kill(pid, SIGKILL);
        }
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    json failure;
    if (!record.ended) {
        auto& tail = record.error_output;
        if (tail.size() > 8192) tail.erase(0, tail.size() - 8192);
        std::string message = late ? "ran past its time limit"
                              : WIFSIGNALED(status)
                                  ? std::string("was killed by signal ") + ::strsignal(WTERMSIG(status))
                              : !record.what.empty() ? "threw: " + record.what
                                                     : "ended the program";
        std::size_t const line = count > 0 ? lines[record.current] : 1;
        if (count > 0) record.cells[record.current]["status"] = "failed";
        failure = {{"cell", record.current}, {"line", line}, {"message", message}, {"stderr", tail}};
        std::cerr << chapter << ':' << line << ":1: error: cell " << message << " [cell-failed]\n" << tail;
    }
    if (!out_path.empty()) {
        json const all = {{"schema", 1}, {"chapter", chapter}, {"cells", record.cells}, {"failure", failure}};
        std::ofstream file(out_path + ".tmp");
        file << all.dump(1, ' ', false, json::error_handler_t::replace) << '\n';
        file.close();
        if (!file || std::rename((out_path + ".tmp").c_str(), out_path.c_str()) != 0) return 4;
    }
    return failure.is_null() || keep_going ? 0 : 5;
}
}  // namespace heddle::runtime
