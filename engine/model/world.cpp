#include "model/world.hpp"

namespace parley {

void World::renew_interests()
{
    actual = interests(states.profile, states.exposure, issues, politics);
    perceived = interests(states.perceived_profile(), states.exposure, issues, politics);
}

}  // namespace parley
