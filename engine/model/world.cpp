#include "model/world.hpp"

namespace parley {

void World::renew_interests()
{
    actual = interests(states.profile, states.exposure, issues, politics);
    perceived = interests(states.perceived_profile(), states.exposure, issues, politics);
}

void World::renew_perceived(std::span<StateId const> states_)
{
    renew(perceived, states_, states.perceived_profile(states_), states.exposure, issues, politics);
}

}  // namespace parley
