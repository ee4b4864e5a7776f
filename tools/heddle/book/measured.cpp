// SPDX-License-Identifier: MIT
// A value can stand in several relations of one reference, and in the term that is shown: it is looked up once.
#include "book/measured.hpp"

#include <algorithm>

namespace heddle {

namespace {

void add_values(MeasuredTerm const& term, std::vector<MeasuredValue>& all) {
    for (MeasuredTerm::Factor const& factor : term.factors) {
        bool const known = std::find(all.begin(), all.end(), factor.value) != all.end();
        if (!factor.value.title.empty() && !known) all.push_back(factor.value);
    }
}

}  // namespace

std::vector<MeasuredValue> values_of(Measured const& reference) {
    std::vector<MeasuredValue> all;
    add_values(reference.shown, all);
    for (MeasuredRelation const& relation : reference.relations) {
        add_values(relation.left, all);
        add_values(relation.right, all);
    }
    return all;
}

}  // namespace heddle
