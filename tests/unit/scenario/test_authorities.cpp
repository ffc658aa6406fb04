#include "catch.hpp"
#include "model/authorities.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "small_scenario.hpp"

using namespace parley;

namespace {

/// Authorities of Morocco and France, who meet on training, which is left to them by half.
std::string with_authorities(std::string const& more = "")
{
    return small_scenario(R"(  straits:
    level: local
    authorities: all
    agenda: soft
    meets: every 1 year
authorities:
  TANGIER: {of: MAR, population: 3000000, sending: 1, transit: 3, receiving: 0,
            power: 2, exposure: 0.5}
  MARSEILLE: {of: FRA, share: 0.1, name: Marseille,
              self_image: {sending: 0, transit: 1, receiving: 1}}
  RABAT: {of: MAR, share: 0.2}
)" + more);
}

std::vector<Setting> devolved(std::string const& more = "issues.training.latitude=0.3")
{
    return {{.text = "issues.training.devolved=0.5"}, {.text = more}};
}

}  // namespace

TEST_CASE("authorities are read, with shares from populations where none is given")
{
    Setup const setup = set_up(read_text(with_authorities(), devolved()));
    Authorities const& all = setup.authorities;
    CHECK(all.id == std::vector<std::string>{"TANGIER", "MARSEILLE", "RABAT"});
    CHECK(all.name[1] == "Marseille");
    CHECK(all.name[2] == "RABAT");
    CHECK(all.of == std::vector<StateId>{StateId{0}, StateId{2}, StateId{0}});
    CHECK(all.share == Vector{{0.1, 0.1, 0.2}});
    CHECK(all.keys.population(2) == Approx(6e6));
    CHECK(all.keys.power(0) == 2.0);
    CHECK(std::isnan(all.keys.power(1)));
    CHECK(all.keys.exposure(0) == 0.5);
    CHECK(all.own_profile == std::vector<char>{1, 0, 0});
    CHECK(all.profile.row(0) == Matrix{{0.25, 0.75, 0.0}});
    CHECK(all.own_self_image == std::vector<char>{1, 1, 0});
    CHECK(all.self_image.row(0) == sharpened(all.profile.row(0), 4.0));
    CHECK(all.self_image.row(1) == Matrix{{0.0, 0.5, 0.5}});
    CHECK(setup.world.issues.devolved == Vector{{0.0, 0.5}});
    CHECK(setup.world.issues.latitude == Vector{{0.2, 0.3}});
}

TEST_CASE(
    "their forums have them for members, in order of ids, and what is devolved on their agenda")
{
    Setup const setup = set_up(read_text(with_authorities(), devolved()));
    Forum const& straits = setup.forums[1];
    CHECK(straits.is_of_authorities());
    CHECK(straits.members == std::vector<StateId>{StateId{1}, StateId{2}, StateId{0}});
    REQUIRE(straits.parts.size() == 2);
    CHECK(straits.parts[0].state == StateId{0});
    CHECK(straits.parts[0].share == Approx(0.3));
    CHECK(straits.parts[1].share == Approx(0.1));
    CHECK(straits.agenda == std::vector<IssueId>{IssueId{1}});
    CHECK_FALSE(setup.forums[0].is_of_authorities());
    Setup const taken_back =
        set_up(read_text(with_authorities(), {{.text = "issues.training.devolved=0"}}));
    CHECK(taken_back.forums[1].agenda.empty());
}

TEST_CASE(
    "a scenario without authorities has nothing devolved, and authorities are written as read")
{
    CHECK(set_up(read_text(small_scenario())).world.issues.devolved.size() == 0);
    Scenario const scenario = read_text(with_authorities(), devolved());
    CHECK(read_text(resolved_text(scenario)) == scenario);
}

TEST_CASE("what-ifs have the same authorities")
{
    CHECK_THAT(
        messages(with_authorities("what_if:\n  other: {authorities.LYON: {of: FRA, share: 0.1}}\n"),
                 devolved()),
        Catch::Matchers::ContainsSubstring("changes which authorities there are"));
}
