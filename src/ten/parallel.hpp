// Generated from chapters/05-matmul.md by heddle (checksum 9a86b8cdcd727f5c). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// Threads that share the work of a product.

namespace detail {

/// Lets the other half of a core work while this thread waits.
inline void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

/// Threads that wait for jobs. A job is a function of the number of a part; part 0 is computed by who asks.
class Workers {
public:
    using Job = void (*)(void const* context, int part, int parts);
    /// \param count  with who asks; there are fewer where the system gives no more
    explicit Workers(int count) : process_(getpid()) {
        try {
            for (int part = 1; part < count; ++part) threads_.emplace_back([this, part] { work(part); });
        } catch (std::system_error const&) {
        }
    }
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;
    ~Workers() {
        if (!is_here()) {  // in a process that was forked off there is nobody to wait for
            for (std::thread& thread : threads_) thread.detach();
            return;
        }
        job_ = nullptr;
        round_.fetch_add(1, std::memory_order_release);
        round_.notify_all();
        for (std::thread& thread : threads_) thread.join();
    }

    /// Not in a process that was forked off, which has no thread but the one that forked.
    [[nodiscard]] bool is_here() const { return getpid() == process_; }
    [[nodiscard]] int count() const { return static_cast<int>(threads_.size()) + 1; }

    /// Calls `job(context, part, count())` for every part below `count()`, each in a thread of its own.
    /// \pre is_here(), and no other job runs; throws what the job throws in any of the threads, when all have ended
    void run(Job job, void const* context) {
        job_ = job;
        context_ = context;
        left_.store(static_cast<int>(threads_.size()), std::memory_order_relaxed);
        round_.fetch_add(1, std::memory_order_release);
        round_.notify_all();
        compute(0);
        for (int look = 0; left_.load(std::memory_order_acquire) > 0; ++look)
            look < patience ? relax() : std::this_thread::yield();
        std::exception_ptr const thrown = std::exchange(thrown_, nullptr);
        failed_.clear();
        if (thrown) std::rethrow_exception(thrown);
    }

private:
    static constexpr int patience = 2000;  // looks in vain: tens of microseconds

    void compute(int part) {
        try {
            job_(context_, part, count());
        } catch (...) {
            if (!failed_.test_and_set()) thrown_ = std::current_exception();
        }
    }
    void work(int part) {
        for (unsigned seen = 0;;) {
            for (int look = 0; look < patience && round_.load(std::memory_order_acquire) == seen; ++look) relax();
            round_.wait(seen, std::memory_order_acquire);
            seen = round_.load(std::memory_order_acquire);
            if (job_ == nullptr) return;
            compute(part);
            left_.fetch_sub(1, std::memory_order_release);
        }
    }

    pid_t process_;
    Job job_ = nullptr;
    void const* context_ = nullptr;
    std::atomic<unsigned> round_ = 0;  // counts the jobs
    std::atomic<int> left_ = 0;        // threads that have not ended this one
    std::atomic_flag failed_;
    std::exception_ptr thrown_;  // by the first that failed
    std::vector<std::thread> threads_;
};

/// How many threads there are, and the threads. They live as long as the program, for a global object may multiply when
/// the program ends.
struct Team {
    int count = 1;
    Workers* workers = nullptr;
    std::atomic_flag busy;
};

/// The number that TEN_NUM_THREADS names, or 1.
inline int threads_wanted(char const* text) {
    if (text == nullptr || *text == 0) return 1;
    char* end = nullptr;
    long const count = std::strtol(text, &end, 10);
    if (*end == 0 && count >= 1 && count <= 1024) return static_cast<int>(count);
    std::fprintf(stderr, "ten: TEN_NUM_THREADS is no number from 1 to 1024: %s\n", text);
    return 1;
}

inline Team& team() {
    static Team& the_team = *new Team{threads_wanted(std::getenv("TEN_NUM_THREADS")), nullptr, {}};
    return the_team;
}

/// Gives a job to the team. \returns whether it has done it: not where it is at work already
inline bool given_to_team(Workers::Job job, void const* context) {
    Team& here = team();
    if (here.count == 1 || here.busy.test_and_set(std::memory_order_acquire)) return false;
    struct Freed {
        std::atomic_flag& busy;
        ~Freed() { busy.clear(std::memory_order_release); }
    } const freed{here.busy};
    if (here.workers != nullptr && !here.workers->is_here()) delete std::exchange(here.workers, nullptr);
    if (here.workers == nullptr) here.workers = new Workers(here.count);
    here.workers->run(job, context);
    return true;
}

/// Calls `f(part, parts)` for every part, on the threads there are; for the only part where they are at work already.
template <typename F>
void in_parts(F const& f) {
    auto const job = [](void const* context, int part, int parts) { (*static_cast<F const*>(context))(part, parts); };
    if (!given_to_team(job, &f)) f(0, 1);
}

}  // namespace detail

/// How many threads a large product is shared among: what TEN_NUM_THREADS says, or 1, until a program says otherwise.
inline int num_threads() { return detail::team().count; }

/// \param count  threads, the one that multiplies among them
/// \pre          1 <= count <= 1024, and no product is under way; throws std::invalid_argument
inline void set_num_threads(int count) {
    if (count < 1 || count > 1024)
        throw std::invalid_argument("set_num_threads: " + std::to_string(count) + " is not from 1 to 1024");
    detail::Team& team = detail::team();
    if (count == team.count) return;
    delete team.workers;
    team.workers = nullptr;
    team.count = count;
}

}  // namespace ten
