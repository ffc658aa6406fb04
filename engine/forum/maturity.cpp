#include "forum/maturity.hpp"

#include <algorithm>
#include <cmath>

namespace parley {
namespace {

void deepen(Forum& forum, Deepening const& step)
{
    forum.level = step.level.value_or(forum.level);
    forum.bindingness = step.bindingness.value_or(forum.bindingness);
    if (step.rule != nullptr) {
        forum.rule = step.rule;
        forum.rule_values = step.rule_values;
    }
}

}  // namespace

bool mature(Forum& forum, bool agreed)
{
    if (!forum.maturing) {
        return false;
    }
    forum.maturity += agreed ? forum.maturing->growth * (1.0 - forum.maturity)
                             : -forum.maturing->decay * forum.maturity;
    auto const& steps = forum.maturing->steps;
    std::size_t const before = forum.deepened;
    while (forum.deepened < steps.size() && forum.maturity >= steps[forum.deepened].at) {
        deepen(forum, steps[forum.deepened]);
        ++forum.deepened;
    }
    return forum.deepened > before;
}

Habits at_maturity(Forum const& forum)
{
    Habits habits{forum.frankness, forum.deadline};
    if (forum.maturing) {
        double const m = forum.maturity;
        habits.frankness += (1.0 - habits.frankness) * m * forum.maturing->frankness_gain;
        auto const rounds = std::lround(forum.deadline * (1.0 - m * forum.maturing->rounds_saved));
        habits.deadline = std::max(1, static_cast<int>(rounds));
    }
    return habits;
}

}  // namespace parley
