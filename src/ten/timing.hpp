// Generated from chapters/05-matmul.md by heddle (checksum ef41735b2c1f3124). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// How long code takes: once, or as the mean of many times.

/// A time as people read it: three digits and a unit, such as "1.08 ms".
/// \param seconds  not negative
inline std::string duration_text(double seconds) {
    struct Unit {
        char const* name;
        double size;
    };
    constexpr std::array<Unit, 4> units{{{"s", 1}, {"ms", 1e-3}, {"µs", 1e-6}, {"ns", 1e-9}}};
    auto const* unit = units.begin();
    while (unit + 1 != units.end() && seconds < unit->size) ++unit;
    std::array<char, 32> digits;
    std::snprintf(digits.data(), digits.size(), "%.3g", seconds / unit->size);
    return digits.data() + std::string(" ") + unit->name;
}

/// Seconds that `f` takes, and its value is not needed.
template <typename F>
double seconds_of(F const& f) {
    auto const start = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Runs `f` once, prints how long it took, and returns its value.
template <typename F>
auto time(F const& f) {
    auto const start = std::chrono::steady_clock::now();
    auto value = f();
    std::chrono::duration<double> const passed = std::chrono::steady_clock::now() - start;
    std::cout << "Wall time: " << duration_text(passed.count()) << '\n';
    return value;
}

/// What `timeit` measured, in seconds for one call.
struct Timing {
    double mean, deviation;
    int runs, loops;
    friend std::ostream& operator<<(std::ostream& out, Timing const& t) {
        return out << duration_text(t.mean) << " ± " << duration_text(t.deviation) << " per loop (mean ± std. dev. of "
                   << t.runs << (t.runs == 1 ? " run, " : " runs, ") << t.loops
                   << (t.loops == 1 ? " loop each)" : " loops each)");
    }
};

/// Calls `f` `loops` times in each of `runs` runs.
/// \pre  loops and runs are positive; throws std::invalid_argument
template <typename F>
Timing timeit(F const& f, int loops = 10, int runs = 7) {
    if (loops < 1 || runs < 1) throw std::invalid_argument("timeit: at least one loop and one run");
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        double const whole = seconds_of([&] {
            for (int loop = 0; loop < loops; ++loop) {
                auto const value = f();
                asm volatile("" : : "g"(&value) : "memory");  // someone may look at it, so it has to be computed
            }
        });
        seconds.push_back(whole / loops);
    }
    double mean = 0;
    for (double s : seconds) mean += s / runs;
    double variance = 0;
    for (double s : seconds) variance += (s - mean) * (s - mean) / runs;
    return {mean, std::sqrt(variance), runs, loops};
}

}  // namespace ten
