// SPDX-License-Identifier: MIT
// Splits an info string into words, then reads each word by one table.
#include "parse/info_string.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "parse/languages.hpp"
#include "parse/listing.hpp"
#include "text/encoding.hpp"
#include "text/pattern.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

struct Word {
    std::string name;
    std::optional<Attribute> value;  // of name="value"
    Span span;
};

/// A tag. Those that say what a block is make its kind, of their value where they have one; the others say more of it.
struct Tag {
    std::string_view name;
    bool takes_value;
    Kind (*make)(Attribute const& title) = nullptr;
};

template <typename K>
Kind plain(Attribute const&) {
    return K{};
}
template <typename K>
Kind titled(Attribute const& title) {
    K kind;
    kind.title = title;
    return kind;
}

constexpr std::array<Tag, 26> tags{{
    {"export", false, plain<ExportBlock>},
    {"define", false, plain<DefineBlock>},
    {"text", false, plain<TextBlock>},
    {"test", true, titled<TestBlock>},
    {"bench", true, titled<BenchBlock>},
    {"chunk", true, titled<ChunkBlock>},
    {"hide", false},
    {"fold", false},
    {"volatile", false},
    {"solution", false},
    {"cuda", false},
    {"slow", false},
    {"throws", true},
    {"fails", true},
    {"notebook", true},
    {"file", true},
    {"name", true},
    {"global", false},
    {"replace", false},
    {"before", false},
    {"after", false},
    {"sizes", true},
    {"reason", true},
    {"alt", true},
    {"function", true},
    {"compiler", true},
}};

// Words of an info string that are read. With more of them than tags, one is unknown or given twice: the block is
// faulty however it goes on, and a line of ten megabytes must not give a million messages.
constexpr std::size_t words_at_most = 2 * tags.size();

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::optional<std::vector<Word>> split(Source const& source, Span info, Diagnostics& diagnostics) {
    std::vector<Word> words;
    std::string const& text = source.text;
    for (std::size_t i = info.begin; i < info.end && words.size() < words_at_most;) {
        if (is_space(text[i])) {
            ++i;
            continue;
        }
        Word word;
        std::size_t const begin = i;
        while (i < info.end && !is_space(text[i]) && text[i] != '=') ++i;
        word.name = text.substr(begin, i - begin);
        if (i < info.end && text[i] == '=') {
            if (++i >= info.end || text[i] != '"') {
                complain(diagnostics, source, {begin, i}, "bad-attribute",
                         fmt::format("the value of '{}' is not in quotes", word.name),
                         fmt::format("write {}=\"...\"", word.name));
                return std::nullopt;
            }
            // No escapes: the bytes of a value are the chapter's, so a message can point into it. A title cannot hold a
            // '"'.
            std::size_t const open = ++i;
            while (i < info.end && text[i] != '"') ++i;
            if (i == info.end) {
                complain(diagnostics, source, {begin, i}, "bad-attribute",
                         fmt::format("the value of '{}' has no closing quote", word.name));
                return std::nullopt;
            }
            word.value = Attribute{text.substr(open, i - open), {open, i}};
            ++i;
        }
        word.span = {begin, i};
        words.push_back(std::move(word));
    }
    return words;
}

/// Whole numbers with spaces between them, each at least `least`; `what` says what they are.
bool parse_numbers(Source const& source, Attribute const& value, long least, char const* what,
                   std::vector<long>& numbers, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < value.value.size();) {
        if (is_space(value.value[i])) {
            ++i;
            continue;
        }
        long number = 0;
        char const* const first = value.value.data() + i;
        char const* const end = value.value.data() + value.value.size();
        auto const [stop, error] = std::from_chars(first, end, number);
        if (error != std::errc{} || number < least || (stop != end && !is_space(*stop))) {
            complain(diagnostics, source, value.span, "bad-attribute",
                     fmt::format("'{}' is not a list of {}", value.value, what),
                     "write whole numbers with spaces between them");
            return false;
        }
        numbers.push_back(number);
        i = static_cast<std::size_t>(stop - value.value.data());
    }
    return true;
}

bool read_pattern(Source const& source, Attribute const& value, std::optional<Pattern>& pattern,
                  Diagnostics& diagnostics) {
    pattern.emplace(value.value);
    std::string const fault = pattern->fault();
    if (fault.empty()) return true;
    constexpr std::size_t shown = 100;  // bytes of a pattern that a message still quotes
    bool const whole = value.value.size() <= shown;
    complain(diagnostics, source, value.span, "bad-regex",
             fmt::format("{} {}", whole ? "'" + value.value + "'" : "this pattern", fault),
             fault.starts_with("is not")
                 ? "the syntax is RE2's: a bracket that is meant as it stands has a backslash before it"
                 : "name a part of the message that is like no other");
    return false;
}

enum class Taken { yes, faulty, misplaced };

/// Two changes in one block: which of them comes first, nobody could say.
Taken read_change(Source const& source, Word const& word, Change& change, Diagnostics& diagnostics) {
    Change const meant = word.name == "replace"  ? Change::replace
                         : word.name == "before" ? Change::before
                                                 : Change::after;
    if (change == Change::none) return change = meant, Taken::yes;
    complain(diagnostics, source, word.span, "misplaced-tag",
             fmt::format("'{}' cannot stand beside '{}'", word.name, change_name(change)),
             "a block makes one change: give each a block of its own");
    return Taken::faulty;
}

/// Puts the tag `word` into `kind`, where it has a member for it.
template <typename K>
Taken take(Source const& source, Word const& word, K& kind, Diagnostics& diagnostics) {
    auto const flag = [](bool& member) { return member = true, Taken::yes; };
    auto const read = [](bool good) { return good ? Taken::yes : Taken::faulty; };
    if constexpr (requires { kind.folding; }) {
        if (word.name == "hide") return flag(kind.folding.hide);
        if (word.name == "fold") return flag(kind.folding.fold);
    }
    if constexpr (requires { kind.needs; }) {
        if (word.name == "cuda") return flag(kind.needs.cuda);
        if (word.name == "slow") return flag(kind.needs.slow);
    }
    if constexpr (requires { kind.volatile_; }) {
        if (word.name == "volatile") return flag(kind.volatile_);
    }
    if constexpr (requires { kind.solution; }) {
        if (word.name == "solution") return flag(kind.solution);
    }
    if constexpr (requires { kind.throws_; }) {
        if (word.name == "throws") return read(read_pattern(source, *word.value, kind.throws_, diagnostics));
        if (word.name == "fails") return read(read_pattern(source, *word.value, kind.fails, diagnostics));
    }
    if constexpr (requires { kind.global; }) {
        if (word.name == "global") return flag(kind.global);
    }
    if constexpr (requires { kind.sizes; }) {
        if (word.name == "sizes") return read(parse_numbers(source, *word.value, 0, "sizes", kind.sizes, diagnostics));
    }
    if constexpr (requires { kind.file; }) {
        if (word.name == "file") return kind.file = word.value, Taken::yes;
        if (word.name == "name") return kind.label = word.value, Taken::yes;
    }
    if constexpr (requires { kind.change; }) {
        if (word.name == "replace" || word.name == "before" || word.name == "after")
            return read_change(source, word, kind.change, diagnostics);
    }
    if constexpr (requires { kind.reason; }) {
        if (word.name == "reason") return kind.reason = *word.value, Taken::yes;
    }
    if constexpr (requires { kind.alt; }) {
        if (word.name == "alt") return kind.alt = *word.value, Taken::yes;
    }
    if constexpr (requires { kind.compiler; }) {
        if (word.name == "function") return kind.function = *word.value, Taken::yes;
        if (word.name == "compiler") {
            kind.compiler = *word.value;
            return read(check_compiler(source, *word.value, diagnostics));
        }
    }
    return Taken::misplaced;
}

Taken take(Source const& source, Word const& word, Block& block, Diagnostics& diagnostics) {
    if (word.name == "notebook" && !block.is<OutputBlock>()) {  // every kind but what a cell shows may retell something
        block.notebook = Counterpart{{}, word.value->span};
        bool const good =
            parse_numbers(source, *word.value, 1, "numbers of cells", block.notebook->numbers, diagnostics);
        return good ? Taken::yes : Taken::faulty;
    }
    return std::visit([&](auto& kind) { return take(source, word, kind, diagnostics); }, block.kind);
}

Tag const* find_tag(Source const& source, Word const& word, Diagnostics& diagnostics) {
    auto const tag = std::find_if(tags.begin(), tags.end(), [&](Tag const& t) { return t.name == word.name; });
    if (tag == tags.end()) {
        std::vector<std::string> names;
        for (Tag const& t : tags) names.emplace_back(t.name);
        std::string const near = nearest(word.name, names);
        complain(diagnostics, source, word.span, "unknown-tag", fmt::format("unknown tag '{}'", word.name),
                 near.empty() ? "" : fmt::format("did you mean '{}'?", near));
        return nullptr;
    }
    if (tag->takes_value != word.value.has_value() || (word.value && word.value->value.empty())) {
        complain(diagnostics, source, word.span, "bad-attribute",
                 fmt::format("'{}' {}", word.name, tag->takes_value ? "needs a value" : "takes no value"),
                 tag->takes_value ? fmt::format("write {}=\"...\"", word.name) : "");
        return nullptr;
    }
    return &*tag;
}

/// The kind that the language and the tags name together; two kinds in one block are an error.
bool choose_kind(Source const& source, std::vector<Word> const& words, Block& block, Diagnostics& diagnostics) {
    std::string const& language = words.front().name;
    block.kind = *kind_of_language(language);
    // All words are looked at after a fault too, so that a line is mended in one go.
    Word const* chosen = nullptr;
    bool good = true;
    for (std::size_t i = 1; i < words.size(); ++i) {
        Tag const* tag = find_tag(source, words[i], diagnostics);
        good = good && tag != nullptr;
        if (tag == nullptr || tag->make == nullptr) continue;
        if (chosen != nullptr || language != "cpp") {
            complain(diagnostics, source, words[i].span, "misplaced-tag",
                     fmt::format("'{}' cannot stand beside '{}'", words[i].name,
                                 chosen != nullptr ? chosen->name : language),
                     "a block is one thing: choose one of them");
            good = false;
            continue;
        }
        chosen = &words[i];
        block.kind = tag->make(words[i].value.value_or(Attribute{}));
    }
    return good;
}

bool read_tags(Source const& source, std::vector<Word> const& words, Block& block, Diagnostics& diagnostics) {
    bool good = true;
    for (std::size_t i = 1; i < words.size(); ++i) {
        Tag const& tag = *std::find_if(tags.begin(), tags.end(), [&](Tag const& t) { return t.name == words[i].name; });
        auto const same = [&](Word const& w) { return w.name == words[i].name; };
        if (std::find_if(words.begin() + 1, words.begin() + static_cast<std::ptrdiff_t>(i), same) !=
            words.begin() + static_cast<std::ptrdiff_t>(i)) {
            complain(diagnostics, source, words[i].span, "duplicate-attribute",
                     fmt::format("'{}' is given twice", words[i].name));
            good = false;
        } else if (tag.make == nullptr) {
            Taken const taken = take(source, words[i], block, diagnostics);
            good = good && taken == Taken::yes;
            bool const changes = words[i].name == "replace" || words[i].name == "before" || words[i].name == "after";
            if (taken == Taken::misplaced)
                complain(diagnostics, source, words[i].span, "misplaced-tag",
                         fmt::format("'{}' means nothing on this kind of block", words[i].name),
                         changes ? "it stands beside chunk=\"...\" or export name=\"...\"" : "");
        }
    }
    return good;
}

/// What must not compile is not run: no tag that says how it runs means anything beside `fails`.
bool check_fails(Source const& source, std::vector<Word> const& words, Block const& block, Diagnostics& diagnostics) {
    CellBlock const* const cell = block.as<CellBlock>();
    if (cell == nullptr || !cell->fails) return true;
    for (Word const& word : words) {
        if (word.name != "throws" && word.name != "cuda" && word.name != "slow") continue;
        complain(diagnostics, source, word.span, "misplaced-tag",
                 fmt::format("'{}' cannot stand beside 'fails'", word.name), "code that must not compile never runs");
        return false;
    }
    return true;
}

/// A change of the library names what it changes, and stands where that stands.
bool check_change(Source const& source, std::vector<Word> const& words, Block const& block, Diagnostics& diagnostics) {
    ExportBlock const* const one = block.as<ExportBlock>();
    if (one == nullptr || one->change == Change::none) return true;
    std::string_view const tag = change_name(one->change);
    for (Word const& word : words) {
        if (word.name == tag && !one->label) {
            complain(diagnostics, source, word.span, "missing-attribute",
                     fmt::format("'{}' does not say which block it changes", tag),
                     "add name=\"...\" here and to that block");
            return false;
        }
        if (word.name != "file") continue;
        complain(diagnostics, source, word.span, "misplaced-tag", fmt::format("'file' cannot stand beside '{}'", tag),
                 "the code stays in the file of the block that it changes");
        return false;
    }
    return true;
}

}  // namespace

std::optional<Block> parse_info_string(Source const& source, Span info, Diagnostics& diagnostics) {
    std::string_view const text = std::string_view(source.text).substr(info.begin, info.end - info.begin);
    std::string_view const language = text.substr(0, text.find_first_of(" \t"));
    if (!kind_of_language(language)) {
        if (std::string_view const meant = meant_language(text); !meant.empty()) {
            complain(diagnostics, source, {info.begin, info.begin + language.size()}, "unknown-language",
                     fmt::format("'{}' is not how a block for heddle begins", language),
                     meant == "cpp"
                         ? "write 'cpp' and its tags, or 'cpp text reason=\"...\"' for code that is only shown"
                         : fmt::format("write '{}'", meant));
        }
        return std::nullopt;
    }
    if (auto const hidden = find_hidden(source, info, true)) {
        complain(diagnostics, source, hidden->span, "hidden-character",
                 fmt::format("the character U+{:04X} cannot be seen here", hidden->code_point), "remove it");
        return std::nullopt;
    }
    auto const words = split(source, info, diagnostics);
    Block block;
    block.info = info;
    if (!words || !choose_kind(source, *words, block, diagnostics)) return std::nullopt;
    if (!read_tags(source, *words, block, diagnostics)) return std::nullopt;
    if (!check_fails(source, *words, block, diagnostics)) return std::nullopt;
    if (!check_change(source, *words, block, diagnostics)) return std::nullopt;
    ChunkBlock const* const chunk = block.as<ChunkBlock>();
    if (chunk != nullptr && !chunk_reference("<<" + chunk->title.value + ">>")) {
        complain(diagnostics, source, chunk->title.span, "bad-attribute", "no line can use a chunk of this name",
                 "write it without '<<' and '>>'");
        return std::nullopt;
    }
    if (chunk != nullptr && chunk->title.value.ends_with('\\')) {
        complain(diagnostics, source, chunk->title.span, "bad-attribute",
                 "a chunk's name stands in a comment and cannot end in a backslash");
        return std::nullopt;
    }
    if (TextBlock const* const shown = block.as<TextBlock>(); shown != nullptr && shown->reason.value.empty()) {
        complain(diagnostics, source, info, "missing-attribute", "a block that is not compiled does not say why",
                 "add reason=\"...\"");
        return std::nullopt;
    }
    if (DotBlock const* const dot = block.as<DotBlock>(); dot != nullptr && dot->alt.value.empty()) {
        complain(diagnostics, source, info, "missing-attribute", "a diagram has no text for those who cannot see it",
                 "add alt=\"...\"");
        return std::nullopt;
    }
    AsmBlock const* const listing = block.as<AsmBlock>();
    if (listing != nullptr && (listing->function.value.empty() || listing->compiler.value.empty())) {
        bool const nameless = listing->function.value.empty();
        complain(diagnostics, source, info, "missing-attribute",
                 fmt::format("a listing does not name its {}", nameless ? "function" : "compiler"),
                 nameless ? "add function=\"...\"; assembly that is only shown begins with another word, such as 'nasm'"
                          : "add compiler=\"g++ -O3\", or with other flags");
        return std::nullopt;
    }
    return block;
}

}  // namespace heddle
