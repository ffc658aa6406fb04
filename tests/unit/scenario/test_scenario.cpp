#include "catch.hpp"
#include "scenario/description.hpp"
#include "small_scenario.hpp"

#include <filesystem>

using namespace parley;

TEST_CASE("a scenario is read with every default filled in")
{
    auto const scenario = read_text(small_scenario("interests: {recognition: 0.3}\n"));
    CHECK(scenario.name == "Two shores");
    CHECK(scenario.time.tick.count == 6);
    CHECK(scenario.seed == 1);
    CHECK(scenario.states[0].recognition == 0.3);  // a default that another section gives
    CHECK(scenario.states[0].disclosure == 0.2);
    CHECK(scenario.states[2].name.empty());
    CHECK_FALSE(scenario.states[0].exposure);
    auto const& forum = scenario.forums[0].proceedings;
    CHECK(forum.opens == Month{2005, 1});
    CHECK(forum.rounds == 20);
    CHECK(forum.protocol.name == "alternating_offers");
    CHECK(forum.protocol.values.at("tactics.boulware") == 0.0);
    CHECK(scenario.issues[0].red_line.all == 0.05);
    CHECK(scenario.issues[0].red_line.of.at("MAR") == 0.0);
}

TEST_CASE("NO is Norway, wherever a state is named")
{
    auto const scenario = read_text(
        small_scenario("events: [{at: 2006-01, outlook: {states: [NO], recognition: 1}}]\n"
                       "overrides: [{state: NO, issue: training, ideal: 0.5, reason: a test}]\n"));
    CHECK(scenario.states[1].id == "NO");
    CHECK(scenario.forums[0].members.ids[0] == "NO");
    CHECK(scenario.overrides[0].state == "NO");
    CHECK(scenario.issues[0].national_status_quo.of.at("NO") == 0.4);
}

TEST_CASE("a resolved scenario reads back as an equal one, and writes the same text again")
{
    auto const scenario = read_text(small_scenario(R"(
about: "with \"quotes\", a back\\slash,\nand two lines: yes"
sources: ["one, two", 'NO']
seed: 18446744073709551615
flows:
  - {origin: MAR, destination: NO, persons: 0.1}
  - {origin: MAR, destination: NO, persons: 0.1, pathway: asylum, stock: 7, trend: -0.1}
migration: {trend: 0.01, stranded: 0.1, diverted: 0.2, attrition: 0.03, profiles: follow,
            flow_weight: 5, transit_time: 1}
routes: [{origin: MAR, via: FRA, destination: NO, share: 0.4}]
capacity: {mixed: 0.1, irregular: 0.2, most: 2, half_means: 7000, growth: 0.01, pooling: 0.2}
aid: {place_cost: 1, relief_cost: 2, departure_cost: 3, development_time: 4}
organisations: {iom: {mandate: [training], mediation: 0.3, formula: 0.4, monitoring: 0.5,
                      agenda: {chance: 0.2, factor: 2, for: 2 years}, position: {training: 0.9},
                      voice: 0.1, assistance: 1, relief: 2, development: 3}, off: {}}
bilateral:
  pairs: [[MAR, NO]]
  agenda: hard
  rule: {name: consensus, objection: 0.25}
  meets: every 2 ticks
  term: 30 months
  caucus: true
  maturity: {start: 0.1, growth: 0.2, decay: 0.3, frankness_gain: 0.4, rounds_saved: 0.5,
             deepen: [{at: 0.5, bindingness: 0.6}, {at: 0.7, level: regional,
                                                rule: {name: consensus, objection: 0.25}}]}
  secretariat: [iom, off]
routing: {policy: subsidiarity, coverage: 0.6, patience: 3, outside_option: true}
overrides: [{state: NO, issue: training, salience: 0.7, weight: 0.1, reason: "a: b"}]
events:
  - {at: 2006-01, about: one, flow_shock: {from: [MAR], to: [NO], factor: 3, for: 2 years}}
  - {hazard: 0.1, profile: {state: NO, sending: 1, transit: 0, receiving: 0}}
  - {at: 2006-01, self_image: {state: NO, sending: 1, transit: 0, receiving: 0}}
  - {at: 2006-01, outlook: {states: [NO], recognition: 1}}
  - {at: 2006-01, override: {state: NO, issue: training, ideal: 0.2, reason: r}}
  - {at: 2006-01, attention: {states: [NO], issues: [training], factor: 2, for: 1 year}}
  - {at: 2006-01, withdrawal: {forum: dialogue, states: [NO]}}
  - {at: 2007-01, accession: {forum: dialogue, states: [NO]}}
  - {at: 2007-01, agenda: {forum: dialogue, remove: [training]}}
  - {hazard: 0.2, opening: {forum: dialogue}}
  - {at: 2007-01, funding: {organisation: iom, relief: 5}}
record: {every: 1 year, sessions: none}
)"));
    auto const text = resolved_text(scenario);
    auto const again = read_text(text);
    CHECK(again == scenario);
    CHECK(resolved_text(again) == text);
}

TEST_CASE("the scenarios that come with the engine are read, what-ifs and all")
{
    for (std::string const folder : {"scenarios", "scenarios/tutorial"}) {
        for (auto const& file : std::filesystem::directory_iterator{folder}) {
            if (file.path().extension() == ".yaml") {
                CAPTURE(file.path().string());
                auto const read = read_scenario(file.path().string());
                CHECK(read_text(resolved_text(read.scenario)) == read.scenario);
                for (auto const& what_if : read.what_ifs) {
                    CHECK(read_text(resolved_text(what_if.scenario)) == what_if.scenario);
                }
            }
        }
    }
}

TEST_CASE("the texts of a scenario and its tables are kept byte for byte")
{
    auto const read = read_scenario("scenarios/western_mediterranean.yaml");
    CHECK(read.source.file.path == "scenarios/western_mediterranean.yaml");
    CHECK(read.source.file.text.starts_with("# The ten states"));
    REQUIRE(read.source.tables.size() == 3);
    CHECK(read.source.tables[0].path == "data/western_mediterranean_states.csv");
    CHECK(read.source.tables[0].text.starts_with("id,name,sending"));
}

TEST_CASE("what-ifs are scenarios of their own, with the same labels")
{
    ScenarioDocument const document{"scenario.yaml",
                                    small_scenario("what_if:\n"
                                                   "  frank: {forums.dialogue.frankness: 0.9}\n"
                                                   "  soft: {forums.dialogue.agenda: soft}\n")};
    auto const read = document.read_all();
    REQUIRE(read.what_ifs.size() == 2);
    CHECK(read.what_ifs[0].name == "frank");
    CHECK(read.what_ifs[0].scenario.forums[0].proceedings.frankness == 0.9);
    CHECK(read.scenario.forums[0].proceedings.frankness == 0.3);
    CHECK(read.what_ifs[1].scenario.forums[0].proceedings.agenda.group == "soft");
}

TEST_CASE("a what-if that changes what results are labelled with is refused")
{
    for (std::string const change :
         {"time.ticks: 5", "seed: 2", "record.every: 2 ticks",
          "states.GBR: {sending: 1, transit: 1, receiving: 1}",
          "bilateral: {pairs: [[MAR, FRA]], agenda: all, meets: every 1 year}"}) {
        CAPTURE(change);
        CHECK_THAT(messages(small_scenario("what_if: {other: {" + change + "}}\n")),
                   ContainsSubstring("'other' changes"));
    }
}

TEST_CASE("a mistake is told once, however many what-ifs repeat it")
{
    auto const told =
        messages(small_scenario("seed: -1\n"
                                "what_if: {a: {name: x}, b: {name: y}}\n"));
    CHECK(told.find("'seed'") == told.rfind("'seed'"));
}

TEST_CASE("sizes beyond reason are refused before memory is taken")
{
    CHECK_THAT(messages(small_scenario("replicates: 2000000\n")),
               ContainsSubstring("'replicates' must"));
    std::string pairs = "bilateral: {agenda: all, meets: every 1 year, between: [[";
    std::string states;
    for (int i = 0; i < 400; ++i) {
        auto const id = "S" + std::to_string(i);
        states += "  " + id + ": {sending: 1, transit: 1, receiving: 1}\n";
        if (i > 0) {
            pairs += i == 200 ? "], [" : ", ";
        }
        pairs += id;
    }
    pairs += "]]}\n";
    auto text = small_scenario(pairs);
    text.insert(text.find("issues:"), states);
    CHECK_THAT(messages(text), ContainsSubstring("there would be 40001 forums"));
}
