// SPDX-License-Identifier: MIT
// A small language of words; its grammar stands in docs/authors.md.
#include "parse/measured.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "parse/code_span.hpp"

namespace heddle {

namespace {

/// Takes words off the front of a text as long as they are what is expected; a quoted title is one, with its opening
/// quote. A word is read only when the one before it was taken: a text may hold thousands of places where a reference
/// could begin, and nearly all end at their first word.
class Words {
public:
    explicit Words(std::string_view text) : text_(text) { read(); }
    bool take(std::string_view word) {
        if (done() || word_ != word) return false;
        read();
        return true;
    }
    bool title(std::string& into) {
        if (word_.size() < 2 || word_[0] != '"') return false;
        into = word_.substr(1);
        read();
        return true;
    }
    bool name(std::string& into) {
        if (done() || word_[0] == '"') return false;
        into = word_;
        read();
        return true;
    }
    bool number(double& into) {
        std::string const word(word_);
        char const* const end = word.data() + word.size();
        auto const [stop, error] = std::from_chars(word.data(), end, into);
        if (error != std::errc{} || stop != end || !std::isfinite(into)) return false;
        read();
        return true;
    }
    /// One of `signs`, or nothing.
    std::string sign(std::initializer_list<std::string_view> signs) {
        for (std::string_view const sign : signs) {
            if (take(sign)) return std::string(sign);
        }
        return {};
    }
    [[nodiscard]] bool done() const { return word_.empty(); }

private:
    void read() {
        std::size_t const begin = std::min(text_.find_first_not_of(" \n\r", at_), text_.size());
        bool const quoted = begin < text_.size() && text_[begin] == '"';
        std::size_t const end = std::min(text_.find_first_of(quoted ? "\"" : " \n\r\"", begin + 1), text_.size());
        // What no quote closes is no word that anything takes.
        word_ = text_.substr(begin, quoted && end == text_.size() ? 1 : end - begin);
        at_ = end + (quoted && end < text_.size() ? 1 : 0);
    }

    std::string_view text_;
    std::string_view word_;  // the next one; empty: there is none
    std::size_t at_ = 0;     // after it
};

/// The sizes that the least or the most is taken of: `from 64 to 4096`, all where neither is said.
bool read_range(Words& in, MeasuredValue& value) {
    if (in.take("from") && !in.number(value.from)) return false;
    return !in.take("to") || in.number(value.to);
}

std::optional<MeasuredValue> read_value(Words& in) {
    using Pick = MeasuredValue::Pick;
    MeasuredValue value;
    if (in.number(value.number)) return value;
    std::string const which = in.sign({"worst", "best", "least", "most"});
    if (!which.empty()) value.pick = which == "worst" || which == "least" ? Pick::least : Pick::most;
    bool good = true;
    if (which == "worst" || which == "best" || (which.empty() && in.take("ratio"))) {
        good = (which.empty() || in.take("ratio")) && in.take("of") && in.title(value.title) && in.take("to") &&
               in.title(value.compared_with) && (!in.take("in") || in.name(value.quantity));
    } else {
        good = in.title(value.title) && in.name(value.quantity);
    }
    good = good && (value.pick == Pick::at ? in.take("at") && in.number(value.n) : read_range(in, value));
    return good ? std::optional(value) : std::nullopt;
}

std::optional<MeasuredTerm> read_term(Words& in) {
    MeasuredTerm term;
    for (std::string sign = "*"; !sign.empty(); sign = in.sign({"*", "/"})) {
        auto value = read_value(in);
        if (!value) return std::nullopt;
        term.factors.push_back({std::move(*value), sign == "/"});
    }
    return term;
}

bool is_measured(MeasuredTerm const& term) {
    return std::any_of(term.factors.begin(), term.factors.end(),
                       [](MeasuredTerm::Factor const& factor) { return !factor.value.title.empty(); });
}

/// A chain of relations, `1 < A < B`, or one term. The first term of it that was measured is what is shown.
bool read_chain(Words& in, Measured& into) {
    auto left = read_term(in);
    if (!left) return false;
    bool measured = is_measured(*left);
    if (into.shown.factors.empty() && measured) into.shown = *left;
    for (std::string sign = in.sign({"<", "<=", ">", ">="}); !sign.empty(); sign = in.sign({"<", "<=", ">", ">="})) {
        auto right = read_term(in);
        if (!right) return false;
        measured = measured || is_measured(*right);
        if (into.shown.factors.empty() && is_measured(*right)) into.shown = *right;
        into.relations.push_back({std::move(*left), std::move(sign), *right});
        left = std::move(right);
    }
    return measured;  // a relation of written numbers alone says nothing of a recording
}

/// \param worded  words stand before it, which then have to claim something
std::optional<Measured> read_reference(std::string_view text, bool worded) {
    Words in(text);
    Measured reference;
    do {
        std::size_t const before = reference.relations.size();
        if (!read_chain(in, reference)) return std::nullopt;
        bool const claims = reference.relations.size() != before;
        // Words claim something, and so does what is joined by `and`.
        if (!claims && (before != 0 || worded || !in.done())) return std::nullopt;
    } while (in.take("and"));
    return in.done() ? std::optional(reference) : std::nullopt;
}

std::string in_one_line(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

/// `words if relations`, `relations` or one term. The last `if` that stands by itself is taken for ours, so the words
/// may have one; a title that has one is in quotes, which what follows then does not close.
std::optional<Measured> parse(std::string_view text) {
    auto const blank = [&](std::size_t at) { return at >= text.size() || text[at] == ' ' || text[at] == '\n'; };
    std::size_t const first = std::min(text.find_first_not_of(" \n\r\t"), text.size());
    for (std::size_t at = text.rfind("if"); at != std::string_view::npos && at > first; at = text.rfind("if", at - 1)) {
        if (!blank(at - 1) || !blank(at + 2)) continue;
        auto reference = read_reference(text.substr(at + 2), true);
        if (!reference) continue;
        reference->words = in_one_line(text.substr(0, at));
        return reference;
    }
    return read_reference(text, false);
}

/// Where the fence that begins on the line at `line` ends, with its last line; `line` where none begins. Fences of
/// languages that heddle does not know are prose to it.
std::size_t after_fence(std::string_view text, std::size_t line) {
    std::size_t const open = std::min(text.find_first_not_of(" \t>", line), text.size());
    if (open == text.size() || (text[open] != '`' && text[open] != '~')) return line;
    char const mark = text[open];
    std::size_t const run = run_of(text, open, mark);
    std::size_t const end = std::min(text.find('\n', open), text.size());
    // With a backquote after it, three of them open code in a line; CommonMark says so.
    if (run < 3 || (mark == '`' && text.substr(open + run, end - open - run).find('`') != std::string_view::npos))
        return line;
    for (std::size_t at = end; at < text.size();) {
        std::size_t const first = std::min(text.find_first_not_of(" \t>", at + 1), text.size());
        std::size_t const next = std::min(text.find('\n', at + 1), text.size());
        std::size_t const closing = first < next ? run_of(text, first, mark) : 0;
        if (closing >= run && text.find_first_not_of(" \t\r", first + closing) >= next) return next;
        at = next;
    }
    return text.size();
}

/// The places of all `{measured}` roles in `text`, in one walk past fences and code in lines.
std::vector<Span> find_roles(std::string_view text) {
    std::vector<Span> all;
    bool line_start = true;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const fence = line_start ? after_fence(text, at) : at;
        if (line_start && fence != at) {
            at = fence;
            continue;
        }
        line_start = text[at] == '\n';
        if (text.substr(at).starts_with(measured_opening) && (at == 0 || text[at - 1] != '\\')) {
            std::size_t const tick = at + measured_opening.size() - 1;
            all.push_back({at, after_span(text, tick)});
            at = all.back().end;
        } else {
            at = text[at] == '`' ? after_span(text, at) : at + 1;
        }
    }
    return all;
}

}  // namespace

std::vector<MeasuredPlace> find_measured(Source const& source, Span span, Diagnostics& diagnostics) {
    std::vector<MeasuredPlace> all;
    std::string_view const text = std::string_view(source.text).substr(span.begin, span.end - span.begin);
    if (text.find(measured_opening) == std::string_view::npos) return all;
    for (Span const& role : find_roles(text)) {
        std::size_t const begin = role.begin + measured_opening.size();
        auto reference = role.end > begin ? parse(text.substr(begin, role.end - 1 - begin)) : std::nullopt;
        Span const whole{span.begin + role.begin, span.begin + role.end};
        if (reference) {
            all.push_back({whole, std::move(*reference)});
            continue;
        }
        complain(
            diagnostics, source.path, whole, "bad-measured", "this is no reference to a measured number",
            R"(write "a" seconds at 1024, ratio of "a" to "b" at 1024, or: words if ratio of "a" to "b" at 1024 > 2)");
    }
    return all;
}

}  // namespace heddle
