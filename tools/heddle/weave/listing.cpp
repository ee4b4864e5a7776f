// SPDX-License-Identifier: MIT
// A listing is found by its chapter, its function and its compiler's command, as the chapter writes them.
#include "weave/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "resolve/list.hpp"

namespace heddle {

namespace {

using json = nlohmann::ordered_json;

struct FoundListing {
    Recording const* recording = nullptr;  // null: nothing
    RecordedListing const* listing = nullptr;
};

FoundListing find_listing(Document const& document, AsmBlock const& wanted, std::vector<Recording> const& recordings) {
    for (Recording const& recording : recordings) {
        if (recording.chapter != document.source.path) continue;
        for (RecordedListing const& listing : recording.listings) {
            if (listing.function == wanted.function.value && listing.compiler == wanted.compiler.value)
                return {&recording, &listing};
        }
    }
    return {};
}

std::string claim_text(Claim const& claim) {
    return fmt::format("{} {} {}", claim.left, claim.sign,
                       claim.right.empty() ? std::to_string(claim.number) : claim.right);
}

bool relation_holds(long left, std::string const& sign, long right) {
    if (sign == "=") return left == right;
    if (sign == "<") return left < right;
    if (sign == "<=") return left <= right;
    if (sign == ">") return left > right;
    return left >= right;
}

void check_claim(Document const& document, Claim const& claim, FoundListing const& found, Diagnostics& diagnostics) {
    auto const& counts = found.listing->counts;
    long const left = counts.at(claim.left);
    long const right = claim.right.empty() ? claim.number : counts.at(claim.right);
    if (relation_holds(left, claim.sign, right)) return;
    std::string said = fmt::format("{} is {}", claim.left, left);
    if (!claim.right.empty()) said += fmt::format(" and {} is {}", claim.right, right);
    complain(diagnostics, document.source, claim.span, "false-claim",
             fmt::format("the recording does not bear this out: {}", said),
             fmt::format("write what {} says, or record again: make listings", found.recording->path));
}

}  // namespace

std::set<BlockRef> check_listings(Book const& book, std::vector<Recording> const& recordings,
                                  Diagnostics& diagnostics) {
    std::set<BlockRef> stale;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        for (std::size_t b = 0; b < document.blocks.size(); ++b) {
            AsmBlock const* const wanted = document.blocks[b].as<AsmBlock>();
            if (wanted == nullptr) continue;
            FoundListing const found = find_listing(document, *wanted, recordings);
            if (found.listing == nullptr) {
                warn(diagnostics, document.source.path, document.blocks[b].info, "no-recording",
                     fmt::format("no recording has the inner loop of '{}'", wanted->function.value),
                     "run: make listings");
                continue;
            }
            if (found.listing->hash != listing_hash(book, {c, b})) {
                stale.insert({c, b});
                warn(diagnostics, document.source.path, document.blocks[b].info, "stale-recording",
                     fmt::format("the code of '{}' has changed since it was recorded: {}", wanted->function.value,
                                 found.recording->path),
                     "run: make listings");
            }
            for (Claim const& claim : wanted->claims) check_claim(document, claim, found, diagnostics);
        }
    }
    return stale;
}

json listing_json(Book const& book, std::string const& id, BlockRef ref, std::vector<Recording> const& recordings,
                  bool stale) {
    Document const& document = book.chapters[ref.chapter];
    AsmBlock const& wanted = *document.blocks[ref.block].as<AsmBlock>();
    json out{{"id", id}, {"function", wanted.function.value}, {"compiler", wanted.compiler.value}};
    for (Claim const& claim : wanted.claims) out["claims"].push_back(claim_text(claim));
    FoundListing const found = find_listing(document, wanted, recordings);
    if (found.listing == nullptr) return out;
    out["made_by"] = provenance_of(*found.recording, "compiler");
    out["machine"] = found.recording->machine;
    out["raw"] = "../recordings/" + found.recording->path.substr(found.recording->path.rfind('/') + 1);
    if (stale) out["stale"] = true;
    for (std::string_view const name : counted_in_loops)
        out["counts"][std::string(name)] = found.listing->counts.at(std::string(name));
    for (RecordedListing::Line const& line : found.listing->lines) {
        out["lines"].push_back({{"text", line.text}});
        if (!line.code.empty()) out["lines"].back()["code"] = line.code;
    }
    return out;
}

}  // namespace heddle
