#include "catch.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "scenario/scenario_file.hpp"
#include "small_scenario.hpp"

#include <string>

using namespace parley;

namespace {

/// Two shores with a fund and quotas.
std::string with_fund_and_quotas(std::string const& protocol = "nash_bargaining")
{
    return R"(parley: 1
name: Two shores
time: {start: 2005-01, tick: 1 year, ticks: 3}
interests: {variation: 0}
states:
  MAR: {sending: 1, transit: 0, receiving: 0, population: 30000000, gdp_per_head: 2000, exposure: 1}
  FRA: {sending: 0, transit: 0, receiving: 1, population: 60000000, gdp_per_head: 40000,
        exposure: 0.5}
issues:
  quotas:
    kind: hard
    status_quo: 0
    options:
      closed: {sending: 0, transit: 0, receiving: 0.2}
      seasonal: {sending: 0.6, transit: 0, receiving: 0.5}
      open: {sending: 1, transit: 0, receiving: -0.5}
  fund:
    kind: transfer
    status_quo: 0
    value: {sending: 1, transit: 0.5, receiving: -1}
    amount: 4800000000
    payable: 0.001
forums:
  dialogue:
    level: bilateral
    members: all
    agenda: [quotas]
    scope: comprehensive
    meets: every 1 year
    protocol: )" +
           protocol + "\n";
}

}  // namespace

TEST_CASE("transfers and options become payoffs by role")
{
    auto const scenario = read_text(with_fund_and_quotas());
    CHECK(read_text(resolved_text(scenario)) == scenario);
    auto const setup = set_up(scenario, Trace::none);
    auto const& issues = setup.world.issues;
    CHECK(issues.is_transfer(1));
    CHECK(issues.role_value(2, 1) == -1.0);
    CHECK(issues.role_ideal(0, 1) == 1.0);
    CHECK(issues.amount(1) == 4.8e9);
    REQUIRE(issues.has_options(0));
    CHECK(issues.options[0].id == std::vector<std::string>{"closed", "seasonal", "open"});
    CHECK(issues.role_ideal(2, 0) == 0.5);
    // 0.1 % of 2.4e12 of 4.8e9
    CHECK(means_to_pay(setup.world.states, issues, StateId{1}, IssueId{1}) == Approx(0.5));
}

TEST_CASE("who chooses between options and may pay agrees on an option, and policy moves to it")
{
    Simulation simulation = build(read_text(with_fund_and_quotas()), 0);
    auto const& world = simulation.world();
    // 0 is closed: payoffs by exposure, 1 and 0.5
    CHECK(world.actual.weight()(0, 0) == Approx(1.0));
    CHECK(world.actual.weight()(1, 0) == Approx(0.5));
    double const before = simulation.actual_payoff()(1);
    CHECK(before == Approx(0.1));
    simulation.run({});
    CHECK(world.regime.binds(StateId{0}, IssueId{0}));
    // both gain from seasonal; 0.3 of it is what soft law moves, less what is still on its way
    double const place = world.regime.policy()(1, 0);
    CHECK(world.regime.target()(1, 0) == Approx(0.3 * 0.5));
    CHECK((place > 0.1 && place < 0.15));
    double const paid = world.regime.policy()(1, 1);
    CHECK(simulation.actual_payoff()(1) ==
          Approx(0.5 * (0.2 + (0.5 - 0.2) * place / 0.5) - 0.5 * paid));
}

TEST_CASE("protocols that do not know what to do with an issue are refused with those that do")
{
    auto const told = messages(with_fund_and_quotas("zeuthen"));
    CHECK_THAT(told, ContainsSubstring("zeuthen cannot bargain over quotas"));
    CHECK_THAT(told, ContainsSubstring("nash_bargaining or single_text"));
    CHECK_THAT(told, ContainsSubstring("scenario.yaml:30"));
    auto const both = messages(with_fund_and_quotas("compromise"));
    CHECK_THAT(both, ContainsSubstring("compromise cannot bargain over quotas"));
}

TEST_CASE("a dyadic issue is one in the regime, and weighs its partners")
{
    auto const scenario = read_text(small_scenario(""), {{"issues.readmission.policy=dyadic"}});
    CHECK(read_text(resolved_text(scenario)) == scenario);
    auto const world = set_up(scenario, Trace::none).world;
    CHECK(world.regime.is_dyadic(IssueId{0}));
    CHECK_FALSE(world.regime.is_dyadic(IssueId{1}));
    CHECK(world.issues.is_between_states(0));
    CHECK_FALSE(world.issues.is_between_states(1));
    CHECK(world.issues.externality.isZero());
    CHECK(world.issues.dependence.size() == 2);
}

TEST_CASE("externality, what is expected of others and unilateral moves become numbers by issue")
{
    std::string const more = R"(flows: [{origin: MAR, destination: FRA, persons: 100, stock: 2000}]
)";
    auto plain = read_text(small_scenario(more));
    CHECK(set_up(plain, Trace::none).world.issues.externality.size() == 0);
    CHECK(set_up(plain, Trace::none).world.issues.unilateral.size() == 0);
    auto const scenario =
        read_text(small_scenario(more),
                  {{"issues.readmission.externality=0.6"},
                   {"issues.readmission.expected_of_others={sending: 0, transit: 1, receiving: 1}"},
                   {"issues.training.interdependence=uniform"},
                   {"implementation.unilateral=0.4"},
                   {"issues.training.unilateral=0.1"}});
    CHECK(read_text(resolved_text(scenario)) == scenario);
    auto const world = set_up(scenario, Trace::none).world;
    CHECK(world.issues.externality(0) == 0.6);
    CHECK(world.issues.externality(1) == 0.0);
    CHECK(world.issues.role_expected(1, 0) == 1.0);
    CHECK(world.issues.role_expected.col(1) == world.issues.role_ideal.col(1));
    CHECK(world.issues.dependence[0] == Dependence::corridors);
    CHECK(world.issues.dependence[1] == Dependence::uniform);
    CHECK(world.issues.unilateral(0) == 0.4);
    CHECK(world.issues.unilateral(1) == 0.1);
    CHECK(world.interdependence.ties().total()(0) == Approx(3000.0));  // 2000 + 10 x 100
    CHECK(world.issues.role_unilateral.size() == 0);
}

TEST_CASE("what states do alone may differ by role, on one issue and not on another")
{
    auto const scenario =
        read_text(small_scenario(""),
                  {{"issues.readmission.unilateral={sending: 0, transit: 0.1, receiving: 0.8}"},
                   {"issues.readmission.unilateral.receiving=0.6"},
                   {"implementation.unilateral=0.4"}});
    CHECK(read_text(resolved_text(scenario)) == scenario);
    auto const issues = set_up(scenario, Trace::none).world.issues;
    CHECK(issues.unilateral == Vector{{0.6, 0.4}});
    CHECK(issues.role_unilateral == Matrix{{0.0, 0.4}, {0.1, 0.4}, {0.6, 0.4}});
    auto const alike =
        read_text(small_scenario(""),
                  {{"issues.readmission.unilateral={sending: 0.3, transit: 0.3, receiving: 0.3}"}});
    CHECK(set_up(alike, Trace::none).world.issues.role_unilateral.size() == 0);
}

namespace {

/// The same two shores with a fund in dollars.
std::string with_dollars(std::string const& fund)
{
    std::string text = with_fund_and_quotas();
    auto const begin = text.find("    value: {sending: 1");
    auto const end = text.find("    payable");
    return text.replace(begin, end - begin, fund);
}

}  // namespace

TEST_CASE("a transfer in dollars is worth a share of the product of who pays and who gets it")
{
    Setup const setup = set_up(read_text(
        with_dollars("    paid_by: receiving\n    paid_to: sending\n    amount: 600000000\n")));
    Simulation const simulation{setup, 1, 0};
    // 600 million are 1 % of 60 billion, worth 0.25, and 0.025 % of 2 400 billion, worth 0.00625
    Matrix const& value = simulation.world().actual.value;
    CHECK(value(0, 1) == Approx(0.25));
    CHECK(value(1, 1) == Approx(-0.00625));
    CHECK(simulation.world().perceived.value == value);
}

TEST_CASE("money that is agreed on flows, and what is paid is what is received")
{
    auto const scenario = read_text(
        with_dollars("    paid_by: receiving\n    paid_to: sending\n    amount: 600000000\n"));
    CHECK(read_text(resolved_text(scenario)) == scenario);
    Simulation simulation = build(scenario, 0);
    World const& world = simulation.world();
    simulation.run({});
    Vector const position = world.regime.policy().col(1);
    CHECK(position(0) > 0.0);
    Vector const net = world.purses[1].net(position);
    CHECK(net(1) == Approx(-600e6 * position(1)));
    CHECK(net.sum() == Approx(0.0).margin(1e-3));
    Vector const gain = world.payoffs(world.actual) - world.payoffs_alone(world.actual);
    double const quotas = world.regime.policy()(0, 0) / 0.5 * 0.6;  // on the way to seasonal
    CHECK(gain(0) == Approx(quotas + net(0) / 60e9 * 25.0));
}

TEST_CASE("who pays in dollars says to whom, and how much")
{
    CHECK_THAT(messages(with_dollars("    paid_by: receiving\n    amount: 600000000\n")),
               ContainsSubstring("give paid_to as well"));
    CHECK_THAT(messages(with_dollars("    paid_by: receiving\n    paid_to: sending\n")),
               ContainsSubstring("has no amount"));
    CHECK_THAT(messages(with_dollars("    paid_by: receiving\n    paid_to: sending\n"
                                     "    amount: 1000000\n"
                                     "    value: {sending: 1, transit: 0, receiving: -1}\n")),
               ContainsSubstring("paid_by"));
}
