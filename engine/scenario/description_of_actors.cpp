#include "scenario/description.hpp"

#include <array>

namespace parley {

namespace {

using namespace std::string_view_literals;

constexpr Range share{.least = 0.0, .most = 1.0};
constexpr Range positive_share{.least = 0.0, .most = 1.0, .above = true};
constexpr Range budget{.least = 0.0, .most = 1e15, .unit = "USD a year"};
constexpr Range weight{.least = 0.0, .most = 1e15};
constexpr std::array issue_groups{"all"sv, "soft"sv, "hard"sv};

/// What a state has beside a name and roles.
void describe_traits(Describer& d, Scenario::State& state)
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

void describe(Describer& d, Scenario::Roles& roles)
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

void describe(Describer& d, Scenario::State& state)
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

void describe(Describer& d, Scenario::Drawn& drawn)
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

namespace {

/// A number for each role, by what it plays.
void describe_by_role(Describer& d, Scenario::Roles& roles, Range const& range,
                      std::array<std::string_view, 3> const& examples)
{
    d.number({.name = "sending",
              .about = "of states that people leave",
              .example = examples[0],
              .required = true},
             roles.sending, range);
    d.number({.name = "transit",
              .about = "of states that people cross",
              .example = examples[1],
              .required = true},
             roles.transit, range);
    d.number({.name = "receiving",
              .about = "of states that people come to",
              .example = examples[2],
              .required = true},
             roles.receiving, range);
}

/// What a transfer is worth to whom, and who can pay it.
void describe_transfer(Describer& d, Scenario::Issue& issue)
{
    Key const value{.name = "value",
                    .about =
                        "of a transfer, in place of ideal and salience: payoff of the whole of it "
                        "to each role, below 0 for who pays; its payoff is value x position",
                    .example = "{sending: 1, transit: 0.5, receiving: -1}",
                    .optional = true};
    if (d.given(value, issue.value.has_value())) {
        issue.value = issue.value.value_or(Scenario::Roles{});
        d.section(value, Describer::Body{[&](Describer& roles) {
                      describe_by_role(roles, *issue.value, {.least = -1e6, .most = 1e6},
                                       {"1", "0.5", "-1"});
                  }});
    }
    d.number({.name = "amount",
              .about = "the whole of a transfer, at position 1",
              .example = "2000000000",
              .otherwise = "not in money, so that no means bound it"},
             issue.amount, {.least = 0.0, .most = 1e15, .above = true, .unit = "USD a year"});
    d.number(
        {.name = "payable",
         .about = "greatest share of their gross domestic product that members who pay a transfer "
                  "can afford for it",
         .example = "0.01",
         .otherwise = "0.007"},
        issue.payable, positive_share);
}

/// Whom a policy is for, and how much of its payoff depends on the others.
void describe_interdependence(Describer& d, Scenario::Issue& issue)
{
    d.choice({.name = "policy",
              .about = "for whom a state has one: the same towards all, or one towards each "
                       "partner, as on visas or "
                       "readmission, where the most specific agreement between two states holds",
              .example = "dyadic"},
             issue.policy, policy_reach_names);
    d.number({.name = "externality",
              .about = "share of the payoff that depends on what the others do",
              .example = "0.6"},
             issue.externality, share);
    Key const expected{.name = "expected_of_others",
                       .about = "position that suits each role best when others take it",
                       .example = "{sending: 0.5, transit: 1, receiving: 1}",
                       .otherwise = "as ideal",
                       .optional = true};
    if (d.given(expected, issue.expected_of_others.has_value())) {
        issue.expected_of_others = issue.expected_of_others.value_or(Scenario::Roles{});
        d.section(expected, Describer::Body{[&](Describer& roles) {
                      describe_by_role(roles, *issue.expected_of_others, share, {"0.5", "1", "1"});
                  }});
    }
    d.choice(
        {.name = "interdependence",
         .about = "whose policies a state feels, and which partners count: states that migration "
                  "ties it to, by "
                  "stocks and flows in both directions, or all alike, as of a global public good",
         .example = "uniform"},
        issue.interdependence, dependence_names);
}

/// What positions are worth to whom.
void describe_payoff(Describer& d, Scenario::Issue& issue)
{
    Key const ideal{.name = "ideal",
                    .about = "position that suits each role best",
                    .example = "{sending: 0.1, transit: 0.2, receiving: 0.9}",
                    .optional = true};
    bool const positions = !issue.value && issue.options.empty();
    if (d.given(ideal, positions)) {
        d.section(ideal, Describer::Body{[&](Describer& roles) {
                      describe_by_role(roles, issue.ideal, share, {"0.1", "0.2", "0.9"});
                  }});
    }
    Key const salience{.name = "salience",
                       .about = "how much each role cares; 1 is a main concern",
                       .example = "{sending: 0.7, transit: 0.8, receiving: 1}",
                       .otherwise = "1 for each role",
                       .optional = true};
    if (d.given(salience, positions)) {
        d.section(salience, issue.salience);
    }
    describe_transfer(d, issue);
    Key const options{
        .name = "options",
        .about =
            "in place of ideal and salience: the alternatives of which one is agreed, "
            "by id and in the order of their even places from 0 to 1, each with its "
            "payoff to each role",
        .example =
            "{low: {sending: 0.2, transit: 0.3, receiving: 0.9}, high: {sending: "
            "1, transit: 0.4, receiving: 0.1}}",
        .optional = true};
    if (d.given(options, !issue.options.empty())) {
        ItemsOf<Scenario::Option> items{issue.options};
        items.noun = "option";
        items.most = Limits::options;
        d.map(options, items);
    }
    d.exactly_one({"ideal", "value", "options"});
    describe_interdependence(d, issue);
}

}  // namespace

void describe(Describer& d, Scenario::Option& option)
{
    describe_by_role(d, option.value, {.least = -1e6, .most = 1e6}, {"0.2", "0.3", "0.9"});
}

void describe(Describer& d, Scenario::Issue& issue)
{
    d.choice(
        {.name = "kind",
         .about =
             "selects agendas: soft, hard, or linkage for what only comprehensive forums take up; "
             "transfer is linkage by money",
         .example = "hard",
         .required = true},
        issue.kind, issue_kind_names);
    d.text({.name = "about",
            .about = "what is at issue, in words",
            .example = "return of own and third-country nationals"},
           issue.about);
    d.texts({.name = "scale",
             .about = "what positions 0 and 1 mean",
             .example = "[no cooperation, full readmission]"},
            issue.scale, {.least = 2, .most = 2});
    d.number({.name = "status_quo",
              .about = "position that holds without agreement",
              .example = "0.2",
              .required = true},
             issue.status_quo, share);
    d.by_state({.name = "national_status_quo",
                .about = "of states where another holds",
                .example = "{MAR: 0.1}"},
               issue.national_status_quo, share, false);
    describe_payoff(d, issue);
    d.number({.name = "flow_response",
              .about = "of flows to a state's policy: from 0 to 1 it multiplies them by e to this",
              .example = "-0.7"},
             issue.flow_response, {.least = -20.0, .most = 20.0});
    d.choice({.name = "pathway", .about = "which flows it governs", .example = "asylum"},
             issue.pathway, pathway_names);
    d.number(
        {.name = "unilateral",
         .about =
             "share of the way from the status quo to its perceived ideal position that a state "
             "goes without any agreement; of issues with ideal positions only",
         .example = "0.5",
         .otherwise = "implementation.unilateral"},
        issue.unilateral, share);
    d.by_state({.name = "red_line",
                .about = "greatest loss on this issue alone that a member accepts",
                .example = "0.05",
                .otherwise = "no limit"},
               issue.red_line, {.least = 0.0, .most = 1e6, .unit = "payoff"}, true);
}

void describe(Describer& d, Scenario::Organisation& organisation)
{
    d.text({.name = "name",
            .about = "what it is called",
            .example = "International Organization for Migration",
            .otherwise = "its id"},
           organisation.name);
    d.selection({.name = "mandate",
                 .about = "the issues that it is competent for",
                 .example = "[asylum]",
                 .otherwise = "all"},
                organisation.mandate, Named::issue, issue_groups);
    d.number({.name = "mediation",
              .about = "how well it brings members to speak openly",
              .example = "0.3"},
             organisation.mediation, share);
    d.number({.name = "assistance",
              .about = "spent on capacity of the least able whom it serves",
              .example = "20000000"},
             organisation.assistance, budget);
    d.number({.name = "relief",
              .about = "spent on handling what shocks add to their loads",
              .example = "50000000"},
             organisation.relief, budget);
    d.number({.name = "development",
              .about = "spent on reasons to stay, for those who might leave them",
              .example = "100000000"},
             organisation.development, budget);
}

}  // namespace parley
