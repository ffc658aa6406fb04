#include "scenario/selections.hpp"

#include "scenario/format/issue_groups.hpp"

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
        if (is_in_group(issue.kind, selection.group)) {
            ids.push_back(issue.id);
        }
    }
    return ids;
}

}  // namespace parley
