// SPDX-License-Identifier: MIT
// The first two lines of a generated file. They carry a checksum of the rest, so that an edit shows in the file itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heddle {

/// `text` with `\n` for each `\r\n`, as it was before a checkout rewrote its line ends.
std::string with_lf(std::string_view text);

/// The two lines, with zeros for the checksum.
/// \param chapters  the paths of the chapters that make the file, as the reader is to see them
/// \param license   an SPDX identifier; may be empty
std::string banner(std::string const& chapters, std::string const& license);

/// Puts the checksum of a file that begins with a banner into it.
/// \pre  the checksum in `text` is zeros
void seal(std::string& text);

/// What the first line of a generated file says about its text.
enum class Ownership {
    generated,  // heddle wrote it, and it is as it was
    edited,     // heddle wrote it, and it was changed since
    foreign,    // heddle did not write it
};
Ownership ownership(std::string_view text);

/// In the way of FNV-1a, 8 bytes at a time: enough to notice an edit, not to withstand an attack.
std::uint64_t checksum(std::string_view text);

}  // namespace heddle
