#include "catch.hpp"
#include "negotiation/duels.hpp"
#include "tables.hpp"

using namespace parley;

TEST_CASE("duels are won in proportion to support, at its power")
{
    Matrix const support = matrix({{0, 3}, {1, 0}});
    CHECK_THAT(duel_chances(support, 1)(0, 1), WithinAbs(0.75, 1e-15));
    CHECK_THAT(duel_chances(support, 2)(1, 0), WithinAbs(0.1, 1e-15));
    CHECK(duel_chances(matrix({{0, 0}, {0, 0}}), 2)(0, 1) == 0.5);
}

TEST_CASE("with two proposals all forms give the chance of the duel")
{
    // Conditional: 3/4 to 1/4. Random challenges: p = (p + q) 3/8 + p / 2 + ... = 3/4. By incentive
    // a favourite is challenged by the other alone, and the winner of each duel is the same.
    Matrix const support = matrix({{0, 3}, {1, 0}});
    Matrix const duel = duel_chances(support, 1);
    CHECK_THAT(win_all_duels(duel)(0), WithinAbs(0.75, 1e-15));
    CHECK_THAT(win_random_duels(duel)(0), WithinAbs(0.75, 1e-12));
    CHECK_THAT(win_likely_duels(support, duel)(0), WithinAbs(0.75, 1e-9));
}

TEST_CASE("the Markov forms are where one more round changes nothing")
{
    Matrix const support = matrix({{0, 3, 1}, {1, 0, 5}, {2, 1, 0}});
    Matrix const duel = duel_chances(support, 1);
    Vector const random = win_random_duels(duel);
    Vector const likely = win_likely_duels(support, duel);
    Matrix challenge = support.cwiseProduct(duel);
    for (Eigen::Index j = 0; j < 3; ++j) {
        challenge.col(j) /= challenge.col(j).sum();
    }
    for (Eigen::Index i = 0; i < 3; ++i) {
        double by_chance = 0.0;
        double by_incentive = 0.0;
        for (Eigen::Index j = 0; j < 3; ++j) {
            by_chance += duel(i, j) * (random(i) + random(j)) / 3.0;
            by_incentive +=
                duel(i, j) * (likely(i) * challenge(j, i) + likely(j) * challenge(i, j));
        }
        CHECK_THAT(by_chance, WithinAbs(random(i), 1e-12));
        CHECK_THAT(by_incentive, WithinAbs(likely(i), 1e-8));
    }
    CHECK_THAT(likely.sum(), WithinAbs(1.0, 1e-12));
}

TEST_CASE("a proposal that nobody prefers another to is certain in every form")
{
    Matrix const support = matrix({{0, 2, 2}, {0, 0, 1}, {0, 1, 0}});
    Matrix const duel = duel_chances(support, 2);
    CHECK_THAT(win_all_duels(duel)(0), WithinAbs(1.0, 1e-15));
    CHECK_THAT(win_random_duels(duel)(0), WithinAbs(1.0, 1e-9));
    CHECK_THAT(win_likely_duels(support, duel)(0), WithinAbs(1.0, 1e-9));
}
