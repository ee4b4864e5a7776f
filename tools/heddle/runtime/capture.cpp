// SPDX-License-Identifier: MIT
// One loop reads three pipes until the process ends; processes that it leaves behind are ended after it.
#include "capture.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <system_error>
#include <vector>

#include "channel.hpp"
#include "exception.hpp"
#include "text.hpp"

namespace heddle::runtime {

namespace {

constexpr int tick = 20;             // milliseconds between two looks at the clock and at the process
constexpr int first_private = 100;   // descriptors from here on are out of the way of what a cell opens and closes
constexpr int generations = 10'000;  // rounds of ending processes whose parents ended

[[noreturn]] void give_up(char const* what) { throw std::system_error(errno, std::generic_category(), what); }

struct Pipe {
    int reader = -1;
    int writer = -1;
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) give_up("pipe");
        reader = ends[0];
        writer = ends[1];
        ::fcntl(reader, F_SETFL, O_NONBLOCK);
    }
    ~Pipe() {
        close_writer();
        ::close(reader);
    }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;
    Pipe(Pipe&&) = delete;
    Pipe& operator=(Pipe&&) = delete;
    void close_writer() {
        if (writer >= 0) ::close(writer);
        writer = -1;
    }
};

struct Pipes {
    Pipe output, errors, events;
};

/// The state in which a cell finds its process: no input, output into the pipes, no core file, its own group.
Channel enter(Pipes const& pipes, std::string mark) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    rlimit const no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
    ::dup2(pipes.output.writer, 1);
    ::dup2(pipes.errors.writer, 2);
    std::setvbuf(stdout, nullptr, _IONBF, 0);  // what a cell printed before a crash is not lost in a buffer
    std::cout << std::unitbuf;
    return {::fcntl(pipes.events.writer, F_DUPFD_CLOEXEC, first_private),
            ::fcntl(pipes.output.writer, F_DUPFD_CLOEXEC, first_private), std::move(mark)};
}

[[noreturn]] void run_cells(void (*cells)()) {
    try {
        cells();
    } catch (...) {
        Thrown const thrown = current_exception_in_words();
        send({{"error", {{"type", "exception"}, {"what", readable(thrown.what)}}}});
        fail_cell("threw " + thrown.type + (thrown.what == thrown.type ? "" : ": " + thrown.what));
    }
    send({{"returned", true}});
    std::exit(0);  // an ordinary end: static objects are destroyed, and leaks are looked for
}

enum class Reading { bytes, nothing, closed };

template <typename F>
Reading read_some(int fd, F take) {
    std::array<char, 65536> buffer{};
    ssize_t const n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0) return errno == EAGAIN || errno == EINTR ? Reading::nothing : Reading::closed;
    if (n == 0) return Reading::closed;
    take(std::string_view(buffer.data(), static_cast<std::size_t>(n)));
    return Reading::bytes;
}

/// Ends the processes that outlived the one that started them: all of them became children of this process.
void end_orphans() {
    std::string const list = "/proc/self/task/" + std::to_string(::getpid()) + "/children";
    for (int i = 0; i < generations; ++i) {
        std::ifstream file(list);
        std::vector<pid_t> orphans;
        for (pid_t pid = 0; file >> pid;) orphans.push_back(pid);
        if (orphans.empty()) return;
        for (pid_t const pid : orphans) ::kill(pid, SIGKILL);
        for (pid_t const pid : orphans) ::waitpid(pid, nullptr, 0);
    }
}

std::string seconds_in_words(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g s", seconds);
    return text.data();
}

/// Why the process must not go on, or an empty string.
std::string beyond(Limits const& limits, Record const& record, std::size_t waiting) {
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - record.since).count();
    if (seconds > limits.seconds) return "ran past its time limit of " + seconds_in_words(limits.seconds);
    if (!record.excess.empty()) return record.excess;
    // An event that is still coming is not yet in the record.
    return record.shown + waiting > limits.shown ? showed_too_much(limits) : std::string();
}

/// The reading ends of the pipes, and what came out of them.
struct Ears {
    std::array<pollfd, 3> ends;
    Splitter splitter;
    Excerpt errors;

    Ears(Pipes const& pipes, std::string const& mark)
        : ends{pollfd{pipes.output.reader, POLLIN, 0}, pollfd{pipes.errors.reader, POLLIN, 0},
               pollfd{pipes.events.reader, POLLIN, 0}},
          splitter(mark) {}
    /// Reads once from every pipe. \returns whether anything was there
    bool read_all() {
        bool any = false;
        auto const hear = [&](pollfd& end, auto take) {
            Reading const reading = end.fd < 0 ? Reading::closed : read_some(end.fd, take);
            if (reading == Reading::closed) end.fd = -1;
            any = any || reading == Reading::bytes;
        };
        hear(ends[0], [&](std::string_view part) { splitter.add_output(part); });
        hear(ends[1], [&](std::string_view part) { errors.add(part); });
        hear(ends[2], [&](std::string_view part) { splitter.add_events(part); });
        return any;
    }
};

/// Hears the process to its end, or ends it.
Ending listen(pid_t pid, Ears& ears, Limits const& limits, Record& record) {
    Ending ending;
    for (bool running = true; running;) {
        ::poll(ears.ends.data(), ears.ends.size(), tick);
        ears.read_all();
        ears.splitter.hand_over(record, limits);
        if (ending.stopped.empty()) {
            ending.stopped = beyond(limits, record, ears.splitter.waiting());
            if (!ending.stopped.empty()) ::kill(-pid, SIGKILL), ::kill(pid, SIGKILL);
        }
        running = ::waitpid(pid, &ending.status, WNOHANG) == 0;
    }
    end_orphans();  // before the rest is read: a process that prints on would keep it coming
    while (ears.read_all()) continue;
    ears.splitter.hand_over_rest(record, limits);
    if (ending.stopped.empty()) ending.stopped = record.excess;
    ending.errors = ears.errors.text();
    return ending;
}

}  // namespace

Ending capture(void (*cells)(), Limits const& limits, Record& record) {
    std::string const mark = random_mark();
    if (mark.empty()) give_up("getrandom");
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    Pipes pipes;
    record.since = std::chrono::steady_clock::now();
    pid_t const pid = ::fork();
    if (pid < 0) give_up("fork");
    if (pid == 0) {
        open_channel(enter(pipes, mark));
        run_cells(cells);
    }
    pipes.output.close_writer();
    pipes.errors.close_writer();
    pipes.events.close_writer();
    Ears ears(pipes, mark);
    return listen(pid, ears, limits, record);
}

}  // namespace heddle::runtime
