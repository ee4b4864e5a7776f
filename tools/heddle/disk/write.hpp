// SPDX-License-Identifier: MIT
// The last stage: a plan becomes files. Each file is replaced by a rename, so it is old or new and never half.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "disk/plan.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Holds the lock of a folder while it lives; the kernel lets go of it when the process ends, however it ends.
/// A run that reads in order to write takes it before it reads.
class Lock {
public:
    enum class Wait { no, yes };
    explicit Lock(std::filesystem::path const& folder, Wait wait = Wait::yes);
    ~Lock();
    Lock(Lock const&) = delete;
    Lock& operator=(Lock const&) = delete;
    Lock(Lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Lock& operator=(Lock&&) = delete;

    [[nodiscard]] bool held() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

/// Ends what a killed `new chapter` began in `folder`, unless another heddle is at work there: a chapter that the order
/// names and that has only its temporary name gets its own; other temporary files go.
/// \param locked  the caller holds the lock of `folder` itself
void finish_interrupted(std::filesystem::path const& folder, bool locked);

/// Carries out `edits` below `base`. All new texts are written beside their targets first, then renamed: a full disk
/// leaves every file as it was. Symbolic links below `base` are refused, not followed. A folder that is empty once its
/// files are removed goes with them. A file that is not what its edit found any more, because somebody saved it
/// meanwhile, stays as it is: an error with exit status 3; the other edits are made.
/// \param durable  also flushes each text to the disk before its rename; for files that cannot be made again, so one
/// with a second name or without permission to write is refused
void write(std::filesystem::path const& base, std::vector<Edit> const& edits, bool durable, Diagnostics& diagnostics);

}  // namespace heddle
