#include "document/number.hpp"
#include "scenario/actors/actors.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/format/ranges.hpp"
#include "scenario/issues/issues.hpp"

#include <array>

namespace parley {

namespace {

constexpr Range payoff{.least = -1e6, .most = 1e6};

/// A number for each role, by what it plays.
void describe_by_role(Describer& d, written::Roles& roles, Range const& range,
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
void describe_transfer(Describer& d, written::Issue& issue)
{
    static auto const usual_payable = to_text(written::usual_payable);
    Key const value{.name = "value",
                    .about =
                        "of a transfer, in place of ideal and salience: payoff of the whole of it "
                        "to each role, below 0 for who pays; its payoff is value x position",
                    .example = "{sending: 1, transit: 0.5, receiving: -1}",
                    .optional = true};
    if (d.given(value, issue.value.has_value())) {
        issue.value = issue.value.value_or(written::Roles{});
        d.section(value, Describer::Body{[&](Describer& roles) {
                      describe_by_role(roles, *issue.value, payoff, {"1", "0.5", "-1"});
                  }});
    }
    d.choice(
        {.name = "paid_by",
         .about = "of a transfer in dollars, in place of a value: the role that pays it, each "
                  "state by its product and its weight of the role; what that is worth follows "
                  "from money.price",
         .example = "receiving",
         .optional = true},
        issue.paid_by, role_names);
    d.choice({.name = "paid_to",
              .about = "the role that gets it, each state by its population and its weight of the "
                       "role",
              .example = "sending",
              .optional = true},
             issue.paid_to, role_names);
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
         .otherwise = usual_payable},
        issue.payable, positive_share);
}

/// Whom a policy is for, and how much of its payoff depends on the others.
void describe_interdependence(Describer& d, written::Issue& issue)
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
        issue.expected_of_others = issue.expected_of_others.value_or(written::Roles{});
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

/// What a state does alone: one share for all, or one for each role.
void describe_unilateral(Describer& d, written::Issue& issue)
{
    Key const unilateral{
        .name = "unilateral",
        .about =
            "share of the way from the status quo to its perceived ideal position that a "
            "state goes without any agreement, the same for all or by role; of issues with "
            "ideal positions only",
        .example = "0.5",
        .otherwise = "implementation.unilateral",
        .optional = true};
    if (d.given(unilateral, issue.unilateral.has_value())) {
        auto const given = issue.unilateral.value_or(0.0);
        auto const* roles = std::get_if<written::Roles>(&given);
        auto const* one = std::get_if<double>(&given);
        bool by_role = roles != nullptr;
        double of_all = one != nullptr ? *one : 0.0;
        written::Roles of_each = by_role ? *roles : written::Roles{};
        d.number_or_section(unilateral, of_all, share, by_role,
                            Describer::Body{[&](Describer& each) {
                                describe_by_role(each, of_each, share, {"0", "0", "0.8"});
                            }});
        issue.unilateral = of_all;
        if (by_role) {
            issue.unilateral = of_each;
        }
    }
}

/// What positions are worth to whom.
void describe_payoff(Describer& d, written::Issue& issue)
{
    Key const ideal{.name = "ideal",
                    .about = "position that suits each role best",
                    .example = "{sending: 0.1, transit: 0.2, receiving: 0.9}",
                    .optional = true};
    bool const positions = !issue.is_transfer() && issue.options.empty();
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
        ItemsOf<written::Option> items{issue.options};
        items.noun = "option";
        items.most = Limits::options;
        d.map(options, items);
    }
    d.exactly_one({"ideal", "value", "paid_by", "options"});
    describe_interdependence(d, issue);
}

}  // namespace

void describe(Describer& d, written::Option& option)
{
    describe_by_role(d, option.value, payoff, {"0.2", "0.3", "0.9"});
}

void describe(Describer& d, written::Issue& issue)
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
    describe_unilateral(d, issue);
    d.number({.name = "devolved",
              .about = "how much of what authorities do below a state counts in its policy that is "
                       "in effect: 0 leaves nothing to them",
              .example = "0.5"},
             issue.devolved, share);
    d.number({.name = "latitude",
              .about = "how far an authority may depart from the policy of its state",
              .example = "0.3"},
             issue.latitude, share);
    d.by_state({.name = "red_line",
                .about = "greatest loss on this issue alone that a member accepts",
                .example = "0.05",
                .otherwise = "no limit"},
               issue.red_line, {.least = 0.0, .most = 1e6, .unit = "payoff"}, true);
}

void describe(Describer& d, Override<ByName>& override_)
{
    d.id({.name = "state", .about = "whose", .example = "MAR", .required = true}, override_.state);
    d.id({.name = "issue", .about = "on what", .example = "asylum", .required = true},
         override_.issue);
    d.at_least_one({"ideal", "salience"});
    d.number({.name = "ideal", .about = "position that home politics wants", .example = "0.9"},
             override_.ideal, share);
    d.number({.name = "salience",
              .about = "how much home politics cares, before exposure",
              .example = "1.5"},
             override_.salience, {.least = 0.0, .most = 1e6});
    d.number({.name = "weight",
              .about = "how far home politics prevails over what the roles suggest",
              .example = "0.7"},
             override_.weight, share);
    d.text({.name = "reason",
            .about = "why, with its source",
            .example = "asked for relocation since 2005",
            .required = true},
           override_.reason);
}

void describe(Describer& d, written::Implementation& implementation)
{
    d.number({.name = "rate",
              .about = "share of the remaining way to what was agreed that policy goes",
              .example = "0.5"},
             implementation.rate, {.least = 0.0, .most = 1.0, .above = true, .unit = "a year"});
    d.number(
        {.name = "unilateral",
         .about =
             "share of the way from the status quo to its perceived ideal position that a state "
             "goes without any agreement, on issues that give none of their own",
         .example = "0.5"},
        implementation.unilateral, share);
}

void describe(Describer& d, written::Money& money)
{
    d.number({.name = "price",
              .about = "payoff of one per cent of a state's product, where 1 is all that it could "
                       "lose on a main concern",
              .example = "0.25"},
             money.price, {.least = 0.0, .most = 1e3, .above = true});
}

}  // namespace parley
