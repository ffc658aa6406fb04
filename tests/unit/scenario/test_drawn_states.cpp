#include "catch.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "small_scenario.hpp"

using namespace parley;

namespace {

/// The small scenario with its states drawn.
std::string drawn_scenario(std::string const& drawn)
{
    return "parley: 1\n"
           "name: an experiment\n"
           "time: {start: 2005-01, tick: 1 year, ticks: 2}\n"
           "states: {drawn: {" +
           drawn +
           "}}\n"
           "issues:\n"
           "  training:\n"
           "    kind: soft\n"
           "    status_quo: 0.3\n"
           "    ideal: {sending: 0.9, transit: 0.9, receiving: 0.8}\n"
           "    salience: {sending: 0.5, transit: 0.7, receiving: 0.3}\n"
           "forums: {all_of_them: {level: global, members: all, agenda: all, meets: every 1 "
           "year}}\n";
}

}  // namespace

TEST_CASE("drawn states are many alike, with numbered ids in order")
{
    auto const scenario =
        read_text(drawn_scenario("number: 27, profile: {dirichlet: [1, 1, 1]}, power: 2"));
    REQUIRE(scenario.states.size() == 27);
    CHECK(scenario.states.front().id == "S01");
    CHECK(scenario.states.back().id == "S27");
    for (auto const& state : scenario.states) {
        CHECK(state.roles == written::Roles{1.0, 1.0, 1.0});
        CHECK(state.profile_concentration == 3.0);
        CHECK(state.power == 2.0);
        CHECK(state.recognition == 0.1);
    }
    CHECK(read_text(resolved_text(scenario)) == scenario);
}

TEST_CASE("a run draws its states anew, the same for the same replicate")
{
    auto const scenario = read_text(drawn_scenario("number: 5, profile: {dirichlet: [1, 2, 3]}"));
    auto const profile = [&](std::uint64_t replicate) {
        return Matrix{build(scenario, replicate).world().states.profile};
    };
    CHECK(profile(0) == profile(0));
    CHECK(profile(0) != profile(1));
    Matrix mean = Matrix::Zero(5, 3);
    for (std::uint64_t replicate = 0; replicate < 400; ++replicate) {
        mean += profile(replicate) / 400.0;
    }
    // standard deviation of a mean of 2 000: at most 0.19 / sqrt(2 000)
    CHECK(mean.col(0).mean() == Approx(1.0 / 6.0).margin(0.017));
    CHECK(mean.col(2).mean() == Approx(1.0 / 2.0).margin(0.017));
}

TEST_CASE("the number of drawn states is a setting like others")
{
    auto const text = drawn_scenario("number: 5, profile: {dirichlet: [1, 1, 1]}, prefix: member_");
    CHECK(read_text(text, {{"states.drawn.number=12"}}).states[11].id == "member_12");
    CHECK(read_text(text, {{"states.drawn.power=3"}}).states[0].power == 3.0);
}

TEST_CASE("states whose ids would be none are not drawn")
{
    auto const drawn_as = [](std::string const& prefix) {
        return drawn_scenario("number: 2, profile: {dirichlet: [1, 1, 1]}, prefix: '" + prefix +
                              "'");
    };
    CHECK(read_text(drawn_as(std::string(32, 'x'))).states[1].id == std::string(32, 'x') + "2");
    for (std::string const& prefix : {std::string(33, 'x'), std::string{"1st"}, std::string{"_a"},
                                      std::string{"a-b"}, std::string{}}) {
        CAPTURE(prefix);
        auto const told = messages(drawn_as(prefix));
        CHECK(told.find("cannot begin the ids of states") != std::string::npos);
        CHECK(told.find("write 'prefix: S'") != std::string::npos);
    }
}

TEST_CASE("what stands beside drawn states is refused, once for each key")
{
    auto text = drawn_scenario("number: 2, profile: {dirichlet: [1, 1, 1]}");
    auto const end = text.find("}}\nissues:");
    REQUIRE(end != std::string::npos);
    text.insert(end + 1, ", MAR: {sending: 1}, NO: {transit: 1}");
    auto const told = messages(text);
    CHECK(told.find("'MAR' cannot stand beside 'drawn'") != std::string::npos);
    CHECK(told.find("'NO' cannot stand beside 'drawn'") != std::string::npos);
    CHECK(told.find("the states are drawn at random") != std::string::npos);
}

TEST_CASE("states of whom something is missing are not drawn, and only that is told")
{
    for (auto const& [drawn, missing] :
         {std::pair{"number: 2", "profile"}, std::pair{"profile: {dirichlet: [1, 1, 1]}", "number"},
          std::pair{"number: 2, profile: {}", "dirichlet"}}) {
        auto const told = messages(drawn_scenario(drawn));
        CAPTURE(told);
        CHECK(told.find(missing) != std::string::npos);
        CHECK(told.find("error", told.find("error") + 1) == std::string::npos);
    }
    // Where it says no keys, it would be a state of that name, which no state may have.
    std::string text = drawn_scenario("");
    text.replace(text.find("{}"), 2, "3");
    CHECK(messages(text).find("'drawn' cannot be the id of a state") != std::string::npos);
}

TEST_CASE("a state of data may be drawn around its roles")
{
    auto const scenario = read_text(small_scenario(), {{"states.MAR.profile_concentration=50"}});
    Matrix const profile = build(scenario, 0).world().states.profile;
    CHECK(profile.row(0) != set_up(scenario).world.states.profile.row(0));
    CHECK(profile.row(1) == set_up(scenario).world.states.profile.row(1));
}
