// SPDX-License-Identifier: MIT
// An exception in words.
#pragma once

#include <string>

namespace heddle::runtime {

struct Thrown {
    std::string type;  // as the source spells it: "std::runtime_error"
    std::string what;  // what(), or the type again for what is no std::exception
};

/// The exception that is being handled. \pre called in a catch clause
Thrown current_exception_in_words();

}  // namespace heddle::runtime
