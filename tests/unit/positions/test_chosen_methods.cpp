#include "catch.hpp"
#include "document/mistake.hpp"
#include "negotiation/catalogue.hpp"
#include "positions/chosen_methods.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace parley;

namespace {

std::string said_about(MethodNames const& names)
{
    try {
        (void)choose_methods(names);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("an option finds its protocol or its rule by the name of the parameter")
{
    auto const chosen = choose_methods({.protocol = "alternating_offers",
                                        .rule = "consensus",
                                        .options = {"tactics.boulware=2", "objection=0.25"}});
    REQUIRE(chosen.protocols.size() == 1);
    CHECK(chosen.protocols[0].name == "alternating_offers");
    CHECK(chosen.protocols[0].values.at("tactics.boulware") == 2.0);
    CHECK(chosen.protocols[0].values.at("tactics.linear") == 0.0);
    CHECK(chosen.rule.name == "consensus");
    CHECK(chosen.rule.values.at("objection") == 0.25);
}

TEST_CASE("what is not chosen takes its default, the rule is unanimity")
{
    auto const chosen = choose_methods({.protocol = "challenge"});
    CHECK(chosen.rule.name == "unanimity");
    CHECK(chosen.protocols[0].values.at("rounds") == 10.0);
    CHECK(chosen.protocols[0].values.at("choice") == 0.0);
}

TEST_CASE("choices are given by name")
{
    auto const chosen = choose_methods(
        {.protocol = "challenge", .options = {"choice=least_move", "variant=scholz2011"}});
    CHECK(chosen.protocols[0].values.at("choice") == 1.0);
}

TEST_CASE("all protocols take an option that they have, one takes it by its name in front")
{
    auto const chosen =
        choose_methods({.protocol = "all", .options = {"rounds=3", "zeuthen.step=0.5"}});
    REQUIRE(chosen.protocols.size() == protocol_catalogue().size());
    for (auto const& protocol : chosen.protocols) {
        if (protocol.values.contains("rounds")) {
            CHECK(protocol.values.at("rounds") == 3.0);
        }
        if (protocol.name == "zeuthen") {
            CHECK(protocol.values.at("step") == 0.5);
        }
    }
    auto const one = choose_methods({.protocol = "all", .options = {"exchange.rounds=3"}});
    for (auto const& protocol : one.protocols) {
        if (protocol.name == "challenge") {
            CHECK(protocol.values.at("rounds") == 10.0);
        }
    }
}

TEST_CASE("mistakes in names and options are all told, with what was meant")
{
    std::vector<std::pair<MethodNames, std::string>> const wrong{
        {{.protocol = "zeuten"},
         "--protocol: error: unknown protocol 'zeuten'; did you mean 'zeuthen'?"},
        {{.protocol = ""}, "unknown protocol ''"},
        {{.protocol = "zeuthen", .rule = "unanimous"}, "--rule: error: unknown decision rule"},
        {{.protocol = "zeuthen", .options = {"stp=1"}},
         "--option stp: error: unknown option 'stp'; did you mean 'step'?"},
        {{.protocol = "zeuthen", .options = {"zeuthen.stp=1"}}, "unknown option 'zeuthen.stp'"},
        {{.protocol = "zeuthen", .options = {"name=x"}},
         "unknown option 'name'; one of: step, indifference, abstentions, quorum"},
        {{.protocol = "zeuthen", .options = {"rounds=3"}},
         "unknown option 'rounds' (it belongs to the protocol challenge); one of: step, "},
        {{.protocol = "zeuthen", .options = {"challenge.rounds=3"}},
         "unknown option 'challenge.rounds' (it belongs to the protocol challenge)"},
        {{.protocol = "zeuthen", .options = {"objection=0.5"}},
         "unknown option 'objection' (it belongs to the decision rule consensus)"},
        {{.protocol = "nash_bargaining", .options = {"x=1"}},
         "unknown option 'x'; one of: indifference, abstentions, quorum"},
        {{.protocol = "nash_bargaining", .rule = "opt_in", .options = {"x=1"}},
         "unknown option 'x'"},
        {{.protocol = "zeuthen", .options = {"step=2"}},
         "'step' must be a number above 0 and at most 1, not '2'"},
        {{.protocol = "zeuthen", .options = {"step=.nan"}}, "not '.nan'"},
        {{.protocol = "zeuthen", .options = {"step=[1]"}}, "not a list"},
        {{.protocol = "zeuthen", .options = {"step=[1"}},
         "the bracket opened here is never closed"},
        {{.protocol = "zeuthen", .options = {"step"}}, "'step' is no option of a method"},
        {{.protocol = "zeuthen", .options = {"=1"}}, "'=1' is no option of a method"},
        {{.protocol = "zeuthen", .options = {"step="}}, "'step=' is no option of a method"},
        {{.protocol = "zeuthen", .options = {"step=0.1", "step=0.2"}}, "'step' is given twice"},
        {{.protocol = "challenge", .options = {"choice=least"}}, "'choice' must be"},
        {{.protocol = "challenge", .options = {"rounds=1.5"}}, "must be a whole number"},
        {{.protocol = "zeuthen", .options = {"st\xffp=1"}}, "byte 0xff is not UTF-8"},
    };
    for (auto const& [names, told] : wrong) {
        CAPTURE(names.protocol, names.options);
        CHECK_THAT(said_about(names), ContainsSubstring(told));
    }
    auto const two = said_about({.protocol = "zeuthen", .options = {"stp=1", "step=2"}});
    CHECK_THAT(two, ContainsSubstring("'stp'") && ContainsSubstring("must be a number above 0"));
}
