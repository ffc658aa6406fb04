#include "scenario/actors/actors.hpp"
#include "scenario/events/events.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/format/ranges.hpp"
#include "scenario/forums/forums.hpp"
#include "scenario/issues/issues.hpp"

#include <type_traits>

namespace parley {

namespace {

Key state_key()
{
    return {.name = "state", .about = "whose", .example = "MAR", .required = true};
}

Key states_key()
{
    return {.name = "states", .about = "whose", .example = "[ITA, MLT]", .required = true};
}

Key forum_key()
{
    return {.name = "forum", .about = "which forum", .example = "eu", .required = true};
}

Key duration_key()
{
    return {.name = "for", .about = "how long it lasts", .example = "1 year", .required = true};
}

}  // namespace

// `alternative` finds these by the type of the event, so that no header need list them.
// NOLINTBEGIN(misc-use-internal-linkage)

// Each kind of event: what it is, then its keys.

Key key_of(FlowShock<ByName> const&)
{
    return {.name = FlowShock<ByName>::kind,
            .about = "flows are larger or smaller for a while",
            .example = "{from: [LBY], to: [ITA], factor: 5, for: 1 year}"};
}

void describe(Describer& d, FlowShock<ByName>& shock)
{
    d.ids({.name = "from",
           .about = "the states that people leave",
           .example = "[LBY, TUN]",
           .required = true},
          shock.from);
    d.ids(
        {.name = "to", .about = "the states that they go to", .example = "[ITA]", .required = true},
        shock.to);
    d.number({.name = "factor",
              .about = "how many times what they were",
              .example = "5",
              .required = true},
             shock.factor, {.least = 0.0, .most = 1e6});
    d.duration(duration_key(), shock.lasts, {});
}

Key key_of(ProfileChange<ByName> const&)
{
    return {.name = ProfileChange<ByName>::kind,
            .about = "the actual roles of a state change",
            .example = "{state: LBY, sending: 0.1, transit: 0.7, receiving: 0.2, weight: 1}"};
}

void describe(Describer& d, ProfileChange<ByName>& change)
{
    d.id(state_key(), change.state);
    describe(d, change.roles);
    d.number({.name = "weight", .about = "how far it moves there", .example = "1"}, change.weight,
             share);
}

Key key_of(SelfImageChange<ByName> const&)
{
    return {.name = SelfImageChange<ByName>::kind,
            .about = "a state comes to believe in, or to profess, other roles",
            .example = "{state: PRT, sending: 0.3, transit: 0, receiving: 0.7}"};
}

void describe(Describer& d, SelfImageChange<ByName>& change)
{
    d.id(state_key(), change.state);
    describe(d, change.roles);
}

Key key_of(OutlookChange<ByName> const&)
{
    return {.name = OutlookChange<ByName>::kind,
            .about = "a change of government",
            .example = "{states: [TUN], recognition: 0.5, disclosure: 0.5}"};
}

void describe(Describer& d, OutlookChange<ByName>& change)
{
    d.ids(states_key(), change.states);
    describe(d, change.outlook);
}

Key key_of(SizeChange<ByName> const&)
{
    return {.name = SizeChange<ByName>::kind,
            .about = "states grow or shrink, become richer or poorer, stronger or weaker",
            .example = "{states: [SRB], population: 7400000}"};
}

void describe(Describer& d, SizeChange<ByName>& change)
{
    d.ids(states_key(), change.states);
    d.at_least_one({"population", "gdp_per_head", "power"});
    d.number({.name = "population", .about = "as of the state", .example = "7400000"},
             change.population, {.least = 0.0, .most = 1e11, .above = true, .unit = "persons"});
    d.number({.name = "gdp_per_head", .about = "as of the state", .example = "3000"},
             change.gdp_per_head, {.least = 0.0, .most = 1e9, .unit = "USD a year"});
    d.number({.name = "power", .about = "as of the state", .example = "0.4"}, change.power,
             {.least = 0.0, .most = 1e15, .above = true});
}

Key key_of(Separation<ByName> const&)
{
    return {.name = Separation<ByName>::kind,
            .about = "parts of a state become states of their own, which do not exist before",
            .example = "{states: [MNE], from: SRB}"};
}

void describe(Describer& d, Separation<ByName>& separation)
{
    d.ids(
        {.name = "states",
         .about = "which begin; what is said of them, and of the state that they separate from, is "
                  "of their own territories",
         .example = "[MNE]",
         .required = true},
        separation.states);
    d.id({.name = "from",
          .about = "of which state they were a part; it goes on",
          .example = "SRB",
          .required = true},
         separation.from);
    d.choice({.name = "treaties",
              .about = "do its agreements bind them, too, in forums where they have a seat: "
                       "continuity, as for states that separate, or clean_slate, as for those that "
                       "become independent",
              .example = "clean_slate"},
             separation.treaties, treaties_names);
}

Key key_of(Union<ByName> const&)
{
    return {.name = Union<ByName>::kind,
            .about = "states end and become parts of another",
            .example = "{states: [DDR], into: DEU}"};
}

void describe(Describer& d, Union<ByName>& union_)
{
    d.ids({.name = "states", .about = "which end", .example = "[DDR]", .required = true},
          union_.states);
    d.id({.name = "into",
          .about = "of which state they become parts; what it has agreed holds for them",
          .example = "DEU",
          .required = true},
         union_.into);
}

Key key_of(Override<ByName> const&)
{
    return {.name = Override<ByName>::kind,
            .about = "home politics comes to want something else",
            .example = "{state: ITA, issue: asylum, ideal: 0.9, weight: 0.5, reason: election}"};
}

Key key_of(Attention<ByName> const&)
{
    return {.name = Attention<ByName>::kind,
            .about = "issues weigh more or less for a while",
            .example = "{states: [ITA], issues: [asylum], factor: 2, for: 2 years}"};
}

void describe(Describer& d, Attention<ByName>& attention)
{
    d.ids(states_key(), attention.states);
    d.ids({.name = "issues", .about = "which issues", .example = "[asylum]", .required = true},
          attention.issues);
    d.number({.name = "factor",
              .about = "how many times as much they weigh",
              .example = "2",
              .required = true},
             attention.factor, {.least = 0.0, .most = 1e6, .above = true});
    d.duration(duration_key(), attention.lasts, {});
}

Key key_of(Accession<ByName> const&)
{
    return {.name = Accession<ByName>::kind,
            .about = "states join a forum",
            .example = "{forum: eu, states: [MLT]}"};
}

void describe(Describer& d, Accession<ByName>& accession)
{
    d.id(forum_key(), accession.forum);
    d.ids(states_key(), accession.states);
}

Key key_of(Withdrawal<ByName> const&)
{
    return {.name = Withdrawal<ByName>::kind,
            .about = "states leave a forum and what binds them through it",
            .example = "{forum: eu, states: [GBR]}"};
}

void describe(Describer& d, Withdrawal<ByName>& withdrawal)
{
    d.id(forum_key(), withdrawal.forum);
    d.ids(states_key(), withdrawal.states);
}

Key key_of(AgendaChange<ByName> const&)
{
    return {.name = AgendaChange<ByName>::kind,
            .about = "a forum may treat more issues, or fewer",
            .example = "{forum: eu, add: [asylum]}"};
}

void describe(Describer& d, AgendaChange<ByName>& change)
{
    d.id(forum_key(), change.forum);
    d.at_least_one({"add", "remove"});
    d.ids({.name = "add", .about = "issues that it may treat from now on", .example = "[asylum]"},
          change.add, {.least = 0});
    d.ids({.name = "remove", .about = "issues that it may treat no more", .example = "[asylum]"},
          change.remove, {.least = 0});
}

Key key_of(Reform<ByName> const&)
{
    return {.name = Reform<ByName>::kind,
            .about = "a treaty changes how a forum decides and binds",
            .example = "{forum: eu, rule: {name: qualified_majority, thresholds: {power: 0.7}}}"};
}

void describe(Describer& d, Reform<ByName>& reform)
{
    d.id(forum_key(), reform.forum);
    d.at_least_one({"rule", "bindingness"});
    describe_change(d, reform.bindingness, reform.rule);
}

Key key_of(ForumOpening<ByName> const&)
{
    return {.name = ForumOpening<ByName>::kind,
            .about = "a forum opens that did not exist before",
            .example = "{forum: global_compact}"};
}

void describe(Describer& d, ForumOpening<ByName>& opening)
{
    d.id(forum_key(), opening.forum);
}

Key key_of(Funding<ByName> const&)
{
    return {.name = Funding<ByName>::kind,
            .about = "an organisation spends more or less from now on",
            .example = "{organisation: iom, assistance: 40000000}"};
}

void describe(Describer& d, Funding<ByName>& funding)
{
    d.id({.name = "organisation", .about = "whose budget", .example = "iom", .required = true},
         funding.organisation);
    d.at_least_one({"assistance", "relief", "development"});
    d.number({.name = "assistance", .about = "as of the organisation", .example = "20000000"},
             funding.assistance, budget);
    d.number({.name = "relief", .about = "as of the organisation", .example = "50000000"},
             funding.relief, budget);
    d.number({.name = "development", .about = "as of the organisation", .example = "100000000"},
             funding.development, budget);
}

// NOLINTEND(misc-use-internal-linkage)

void describe(Describer& d, written::Event& event)
{
    d.exactly_one({"at", "hazard"});
    d.month({.name = "at", .about = "when it happens", .example = "2011-02"}, event.at);
    d.number({.name = "hazard",
              .about = "how probable it is, where it happens at random",
              .example = "0.1"},
             event.hazard, {.least = 0.0, .most = 1.0, .unit = "a year"});
    d.text({.name = "about", .about = "what happens, in words", .example = "war in Libya"},
           event.about);
    [&]<class... What>(std::type_identity<std::variant<What...>>) {
        d.exactly_one({What::kind...});
        (d.alternative<What>(key_of(What{}), event.what), ...);
    }(std::type_identity<WhatHappens<ByName>>{});
}

}  // namespace parley
