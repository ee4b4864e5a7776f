// SPDX-License-Identifier: MIT
// Text for a terminal: what comes from a chapter, a record or the name of a file must neither move the cursor nor
// change the order of what is read, and what cannot be seen is shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heddle {

/// A piece of a text: a character, or a byte that begins none.
struct Character {
    std::size_t bytes = 1;
    unsigned code_point = 0;  // of a byte that begins none: the byte
    bool valid = true;
};
/// The character at byte `at`. \pre  at < text.size()
Character character_at(std::string_view text, std::size_t at);

/// Is it a control character (also a line end or a tab), or one that has no width or changes the direction of others?
bool is_hidden(unsigned code_point);

/// `text` with each hidden character and each byte that is not UTF-8 in words: `\x1B` for a byte, `<U+202E>` for
/// others. Tabs and line ends stay, for they have a place in messages.
std::string visible(std::string_view text);

/// The same for what stands on one line, such as the name of a file: a line end is `\x0A`.
std::string visible_line(std::string_view text);

/// JSON, as a library writes it, with each hidden character inside its strings as `\u202e`: the same value.
std::string visible_json(std::string_view json);

}  // namespace heddle
