// SPDX-License-Identifier: MIT
// What goes onto pages: the plan for their folder, references to measured numbers, and the numbers as people read them.
#include "weave/weave.hpp"

#include <catch.hpp>

#include "disk/plan.hpp"
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

Recording recorded(std::string const& title, std::map<std::string, Spread> const& quantities) {
    Recording recording;
    recording.series.push_back({title, "", {{8, quantities}}});
    return recording;
}

}  // namespace

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
    CHECK(other_quantities({"a", "", "seconds", Measured::Pick::at, 8}, all).empty());
    CHECK(other_quantities({"b", "", "second", Measured::Pick::at, 8}, all).empty());
    CHECK(other_quantities({"a", "", "second", Measured::Pick::at, 8}, all) == Texts{"bytes_per_second", "seconds"});
    CHECK(measured_text({"a", "", "seconds", Measured::Pick::at, 8}, all) == "1.00 s");
    CHECK(measured_text({"a", "", "seconds", Measured::Pick::at, 9}, all) == "not measured");
}

TEST_CASE("weave: numbers have three digits and a unit") {
    CHECK(with_unit(1.2345e-6, "seconds") == "1.23 µs");
    CHECK(with_unit(4.5678e10, "bytes_per_second") == "45.7 GB/s");
    CHECK(with_unit(9.87e-10, "seconds") == "0.987 ns");
    CHECK(with_unit(123456, "items_per_second") == "123 k/s");
}
