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
        return Condorcet{{.voting = voting, .sharpness = sharpness}}.duels(table).chances(1);
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
    Matrix const duel = condorcet.duels(table).duel;
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
    CHECK(Condorcet{{}}.duels(table).chances == vector({1, 0}));
}

TEST_CASE("where every proposal surely loses a duel the fewest defeats count")
{
    // Members 0 to 2 have no power to vote, member 3 alone decides: it prefers its own.
    auto table = line(vector({0.1, 0.2, 0.3, 0.9}), 0.0);
    table.power = vector({0, 0, 0, 1});
    CHECK(Condorcet{{}}.duels(table).chances == vector({0, 0, 0, 1}));
}

TEST_CASE("of proposals equally likely the mean is taken, or the one nearest to what is in force")
{
    auto table = line(vector({0.8, 0.3}), 0.0);
    RandomStream random{1, "condorcet", {}};
    Condorcet::Params params{.voting = Condorcet::Voting::binary};
    CHECK_THAT(Condorcet{params}(table, random, Trace::none).terms(0), WithinAbs(0.55, 1e-15));
    params.ties = Condorcet::Ties::nearest;
    CHECK(Condorcet{params}(table, random, Trace::none).terms(0) == 0.3);
}

namespace {

Outcome elected(Table const& table, Condorcet::Params const& params = {})
{
    RandomStream random{1, "condorcet", {}};
    return Condorcet{params}(table, random, Trace::none);
}

}  // namespace

TEST_CASE("a member written as five of a fifth of its power each changes no chance")
{
    auto table = table_of(matrix({{0.777}, {0.568}, {0.89}}), matrix({{0.98}, {0.90}, {0.96}}),
                          vector({0.777}));
    table.power = vector({0.28, 0.97, 0.28});
    auto split =
        table_of(matrix({{0.777}, {0.568}, {0.568}, {0.568}, {0.568}, {0.568}, {0.89}}),
                 matrix({{0.98}, {0.9}, {0.9}, {0.9}, {0.9}, {0.9}, {0.96}}), vector({0.777}));
    split.power = vector({0.28, 0.194, 0.194, 0.194, 0.194, 0.194, 0.28});
    for (auto const election :
         {Condorcet::Election::all_duels, Condorcet::Election::random_challenges,
          Condorcet::Election::likely_challenges}) {
        auto const whole = elected(table, {.election = election});
        auto const parts = elected(split, {.election = election});
        CHECK_THAT(parts.terms(0), WithinAbs(whole.terms(0), 1e-12));
        REQUIRE(parts.chances.size() == 7);
        CHECK_THAT(parts.chances(0), WithinAbs(whole.chances(0), 1e-10));
        CHECK_THAT(parts.chances(1), WithinAbs(whole.chances(1) / 5.0, 1e-10));
        CHECK_THAT(parts.chances(6), WithinAbs(whole.chances(2), 1e-10));
    }
}

TEST_CASE("a member adds no proposal on an issue that it does not weigh")
{
    // A 0, B 0.1, C 1 on the first issue; D speaks on the second only, and is seated at the mean.
    auto table = table_of(matrix({{0, 0.7}, {0.1, 0.7}, {1, 0.7}, {0.45, 0.7}}),
                          matrix({{1, 0}, {1, 0}, {1, 0}, {0, 1}}), vector({0.1, 0.7}));
    table.power = vector({1, 1, 1.5, 3});
    auto const outcome = elected(table, {.voting = Condorcet::Voting::binary});
    CHECK(outcome.terms(0) == 0.1);
    CHECK(outcome.terms(1) == 0.7);
    CHECK(outcome.chances.size() == 0);  // there are no packages
}

TEST_CASE("a member without a stake changes nothing")
{
    auto table = line(vector({0.1, 0.4, 0.9}), 1.0);
    auto const alone = elected(table);
    auto more =
        table_of(matrix({{0.1}, {0.4}, {0.9}, {0.6}}), matrix({{1}, {1}, {1}, {0}}), vector({1}));
    auto const joined = elected(more);
    CHECK(joined.terms == alone.terms);
    CHECK(joined.chances.head(3) == alone.chances);
    CHECK(joined.chances(3) == 0.0);
}

TEST_CASE("no election is held on an issue that nobody weighs")
{
    auto table = table_of(matrix({{0.2}, {0.9}}), matrix({{0.0}, {0.0}}), vector({0.4}));
    auto const outcome = elected(table);
    CHECK(outcome.terms(0) == 0.4);
    CHECK(outcome.chances.size() == 0);
}

TEST_CASE("linear losses count distance, and mixed voting adds what a member can gain at most")
{
    // Member 0 (ideal 0, salience 2) gains 2 x 0.5 by 0.25 over 0.75; member 1 (ideal 1) 1 x 0.5.
    auto table = table_of(matrix({{0.25}, {0.75}}), matrix({{2.0}, {1.0}}), vector({0.5}));
    table.ideal = matrix({{0}, {1}});
    auto const chance = [&](Condorcet::Voting voting) {
        return Condorcet{{.voting = voting, .sharpness = 1, .losses = Condorcet::Losses::linear}}
            .duels(table)
            .chances(0);
    };
    CHECK_THAT(chance(Condorcet::Voting::proportional), WithinAbs(1.0 / 1.5, 1e-14));
    // with two proposals what each gains is all that it can gain
    CHECK_THAT(chance(Condorcet::Voting::mixed), WithinAbs(1.0 / 1.5, 1e-14));
}

TEST_CASE("duels are sharpened by 1, 2 or 4 only")
{
    CHECK_THROWS_AS((Condorcet{{.sharpness = 3}}), std::invalid_argument);
}
