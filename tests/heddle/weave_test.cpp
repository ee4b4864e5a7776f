// SPDX-License-Identifier: MIT
// What goes onto pages: the plan for their folder, references to measured numbers, and the numbers as people read them.
#include "weave/weave.hpp"

#include <catch.hpp>

#include "disk/plan.hpp"
#include "parse/measured.hpp"
#include "weave/changes.hpp"
#include "weave/measured.hpp"

using namespace heddle;

namespace {

Found files(std::initializer_list<std::pair<std::string const, std::string>> all) { return {all}; }

FileSet pages(Found const& all) {
    FileSet set;
    for (auto const& [path, text] : all) set[path].text = text;
    return set;
}

/// What `found` is after the first `count` of `edits`.
Found after(Found found, std::vector<Edit> const& edits, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (edits[i].kind == Edit::Kind::remove) found.erase(edits[i].path);
        if (edits[i].kind != Edit::Kind::remove) found[edits[i].path] = edits[i].text;
    }
    return found;
}

/// The references that stand in `text`, as they are written, and a '!' for each that is malformed.
std::vector<std::string> references(std::string const& text) {
    Diagnostics faults;
    std::vector<std::string> all;
    for (MeasuredPlace const& place : find_measured({"a.md", text}, {0, text.size()}, faults))
        all.push_back(text.substr(place.span.begin, place.span.end - place.span.begin));
    for (std::size_t i = 0; i < faults.size(); ++i) all.emplace_back("!");
    return all;
}

using Texts = std::vector<std::string>;

/// The one reference that is written as `words`, which has to be well formed.
MeasuredPlace reference(std::string const& words) {
    std::string const text = "{measured}`" + words + "`";
    Diagnostics faults;
    auto const all = find_measured({"a.md", text}, {0, text.size()}, faults);
    REQUIRE(all.size() == 1);
    return all[0];
}

std::string shown(std::string const& words, std::vector<Recording> const& recordings) {
    return measured_text(reference(words).reference, recordings).text;
}

/// The code and the message of each fault of a reference.
Texts claims(std::string const& words, std::vector<Recording> const& recordings) {
    Diagnostics faults;
    check_measured("a.md", reference(words), recordings, faults);
    Texts all;
    for (Diagnostic const& d : faults) all.push_back(d.code + ": " + d.message);
    return all;
}

/// a takes 1 s at 8 and 4 s at 16, b takes 2 s and 3 s.
Recording two_benchmarks() {
    auto const point = [](double n, double s) { return Point{n, {{"seconds", {s, s, s}}}}; };
    Recording recording;
    recording.series.push_back({"a", "", {point(8, 1), point(16, 4)}});
    recording.series.push_back({"b", "", {point(8, 2), point(16, 3)}});
    return recording;
}

Recording recorded(std::string const& title, std::map<std::string, Spread> const& quantities) {
    Recording recording;
    recording.series.push_back({title, "", {{8, quantities}}});
    return recording;
}

/// The runs of lines that differ, as "=2 -1 +1".
std::string difference(std::string const& before, std::string const& after) {
    std::string all;
    for (LineRun const& run : line_difference(before, after))
        all += (all.empty() ? "" : " ") + std::string(1, run.mark) + std::to_string(run.lines);
    return all;
}

}  // namespace

TEST_CASE("weave: the fewest lines that differ are found") {
    CHECK(difference("", "").empty());
    CHECK(difference("a\n", "a\n") == "=1");
    CHECK(difference("", "a\nb\n") == "+2");
    CHECK(difference("a\nb\n", "") == "-2");
    CHECK(difference("a\nb\nc\n", "a\nx\nc\n") == "=1 -1 +1 =1");
    CHECK(difference("a\nb\nc\nd\n", "b\nd\ne\n") == "-1 =1 -1 =1 +1");
    CHECK(difference("}\n", "}\n}\n") == "=1 +1");
    CHECK(difference("a\n\na\n", "a\n\nb\n\na\n") == "=2 +2 =1");
}

TEST_CASE("weave: texts too long to be compared line by line are told apart at once") {
    std::string before;
    std::string after;
    for (int i = 0; i < 5'000; ++i) before += "a" + std::to_string(i) + "\n", after += "b" + std::to_string(i) + "\n";
    CHECK(difference("first\n" + before, "first\n" + after) == "=1 -5000 +5000");
}

TEST_CASE("weave: a folder of pages keeps what heddle did not write") {
    Diagnostics faults;
    std::vector<Edit> const edits = plan_listed(pages({{"a.md", "new"}}), files({{"notes.txt", "mine"}}), faults);
    CHECK(faults.empty());
    CHECK(edits ==
          std::vector<Edit>{{Edit::Kind::create, written_list, "a.md\n"}, {Edit::Kind::create, "a.md", "new"}});

    plan_listed(pages({{"a.md", "new"}}), files({{"a.md", "mine"}}), faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "hand-edit");
    CHECK(exit_status(faults) == 3);
}

TEST_CASE("weave: pages that are as wanted are left alone, those of chapters that are gone are removed") {
    Diagnostics faults;
    Found const there = files({{written_list, "a.md\nb.md\nmissing.md\n"}, {"a.md", "1"}, {"b.md", "2"}});
    CHECK(plan_listed(pages({{"a.md", "1"}, {"b.md", "2"}, {"missing.md", "3"}}), there, faults) ==
          std::vector<Edit>{{Edit::Kind::create, "missing.md", "3"}});
    CHECK(plan_listed(pages({{"a.md", "1"}}), there, faults) ==
          std::vector<Edit>{{Edit::Kind::remove, "b.md", ""}, {Edit::Kind::replace, written_list, "a.md\n"}});
    CHECK(faults.empty());
}

TEST_CASE("weave: a run that was killed between any two edits is mended by the next") {
    Found const before = files({{written_list, "a.md\nold.md\n"}, {"a.md", "1"}, {"old.md", "2"}});
    FileSet const wanted = pages({{"a.md", "3"}, {"new.md", "4"}});
    Diagnostics faults;
    std::vector<Edit> const edits = plan_listed(wanted, before, faults);
    Found const whole = after(before, edits, edits.size());
    REQUIRE(edits.size() == 4);
    for (std::size_t killed = 0; killed <= edits.size(); ++killed) {
        Found const half = after(before, edits, killed);
        // Meanwhile the chapter has changed once more.
        for (FileSet const& now : {wanted, pages({{"a.md", "5"}, {"new.md", "6"}})}) {
            std::vector<Edit> const rest = plan_listed(now, half, faults);
            Found const mended = after(half, rest, rest.size());
            CHECK(mended.size() == whole.size());
            CHECK(mended.at("a.md") == now.at("a.md").text);
            CHECK(mended.at("new.md") == now.at("new.md").text);
        }
    }
    CHECK(faults.empty());
}

TEST_CASE("weave: a list that was tampered with leads nowhere else") {
    CHECK(listed("b\n/etc/x\n../x\na/../../x\na/..\n\na..b\n") == Texts{"a..b", "b"});
}

TEST_CASE("weave: references to measured numbers are found in prose and not in code") {
    std::string const role = "{measured}`\"a\" seconds at 8`";
    CHECK(references(role) == Texts{role});
    CHECK(references("x " + role + ", " + role + ".") == Texts{role, role});
    CHECK(references("- item\n  > " + role + "\n") == Texts{role});
    CHECK(references("`` " + role + " ``").empty());
    CHECK(references("`code` " + role + " `code`") == Texts{role});
    CHECK(references("a ` that nothing closes\n\n" + role) == Texts{role});
    CHECK(references("\\" + role).empty());
    CHECK(references("```text\n" + role + "\n```\n" + role) == Texts{role});
    CHECK(references("~~~~\n```\n~~~\n" + role + "\n~~~~\n" + role) == Texts{role});
    CHECK(references("```text\n" + role).empty());
    CHECK(references("``` in a line ``` " + role) == Texts{role});
    CHECK(references("{measured}`\"a\" seconds\nat 8`") == Texts{"{measured}`\"a\" seconds\nat 8`"});
    CHECK(references("{measured}`never ends\n\nanother paragraph`") == Texts{"!"});
    CHECK(references("{measured}`seconds`") == Texts{"!"});
}

TEST_CASE("weave: a quantity that was not measured has a name, or it is no recording") {
    std::vector<Recording> const all{recorded("a", {{"seconds", {1, 1, 1}}, {"bytes_per_second", {2, 2, 2}}})};
    CHECK(other_quantities("a", "seconds", all).empty());
    CHECK(other_quantities("b", "second", all).empty());
    CHECK(other_quantities("a", "second", all) == Texts{"bytes_per_second", "seconds"});
    CHECK(shown(R"("a" seconds at 8)", all) == "1.00 s");
    CHECK(shown(R"("a" seconds at 9)", all) == "not measured");
}

TEST_CASE("weave: a reference shows its words, or the first number that was measured") {
    std::vector<Recording> const all{two_benchmarks()};
    CHECK(shown(R"("a" seconds at 8 / "a" seconds at 16)", all) == "0.250");
    CHECK(shown(R"(ratio of "a" to "b" at 8)", all) == "2.00");
    CHECK(shown(R"(worst ratio of "a" to "b")", all) == "0.750");
    CHECK(shown(R"(best ratio of "a" to "b" from 9)", all) == "0.750");
    CHECK(shown(R"(worst ratio of "a" to "b" to 8)", all) == "2.00");
    CHECK(shown(R"(least "a" seconds)", all) == "1.00 s");
    CHECK(shown(R"(most "a" seconds)", all) == "4.00 s");
    CHECK(shown(R"(most "a" seconds from 1 to 8)", all) == "1.00 s");
    CHECK(shown(R"(most "a" seconds from 9 to 15)", all) == "not measured");
    CHECK(shown(R"(0.5 < "a" seconds at 8 < 2)", all) == "1.00 s");
    CHECK(shown(R"(4000 * "b" seconds at 16 > 1)", all) == "12,000 s");
    CHECK(shown("about\ntwice as fast if ratio of \"a\" to \"b\" at 8 > 1.9", all) == "about twice as fast");
    CHECK(shown(R"(as if by magic if "a" seconds at 8 < "b" seconds at 8)", all) == "as if by magic");
    CHECK(shown(R"(faster if "if" seconds at 8 < "b" seconds at 8)", all) == "faster (not measured)");
    CHECK(shown(R"(faster if "a" seconds at 8 < "c" seconds at 8)", all) == "faster (not measured)");
}

TEST_CASE("weave: what is no reference, or claims nothing of a recording, is refused") {
    for (char const* const wrong :
         {"1 < 2", R"(faster if "a" seconds at 8)", R"(faster if 1 < 2)", R"("a" seconds at 8 and "b" seconds at 8)",
          R"("a" seconds at 8 < 2 and "b" seconds at 8)", R"("a" seconds at 8 <2)", R"("a" seconds at 8 =< 2)",
          R"("a" seconds at 8 <)", R"("a" seconds at 8 < 2 and)", R"(worst "a" seconds)",
          R"(least ratio of "a" to "b")", R"(if "a" seconds at 8 < 2)", R"("a" seconds at inf)",
          R"("a" seconds at 8 < nan)", R"(worst ratio of "a" to "b" to)", R"(worst ratio of "a" to "b" from)"}) {
        INFO(wrong);
        CHECK(references("{measured}`" + std::string(wrong) + "`") == Texts{"!"});
    }
}

TEST_CASE("weave: relations hold or are faults, one by one") {
    std::vector<Recording> const all{two_benchmarks()};
    for (char const* const good :
         {R"("a" seconds at 8 < "b" seconds at 8)", R"("a" seconds at 8 <= 1)", R"("a" seconds at 16 >= 4)",
          R"(1 < "b" seconds at 8 < "b" seconds at 16 < "a" seconds at 16)", R"(ratio of "a" to "b" at 8 > 1.9)",
          R"("a" seconds at 16 / "b" seconds at 16 > 1.3 and best ratio of "a" to "b" <= 2)"}) {
        INFO(good);
        CHECK(claims(good, all).empty());
    }
    CHECK(claims(R"("a" seconds at 8 > "b" seconds at 8)", all) ==
          Texts{"false-claim: the recording does not bear this out: 1.00 s > 2.00 s is false"});
    CHECK(claims(R"(faster if worst ratio of "a" to "b" > 1)", all) ==
          Texts{"false-claim: the recording does not bear this out: 0.750 > 1.00 is false"});
    CHECK(claims(R"("b" seconds at 8 < 2.0001 < "b" seconds at 8)", all) ==
          Texts{"false-claim: the recording does not bear this out: 2.0001 < 2 is false"});
    CHECK(claims(R"("a" seconds at 8 >= 2 and "a" seconds at 8 < 1)", all).size() == 2);
    CHECK(claims(R"(faster if "a" second at 8 < 1)", all) ==
          Texts{"unknown-quantity: 'second' was not measured for 'a'"});
    CHECK(claims(R"(faster if "a" seconds at 8 < "c" seconds at 8)", all) ==
          Texts{"not-measured: no recording has all of these numbers"});
}

TEST_CASE("weave: the numbers of a relation are of one recording, of the book's machine if it has one") {
    Recording fast = recorded("a", {{"seconds", {1, 1, 1}}});
    Recording slow = recorded("a", {{"seconds", {3, 3, 3}}});
    fast.machine = "fast", slow.machine = "slow";
    std::vector<Recording> all{fast, slow, recorded("b", {{"seconds", {2, 2, 2}}})};
    CHECK(claims(R"("a" seconds at 8 < "b" seconds at 8)", all) ==
          Texts{"not-measured: no recording has all of these numbers"});
    CHECK(shown(R"("a" seconds at 8)", all) == "1.00 s");
    put_first(all, "slow");
    CHECK(shown(R"("a" seconds at 8)", all) == "3.00 s");
    put_first(all, "");
    CHECK(shown(R"("a" seconds at 8)", all) == "3.00 s");
}

TEST_CASE("weave: a product with numbers keeps its unit, and a number divided by a rate is a time") {
    std::vector<Recording> const all{
        recorded("a", {{"seconds", {3e-6, 3e-6, 3e-6}}, {"items_per_second", {2e9, 2e9, 2e9}}})};
    CHECK(shown(R"("a" seconds at 8 / 1000)", all) == "3.00 ns");
    CHECK(shown(R"(2 * "a" items_per_second at 8)", all) == "4.00 G/s");
    CHECK(shown(R"(1000 / "a" items_per_second at 8)", all) == "500 ns");
    CHECK(shown(R"("a" seconds at 8 * "a" items_per_second at 8)", all) == "6,000");
    CHECK(shown(R"("a" seconds at 8 / "a" seconds at 8)", all) == "1.00");
    CHECK(shown(R"(1 / "a" seconds at 8)", all) == "333,333");
}

TEST_CASE("weave: numbers have three digits and a unit") {
    CHECK(with_unit(1.2345e-6, "seconds") == "1.23 µs");
    CHECK(with_unit(4.5678e10, "bytes_per_second") == "45.7 GB/s");
    CHECK(with_unit(9.87e-10, "seconds") == "0.987 ns");
    CHECK(with_unit(123456, "items_per_second") == "123 k/s");
}
