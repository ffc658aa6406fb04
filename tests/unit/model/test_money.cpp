#include "catch.hpp"
#include "model/money.hpp"

#include <cmath>

using namespace parley;

namespace {

/// Thirty million people with 3 000 USD a year each, a product of 90 billion, and a state of which
/// nothing is known.
States two_states()
{
    States states;
    static_cast<StateKeys<EveryState>&>(states) = standard_keys(2);
    states.population(0) = 30e6;
    states.gdp_per_head(0) = 3000.0;
    return states;
}

}  // namespace

TEST_CASE("one per cent of its product is worth the price to a state")
{
    Money const money{.price = 0.25};
    States const states = two_states();

    // 1 % of 90 billion is 900 million
    CHECK_THAT(900e6 * money.worth_of_one(states, StateId{0}), WithinRel(0.25, 1e-15));
    // a shortfall of 0.021 is worth 0.021 x 90e9 / (100 x 0.25) = 75.6 million a year
    CHECK_THAT(0.021 / money.worth_of_one(states, StateId{0}), WithinRel(75.6e6, 1e-12));
}

TEST_CASE("money has no worth that anybody knows to a state of unknown product")
{
    CHECK(std::isnan(Money{}.worth_of_one(two_states(), StateId{1})));
}

namespace {

/// Two who pay, with products of 60 and 20 billion, and two who receive, 30 and 10 million people,
/// of whom the second pays half of a share, too.
Purse fund()
{
    Issues issues;
    issues.kind = {IssueKind::transfer};
    issues.payment = {Payment{.by = Role::receiving, .to = Role::sending}};
    issues.amount = Vector::Constant(1, 100e6);
    States states;
    static_cast<StateKeys<EveryState>&>(states) = standard_keys(4);
    states.population << 2e6, 1e6, 30e6, 10e6;
    states.gdp_per_head << 30000.0, 20000.0, 1000.0, 4000.0;
    states.profile = (Matrix(4, 3) << 0, 0, 1, 0, 0, 1, 1, 0, 0, 0.5, 0, 0.5).finished();
    return purses_of(states, issues).front();
}

}  // namespace

TEST_CASE("states pay by product and role, and receive by population and role")
{
    // products of 60, 20 and, by half, 40 billion: 60, 20 and 20 of 100 million
    Purse const purse = fund();
    CHECK(purse.pays.isApprox((Vector(4) << 60e6, 20e6, 0.0, 20e6).finished()));
    CHECK(purse.share.isApprox((Vector(4) << 0.0, 0.0, 30e6, 5e6).finished()));

    // 100 million go 6 : 1 to the last two, who pay 20 million themselves
    Vector const net = purse.net(Vector::Ones(4));
    CHECK(net.isApprox((Vector(4) << -60e6, -20e6, 600e6 / 7.0, 100e6 / 7.0 - 20e6).finished()));
}

TEST_CASE("what is paid is what is received, whoever is bound")
{
    Purse const purse = fund();
    std::vector<StateId> const some{StateId{0}, StateId{2}};
    CHECK(purse.net(some, Vector::Ones(2)).isApprox((Vector(2) << -60e6, 60e6).finished()));
    // with half of the payer's policy in effect, half of it flows
    CHECK(purse.net(some, (Vector(2) << 0.5, 1.0).finished())
              .isApprox((Vector(2) << -30e6, 30e6).finished()));
    Vector const uneven = purse.net((Vector(4) << 0.2, 0.9, 0.4, 0.7).finished());
    CHECK_THAT(uneven.sum(), WithinAbs(0.0, 1e-6));
}

TEST_CASE("nobody pays where nobody who is bound receives")
{
    std::vector<StateId> const payers{StateId{0}, StateId{1}};
    CHECK(fund().net(payers, Vector::Ones(2)) == Vector::Zero(2));
    CHECK(fund().net(Vector::Zero(4)) == Vector::Zero(4));
}
