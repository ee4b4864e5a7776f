// SPDX-License-Identifier: MIT
// Independent pieces of work side by side, for the drivers; the stages themselves are plain functions.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace heddle {

/// Calls `work(i)` once for each i below `count`, on as many threads as there are processors. Whatever `work` says goes
/// into a slot of its own, so that the results never depend on who was first. An exception is thrown again here.
template <typename Work>
void for_each_index(std::size_t count, Work const& work) {
    constexpr std::size_t piece = 8;  // indices taken at a time: the counter is no bottleneck, the last piece is short
    std::size_t const pieces = (count + piece - 1) / piece;
    std::size_t const workers = std::min<std::size_t>({pieces, std::max(1U, std::thread::hardware_concurrency()), 8});
    std::vector<std::exception_ptr> thrown(workers);
    std::atomic<std::size_t> next{0};
    auto const run = [&](std::size_t worker) {
        try {
            for (std::size_t first; (first = next.fetch_add(piece)) < count;) {
                for (std::size_t i = first; i < std::min(first + piece, count); ++i) work(i);
            }
        } catch (...) {
            thrown[worker] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t worker = 1; worker < workers; ++worker) threads.emplace_back(run, worker);
        if (workers > 0) run(0);
    }
    for (std::exception_ptr const& e : thrown) {
        if (e) std::rethrow_exception(e);
    }
}

}  // namespace heddle
