// SPDX-License-Identifier: MIT
// Runs the cells in a process of their own, whatever they do to it, and hears all that they print.
#pragma once

#include <string>

#include "record.hpp"

namespace heddle::runtime {

struct Ending {
    int status = 0;       // as waitpid gives it
    std::string stopped;  // why the process was stopped; empty when it ended by itself
    std::string errors;   // what it wrote to its standard error, shortened
};

/// Runs `cells` to their end, filling `record`. When it returns, no process that they started is left.
/// \throws std::system_error where the system gives no process, pipe or random bytes
Ending capture(void (*cells)(), Limits const& limits, Record& record);

}  // namespace heddle::runtime
