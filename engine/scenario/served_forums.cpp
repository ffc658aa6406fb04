#include "scenario/served_forums.hpp"

#include "scenario/forums/pairs.hpp"
#include "scenario/selections.hpp"

#include <algorithm>
#include <set>

namespace parley {

std::vector<ServedForum> served_by(std::string const& organisation, Scenario const& scenario)
{
    std::vector<ServedForum> served;
    auto const serves = [&](written::Proceedings const& proceedings) {
        return std::ranges::count(proceedings.secretariat, organisation) > 0;
    };
    for (auto const& forum : scenario.forums) {
        if (serves(forum.proceedings)) {
            served.push_back({forum.id, &forum.proceedings, members_of(forum.members, scenario)});
        }
    }
    if (scenario.bilateral && serves(scenario.bilateral->proceedings)) {
        std::set<std::string> members;
        for (auto const& pair : pairs_of(scenario)) {
            members.insert(pair.begin(), pair.end());
        }
        served.push_back({"", &scenario.bilateral->proceedings, {members.begin(), members.end()}});
    }
    return served;
}

bool treats(ServedForum const& forum, std::string const& issue, Scenario const& scenario)
{
    auto const agenda = issues_of(forum.proceedings->agenda, scenario);
    auto const found = std::ranges::find(scenario.issues, issue, &written::Issue::id);
    bool const linked = forum.proceedings->scope == Scope::comprehensive &&
                        found != scenario.issues.end() && is_linkage(found->kind);
    bool const added = std::ranges::any_of(scenario.events, [&](written::Event const& event) {
        auto const* change = event.as<AgendaChange>();
        return change != nullptr && change->forum == forum.id &&
               std::ranges::count(change->add, issue) > 0;
    });
    bool const brought_up =
        std::ranges::any_of(scenario.organisations, [&](written::Organisation const& other) {
            return other.agenda &&
                   std::ranges::count(forum.proceedings->secretariat, other.id) > 0 &&
                   std::ranges::count(issues_of(other.mandate, scenario), issue) > 0;
        });
    return linked || added || brought_up || std::ranges::count(agenda, issue) > 0;
}

}  // namespace parley
