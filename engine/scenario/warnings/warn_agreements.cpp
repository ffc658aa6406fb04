#include "scenario/reading/checker.hpp"
#include "scenario/warnings/warnings.hpp"

#include <algorithm>

namespace parley {

namespace {

/// Does it make further agreements easier, also when it has lapsed?
bool makes_habit(written::Agreement const& agreement, Scenario const& scenario)
{
    auto const forum = std::ranges::find(scenario.forums, agreement.forum, &written::Forum::id);
    return forum != scenario.forums.end() ? forum->proceedings.habit.has_value()
                                          : scenario.bilateral->proceedings.habit.has_value();
}

}  // namespace

void warn_of_agreements(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (std::size_t i = 0; i < scenario.agreements.size(); ++i) {
        auto const& agreement = scenario.agreements[i];
        auto const& lapses = agreement.lapses;
        if (lapses && *lapses <= scenario.time.start && !makes_habit(agreement, scenario)) {
            checker.contradict(Path{"agreements", std::to_string(i), "lapses"},
                               "this agreement has lapsed before the run begins",
                               "it never binds anybody, and no habit comes of it",
                               "leave it out, or let it lapse later", {"time", "start"},
                               "the scenario begins here");
        }
    }
}

}  // namespace parley
