#include "scenario/actors/actors.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/format/ranges.hpp"

namespace parley {

namespace {

constexpr Range weight{.least = 0.0, .most = 1e15};

/// What a state has beside a name and roles.
void describe_traits(Describer& d, written::State& state)
{
    d.number({.name = "population", .about = "inhabitants", .example = "30000000"},
             state.population, {.least = 0.0, .most = 1e11, .above = true, .unit = "persons"});
    d.number(
        {.name = "gdp_per_head", .about = "gross domestic product per head", .example = "2000"},
        state.gdp_per_head, {.least = 0.0, .most = 1e9, .unit = "USD a year"});
    d.number({.name = "power",
              .about = "weight in bargaining and in votes by power, in any unit",
              .example = "1"},
             state.power, {.least = 0.0, .most = 1e15, .above = true});
    d.number({.name = "power_spread",
              .about = "standard deviation of the logarithm of power between runs",
              .example = "0.5"},
             state.power_spread, {.least = 0.0, .most = 10.0});
    d.number({.name = "exposure",
              .about = "how much migration weighs in its politics",
              .example = "0.4",
              .otherwise = "from flows and population, else 1"},
             state.exposure, positive_share);
    d.number({.name = "teams",
              .about = "how many talks it can hold at a time",
              .example = "3",
              .otherwise = "any number"},
             state.teams, {.least = 1.0, .most = 1e6});
    d.number({.name = "recognition",
              .about = "of its actual profile: 0 believes the self-image",
              .example = "0.1",
              .otherwise = "interests.recognition"},
             state.recognition, share);
    d.number({.name = "disclosure",
              .about = "of its interests to others",
              .example = "0.2",
              .otherwise = "discussion.disclosure"},
             state.disclosure, share);
    d.number({.name = "capacity",
              .about = "how many people it can handle at the start",
              .example = "50000",
              .otherwise = "a share of its load by gdp_per_head, see capacity"},
             state.capacity, {.least = 0.0, .most = 1e12, .unit = "persons a year"});
    d.section({.name = "self_image",
               .about = "the roles that it believes in or professes",
               .example = "{sending: 0, transit: 0, receiving: 1}",
               .otherwise = "from the roles, sharpened by interests.self_image_sharpness"},
              state.self_image);
}

}  // namespace

void describe(Describer& d, written::Roles& roles)
{
    d.number({.name = "sending",
              .about = "as a state that people leave",
              .example = "0.5",
              .required = true},
             roles.sending, weight);
    d.number({.name = "transit",
              .about = "as a state that people cross",
              .example = "0.2",
              .required = true},
             roles.transit, weight);
    d.number({.name = "receiving",
              .about = "as a state that people come to",
              .example = "0.3",
              .required = true},
             roles.receiving, weight);
}

void describe(Describer& d, written::State& state)
{
    d.text({.name = "name",
            .about = "what the state is called",
            .example = "Morocco",
            .otherwise = "its id"},
           state.name);
    describe(d, state.roles);
    d.number({.name = "profile_concentration",
              .about = "how closely the roles of a run are drawn around these: Dirichlet "
                       "distributed, with this x their shares",
              .example = "50",
              .otherwise = "the roles are these"},
             state.profile_concentration, {.least = 0.0, .most = 1e9, .above = true});
    describe_traits(d, state);
}

void describe(Describer& d, Outlook<StateChange>& change)
{
    d.at_least_one({"recognition", "disclosure"});
    d.number(
        {.name = "recognition", .about = "of the actual profile from now on", .example = "0.5"},
        change.recognition, share);
    d.number({.name = "disclosure", .about = "of interests from now on", .example = "0.5"},
             change.disclosure, share);
}

void describe(Describer& d, written::Drawn& drawn)
{
    d.whole({.name = "number", .about = "how many states", .example = "27", .required = true},
            drawn.number, {.least = 1, .most = Limits::states, .unit = "states"});
    d.text({.name = "prefix",
            .about = "letter or word before their numbers: S01, S02, ...",
            .example = "S",
            .otherwise = "S"},
           drawn.prefix);
    d.section({.name = "profile",
               .about = "how their roles are distributed",
               .example = "{dirichlet: [1, 1, 1]}",
               .required = true},
              Describer::Body{[&](Describer& profile) {
                  profile.numbers({.name = "dirichlet",
                                   .about = "parameters for sending, transit and receiving; [1, 1, "
                                            "1] makes all profiles equally probable",
                                   .example = "[1, 1, 1]",
                                   .required = true},
                                  drawn.dirichlet, {.least = 0.0, .most = 1e6, .above = true},
                                  {.least = 3, .most = 3});
              }});
    describe_traits(d, drawn.each);
}

void describe(Describer& d, written::Interests& interests)
{
    d.number({.name = "variation",
              .about = "standard deviation of national ideal positions",
              .example = "0.05"},
             interests.variation, share);
    d.number({.name = "self_image_sharpness",
              .about = "1 sees the profile as it is, more sees mostly the largest role",
              .example = "4"},
             interests.self_image_sharpness, {.least = 1.0, .most = 100.0});
    d.number(
        {.name = "recognition", .about = "of states that give none of their own", .example = "0.1"},
        interests.recognition, share);
    d.number({.name = "half_exposure",
              .about = "flow per inhabitant at which exposure is 1/2",
              .example = "0.005"},
             interests.half_exposure,
             {.least = 0.0, .most = 1.0, .above = true, .unit = "persons a year per inhabitant"});
    d.number({.name = "dyadic_roles",
              .about = "on dyadic issues, part of a state's roles that is by partner, from who of "
                       "each lives in the other or moves there",
              .example = "0.5"},
             interests.dyadic_roles, share);
}

}  // namespace parley
