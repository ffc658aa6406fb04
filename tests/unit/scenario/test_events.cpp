#include "catch.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "small_scenario.hpp"

#include <algorithm>

using namespace parley;

namespace {

/// Every kind of event, in the order of the manual; states are MAR, NO and FRA.
std::string const every_kind = R"(organisations: {iom: {mandate: all}}
flows: [{origin: MAR, destination: FRA, persons: 100}]
events:
  - {at: 2006-01, flow_shock: {from: [MAR], to: [NO, FRA], factor: 5, for: 18 months}}
  - {hazard: 0.5, profile: {state: NO, sending: 1, transit: 1, receiving: 2, weight: 0.25}}
  - {at: 2006-01, self_image: {state: FRA, sending: 0, transit: 3, receiving: 1}}
  - {at: 2006-01, outlook: {states: [NO, MAR], recognition: 0.5}}
  - {at: 2006-01, size: {states: [MAR], population: 31000000, power: 2}}
  - {at: 2005-07, separation: {states: [NO], from: MAR, treaties: clean_slate}}
  - {at: 2007-01, union: {states: [NO], into: FRA}}
  - {at: 2006-01, override: {state: FRA, issue: training, ideal: 0.9, weight: 0.5,
                           reason: election}}
  - {at: 2006-01, attention: {states: [FRA], issues: [training, readmission], factor: 2,
                            for: 1 year}}
  - {at: 2006-01, accession: {forum: dialogue, states: [NO]}}
  - {at: 2006-01, withdrawal: {forum: dialogue, states: [MAR]}}
  - {at: 2006-01, agenda: {forum: dialogue, add: [readmission], remove: [training]}}
  - {at: 2006-01, reform: {forum: dialogue, rule: {name: consensus, objection: 0.3}}}
  - {at: 2007-01, about: a new table, opening: {forum: dialogue}}
  - {at: 2006-01, funding: {organisation: iom, development: 7}}
)";

template <template <class> class What>
What<ById> const& of(Event const& event)
{
    return std::get<What<ById>>(event.what);
}

}  // namespace

TEST_CASE("an event of every kind becomes one of indices")
{
    // two pairs, so that `dialogue` does not stand first
    auto const setup = set_up(
        read_text(small_scenario(every_kind + "bilateral: {pairs: [[MAR, NO], [FRA, NO]], "
                                              "agenda: [training], meets: every 1 year}\n")));
    StateId const mar{0};
    StateId const no{1};
    StateId const fra{2};
    IssueId const readmission{0};
    IssueId const training{1};
    ForumId const dialogue{std::ranges::find(setup.forums, "dialogue", &Forum::id) -
                           setup.forums.begin()};
    REQUIRE(dialogue.index() == 2);
    REQUIRE(setup.events.size() == std::variant_size_v<Event::What>);
    for (std::size_t kind = 0; kind < setup.events.size(); ++kind) {
        CHECK(setup.events[kind].what.index() == kind);
    }
    auto const& events = setup.events;
    CHECK(events[0].tick == 2);
    CHECK(of<FlowShock>(events[0]) == FlowShock<ById>{{mar}, {no, fra}, 5.0, 3});
    CHECK(!events[1].tick);
    CHECK(events[1].hazard == 0.5);
    CHECK(of<ProfileChange>(events[1]) == ProfileChange<ById>{no, {0.25, 0.25, 0.5}, 0.25});
    CHECK(of<SelfImageChange>(events[2]) == SelfImageChange<ById>{fra, {0.0, 0.75, 0.25}});
    CHECK(of<OutlookChange>(events[3]) ==
          OutlookChange<ById>{.states = {no, mar}, .outlook = {.recognition = 0.5}});
    CHECK(of<SizeChange>(events[4]) == SizeChange<ById>{{mar}, 31e6, std::nullopt, 2.0});
    CHECK(of<Separation>(events[5]) == Separation<ById>{{no}, mar, Treaties::clean_slate});
    CHECK(of<Union>(events[6]) == Union<ById>{{no}, fra});
    CHECK(of<Override>(events[7]) ==
          Override<ById>{fra, training, 0.9, std::nullopt, 0.5, "election"});
    CHECK(of<Attention>(events[8]) == Attention<ById>{{fra}, {training, readmission}, 2.0, 2});
    CHECK(of<Accession>(events[9]) == Accession<ById>{dialogue, {no}});
    CHECK(of<Withdrawal>(events[10]) == Withdrawal<ById>{dialogue, {mar}});
    CHECK(of<AgendaChange>(events[11]) == AgendaChange<ById>{dialogue, {readmission}, {training}});
    auto const& reform = of<Reform>(events[12]);
    CHECK(reform.forum == dialogue);
    CHECK(reform.rule->entry == find_rule("consensus"));
    CHECK(reform.rule->values.at("objection") == 0.3);
    CHECK(!reform.bindingness);
    CHECK(of<ForumOpening>(events[13]).forum == dialogue);
    CHECK(events[13].about == "a new table");
    CHECK(of<Funding>(events[14]) ==
          Funding<ById>{OrganisationId{0}, std::nullopt, std::nullopt, 7.0});
}

TEST_CASE("events of every kind read back as they are written")
{
    auto const scenario = read_text(small_scenario(every_kind));
    CHECK(read_text(resolved_text(scenario)) == scenario);
}
