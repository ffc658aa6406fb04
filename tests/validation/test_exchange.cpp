// What the exchange model claims of every trade: equal gain for both partners, the best trade
// first, no outcome pushed beyond the position of the one it is moved for, a position given away
// once, and no chance in any of it.
//
//     Frans N. Stokman, Reinier Van Oosten (1994): The exchange of voting positions: an
//     object-oriented model of policy networks. In: Bueno de Mesquita and Stokman (eds.), European
//     Community Decision Making. Yale University Press.

#include "catch.hpp"
#include "negotiation/protocols/exchange.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <cmath>

using namespace parley;

namespace {

struct Market {
    Matrix position;
    Matrix salience;
    Vector power;

    [[nodiscard]] Vector outcome(Matrix const& vote) const
    {
        Matrix const weight = power.asDiagonal() * salience;
        return (weight.cwiseProduct(vote).colwise().sum().array() / weight.colwise().sum().array())
            .transpose();
    }
};

Market random_market(RandomStream& random)
{
    auto const n = static_cast<Eigen::Index>(2 + random.below(5));
    auto const issues = static_cast<Eigen::Index>(2 + random.below(4));
    auto const uniform = [&] {
        return Matrix{Matrix::NullaryExpr(n, issues, [&] { return random.uniform(); })};
    };
    return {100.0 * uniform(), uniform(),
            Vector::NullaryExpr(n, [&] { return 0.1 + random.uniform(); })};
}

/// The largest equal gain of any two members on any two issues, by trying shifts from the formulas.
double best_gain(Market const& market)
{
    Matrix const& x = market.position;
    Matrix const& s = market.salience;
    Vector const& c = market.power;
    Vector const outcome = market.outcome(x);
    auto const opposite = [&](Eigen::Index i, Eigen::Index j, Eigen::Index p) {
        return (x(i, p) - outcome(p)) * (x(j, p) - outcome(p)) < 0;
    };
    auto const most = [&](Eigen::Index i, Eigen::Index j, Eigen::Index p) {
        double const total = c.dot(s.col(p));
        return std::min(std::abs(x(i, p) - x(j, p)) * c(i) * s(i, p) / total,
                        std::abs(x(j, p) - outcome(p)));
    };
    double best = 0.0;
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
        for (Eigen::Index j = 0; j < x.rows(); ++j) {
            for (Eigen::Index p = 0; p < x.cols(); ++p) {
                for (Eigen::Index q = 0; q < x.cols(); ++q) {
                    if (i == j || p == q || !opposite(i, j, p) || !opposite(i, j, q)) {
                        continue;
                    }
                    double const ratio = (s(i, p) + s(j, p)) / (s(i, q) + s(j, q));
                    double const on_p = std::min(most(i, j, p), most(j, i, q) / ratio);
                    double const on_q = on_p * ratio;
                    best = std::max(best, std::min(on_q * s(i, q) - on_p * s(i, p),
                                                   on_p * s(j, p) - on_q * s(j, q)));
                }
            }
        }
    }
    return best;
}

}  // namespace

TEST_CASE("the first exchange is the best of all, by trying every one")
{
    RandomStream random{1, "exchange", {}};
    int traded = 0;
    for (int i = 0; i < 500; ++i) {
        auto const market = random_market(random);
        auto const round = Exchange::trade(market.position, market.salience, market.power);
        double const best = best_gain(market);
        REQUIRE(round.trades.empty() == (best <= 1e-10));
        if (!round.trades.empty()) {
            ++traded;
            REQUIRE_THAT(round.trades[0].gain, WithinRel(best, 1e-9));
        }
    }
    CHECK(traded > 200);
}

TEST_CASE("in every exchange both gain the same, nobody is served beyond its position, none twice")
{
    RandomStream random{2, "exchange", {}};
    for (int i = 0; i < 500; ++i) {
        auto const market = random_market(random);
        Matrix const& x = market.position;
        Matrix const& s = market.salience;
        Vector const& c = market.power;
        auto const round = Exchange::trade(x, s, c);
        auto const again = Exchange::trade(x, s, c);
        REQUIRE(again.vote == round.vote);
        Matrix vote = x;
        Matrix given = Matrix::Zero(x.rows(), x.cols());
        for (auto const& t : round.trades) {
            double const first =
                t.shift_taken * s(t.first, t.taken) - t.shift_given * s(t.first, t.given);
            double const second =
                t.shift_given * s(t.second, t.given) - t.shift_taken * s(t.second, t.taken);
            REQUIRE_THAT(first, WithinAbs(t.gain, 1e-9));
            REQUIRE_THAT(second, WithinAbs(t.gain, 1e-9));
            REQUIRE(t.gain > 1e-10);
            Vector const before = market.outcome(vote);
            auto const serve = [&](Eigen::Index giver, Eigen::Index taker, Eigen::Index issue,
                                   double shift) {
                REQUIRE(given(giver, issue) == 0.0);
                given(giver, issue) = 1.0;
                double const towards = x(taker, issue) > before(issue) ? 1.0 : -1.0;
                REQUIRE(shift <= std::abs(x(taker, issue) - before(issue)) + 1e-9);
                vote(giver, issue) +=
                    towards * shift * c.dot(s.col(issue)) / (c(giver) * s(giver, issue));
                REQUIRE(std::abs(vote(giver, issue) - x(giver, issue)) <=
                        std::abs(x(taker, issue) - x(giver, issue)) + 1e-9);
            };
            serve(t.first, t.second, t.given, t.shift_given);
            serve(t.second, t.first, t.taken, t.shift_taken);
        }
        REQUIRE((vote - round.vote).cwiseAbs().maxCoeff() < 1e-9);
        REQUIRE((market.outcome(vote) - round.outcome).cwiseAbs().maxCoeff() < 1e-9);
    }
}
