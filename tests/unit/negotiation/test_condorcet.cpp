#include "catch.hpp"
#include "negotiation/protocols/condorcet.hpp"
#include "tables.hpp"

#include <stdexcept>

using namespace parley;

TEST_CASE("duels are won in proportion to what the supporters gain")
{
    // Payoffs: member 0 prefers its own 0 to 1 by 1, member 1 its own 1 to 0 by 3.
    auto table = table_of(matrix({{0.0}, {1.0}}), matrix({{1.0}, {3.0}}), vector({0.5}));
    using Voting = Condorcet::Voting;
    auto const chance = [&](Voting voting, int sharpness) {
        return Condorcet{{.voting = voting, .sharpness = sharpness}}.chances(table)(1);
    };
    CHECK_THAT(chance(Voting::binary, 1), WithinAbs(0.5, 1e-15));
    CHECK_THAT(chance(Voting::proportional, 1), WithinAbs(3.0 / 4, 1e-15));
    CHECK_THAT(chance(Voting::proportional, 2), WithinAbs(9.0 / 10, 1e-15));
    CHECK_THAT(chance(Voting::proportional, 4), WithinAbs(81.0 / 82, 1e-15));
    CHECK_THAT(chance(Voting::cubic, 1), WithinAbs(27.0 / 28, 1e-15));
    table.power = vector({6, 1});
    CHECK_THAT(chance(Voting::binary, 1), WithinAbs(1.0 / 7, 1e-15));
}

TEST_CASE("chances are products of duels, and the likeliest proposal is put to the vote")
{
    auto table = line(vector({0.1, 0.4, 0.9}), 1.0);
    table.rule = DecisionRule::simple_majority(3);
    Condorcet const condorcet{{.voting = Condorcet::Voting::binary, .sharpness = 1}};
    Matrix const duel = condorcet.duels(table);
    CHECK_THAT(duel(1, 0), WithinAbs(2.0 / 3, 1e-15));
    CHECK_THAT(duel(1, 2), WithinAbs(2.0 / 3, 1e-15));
    CHECK_THAT(duel(0, 2), WithinAbs(2.0 / 3, 1e-15));
    CHECK_THAT(duel(2, 0), WithinAbs(1.0 / 3, 1e-15));
    RandomStream random{1, "condorcet", {}};
    auto const outcome = condorcet(table, random, Trace::none);
    CHECK(outcome.status == Status::agreed);
    CHECK(outcome.terms(0) == 0.4);
    REQUIRE(outcome.chances.size() == 3);
    CHECK_THAT(outcome.chances(0), WithinAbs(2.0 / 7, 1e-15));
    CHECK_THAT(outcome.chances(1), WithinAbs(4.0 / 7, 1e-15));
    CHECK_THAT(outcome.chances.sum(), WithinAbs(1.0, 1e-15));
}

TEST_CASE("a proposal that everybody prefers is certain")
{
    auto table = table_of(matrix({{0.5}, {0.5}}), matrix({{1.0}, {1.0}}), vector({0.0}));
    table.declared = matrix({{0.5}, {0.9}});
    CHECK(Condorcet{{}}.chances(table) == vector({1, 0}));
}

TEST_CASE("where every proposal surely loses a duel the fewest defeats count")
{
    // Members 0 to 2 have no power to vote, member 3 alone decides: it prefers its own.
    auto table = line(vector({0.1, 0.2, 0.3, 0.9}), 0.0);
    table.power = vector({0, 0, 0, 1});
    CHECK(Condorcet{{}}.chances(table) == vector({0, 0, 0, 1}));
}

TEST_CASE("of proposals equally likely the one nearest to what is in force is taken")
{
    auto table = line(vector({0.8, 0.3}), 0.0);
    RandomStream random{1, "condorcet", {}};
    CHECK(Condorcet{{.voting = Condorcet::Voting::binary}}(table, random, Trace::none).terms(0) ==
          0.3);
}

TEST_CASE("duels are sharpened by 1, 2 or 4 only")
{
    CHECK_THROWS_AS((Condorcet{{.sharpness = 3}}), std::invalid_argument);
}
