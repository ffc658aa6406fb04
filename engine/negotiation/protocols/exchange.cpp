#include "negotiation/protocols/exchange.hpp"

#include "negotiation/protocols/vote.hpp"
#include "negotiation/weighted_median.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <tuple>

namespace parley {
namespace {

using Index = Eigen::Index;
using Trade = Exchange::Trade;

double constexpr least_gain = 1e-10;
double constexpr same_place =
    1e-9;  // of the positions' range: an outcome moved to a position is there

/// Is a trade to be made before another? By gain, then by members, then by issues.
bool before(Trade const& a, Trade const& b)
{
    auto const order = [](Trade const& t) {
        return std::tuple{-t.gain,
                          std::min(t.first, t.second),
                          std::max(t.first, t.second),
                          std::min(t.given, t.taken),
                          std::max(t.given, t.taken),
                          t.first};
    };
    return order(a) < order(b);
}

/// Where members trade, round by round. Everything is allocated at the start.
class Market {
  public:
    Market(MatrixView position, MatrixView salience, VectorView power)
        : position_{position},
          salience_{salience},
          n_{position.rows()},
          issues_{position.cols()},
          weight_{power.asDiagonal() * salience},
          total_{weight_.colwise().sum()},
          range_(issues_),
          vote_{position},
          outcome_(issues_),
          given_away_{Flags::Zero(n_, issues_)},
          best_(static_cast<std::size_t>(issues_ * issues_))
    {
        trades_.reserve(static_cast<std::size_t>(n_ * issues_ / 2));
    }

    /// A round of trades from positions [n, K].
    void hold_round(Matrix const& position)
    {
        open(position);
        for (;;) {
            Trade const next = *std::ranges::min_element(best_, before);
            if (next.gain <= least_gain) {
                return;
            }
            carry_out(next);
            trades_.push_back(next);
        }
    }

    [[nodiscard]] std::vector<Trade> const& trades() const { return trades_; }
    [[nodiscard]] Matrix const& votes() const { return vote_; }
    [[nodiscard]] Vector const& outcome() const { return outcome_; }

  private:
    using Flags = Eigen::Matrix<char, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    void open(Matrix const& position)
    {
        position_ = vote_ = position;
        range_ = position_.colwise().maxCoeff() - position_.colwise().minCoeff();
        given_away_.setZero();
        trades_.clear();
        for (Index p = 0; p < issues_; ++p) {
            renew_outcome(p);
        }
        for (Index p = 0; p < issues_; ++p) {
            for (Index q = p + 1; q < issues_; ++q) {
                renew_best(p, q);
            }
        }
    }

    Trade& best(Index p, Index q) { return best_[static_cast<std::size_t>(p * issues_ + q)]; }

    void renew_outcome(Index p)
    {
        outcome_(p) = total_(p) > 0.0 ? weight_.col(p).dot(vote_.col(p)) / total_(p)
                                      : std::numeric_limits<double>::quiet_NaN();
    }

    /// On which side of the outcome a member stands: -1, 0 or 1.
    [[nodiscard]] int side(Index i, Index p) const
    {
        double const distance = position_(i, p) - outcome_(p);
        if (distance > same_place * range_(p)) {
            return 1;
        }
        return distance < -same_place * range_(p) ? -1 : 0;
    }

    /// May i give way to j on p: is its position its own still, and on the other side of the
    /// outcome?
    [[nodiscard]] bool gives_way(Index i, Index j, Index p) const
    {
        return given_away_(i, p) == 0 && side(i, p) * side(j, p) < 0;
    }

    /// The largest shift of the outcome on p, towards j, that i can bring about.
    [[nodiscard]] double most(Index i, Index j, Index p) const
    {
        double const full_move =
            std::abs(position_(i, p) - position_(j, p)) * weight_(i, p) / total_(p);
        return std::min(full_move, std::abs(position_(j, p) - outcome_(p)));
    }

    [[nodiscard]] Trade trade(Index i, Index j, Index p, Index q) const;
    void renew_best(Index p, Index q);
    void carry_out(Trade const& trade);
    void move(Index i, Index j, Index p, double shift);

    Matrix position_;
    Matrix salience_;
    Index n_;
    Index issues_;
    Matrix weight_;
    Vector total_;
    Vector range_;
    Matrix vote_;
    Vector outcome_;
    Flags given_away_;
    std::vector<Trade> best_;  // [p * K + q], p < q; the others stay without gain
    std::vector<Trade> trades_;
};

/// i gives way on p and j on q; without gain where they have nothing to trade.
Trade Market::trade(Index i, Index j, Index p, Index q) const
{
    double const surplus = salience_(i, q) * salience_(j, p) - salience_(i, p) * salience_(j, q);
    if (!(surplus > 0.0) || !gives_way(i, j, p) || !gives_way(j, i, q)) {
        return {};
    }
    double const on_p = salience_(i, p) + salience_(j, p);
    double const on_q = salience_(i, q) + salience_(j, q);
    double const shift = std::min(most(i, j, p), most(j, i, q) * on_q / on_p);
    return {i, j, p, q, shift, shift * on_p / on_q, shift * surplus / on_q};
}

/// The best trade on a pair of issues, either way round.
void Market::renew_best(Index p, Index q)
{
    Trade& found = best(p, q);
    found = {};
    for (Index i = 0; i < n_; ++i) {
        for (Index j = 0; j < n_; ++j) {
            if (i != j) {
                Trade const candidate = trade(i, j, p, q);
                if (candidate.gain > least_gain && before(candidate, found)) {
                    found = candidate;
                }
            }
        }
    }
}

void Market::move(Index i, Index j, Index p, double shift)
{
    double const way = shift * total_(p) / weight_(i, p);
    double const towards = position_(j, p) > position_(i, p) ? way : -way;
    double const low = std::min(position_(i, p), position_(j, p));
    double const high = std::max(position_(i, p), position_(j, p));
    vote_(i, p) = std::clamp(position_(i, p) + towards, low, high);
    given_away_(i, p) = 1;
    renew_outcome(p);
}

void Market::carry_out(Trade const& trade)
{
    move(trade.first, trade.second, trade.given, trade.shift_given);
    move(trade.second, trade.first, trade.taken, trade.shift_taken);
    for (Index const changed : {trade.given, trade.taken}) {
        for (Index other = 0; other < issues_; ++other) {
            if (other != changed) {
                renew_best(std::min(changed, other), std::max(changed, other));
            }
        }
    }
}

/// Some mean of votes [n, K] on every issue that has weight; elsewhere what is otherwise.
template <class Mean>
Vector centre(Matrix const& vote, Matrix const& weight, Vector otherwise, Mean const& mean)
{
    for (Index k = 0; k < vote.cols(); ++k) {
        if (weight.col(k).sum() > 0.0) {
            otherwise(k) = mean(vote.col(k), weight.col(k));
        }
    }
    return otherwise;
}

Vector medians(Matrix const& vote, Matrix const& weight, Vector const& otherwise)
{
    return centre(vote, weight, otherwise, weighted_median);
}

Vector means(Matrix const& vote, Matrix const& weight, Vector otherwise)
{
    return centre(vote, weight, std::move(otherwise), [](auto const& votes, auto const& weights) {
        // rounding may carry a mean of equal positions past them
        return std::clamp(votes.dot(weights) / weights.sum(), votes.minCoeff(), votes.maxCoeff());
    });
}

}  // namespace

Exchange::Exchange(Params params) : params_{params}
{
    if (params.rounds < 1) {
        throw std::invalid_argument{"exchange: rounds must be at least 1"};
    }
}

Exchange::Round Exchange::trade(MatrixView position, MatrixView salience, VectorView power)
{
    Market market{position, salience, power};
    market.hold_round(position);
    return {market.trades(), market.votes(), market.outcome()};
}

Outcome Exchange::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_positions_only("exchange");
    Vector const power = table.power_share();
    Matrix const weight = power.asDiagonal() * table.salience;
    Matrix const no_risk = Matrix::Constant(table.members(), table.issues(), std::nan(""));
    Matrix const follow = (0.4 * (1.0 - table.salience.array().min(1.0)) + 0.1).matrix();
    Matrix position = table.declared;
    Vector terms = means(position, weight, table.terms_in_force());
    Market market{position, table.salience, power};
    std::vector<Standing> standings;
    auto const stand = [&](int round, Matrix const& votes) {
        if (trace == Trace::moves) {
            standings.push_back({round, votes, no_risk, medians(votes, weight, terms), terms});
        }
    };
    stand(0, position);
    for (int round = 1; round <= params_.rounds; ++round) {
        market.hold_round(position);
        terms = means(market.votes(), weight, std::move(terms));
        stand(round, market.votes());
        position += (market.votes() - position).cwiseProduct(follow);
    }
    Outcome outcome = vote(table, std::move(terms), trace);
    outcome.rounds = params_.rounds;
    outcome.standings = std::move(standings);
    return outcome;
}

}  // namespace parley
