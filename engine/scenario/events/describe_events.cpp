#include "scenario/actors/actors.hpp"
#include "scenario/events/events.hpp"
#include "scenario/format/describer.hpp"

namespace parley {

namespace {

constexpr Range share{.least = 0.0, .most = 1.0};

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
    d.exactly_one({"flow_shock", "profile", "self_image", "outlook", "override", "attention",
                   "accession", "withdrawal", "agenda", "opening", "funding"});
    d.alternative<written::FlowShock>(
        {.name = "flow_shock",
         .about = "flows are larger or smaller for a while",
         .example = "{from: [LBY], to: [ITA], factor: 5, for: 1 year}"},
        event.what);
    d.alternative<written::ProfileChange>(
        {.name = "profile",
         .about = "the actual roles of a state change",
         .example = "{state: LBY, sending: 0.1, transit: 0.7, receiving: 0.2, weight: 1}"},
        event.what);
    d.alternative<written::SelfImageChange>(
        {.name = "self_image",
         .about = "a state comes to believe in, or to profess, other roles",
         .example = "{state: PRT, sending: 0.3, transit: 0, receiving: 0.7}"},
        event.what);
    d.alternative<written::Outlook>(
        {.name = "outlook",
         .about = "a change of government",
         .example = "{states: [TUN], recognition: 0.5, disclosure: 0.5}"},
        event.what);
    d.alternative<written::Override>(
        {.name = "override",
         .about = "home politics comes to want something else",
         .example = "{state: ITA, issue: asylum, ideal: 0.9, weight: 0.5, reason: election}"},
        event.what);
    d.alternative<written::Attention>(
        {.name = "attention",
         .about = "issues weigh more or less for a while",
         .example = "{states: [ITA], issues: [asylum], factor: 2, for: 2 years}"},
        event.what);
    d.alternative<written::Accession>({.name = "accession",
                                       .about = "states join a forum",
                                       .example = "{forum: eu, states: [MLT]}"},
                                      event.what);
    d.alternative<written::Withdrawal>(
        {.name = "withdrawal",
         .about = "states leave a forum and what binds them through it",
         .example = "{forum: eu, states: [GBR]}"},
        event.what);
    d.alternative<written::AgendaChange>({.name = "agenda",
                                          .about = "a forum may treat more issues, or fewer",
                                          .example = "{forum: eu, add: [asylum]}"},
                                         event.what);
    d.alternative<written::Opening>({.name = "opening",
                                     .about = "a forum opens that did not exist before",
                                     .example = "{forum: global_compact}"},
                                    event.what);
    d.alternative<written::Funding>({.name = "funding",
                                     .about = "an organisation spends more or less from now on",
                                     .example = "{organisation: iom, assistance: 40000000}"},
                                    event.what);
}

void describe(Describer& d, written::Opening& opening)
{
    d.id(forum_key(), opening.forum, Named::forum);
}

void describe(Describer& d, written::Funding& funding)
{
    constexpr Range budget{.least = 0.0, .most = 1e15, .unit = "USD a year"};
    d.id({.name = "organisation", .about = "whose budget", .example = "iom", .required = true},
         funding.organisation, Named::organisation);
    d.at_least_one({"assistance", "relief", "development"});
    d.number({.name = "assistance", .about = "as of the organisation", .example = "20000000"},
             funding.assistance, budget);
    d.number({.name = "relief", .about = "as of the organisation", .example = "50000000"},
             funding.relief, budget);
    d.number({.name = "development", .about = "as of the organisation", .example = "100000000"},
             funding.development, budget);
}

void describe(Describer& d, written::FlowShock& shock)
{
    d.ids({.name = "from",
           .about = "the states that people leave",
           .example = "[LBY, TUN]",
           .required = true},
          shock.from, Named::state, {});
    d.ids(
        {.name = "to", .about = "the states that they go to", .example = "[ITA]", .required = true},
        shock.to, Named::state, {});
    d.number({.name = "factor",
              .about = "how many times what they were",
              .example = "5",
              .required = true},
             shock.factor, {.least = 0.0, .most = 1e6});
    d.duration(duration_key(), shock.lasts, {});
}

void describe(Describer& d, written::ProfileChange& change)
{
    d.id(state_key(), change.state, Named::state);
    describe(d, change.roles);
    d.number({.name = "weight", .about = "how far it moves there", .example = "1"}, change.weight,
             share);
}

void describe(Describer& d, written::SelfImageChange& change)
{
    d.id(state_key(), change.state, Named::state);
    describe(d, change.roles);
}

void describe(Describer& d, written::Outlook& outlook)
{
    d.ids(states_key(), outlook.states, Named::state, {});
    d.at_least_one({"recognition", "disclosure"});
    d.number(
        {.name = "recognition", .about = "of the actual profile from now on", .example = "0.5"},
        outlook.recognition, share);
    d.number({.name = "disclosure", .about = "of interests from now on", .example = "0.5"},
             outlook.disclosure, share);
}

void describe(Describer& d, written::Attention& attention)
{
    d.ids(states_key(), attention.states, Named::state, {});
    d.ids({.name = "issues", .about = "which issues", .example = "[asylum]", .required = true},
          attention.issues, Named::issue, {});
    d.number({.name = "factor",
              .about = "how many times as much they weigh",
              .example = "2",
              .required = true},
             attention.factor, {.least = 0.0, .most = 1e6, .above = true});
    d.duration(duration_key(), attention.lasts, {});
}

void describe(Describer& d, written::Accession& accession)
{
    d.id(forum_key(), accession.forum, Named::forum);
    d.ids(states_key(), accession.states, Named::state, {});
}

void describe(Describer& d, written::Withdrawal& withdrawal)
{
    d.id(forum_key(), withdrawal.forum, Named::forum);
    d.ids(states_key(), withdrawal.states, Named::state, {});
}

void describe(Describer& d, written::AgendaChange& change)
{
    d.id(forum_key(), change.forum, Named::forum);
    d.at_least_one({"add", "remove"});
    d.ids({.name = "add", .about = "issues that it may treat from now on", .example = "[asylum]"},
          change.add, Named::issue, {.least = 0});
    d.ids({.name = "remove", .about = "issues that it may treat no more", .example = "[asylum]"},
          change.remove, Named::issue, {.least = 0});
}

}  // namespace parley
