// SPDX-License-Identifier: MIT
// How a process of cells tells what it does: events on a pipe of their own, and a mark for each in the stream of what
// the cells print, so that the order of text and events is the program's own.
//
// The mark is 32 random hex digits after a record separator: no text that a cell prints is taken for one. It is short
// enough for a single atomic write, so other threads and processes cannot print into it; the events, of any length,
// could not travel in the stream itself.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace heddle::runtime {

/// The ends of the pipes that the process of cells writes to, and the mark.
struct Channel {
    int events = -1;
    int output = -1;  // also descriptor 1, unless a cell closes that
    std::string mark;
};

/// A new mark. \returns an empty string when the system gives no random bytes
std::string random_mark();

/// From here on events of this process go to `channel`. Without one the cells run directly, for a debugger: they print
/// where the program prints, and events go nowhere.
void open_channel(Channel channel);
bool has_channel();

/// Sends one event after everything that was printed before it. In a process that a cell forked it ends the process:
/// a copy that runs on through the cells after it would tell everything twice.
void send(nlohmann::json const& event);

/// Ends the process of cells: the current cell has failed for the reason given.
[[noreturn]] void fail_cell(std::string const& message);

/// Why text that is printed from here on would be lost, or an empty string: a cell closed or redirected its output.
std::string output_fault();

}  // namespace heddle::runtime
