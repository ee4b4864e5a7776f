// SPDX-License-Identifier: MIT
// Times one product after another in one process, each by all libraries in turn: peers THREADS ROUNDS MxKxN,...
// NAME=FILE:FUNCTION[:THREADS]...
//
// FILE is a shared library. FUNCTION is `product` (see product.hpp) or a function with the arguments of cblas_sgemm;
// THREADS is the function that says how many threads may multiply. All of them multiply the same matrices, and have to
// agree with each other. Prints a line of JSON for each shape and library: the seconds of each round, and beside them
// what the peak was then, in flops a second. With one thread the time is the processor's, with several the clock on the
// wall's. Exit status: 1 a wrong product, 2 usage, 4 no library.
#include <dlfcn.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "product.hpp"

namespace {

using CblasSgemm = void (*)(int, int, int, int, int, int, float, float const*, int, float const*, int, float, float*,
                            int);
constexpr int row_major = 101, not_transposed = 111;
constexpr double least_seconds = 0.0005;  // of one measurement, so that the clock's own steps do not show
using Wide [[gnu::vector_size(64)]] = float;

struct Shape {
    std::int64_t m, k, n;
};

struct Library {
    std::string name;
    std::function<void(Shape, float const*, float const*, float*)> multiply;
};

double now(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Flops a second of twelve independent sums, each in a register.
double peak_of_one(clockid_t clock) {
    constexpr int rounds = 20'000;
    float one = 1;
    asm volatile("" : "+x"(one));  // not known to the compiler
    Wide const x = one - Wide{};
    Wide sum[12];
    for (int i = 0; i < 12; ++i) sum[i] = static_cast<float>(i) * x;  // sums that begin alike would be computed once
    double const start = now(clock);
    for (int round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
        for (Wide& s : sum) s = s * x + x;
    }
    Wide total{};
    for (Wide const& s : sum) total += s;
    asm volatile("" : : "x"(total[0]));
    constexpr std::size_t lanes = sizeof(Wide) / sizeof(float);
    return rounds * 12.0 * 2 * static_cast<double>(lanes) / (now(clock) - start);
}

double peak(int threads) {
    std::vector<double> found(static_cast<std::size_t>(threads));
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < found.size(); ++i)
        others.emplace_back([&found, i] { found[i] = peak_of_one(CLOCK_THREAD_CPUTIME_ID); });
    found[0] = peak_of_one(CLOCK_THREAD_CPUTIME_ID);
    for (std::thread& t : others) t.join();
    double sum = 0;
    for (double const f : found) sum += f;
    return sum;
}

/// NAME=FILE:FUNCTION[:THREADS], loaded and told how many threads there are.
Library load(std::string const& words, int threads) {
    auto const equals = words.find('=');
    std::istringstream rest(words.substr(std::min(words.size(), equals + 1)));
    std::string file, function, tell;
    std::getline(rest, file, ':');
    std::getline(rest, function, ':');
    std::getline(rest, tell, ':');
    // Deep: libraries of one kind call their own functions of one name, not those of the library that was loaded first.
    void* const handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    void* const found = handle ? dlsym(handle, function.c_str()) : nullptr;
    void* const teller = handle && !tell.empty() ? dlsym(handle, tell.c_str()) : nullptr;
    if (!found || (!tell.empty() && !teller)) {
        std::fprintf(stderr, "peers: %s: %s\n", words.c_str(), dlerror());
        std::exit(4);
    }
    // A library that takes a 64-bit number reads the same register.
    if (teller) reinterpret_cast<void (*)(long)>(teller)(threads);
    if (function == "product") {
        auto const product = reinterpret_cast<decltype(&::product)>(found);
        return {words.substr(0, equals),
                [product](Shape s, float const* a, float const* b, float* c) { product(s.m, s.k, s.n, a, b, c); }};
    }
    auto const sgemm = reinterpret_cast<CblasSgemm>(found);
    return {words.substr(0, equals), [sgemm](Shape s, float const* a, float const* b, float* c) {
                int const m = static_cast<int>(s.m), k = static_cast<int>(s.k), n = static_cast<int>(s.n);
                sgemm(row_major, not_transposed, not_transposed, m, n, k, 1, a, k, b, n, 0, c, n);
            }};
}

/// The seconds of one call: the median of five measurements, where they do not take long.
double seconds(Library const& library, Shape s, float const* a, float const* b, float* c, clockid_t clock) {
    library.multiply(s, a, b, c);
    double start = now(clock);
    library.multiply(s, a, b, c);
    double const once = now(clock) - start;
    int const calls = std::max(1, static_cast<int>(least_seconds / std::max(once, 1e-8)));
    std::vector<double> times(once > 0.05 ? 1 : 5);
    for (double& t : times) {
        start = now(clock);
        for (int i = 0; i < calls; ++i) library.multiply(s, a, b, c);
        t = (now(clock) - start) / calls;
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void print(std::string const& name, Shape s, std::vector<double> const& times, std::vector<double> const& peaks) {
    std::printf("{\"name\": \"%s\", \"m\": %ld, \"k\": %ld, \"n\": %ld", name.c_str(), s.m, s.k, s.n);
    for (auto const& [key, values] : {std::pair{"seconds", times}, std::pair{"peak", peaks}}) {
        std::printf(", \"%s\": [", key);
        for (std::size_t i = 0; i < values.size(); ++i) std::printf("%s%.6g", i ? ", " : "", values[i]);
        std::printf("]");
    }
    std::printf("}\n");
    std::fflush(stdout);
}

/// False where a library's product is not that of the first.
bool measure(std::vector<Library> const& libraries, Shape s, int threads, int rounds) {
    // Threads of other libraries may still wait busily for work.
    clockid_t const clock = threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    std::mt19937 generator(1);
    std::uniform_real_distribution<float> uniform(-1, 1);
    std::vector<float> a(static_cast<std::size_t>(s.m * s.k)), b(static_cast<std::size_t>(s.k * s.n));
    for (float& x : a) x = uniform(generator);
    for (float& x : b) x = uniform(generator);
    std::vector<float> c(static_cast<std::size_t>(s.m * s.n)), first(c);
    libraries[0].multiply(s, a.data(), b.data(), first.data());
    for (Library const& library : libraries) {
        std::fill(c.begin(), c.end(), NAN);
        library.multiply(s, a.data(), b.data(), c.data());
        for (std::size_t i = 0; i < c.size(); ++i) {
            if (std::fabs(c[i] - first[i]) <= 1e-4F * std::sqrt(static_cast<float>(s.k))) continue;
            std::fprintf(stderr, "peers: %s: element %zu of %ldx%ldx%ld is %g, where %s has %g\n", library.name.c_str(),
                         i, s.m, s.k, s.n, static_cast<double>(c[i]), libraries[0].name.c_str(),
                         static_cast<double>(first[i]));
            return false;
        }
    }
    std::vector<std::vector<double>> times(libraries.size()), peaks(libraries.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < libraries.size(); ++i) {
            times[i].push_back(seconds(libraries[i], s, a.data(), b.data(), c.data(), clock));
            peaks[i].push_back(peak(threads));
        }
    }
    for (std::size_t i = 0; i < libraries.size(); ++i) print(libraries[i].name, s, times[i], peaks[i]);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5)
        return std::fprintf(stderr, "usage: peers THREADS ROUNDS MxKxN,... NAME=FILE:FUNCTION[:THREADS]...\n"), 2;
    int const threads = std::atoi(argv[1]), rounds = std::atoi(argv[2]);
    std::vector<Library> libraries;
    for (int i = 4; i < argc; ++i) libraries.push_back(load(argv[i], threads));
    std::istringstream shapes(argv[3]);
    for (std::string shape; std::getline(shapes, shape, ',');) {
        Shape s{};
        if (threads < 1 || rounds < 1 || std::sscanf(shape.c_str(), "%ldx%ldx%ld", &s.m, &s.k, &s.n) != 3)
            return std::fprintf(stderr, "peers: %s is no shape, or there is no thread or round\n", shape.c_str()), 2;
        if (!measure(libraries, s, threads, rounds)) return 1;
    }
    std::fflush(stdout);
    std::_Exit(0);  // a library's threads may not end by themselves
}
