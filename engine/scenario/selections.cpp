#include "scenario/selections.hpp"

namespace parley {

std::vector<std::string> members_of(written::Selection const& selection, Scenario const& scenario)
{
    if (selection.group.empty()) {
        return selection.ids;
    }
    std::vector<std::string> ids;
    ids.reserve(scenario.states.size());
    for (auto const& state : scenario.states) {
        ids.push_back(state.id);
    }
    return ids;
}

std::vector<std::string> issues_of(written::Selection const& selection, Scenario const& scenario)
{
    if (selection.group.empty()) {
        return selection.ids;
    }
    std::vector<std::string> ids;
    for (auto const& issue : scenario.issues) {
        bool const in_group = selection.group == "soft" ? issue.kind == IssueKind::soft
                                                        : issue.kind == IssueKind::hard;
        if (selection.group == "all" ? !is_linkage(issue.kind) : in_group) {
            ids.push_back(issue.id);
        }
    }
    return ids;
}

}  // namespace parley
