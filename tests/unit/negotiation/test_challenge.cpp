#include "catch.hpp"
#include "negotiation/protocols/challenge.hpp"
#include "support/random_stream.hpp"
#include "tables.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace parley;

namespace {

/// The model as its formulas read, one sum after the other: the next positions, O(n^5).
Vector next_by_the_book(Vector const& x, Vector const& c, Vector const& s, double range, bool dyad,
                        bool least_move)
{
    auto const n = x.size();
    auto const distance = [&](Eigen::Index k, double at, Vector const& risk) {
        return std::pow(std::abs(x(k) - at) / range, risk(k));
    };
    auto const chances = [&](Vector const& risk) {
        auto const vote = [&](Eigen::Index k, Eigen::Index i, Eigen::Index j) {
            return c(k) * s(k) * (distance(k, x(j), risk) - distance(k, x(i), risk));
        };
        double all = 0.0;
        for (Eigen::Index k = 0; k < n; ++k) {
            for (Eigen::Index a = 0; a < n; ++a) {
                for (Eigen::Index b = 0; b < n; ++b) {
                    all += std::abs(vote(k, a, b));
                }
            }
        }
        Matrix chance = Matrix::Zero(n, n);
        for (Eigen::Index i = 0; i < n; ++i) {
            for (Eigen::Index j = 0; j < n; ++j) {
                double in_favour = 0.0;
                double cast = 0.0;
                for (Eigen::Index k = 0; k < n; ++k) {
                    in_favour += std::max(0.0, vote(k, i, j));
                    cast += std::abs(vote(k, i, j));
                }
                chance(i, j) = x(i) == x(j) ? 0.0 : in_favour / (dyad ? cast : all);
            }
        }
        return chance;
    };
    auto const expected = [&](Matrix const& p, Eigen::Index i, Eigen::Index j, double r) {
        double const d = std::abs(x(i) - x(j)) / range;
        double const us = 2 - 4 * std::pow(0.5 - 0.5 * d, r);
        double const uf = 2 - 4 * std::pow(0.5 + 0.5 * d, r);
        return s(j) * (p(i, j) * us + (1 - p(i, j)) * uf) + (1 - s(j)) * us -
               (2 - 4 * std::pow(0.5, r));
    };
    Vector security = Vector::Zero(n);
    Matrix const neutral = chances(Vector::Ones(n));
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) {
            security(i) += i == j ? 0.0 : expected(neutral, j, i, 1.0);
        }
    }
    double const most = security.maxCoeff();
    double const least = security.minCoeff();
    Vector const rho = (2 * security.array() - most - least) / (most - least);
    Vector const risk = (1 - rho.array() / 3) / (1 + rho.array() / 3);
    Matrix const p = chances(risk);
    Vector next = x;
    for (Eigen::Index i = 0; i < n; ++i) {
        double confrontation = std::numeric_limits<double>::infinity();
        double compromise = std::numeric_limits<double>::infinity();
        double nearest = x(i);
        double best = x(i);
        for (Eigen::Index j = 0; j < n; ++j) {
            double const own = expected(p, i, j, risk(i));
            double const others = expected(p, j, i, risk(i));
            double const way = x(j) - x(i);
            if (way != 0 && others > own && own > 0 && std::abs(way) < confrontation) {
                confrontation = std::abs(way);
                nearest = x(j);
            } else if (way != 0 && others > 0 && own < 0 && others > -own) {
                double const move = way * -own / others;
                double const rank =
                    least_move ? std::abs(move) : (-own * x(i) + others * x(j)) / (others - own);
                if (rank < compromise) {
                    compromise = rank;
                    best = x(i) + move;
                }
            }
        }
        next(i) = std::isfinite(confrontation) ? nearest : best;
    }
    return next;
}

}  // namespace

TEST_CASE("a round of challenges is what the formulas say, summed one by one")
{
    RandomStream random{1, "challenge", {}};
    for (int table = 0; table < 60; ++table) {
        auto const n = static_cast<Eigen::Index>(2 + random.below(6));
        auto const uniform = [&] {
            return Vector{Vector::NullaryExpr(n, [&] { return random.uniform(); })};
        };
        Vector const x = 100.0 * uniform();
        Vector const c = uniform();
        Vector const s = uniform();
        double const range = x.maxCoeff() - x.minCoeff();
        for (bool const dyad : {false, true}) {
            for (bool const least_move : {false, true}) {
                CAPTURE(table, dyad, least_move);
                using Choice = Challenge::Choice;
                using Denominator = Challenge::Denominator;
                auto const rounds = Challenge{
                    {.denominator = dyad ? Denominator::dyad : Denominator::all_pairs,
                     .choice = least_move ? Choice::least_move : Choice::least_position,
                     .rounds = 2}}.play(x, c, s);
                Vector expected = x;
                for (std::size_t r = 1; r <= 2; ++r) {
                    expected = next_by_the_book(expected, c, s, range, dyad, least_move);
                    REQUIRE((rounds[r].position - expected).cwiseAbs().maxCoeff() < 1e-7);
                }
            }
        }
    }
}

TEST_CASE("who all say the same stay still, and every round is reported")
{
    auto const rounds =
        Challenge{{}}.play(vector({3, 3, 3}), vector({1, 2, 3}), vector({0.2, 0.5, 1}));
    REQUIRE(rounds.size() == 11);
    for (auto const& round : rounds) {
        CHECK(round.position == vector({3, 3, 3}));
        CHECK(round.risk == vector({1, 1, 1}));
        CHECK(round.median == 3.0);
        CHECK(round.mean == 3.0);
    }
}

TEST_CASE("two equals at the ends of a scale have nothing to threaten each other with")
{
    auto const rounds = Challenge{{}}.play(vector({0, 1}), vector({1, 1}), vector({1, 1}));
    REQUIRE(rounds.size() == 11);
    for (auto const& round : rounds) {
        CHECK(round.position == vector({0, 1}));
    }
}

TEST_CASE("members without power or salience take no part in an issue, and issues of none stay")
{
    auto table = table_of(matrix({{0.1, 0.2}, {0.9, 0.7}, {0.4, 0.6}}), Matrix::Ones(3, 2),
                          vector({0.5, 0.5}));
    table.salience(2, 0) = 0.0;
    table.salience.col(1).setZero();
    table.rule = DecisionRule::simple_majority(3);
    RandomStream random{1, "challenge", {}};
    auto const outcome = Challenge{{.rounds = 3}}(table, random, Trace::moves);
    REQUIRE(outcome.standings.size() == 4);
    CHECK(outcome.rounds == 3);
    CHECK(outcome.terms(1) == 0.5);
    CHECK(outcome.standings[3].position(2, 0) == 0.4);
    CHECK(std::isnan(outcome.standings[3].risk(2, 0)));
    CHECK(std::isnan(outcome.standings[3].risk(0, 1)));
    auto const alone =
        Challenge{{.rounds = 3}}.play(vector({0.1, 0.9}), vector({1, 1}), vector({1, 1}));
    CHECK(outcome.standings[3].median(0) == alone[3].median);
    CHECK(Challenge{{.rounds = 3}}(table, random, Trace::none).standings.empty());
}

TEST_CASE("saliences on any scale count as shares of the greatest")
{
    Vector const x = vector({4, 7, 10, 5});
    Vector const c = vector({1, 2, 1.5, 1});
    Vector const s = vector({0.3, 1, 0.8, 0.5});
    auto const shares = Challenge{{}}.play(x, c, s);
    auto const hundredths = Challenge{{}}.play(x, c, 100 * s);
    CHECK((shares[10].position - hundredths[10].position).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("challenges need at least one round")
{
    CHECK_THROWS_AS((Challenge{{.rounds = 0}}), std::invalid_argument);
}
