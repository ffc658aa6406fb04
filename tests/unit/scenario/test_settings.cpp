#include "catch.hpp"
#include "small_scenario.hpp"

using namespace parley;

TEST_CASE("a setting changes any key of the document")
{
    auto const scenario = read_text(
        small_scenario("events: [{at: 2006-01, outlook: {states: [NO], recognition: 1}}]\n"),
        {{"forums.dialogue.frankness=0.8"},
         {"states.NO.population=6000000"},
         {"events.0.at=2007-06"},
         {"forums.dialogue.members=[MAR, FRA]"},
         {"discussion.trust=0.5"},
         {"name=a = b"},
         {"issues.*.status_quo=0.5"}});
    CHECK(scenario.forums[0].proceedings.frankness == 0.8);
    CHECK(scenario.states[1].population == 6e6);
    CHECK(scenario.events[0].at == Month{2007, 6});
    CHECK(scenario.forums[0].members.ids.size() == 2);
    CHECK(scenario.discussion.trust == 0.5);
    CHECK(scenario.name == "a = b");
    CHECK(scenario.issues[0].status_quo == 0.5);
    CHECK(scenario.issues[1].status_quo == 0.5);
}

TEST_CASE("a parameter may be set where only the name of the protocol is written")
{
    auto const scenario = read_text(small_scenario("    protocol: alternating_offers\n"),
                                    {{"forums.dialogue.protocol.tactics.boulware=0.7"}});
    CHECK(scenario.forums[0].proceedings.protocol.values.at("tactics.boulware") == 0.7);
    auto const without =
        read_text(small_scenario(), {{"forums.dialogue.rule={name: consensus, objection: 0.2}"}});
    CHECK(without.forums[0].proceedings.rule.values.at("objection") == 0.2);
}

TEST_CASE("settings reach the rows of a table, and may name another table")
{
    ScenarioDocument const document{"scenarios/western_mediterranean.yaml"};
    std::vector<Setting> const row{{"states.MAR.power=2"}};
    CHECK(document.read(row).states[3].power == 2.0);
    std::vector<Setting> const table{{"flows.from=data/nowhere.csv"}};
    CHECK_THROWS_AS(document.read(table), InputError);
}

TEST_CASE("settings are one text, and come back from it as they were")
{
    auto const back = [](std::vector<std::string> const& texts) {
        std::vector<Setting> settings;
        settings.reserve(texts.size());
        for (std::string const& text : texts) {
            settings.push_back({.text = text});
        }
        std::vector<std::string> all;
        for (Setting const& setting : settings_in(text_of(settings))) {
            all.push_back(setting.text);
        }
        return all;
    };
    std::vector<std::string> const texts{"seed=2", "about=one\ntwo\n\n\tthree\n", "name=x"};
    CHECK(back(texts) == texts);
    CHECK(back({}).empty());
    CHECK(text_of({{"seed=2"}, {"name=x"}}) == "seed=2\nname=x");
}

TEST_CASE("a later setting prevails")
{
    CHECK(read_text(small_scenario(), {{"seed=2"}, {"seed=3"}}).seed == 3);
}

TEST_CASE("a mistake in a setting is told at the setting")
{
    auto const told = [](std::string const& setting) {
        return messages(small_scenario(), {{setting}});
    };
    CHECK(
        told("forums.dialogue.frankness=2") ==
        "--set forums.dialogue.frankness: error: 'forums.dialogue.frankness' must be a number from "
        "0 to 1, not '2' (how openly members speak)\n"
        "      | forums.dialogue.frankness=2\n"
        "      |                           ^");
    CHECK_THAT(told("forums.dialog.frankness=0.5"),
               ContainsSubstring("unknown forum 'dialog'; did you mean 'dialogue'?"));
    CHECK_THAT(told("forums.dialogue.franknes=0.5"),
               ContainsSubstring("unknown key 'franknes' in forums.dialogue; did you mean"));
    CHECK_THAT(told("seeds=5"), ContainsSubstring("unknown key 'seeds'; did you mean 'seed'?"));
    CHECK_THAT(told("seed.x=5"), ContainsSubstring("seed"));
    CHECK_THAT(told("seed"), ContainsSubstring("this is no setting"));
    CHECK_THAT(told("=5"), ContainsSubstring("this is no setting"));
    CHECK_THAT(told("seed="), ContainsSubstring("a value is missing"));
    CHECK_THAT(told("seed=[1"), ContainsSubstring("the bracket opened here"));
    CHECK_THAT(told(""), ContainsSubstring("this is no setting"));
    CHECK_THAT(told("name.first=x"), ContainsSubstring("'name' has no keys"));
    CHECK_THAT(told("forums.dialogue.agenda.7=x"), ContainsSubstring("'7' is no item of the list"));
    CHECK_THAT(told("what_if.a={name: x}"), ContainsSubstring("what-ifs cannot be set"));
    CHECK_THAT(told("forums..x=1"),
               ContainsSubstring("a key is missing here (keys are separated by one point)"));
}
