#include "scenario/description.hpp"

#include <array>

namespace parley {

namespace {

using namespace std::string_view_literals;

constexpr Range share{.least = 0.0, .most = 1.0};
constexpr Range positive_share{.least = 0.0, .most = 1.0, .above = true};
constexpr Range weight{.least = 0.0, .most = 1e15};
constexpr std::array issue_groups{"all"sv, "soft"sv, "hard"sv};
constexpr std::array all_group{"all"sv};

template <class Entry>
Methods methods_of(std::string_view noun, std::span<Entry const> catalogue)
{
    Methods methods{.noun = noun, .entries = {}};
    for (auto const& entry : catalogue) {
        methods.entries.push_back({entry.name, entry.about, entry.parameters});
    }
    return methods;
}

template <class Section>
void map(Describer& describer, Key const& key, std::vector<Section>& sections,
         std::string_view noun, std::size_t most, Named named, bool table = false,
         Section prototype = {})
{
    ItemsOf<Section> items{sections, std::move(prototype)};
    items.noun = noun;
    items.most = most;
    items.names = named;
    items.table = table;
    describer.map(key, items);
}

template <class Section>
void list(Describer& describer, Key const& key, std::vector<Section>& sections,
          std::string_view noun, std::size_t most, bool table = false)
{
    ItemsOf<Section> items{sections};
    items.noun = noun;
    items.most = most;
    items.table = table;
    describer.list(key, items);
}

void describe_proceedings(Describer& d, Scenario::Proceedings& forum)
{
    d.text({.name = "about", .about = "what it is, in words", .example = "informal, since 2002"},
           forum.about);
    d.selection({.name = "agenda",
                 .about = "the issues that it may treat; all is every issue that is not linkage",
                 .example = "[readmission, asylum]",
                 .required = true},
                forum.agenda, Named::issue, issue_groups);
    d.choice(
        {.name = "scope",
         .about = "what is bargained together: each issue by itself, the agenda as one package, "
                  "or the package with the linkage issues",
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
    Key const secretariat{.name = "secretariat",
                          .about = "the organisation that serves it",
                          .example = "iom",
                          .optional = true};
    if (d.given(secretariat, !forum.secretariat.empty())) {
        d.id(secretariat, forum.secretariat, Named::organisation);
    }
}

}  // namespace

Methods const& protocol_methods()
{
    static Methods const methods = methods_of("protocol", protocol_catalogue());
    return methods;
}

Methods const& rule_methods()
{
    static Methods const methods = methods_of("decision rule", rule_catalogue());
    return methods;
}

void describe(Describer& d, Scenario& scenario)
{
    d.whole({.name = "parley",
             .about = "version of the format; this program reads version 1",
             .example = "1",
             .required = true},
            scenario.version, {.least = 1, .most = 1});
    d.text({.name = "name",
            .about = "what the scenario is called",
            .example = "Western Mediterranean, 5+5",
            .required = true},
           scenario.name);
    d.text({.name = "about", .about = "what it shows", .example = "ten states on two shores"},
           scenario.about);
    d.texts({.name = "sources", .about = "where numbers come from", .example = "[UN DESA 2020]"},
            scenario.sources, {.least = 0, .most = Limits::texts});
    d.section({.name = "time",
               .about = "when the run begins and how long it lasts",
               .example = "{start: 2005-01, tick: 6 months, ticks: 30}",
               .required = true},
              scenario.time);
    d.whole({.name = "seed", .about = "of all random numbers", .example = "20051"}, scenario.seed,
            {});
    d.whole({.name = "replicates",
             .about = "runs that differ only in their random numbers",
             .example = "100"},
            scenario.replicates, {.least = 1, .most = Limits::replicates, .unit = "runs"});
    d.section({.name = "interests", .about = "how interests follow from roles"},
              scenario.interests);
    d.section({.name = "discussion", .about = "how members speak and what they learn"},
              scenario.discussion);
    d.section({.name = "implementation", .about = "how policy follows agreements"},
              scenario.implementation);
    map(d,
        {.name = "states",
         .about = "who negotiates, by id; ISO 3166 codes by convention",
         .example = "{MAR: {name: Morocco, sending: 9, transit: 2, receiving: 1}}",
         .required = true},
        scenario.states, "state", Limits::states, Named::state, true,
        Scenario::State{.id = "",
                        .recognition = scenario.interests.recognition,
                        .disclosure = scenario.discussion.disclosure});
    list(d,
         {.name = "flows",
          .about = "migration between states",
          .example = "[{origin: MAR, destination: ESP, persons: 50000}]"},
         scenario.flows, "flow", Limits::flows, true);
    map(d,
        {.name = "issues",
         .about = "what is negotiated, by id",
         .example = "{readmission: {kind: hard, ...}}",
         .required = true},
        scenario.issues, "issue", Limits::issues, Named::issue, false, {.id = ""});
    map(d,
        {.name = "organisations",
         .about = "international organisations that serve forums, by id",
         .example = "{iom: {mandate: all, mediation: 0.3}}"},
        scenario.organisations, "organisation", Limits::organisations, Named::organisation, false,
        {.id = ""});
    Scenario::Forum forum{.id = ""};
    forum.proceedings.opens = scenario.time.start;
    map(d,
        {.name = "forums",
         .about = "where states meet, by id",
         .example = "{council: {level: regional, members: all, agenda: all, meets: every 1 year}}"},
        scenario.forums, "forum", Limits::forums, Named::forum, false, forum);
    Scenario::Bilateral bilateral;
    bilateral.proceedings.opens = scenario.time.start;
    d.section({.name = "bilateral", .about = "generated forums of two members each"},
              scenario.bilateral, bilateral);
    d.section({.name = "routing", .about = "which forum takes up an issue"}, scenario.routing);
    list(d, {.name = "overrides", .about = "domestic politics that no profile explains"},
         scenario.overrides, "override", Limits::overrides);
    list(d, {.name = "events", .about = "what happens to the world, at a date or at random"},
         scenario.events, "event", Limits::events);
    d.section({.name = "record", .about = "what a run keeps"}, scenario.record);
    d.what_ifs(
        {.name = "what_if",
         .about =
             "named variations, compared by the same random numbers: settings of keys, by name",
         .example = "{frank: {forums.council.frankness: 0.9}}"});
}

void describe(Describer& d, Scenario::Time& time)
{
    d.month({.name = "start", .about = "first month", .example = "2005-01", .required = true},
            time.start);
    d.duration(
        {.name = "tick", .about = "length of a tick", .example = "6 months", .required = true},
        time.tick, {});
    d.whole({.name = "ticks", .about = "how many", .example = "30", .required = true}, time.ticks,
            {.least = 1, .most = Limits::ticks, .unit = "ticks"});
}

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
    d.number({.name = "population", .about = "inhabitants", .example = "30000000"},
             state.population, {.least = 0.0, .most = 1e11, .above = true, .unit = "persons"});
    d.number(
        {.name = "gdp_per_head", .about = "gross domestic product per head", .example = "2000"},
        state.gdp_per_head, {.least = 0.0, .most = 1e9, .unit = "USD a year"});
    d.number({.name = "power",
              .about = "weight in bargaining and in votes by power, in any unit",
              .example = "1"},
             state.power, {.least = 0.0, .most = 1e15, .above = true});
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
    d.section({.name = "self_image",
               .about = "the roles that it believes in or professes",
               .example = "{sending: 0, transit: 0, receiving: 1}",
               .otherwise = "from the roles, sharpened by interests.self_image_sharpness"},
              state.self_image);
}

void describe(Describer& d, Scenario::Flow& flow)
{
    d.id({.name = "origin",
          .about = "the state that people leave",
          .example = "MAR",
          .required = true},
         flow.origin, Named::state);
    d.id({.name = "destination",
          .about = "the state that they go to",
          .example = "ESP",
          .required = true},
         flow.destination, Named::state);
    d.number({.name = "persons", .about = "how many", .example = "50000", .required = true},
             flow.persons, {.least = 0.0, .most = 1e10, .unit = "persons a year"});
}

void describe(Describer& d, Scenario::Interests& interests)
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
}

void describe(Describer& d, Scenario::Discussion& discussion)
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
}

void describe(Describer& d, Scenario::Implementation& implementation)
{
    d.number({.name = "rate",
              .about = "share of the remaining way to what was agreed that policy goes",
              .example = "0.5"},
             implementation.rate, {.least = 0.0, .most = 1.0, .above = true, .unit = "a year"});
}

void describe(Describer& d, Scenario::Issue& issue)
{
    d.choice(
        {.name = "kind",
         .about =
             "selects agendas: soft, hard, or linkage for what only comprehensive forums take up",
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
    d.section({.name = "ideal",
               .about = "position that suits each role best",
               .example = "{sending: 0.1, transit: 0.2, receiving: 0.9}",
               .required = true},
              Describer::Body{[&](Describer& roles) {
                  roles.number({.name = "sending",
                                .about = "of states that people leave",
                                .example = "0.1",
                                .required = true},
                               issue.ideal.sending, share);
                  roles.number({.name = "transit",
                                .about = "of states that people cross",
                                .example = "0.2",
                                .required = true},
                               issue.ideal.transit, share);
                  roles.number({.name = "receiving",
                                .about = "of states that people come to",
                                .example = "0.9",
                                .required = true},
                               issue.ideal.receiving, share);
              }});
    d.section({.name = "salience",
               .about = "how much each role cares; 1 is a main concern",
               .example = "{sending: 0.7, transit: 0.8, receiving: 1}",
               .required = true},
              issue.salience);
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
}

void describe(Describer& d, Scenario::Forum& forum)
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
    d.selection({.name = "members",
                 .about = "the states that meet",
                 .example = "[DZA, MAR, TUN]",
                 .required = true},
                forum.members, Named::state, all_group);
    describe_proceedings(d, forum.proceedings);
}

void describe(Describer& d, Scenario::Bilateral& bilateral)
{
    d.exactly_one({"between", "pairs"});
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
    describe_proceedings(d, bilateral.proceedings);
}

void describe(Describer& d, Scenario::Routing& routing)
{
    static constexpr std::array policies{"fixed"sv};
    d.choice({.name = "policy",
              .about = "fixed keeps to the agendas as they are written",
              .example = "fixed"},
             routing.policy, policies);
}

void describe(Describer& d, Scenario::Record& record)
{
    static constexpr std::array sessions{"all"sv, "multilateral"sv, "none"sv};
    d.duration({.name = "every",
                .about = "from record to record of states and issues",
                .example = "1 tick"},
               record.every, {.ticks = true, .repeated = false});
    d.choice({.name = "sessions",
              .about = "whose minutes are kept; multilateral leaves out forums of level bilateral",
              .example = "all"},
             record.sessions, sessions);
}

}  // namespace parley
