// SPDX-License-Identifier: MIT
// The last stage: a plan becomes files. Each file is replaced by a rename, so it is old or new and never half.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "disk/plan.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Holds the book's lock while it lives; the kernel lets go of it when the process ends, however it ends.
class Lock {
public:
    explicit Lock(std::filesystem::path const& folder);
    ~Lock();
    Lock(Lock const&) = delete;
    Lock& operator=(Lock const&) = delete;
    Lock(Lock&&) = delete;
    Lock& operator=(Lock&&) = delete;

private:
    int fd_ = -1;
};

/// Carries out `edits` below `base`. All new texts are written beside their targets first, then renamed: a full disk
/// leaves every file as it was. Symbolic links below `base` are refused, not followed. A folder that is empty once its
/// files are removed goes with them.
/// \param durable  also flushes each text to the disk before its rename; for files that cannot be made again
void write(std::filesystem::path const& base, std::vector<Edit> const& edits, bool durable, Diagnostics& diagnostics);

}  // namespace heddle
