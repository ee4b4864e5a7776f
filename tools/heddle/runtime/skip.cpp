// SPDX-License-Identifier: MIT
// Asks the driver's library for devices. It is opened by name when a program runs, so that programs that can do without
// a device are built and started where no driver is installed.
#include <dlfcn.h>

#include <cstdlib>
#include <string>

#include "heddle/runtime.hpp"

namespace heddle::runtime {

namespace {

/// Why no CUDA device can be used, or an empty string.
std::string no_device() {
#ifdef HEDDLE_WITHOUT_CUDA
    return "this build is without CUDA";
#else
    void* const driver = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
    if (driver == nullptr) return "no CUDA driver is installed";
    auto const init = reinterpret_cast<int (*)(unsigned)>(::dlsym(driver, "cuInit"));
    auto const count_devices = reinterpret_cast<int (*)(int*)>(::dlsym(driver, "cuDeviceGetCount"));
    if (init == nullptr || count_devices == nullptr) return "the CUDA driver is none that can be asked for devices";
    int count = 0;
    if (init(0) != 0 || count_devices(&count) != 0 || count == 0) return "there is no CUDA device";
    return {};
#endif
}

bool runs_slow_ones() {
    char const* const value = std::getenv("HEDDLE_SLOW");
    return value != nullptr && *value != '\0' && std::string(value) != "0";
}

}  // namespace

std::string reason_to_skip(bool cuda, bool slow) {
    if (slow && !runs_slow_ones()) return "it is slow and runs with HEDDLE_SLOW=1";
    if (!cuda) return {};
    static std::string const device = no_device();
    return device;
}

}  // namespace heddle::runtime
