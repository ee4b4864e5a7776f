// SPDX-License-Identifier: MIT
// One function a command: options in, exit status out.
#pragma once

#include "command/options.hpp"

namespace heddle {

int tangle_command(Options const& options);
int cells_command(Options const& options);
int check_command(Options const& options);
int accept_command(Options const& options);
int weave_command(Options const& options);
int list_command(Options const& options);
int new_chapter_command(Options const& options);

}  // namespace heddle
