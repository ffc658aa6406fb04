#include "catch.hpp"
#include "scenario/build.hpp"
#include "small_scenario.hpp"

#include <cmath>

using namespace parley;

TEST_CASE("names become indices, and numbers stand where the model wants them")
{
    auto const setup = set_up(read_text(small_scenario(R"(
flows: [{origin: MAR, destination: NO, persons: 1000}]
interests: {half_exposure: 0.0002}
organisations: {iom: {mandate: [training], mediation: 0.3}}
bilateral: {pairs: [[NO, MAR]], agenda: hard, meets: every 2 years, opens: 2006-01,
            secretariat: iom}
overrides: [{state: NO, issue: training, salience: 0.7, weight: 0.1, reason: a test}]
)")));
    auto const& world = setup.world;
    CHECK(world.states.id == std::vector<std::string>{"MAR", "NO", "FRA"});
    CHECK(world.states.name[2] == "FRA");
    CHECK(world.states.profile(0, 0) == Approx(9.0 / 12.0));
    CHECK(world.states.exposure(1) == Approx(0.5));  // 1000 / 5 million = 0.0002
    CHECK(world.states.exposure(2) == 1.0);          // no flow is known
    CHECK(std::isnan(world.states.gdp_per_head(0)));
    CHECK(world.issues.role_ideal(2, 0) == 0.9);
    CHECK(world.regime.status_quo()(1, 0) == 0.4);
    CHECK(world.regime.status_quo()(0, 0) == 0.2);
    CHECK(setup.meetings.red_line(0, 0) == 0.0);
    CHECK(setup.meetings.red_line(1, 0) == 0.05);
    CHECK(std::isinf(setup.meetings.red_line(0, 1)));
    CHECK(world.politics.salience_weight(1, 1) == 0.1);
    CHECK(world.politics.ideal_weight(1, 1) == 0.0);
    CHECK(setup.calendar.ticks == 10);
}

TEST_CASE("organisations are built with what they do, and with the forums that they serve")
{
    auto const setup = set_up(read_text(small_scenario(R"(
organisations:
  iom: {mandate: [training], mediation: 0.3, formula: 0.4, monitoring: 0.5, expertise: 0.6,
        agenda: {chance: 0.2, factor: 2, for: 1 year}, position: {training: 0.9}, voice: 0.1}
  ilo: {}
bilateral: {pairs: [[NO, MAR], [FRA, MAR]], agenda: all, meets: every 2 years,
            secretariat: [ilo, iom], cost: {signature: 0.1}}
)")));
    Organisation const& iom = setup.world.organisations[0];
    CHECK(iom.serves == std::vector{ForumId{0}, ForumId{1}});  // FRA_MAR, MAR_NO, not dialogue
    CHECK(setup.world.organisations[1].serves == iom.serves);
    CHECK(iom.formula == 0.4);
    CHECK(iom.monitoring == 0.5);
    CHECK(iom.expertise == 0.6);
    CHECK(iom.agenda.chance == 0.2);
    CHECK(iom.agenda.factor == 2.0);
    CHECK(iom.agenda.lasts == 2);  // ticks of six months
    CHECK(iom.voice == 0.1);
    REQUIRE(iom.position.size() == 1);
    CHECK(iom.position[0].issue == IssueId{1});
    CHECK(iom.position[0].position == 0.9);
}

TEST_CASE("forums stand in order of their ids, generated ones with a shared label")
{
    auto const setup = set_up(read_text(small_scenario(
        "bilateral: {pairs: [[NO, MAR]], agenda: hard, meets: every 2 years, opens: 2006-01}\n")));
    REQUIRE(setup.forums.size() == 2);
    auto const& pair = setup.forums[0];
    CHECK(pair.id == "MAR_NO");
    CHECK(pair.name == "Morocco and Norway");
    CHECK(pair.label == "bilateral");
    CHECK(pair.level == Level::bilateral);
    CHECK(pair.interval == 4);
    CHECK(pair.first_tick == 2);
    auto const& dialogue = setup.forums[1];
    CHECK(dialogue.label == "dialogue");
    CHECK(dialogue.members == std::vector{StateId{2}, StateId{0}, StateId{1}});  // FRA, MAR, NO
    CHECK(dialogue.agenda == std::vector{IssueId{0}, IssueId{1}});
}

TEST_CASE("corridors are pairs whose stocks of both directions and all pathways reach the minimum")
{
    auto const pairs = [](std::string const& minimum) {
        auto const scenario = read_text(small_scenario(R"(
flows:
  - {origin: NO, destination: MAR, persons: 1, stock: 400}
  - {origin: MAR, destination: NO, persons: 1, stock: 500, pathway: labour}
  - {origin: MAR, destination: NO, persons: 1, stock: 100, pathway: asylum}
  - {origin: MAR, destination: FRA, persons: 40}
migration: {attrition: 0.05}
bilateral: {agenda: all, meets: every 1 year, corridors: {minimum_stock: )" +
                                                       minimum + "}}\n"));
        std::vector<std::string> ids;
        for (Forum const& forum : set_up(scenario).forums) {
            ids.push_back(forum.id);
        }
        return ids;
    };
    using Ids = std::vector<std::string>;
    CHECK(pairs("1000") == Ids{"MAR_NO", "dialogue"});            // 400 + 500 + 100
    CHECK(pairs("800") == Ids{"FRA_MAR", "MAR_NO", "dialogue"});  // 40 / 0.05 keeps its number
}

TEST_CASE("a scenario that was read can be run")
{
    auto simulation = build(read_text(small_scenario()), 0);
    simulation.run({});
    CHECK(simulation.tick() == 10);
    CHECK(simulation.actual_payoff().allFinite());
}

TEST_CASE("corridors of pathways, routes and stocks are built; who halts has a corridor")
{
    auto const setup = set_up(read_text(small_scenario(R"(
flows:
  - {origin: MAR, destination: NO, persons: 100, pathway: labour}
  - {origin: MAR, destination: NO, persons: 50, pathway: asylum, stock: 7, trend: 0.1}
routes: [{origin: MAR, via: FRA, destination: NO, share: 0.4}]
migration: {attrition: 0.05}
)")));
    Flows const& flows = setup.world.flows;
    REQUIRE(flows.count() == 4);  // two more, from MAR to FRA, for those who halt there
    CHECK(flows.stock == Vector{{2000.0, 7.0, 0.0, 0.0}});  // 100 / 0.05 keeps its number
    CHECK(flows.trend(1) == 0.1);
    CHECK(flows.routes.corridor == std::vector<std::size_t>{0, 1});
    CHECK(flows.routes.halt == std::vector<std::size_t>{2, 3});
    CHECK(flows.destination[2] == setup.world.flows.routes.via[0]);
    CHECK(flows.pathway[3] == Pathway::asylum);
    CHECK_FALSE(setup.administration.capacity);
}

TEST_CASE("a forum that an event opens does not exist before")
{
    auto const setup =
        set_up(read_text(small_scenario("events: [{at: 2006-01, opening: {forum: dialogue}}]\n")));
    CHECK_FALSE(setup.forums[0].is_open(0));
}
