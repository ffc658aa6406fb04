#include "scenario/format/describer.hpp"
#include "scenario/forums/forums.hpp"

namespace parley {

void describe(Describer& d, written::Talks& talks)
{
    d.duration({.name = "mandate",
                .about = "from the opening of talks to their first round",
                .example = "6 months",
                .otherwise = "the first round is held at once"},
               talks.mandate, {.ticks = true});
    d.duration({.name = "round",
                .about = "how long a round of the protocol takes; talks end in the first tick that "
                         "begins after all of them",
                .example = "2 months",
                .otherwise = "all rounds are held at once"},
               talks.round, {.ticks = true});
    d.number({.name = "initiative",
              .about = "how often members open talks by decision, where the one that gains least "
                       "gains 0.001 and nothing is habit; meetings are then for discussion only",
              .example = "0.003",
              .otherwise = "talks open at the forum's meetings"},
             talks.initiative, {.least = 0.0, .most = 1e6, .above = true, .unit = "a year"});
    d.number({.name = "gain",
              .about = "power of the least gain with which that rate grows",
              .example = "0.25"},
             talks.gain, {.least = 0.0, .most = 10.0});
    d.duration({.name = "burn_in",
                .about = "for so long before the run begins talks have opened by decision, too: "
                         "those that are not over by then are under way",
                .example = "18 months",
                .otherwise = "no talks are under way as the run begins"},
               talks.burn_in, {.ticks = true});
    d.choice({.name = "team",
              .about = "do talks occupy a team of each member, see teams of a state",
              .example = "true"},
             talks.team, truth_names);
}

void describe(Describer& d, written::Cost& cost)
{
    d.number({.name = "round",
              .about = "of a round of talks: it weighs when members decide to open them",
              .example = "0.002"},
             cost.round, {.least = 0.0, .most = 1e6});
    d.number({.name = "signature",
              .about = "of carrying a text through home politics: who signs must gain more",
              .example = "0.05"},
             cost.signature, {.least = 0.0, .most = 1e6});
}

void describe(Describer& d, written::Habit& habit)
{
    d.number({.name = "pair",
              .about = "exponent of one more than the agreements of the same members",
              .example = "1.3"},
             habit.pair, {.least = 0.0, .most = 10.0});
    d.number({.name = "state",
              .about = "exponent of one more than the agreements of each member, its mean, in this "
                       "forum or, for pairs, in all of them",
              .example = "0.9"},
             habit.state, {.least = 0.0, .most = 10.0});
    d.duration({.name = "memory",
                .about = "in which half of an agreement is forgotten",
                .example = "5 years"},
               habit.memory, {});
}

}  // namespace parley
