#include "scenario/selections.hpp"

#include <algorithm>

namespace parley {

std::vector<std::string> members_of(Scenario::Selection const& selection, Scenario const& scenario)
{
    if (selection.group.empty()) {
        return selection.ids;
    }
    std::vector<std::string> ids;
    for (auto const& state : scenario.states) {
        ids.push_back(state.id);
    }
    return ids;
}

bool is_linkage(IssueKind kind)
{
    return kind == IssueKind::linkage || kind == IssueKind::transfer;
}

std::vector<std::string> issues_of(Scenario::Selection const& selection, Scenario const& scenario)
{
    if (selection.group.empty()) {
        return selection.ids;
    }
    std::vector<std::string> ids;
    for (auto const& issue : scenario.issues) {
        bool const wanted = selection.group == "all"    ? !is_linkage(issue.kind)
                            : selection.group == "soft" ? issue.kind == IssueKind::soft
                                                        : issue.kind == IssueKind::hard;
        if (wanted) {
            ids.push_back(issue.id);
        }
    }
    return ids;
}

std::vector<std::array<std::string, 2>> pairs_of(Scenario::Bilateral const& bilateral)
{
    std::vector<std::array<std::string, 2>> pairs;
    auto const add = [&](std::string const& a, std::string const& b) {
        pairs.push_back(a < b ? std::array{a, b} : std::array{b, a});
    };
    for (auto const& pair : bilateral.pairs) {
        if (pair.size() == 2) {
            add(pair[0], pair[1]);
        }
    }
    if (bilateral.between.size() == 2) {
        for (auto const& a : bilateral.between[0]) {
            for (auto const& b : bilateral.between[1]) {
                add(a, b);
            }
        }
    }
    std::ranges::sort(pairs);
    return pairs;
}

int ticks_in(Duration duration, Scenario::Time const& time)
{
    return duration.unit == Duration::Unit::ticks
               ? duration.count
               : (duration.count + time.tick.count - 1) / time.tick.count;
}

}  // namespace parley
