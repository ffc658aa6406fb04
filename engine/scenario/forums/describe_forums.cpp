#include "scenario/format/describer.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/format/ranges.hpp"
#include "scenario/forums/forums.hpp"
#include "scenario/forums/methods.hpp"
#include "scenario/issues/issues.hpp"

#include <array>

namespace parley {

namespace {

using namespace std::string_view_literals;

constexpr std::array all_group{"all"sv};

/// How negotiations take time, what they cost, and what makes them easier.
void describe_talks(Describer& d, written::Proceedings& forum)
{
    d.section({.name = "talks",
               .about = "talks take time: they open, have a first round, and end on the day of "
                        "signing, on which members weigh the terms again",
               .example = "{mandate: 6 months, round: 2 months}",
               .otherwise = "a meeting settles everything on its day"},
              forum.talks);
    d.section(
        {.name = "cost",
         .about = "what an agreement costs each member, as a share of what is at stake for it",
         .example = "{signature: 0.05}",
         .otherwise = "nothing"},
        forum.cost);
    d.section(
        {.name = "habit",
         .about = "how much agreements make further ones easier: where talks open by decision, "
                  "they multiply how often that is, and divide what rounds cost",
         .example = "{pair: 1.3, state: 0.9, memory: 5 years}",
         .otherwise = "not at all"},
        forum.habit);
    d.duration({.name = "reopens",
                .about = "so long after its signature an issue that is settled is open again",
                .example = "1 year",
                .otherwise = "an agreement closes its issues"},
               forum.reopens, {.ticks = true});
}

void describe_proceedings(Describer& d, written::Proceedings& forum)
{
    d.text({.name = "about", .about = "what it is, in words", .example = "informal, since 2002"},
           forum.about);
    d.selection(
        {.name = "agenda",
         .about = "the issues that it may treat; all is every issue but linkage and transfers",
         .example = "[readmission, asylum]",
         .required = true},
        forum.agenda, Named::issue, issue_groups);
    d.choice(
        {.name = "scope",
         .about = "what is bargained together: each issue by itself, the agenda as one package, "
                  "or the package with the linkage issues and transfers",
         .example = "package"},
        forum.scope, scope_names);
    d.method({.name = "rule", .about = "whose consent makes an agreement", .example = "unanimity"},
             forum.rule, rule_methods());
    d.method({.name = "protocol", .about = "how members bargain", .example = "alternating_offers"},
             forum.protocol, protocol_methods());
    d.whole({.name = "rounds",
             .about = "after so many rounds talks end without agreement",
             .example = "20"},
            forum.rounds, {.least = 1, .most = 10'000, .unit = "rounds a session"});
    d.duration({.name = "meets",
                .about = "from meeting to meeting",
                .example = "every 1 year",
                .required = true},
               forum.meets, {.ticks = true, .repeated = true});
    d.month({.name = "opens",
             .about = "first meeting",
             .example = "2005-01",
             .otherwise = "time.start"},
            forum.opens);
    d.month({.name = "closes", .about = "from then on it meets no more", .example = "2015-01"},
            forum.closes);
    d.number({.name = "frankness", .about = "how openly members speak", .example = "0.6"},
             forum.frankness, share);
    d.number({.name = "bindingness",
              .about = "how far its agreements move policy: soft law is low",
              .example = "0.3"},
             forum.bindingness, positive_share);
    d.duration({.name = "term",
                .about = "its agreements lapse after it",
                .example = "5 years",
                .otherwise = "they bind without end"},
               forum.term, {});
    d.choice({.name = "renewal",
              .about = "what becomes of an agreement at the end of its term: none lets it lapse; "
                       "under automatic every party stays for another term unless leaving pays; "
                       "under negotiated it lapses, but its issues are open again a year before",
              .example = "automatic"},
             forum.renewal, renewal_names);
    d.choice({.name = "caucus",
              .about = "do those whom its agreements bind speak as one, with the agreed position, "
                       "in forums of "
                       "higher levels",
              .example = "true"},
             forum.caucus, truth_names);
    d.choice(
        {.name = "binds_newcomers",
         .about = "does what it has agreed, and is in force, bind states that join it later by "
                  "an accession",
         .example = "true"},
        forum.binds_newcomers, truth_names);
    d.section({.name = "maturity",
               .about = "how it grows up with agreements, and what it becomes",
               .example = "{growth: 0.2, frankness_gain: 0.5}",
               .otherwise = "it stays as it is"},
              forum.maturity);
    Key const secretariat{.name = "secretariat",
                          .about = "the organisation that serves it, or several",
                          .example = "iom",
                          .optional = true};
    if (d.given(secretariat, !forum.secretariat.empty())) {
        d.ids(secretariat, forum.secretariat, Named::organisation, {.alone = true});
    }
    d.section(
        {.name = "ratification",
         .about =
             "its agreements bind only when they are ratified at home, by actual interests and a "
             "domestic shock, and by enough signatories to carry the rule",
         .example = "{delay: 1 year, shock: 0.1}",
         .otherwise = "a signature binds"},
        forum.ratification);
    d.number(
        {.name = "sanction",
         .about =
             "what leaving an agreement costs a party, as a share of what is at stake for it: it "
             "leaves where that is worth more",
         .example = "0.05",
         .otherwise = "nobody leaves"},
        forum.sanction, {.least = 0.0, .most = 1e6});
    describe_talks(d, forum);
}

}  // namespace

void describe(Describer& d, written::Ratification& ratification)
{
    d.duration({.name = "delay",
                .about = "from the signature to the decision at home",
                .example = "1 year"},
               ratification.delay, {.ticks = true});
    d.number(
        {.name = "shock",
         .about =
             "standard deviation of domestic shocks, as a share of what is at stake for a state",
         .example = "0.1"},
        ratification.shock, {.least = 0.0, .most = 100.0});
}

void describe(Describer& d, written::Forum& forum)
{
    d.text({.name = "name",
            .about = "what it is called",
            .example = "5+5 Dialogue",
            .otherwise = "its id"},
           forum.name);
    d.choice({.name = "level",
              .about = "how high it stands; lower levels meet first",
              .example = "regional",
              .required = true},
             forum.level, level_names);
    Key const members{.name = "members",
                      .about = "the states that meet",
                      .example = "[DZA, MAR, TUN]",
                      .optional = true};
    if (d.given(members, !forum.is_of_authorities())) {
        d.selection(members, forum.members, Named::state, all_group);
    }
    Key const authorities{.name = "authorities",
                          .about =
                              "in the place of members, the authorities below states that meet; "
                              "they take up what of the agenda is devolved",
                          .example = "[CHIHUAHUA, TEXAS]",
                          .optional = true};
    if (d.given(authorities, forum.is_of_authorities())) {
        d.selection(authorities, forum.authorities, Named::authority, all_group);
    }
    d.exactly_one({"members", "authorities"});
    describe_proceedings(d, forum.proceedings);
}

void describe(Describer& d, written::Bilateral& bilateral)
{
    d.exactly_one({"between", "pairs", "corridors"});
    Key const between{.name = "between",
                      .about = "every pair across these two groups",
                      .example = "[[DZA, MAR], [ESP, FRA]]",
                      .optional = true};
    if (d.given(between, !bilateral.between.empty())) {
        d.groups(between, bilateral.between, Named::state, {.least = 2, .most = 2}, {});
    }
    Key const pairs{.name = "pairs",
                    .about = "these pairs",
                    .example = "[[MAR, ESP], [DZA, FRA]]",
                    .optional = true};
    if (d.given(pairs, !bilateral.pairs.empty())) {
        d.groups(pairs, bilateral.pairs, Named::state, {.least = 1, .most = Limits::forums},
                 {.least = 2, .most = 2});
    }
    d.section({.name = "corridors",
               .about = "every pair between which enough people have moved, by the stocks of flows",
               .example = "{minimum_stock: 10000}"},
              bilateral.corridors);
    describe_proceedings(d, bilateral.proceedings);
}

void describe(Describer& d, written::Maturity& maturity)
{
    d.number({.name = "start", .about = "maturity at the beginning", .example = "0.2"},
             maturity.start, share);
    d.number({.name = "growth",
              .about = "share of what is left to full maturity that an agreement adds",
              .example = "0.2"},
             maturity.growth, {.least = 0.0, .most = 1.0, .unit = "an agreement"});
    d.number(
        {.name = "decay", .about = "share of its maturity that a deadlock costs", .example = "0.1"},
        maturity.decay, {.least = 0.0, .most = 1.0, .unit = "a deadlock"});
    d.number({.name = "frankness_gain",
              .about = "share of its reticence that a fully mature forum has lost: frankness comes "
                       "nearer to 1",
              .example = "0.5"},
             maturity.frankness_gain, share);
    d.number({.name = "rounds_saved",
              .about = "share of its rounds that a fully mature forum does without",
              .example = "0.5"},
             maturity.rounds_saved, share);
    ItemsOf<written::Deepening> steps{maturity.deepen};
    steps.noun = "step";
    steps.most = Limits::deepenings;
    d.list({.name = "deepen",
            .about = "what it becomes when it is mature enough, step by step and for good",
            .example = "[{at: 0.5, bindingness: 0.5}, {at: 0.8, level: supranational}]"},
           steps);
}

void describe_change(Describer& d, std::optional<double>& bindingness,
                     std::optional<written::Method>& rule)
{
    d.number({.name = "bindingness",
              .about = "of its agreements from then on",
              .example = "0.5",
              .otherwise = "as before"},
             bindingness, positive_share);
    Key const key{.name = "rule",
                  .about = "whose consent makes an agreement from then on",
                  .example = "simple_majority",
                  .otherwise = "as before",
                  .optional = true};
    if (d.given(key, rule.has_value())) {
        rule = rule.value_or(written::Method{.name = "unanimity"});
        d.method(key, *rule, rule_methods());
    }
}

void describe(Describer& d, written::Deepening& deepening)
{
    d.number(
        {.name = "at", .about = "the maturity that it takes", .example = "0.5", .required = true},
        deepening.at, positive_share);
    d.at_least_one({"level", "bindingness", "rule"});
    d.choice({.name = "level",
              .about = "from then on",
              .example = "supranational",
              .otherwise = "as before"},
             deepening.level, level_names);
    describe_change(d, deepening.bindingness, deepening.rule);
}

void describe(Describer& d, written::Corridors& corridors)
{
    d.number({.name = "minimum_stock",
              .about = "of migrants from either in the other, both together",
              .example = "10000",
              .required = true},
             corridors.minimum_stock, {.least = 0.0, .above = true, .unit = "persons"});
}

void describe(Describer& d, written::Routing& routing)
{
    d.choice(
        {.name = "policy",
         .about =
             "fixed keeps to the agendas as they are written; subsidiarity leaves an issue to the "
             "lowest level that covers enough, bottom_up and top_down begin at the lowest or "
             "highest, "
             "and forum_shopping lets members choose where they expect most",
         .example = "subsidiarity"},
        routing.policy, routing_policy_names);
    d.number({.name = "coverage",
              .about = "what a forum must cover, under subsidiarity, of what ties its members to "
                       "other states",
              .example = "0.6"},
             routing.coverage, share);
    d.whole(
        {.name = "patience",
         .about =
             "so many deadlocks in a row move an issue to the next level; not under forum_shopping",
         .example = "2"},
        routing.patience, {.least = 1, .most = 10'000, .unit = "deadlocks"});
    d.choice({.name = "outside_option",
              .about = "do members hold out for what another forum where the same issues are open "
                       "is expected to bring "
                       "them, by how often its tables come to an agreement",
              .example = "true"},
             routing.outside_option, truth_names);
}

void describe(Describer& d, written::Discussion& discussion)
{
    d.number(
        {.name = "disclosure", .about = "of states that give none of their own", .example = "0.2"},
        discussion.disclosure, share);
    d.number({.name = "posturing",
              .about = "how far positions are exaggerated against the others",
              .example = "0.5"},
             discussion.posturing, {.least = 0.0, .most = 100.0});
    d.number({.name = "hiding",
              .about = "how far positions retreat behind the status quo",
              .example = "0.2"},
             discussion.hiding, share);
    d.number({.name = "learning",
              .about = "how much a frank meeting on hard issues adds to recognition",
              .example = "0.3"},
             discussion.learning, {.least = 0.0, .most = 1.0, .unit = "a meeting"});
    d.number(
        {.name = "trust", .about = "how much such a meeting adds to disclosure", .example = "0.3"},
        discussion.trust, {.least = 0.0, .most = 1.0, .unit = "a meeting"});
    d.number({.name = "decay",
              .about = "share of what was learnt that fades without meetings",
              .example = "0.02"},
             discussion.decay, {.least = 0.0, .most = 1.0, .below = true, .unit = "a year"});
    d.number({.name = "deadlock_cost",
              .about = "share of disclosure lost at a deadlock",
              .example = "0.05"},
             discussion.deadlock_cost, {.least = 0.0, .most = 1.0, .unit = "a deadlock"});
    d.number({.name = "defection_cost",
              .about = "share of disclosure that all parties lose when one leaves an agreement",
              .example = "0.1"},
             discussion.defection_cost, {.least = 0.0, .most = 1.0, .unit = "a defection"});
}

}  // namespace parley
