#include "scenario/actors/actors.hpp"
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

}  // namespace parley
