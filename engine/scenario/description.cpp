#include "scenario/description.hpp"

#include "scenario/format/limits.hpp"
#include "scenario/format/writer.hpp"

#include <array>

namespace parley {

namespace {

using namespace std::string_view_literals;

template <class Section>
void map(Describer& describer, Key const& key, std::vector<Section>& sections,
         std::string_view noun, std::size_t most, Named named, Section prototype = {})
{
    ItemsOf<Section> items{sections, std::move(prototype)};
    items.noun = noun;
    items.most = most;
    items.names = named;
    describer.map(key, items);
}

/// The states of a scenario, whose defaults stand in other sections.
void describe_states(Describer& describer, Scenario& scenario)
{
    written::State state;
    state.recognition = scenario.interests.recognition;
    state.disclosure = scenario.discussion.disclosure;
    ItemsOf<written::State> items{scenario.states, state};
    items.noun = "state";
    items.most = Limits::states;
    items.names = Named::state;
    items.table = true;
    items.drawn = [](Describer& inner) {
        written::Drawn drawn;
        describe(inner, drawn);
    };
    describer.map({.name = "states",
                   .about = "who negotiates, by id; ISO 3166 codes by convention",
                   .example = "{MAR: {name: Morocco, sending: 9, transit: 2, receiving: 1}}",
                   .required = true},
                  items);
}

void describe_authorities(Describer& describer, Scenario& scenario)
{
    ItemsOf<written::Authority> items{scenario.authorities};
    items.noun = "authority";
    items.most = Limits::authorities;
    items.names = Named::authority;
    items.table = true;
    describer.map(
        {.name = "authorities",
         .about = "regions, cities and border states that decide below their states, by id",
         .example = "{CHIHUAHUA: {of: MEX, population: 3742000}}"},
        items);
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

}  // namespace

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
    d.text({.name = "creator_name",
            .about = "who made it, as results tell archives",
            .example = "Migration Policy Institute"},
           scenario.creator_name);
    d.text({.name = "license",
            .about = "under which licence results may be used, as they tell archives",
            .example = "CC-BY-4.0"},
           scenario.license);
    d.texts({.name = "keywords",
             .about = "what results are found by in archives",
             .example = "[migration, readmission, negotiation]"},
            scenario.keywords, {.least = 0, .most = Limits::texts});
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
    d.section({.name = "migration", .about = "how people move, and what that makes of states"},
              scenario.migration);
    d.section({.name = "capacity",
               .about = "how many people states must handle, and can",
               .example = "{growth: 0.02}",
               .otherwise = "every state can do all it must"},
              scenario.capacity);
    d.section({.name = "aid", .about = "what the budgets of organisations pay for"}, scenario.aid);
    d.section({.name = "implementation", .about = "how policy follows agreements"},
              scenario.implementation);
    d.section({.name = "money", .about = "what money is worth to states"}, scenario.money);
    describe_states(d, scenario);
    d.state_groups({.name = "groups",
                    .about = "groups of states by name, which every list of states may name",
                    .example = "{maghreb: [DZA, MAR, TUN], others: all except maghreb}"});
    describe_authorities(d, scenario);
    list(d,
         {.name = "flows",
          .about = "migration between states",
          .example = "[{origin: MAR, destination: ESP, persons: 50000}]"},
         scenario.flows, "flow", Limits::flows, true);
    list(d,
         {.name = "routes",
          .about = "states that people cross on their way",
          .example = "[{origin: MLI, via: DZA, destination: FRA, share: 0.4}]"},
         scenario.routes, "route", Limits::routes, true);
    map(d,
        {.name = "issues",
         .about = "what is negotiated, by id",
         .example = "{readmission: {kind: hard, ...}}",
         .required = true},
        scenario.issues, "issue", Limits::issues, Named::issue, {.id = ""});
    map(d,
        {.name = "organisations",
         .about = "international organisations that serve forums, by id",
         .example = "{iom: {mandate: all, mediation: 0.3}}"},
        scenario.organisations, "organisation", Limits::organisations, Named::organisation,
        {.id = ""});
    written::Forum forum{.id = ""};
    forum.proceedings.opens = scenario.time.start;
    map(d,
        {.name = "forums",
         .about = "where states meet, by id",
         .example = "{council: {level: regional, members: all, agenda: all, meets: every 1 year}}"},
        scenario.forums, "forum", Limits::forums, Named::forum, forum);
    written::Bilateral bilateral;
    bilateral.proceedings.opens = scenario.time.start;
    d.section({.name = "bilateral", .about = "generated forums of two members each"},
              scenario.bilateral, bilateral);
    d.section(
        {.name = "routing",
         .about =
             "which forum takes up an issue, and whether members bargain with the others in mind"},
        scenario.routing);
    list(d,
         {.name = "agreements",
          .about = "what is in force as the run begins",
          .example = "[{parties: [FRA, MAR], issue: labour_migration, since: 1963-06}]",
          .otherwise = "the run begins without any treaty"},
         scenario.agreements, "agreement", Limits::agreements, true);
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

void describe(Describer& d, written::Time& time)
{
    d.month({.name = "start", .about = "first month", .example = "2005-01", .required = true},
            time.start);
    d.duration(
        {.name = "tick", .about = "length of a tick", .example = "6 months", .required = true},
        time.tick, {});
    Key const ticks{.name = "ticks",
                    .about = "how many",
                    .example = "30",
                    .otherwise = "`end` is needed",
                    .optional = true};
    if (d.given(ticks, true)) {
        d.whole(ticks, time.ticks, {.least = 1, .most = Limits::ticks, .unit = "ticks"});
    }
    std::optional<Month> end;  // resolved texts have ticks alone
    d.month({.name = "end",
             .about = "in the place of ticks: the last month, with which a tick ends",
             .example = "2019-12",
             .last = true},
            end);
    d.exactly_one({"ticks", "end"});
    if (end) {
        time.end = end;
        time.ticks = ticks_until(*end, time);
    }
}

void describe(Describer& d, written::Record& record)
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

std::vector<TableColumns> const& scenario_tables()
{
    static auto const tables = tables_in([](Describer& d) {
        Scenario scenario;
        describe(d, scenario);
    });
    return tables;
}

std::string resolved_text(Scenario const& scenario)
{
    auto copy = scenario;  // a describer may change what it visits; this one does not
    return resolved_text([&](Describer& d) { describe(d, copy); });
}

}  // namespace parley
