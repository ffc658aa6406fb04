#include "scenario/actors/actors.hpp"
#include "scenario/actors/check_budgets.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"

namespace parley {

void check_states(Checker const& checker)
{
    for (auto const& state : checker.scenario().states) {
        Path const path{"states", state.id};
        if (checker.is_broken(path)) {
            continue;
        }
        if (state.roles == written::Roles{}) {
            checker.add(path + "sending", "the roles of state {} are all 0",
                        "a state needs at least one role: sending, transit or receiving",
                        "give its numbers of emigrants, people in transit and immigrants",
                        {state.id});
        }
        if (state.self_image == written::Roles{}) {
            checker.add(path + "self_image", "the self-image of state {} is all 0", "",
                        "leave it out to have it derived from the roles", {state.id});
        }
    }
}

/// Assistance and relief need capacities that they can change.
void check_budgets(Checker const& checker, Path const& path, double assistance, double relief)
{
    if ((assistance > 0.0 || relief > 0.0) && !checker.scenario().capacity &&
        !checker.is_given({"capacity"})) {
        checker.add(path + (assistance > 0.0 ? "assistance" : "relief"),
                    "this changes nothing without capacities",
                    "without the section 'capacity' every state can do all it must",
                    "write 'capacity: {growth: 0.02}'");
    }
}

void check_organisations(Checker const& checker)
{
    for (auto const& organisation : checker.scenario().organisations) {
        Path const path{"organisations", organisation.id};
        if (!checker.is_broken(path)) {
            check_budgets(checker, path, organisation.assistance, organisation.relief);
        }
    }
}

}  // namespace parley
