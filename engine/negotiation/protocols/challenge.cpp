#include "negotiation/protocols/challenge.hpp"

#include "negotiation/protocols/vote.hpp"
#include "negotiation/weighted_median.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace parley {
namespace {

using Index = Eigen::Index;

/// Expectations closer than this count as equal: as two positions draw together, the difference of
/// what they expect from each other falls below rounding.
double constexpr same_expectation = 1e-9;

/// One issue in play. Everything is allocated at the start.
class Arena {
  public:
    Arena(Challenge::Params const& params, VectorView position, VectorView power,
          VectorView salience)
        : params_{params},
          n_{position.size()},
          position_{position},
          next_{position},
          salience_{salience / std::max(1.0, salience.maxCoeff())},
          weight_{power.cwiseProduct(salience_)},
          range_{position.maxCoeff() - position.minCoeff()},
          risk_{Vector::Ones(n_)},
          sorted_(n_),
          votes_(n_, n_ + 1),
          chance_{Matrix::Zero(n_, n_)},
          security_(n_),
          order_(static_cast<std::size_t>(n_))
    {
        std::iota(order_.begin(), order_.end(), Index{0});
    }

    void step()
    {
        if (range_ > 0.0) {
            risk_.setOnes();
            renew_chances();
            renew_risks();
            renew_chances();
            for (Index i = 0; i < n_; ++i) {
                next_(i) = moved(i);
            }
            position_ = next_;
        }
    }

    [[nodiscard]] double median() const { return weighted_median(position_, weight_); }

    [[nodiscard]] Challenge::Round state() const
    {
        return {position_, risk_, median(), weight_.dot(position_) / weight_.sum()};
    }

  private:
    /// What i and j expect from each other, in the eyes of one of them.
    struct Expectation {
        double of_challenging;       // E_ij
        double of_being_challenged;  // E_ji
    };

    void renew_chances();
    void renew_votes();
    double count_votes(Index lower, Index higher);
    void renew_risks();
    [[nodiscard]] Expectation expectation(Index viewer, Index other, double risk,
                                          double quiet) const;
    [[nodiscard]] double moved(Index i) const;

    Challenge::Params const& params_;
    Index n_;
    Vector position_, next_, salience_, weight_;
    double range_;
    Vector risk_;
    Vector sorted_;  // positions in rising order
    Matrix votes_;   // [rank of a position, number of voters from the lowest up]
    Matrix chance_;  // [i, j] P(i beats j)
    Vector security_;
    std::vector<Index> order_;  // members by position
};

/// P(i beats j) for every pair, by the present positions and risk exponents.
///
/// Voters prefer the nearer of two positions, whatever their exponents: those below the midpoint
/// the lower one, those above it the higher one. So votes are differences of sums over sorted
/// voters.
void Arena::renew_chances()
{
    std::ranges::sort(order_, {}, [this](Index i) { return position_(i); });
    for (Index k = 0; k < n_; ++k) {
        sorted_(k) = position_(order_[static_cast<std::size_t>(k)]);
    }
    renew_votes();
    double total = 0.0;
    for (Index lower = 0; lower < n_; ++lower) {
        for (Index higher = lower + 1; higher < n_; ++higher) {
            total += count_votes(lower, higher);
        }
    }
    bool const dyad = params_.denominator == Challenge::Denominator::dyad;
    for (Index i = 0; i < n_; ++i) {
        for (Index j = i + 1; j < n_; ++j) {
            double const sum = dyad ? chance_(i, j) + chance_(j, i) : 2.0 * total;
            chance_(i, j) = sum > 0.0 ? chance_(i, j) / sum : 0.0;
            chance_(j, i) = sum > 0.0 ? chance_(j, i) / sum : 0.0;
        }
    }
}

/// For each position, in sorted order, what the voters up to each one lose by it.
void Arena::renew_votes()
{
    for (Index a = 0; a < n_; ++a) {
        votes_(a, 0) = 0.0;
        for (Index k = 0; k < n_; ++k) {
            Index const voter = order_[static_cast<std::size_t>(k)];
            double const distance = std::abs(sorted_(k) - sorted_(a)) / range_;
            double const lost = risk_(voter) == 1.0 ? distance : std::pow(distance, risk_(voter));
            votes_(a, k + 1) = votes_(a, k) + weight_(voter) * lost;
        }
    }
}

/// The votes of a pair, given by rank, for either side, into `chance_`; returns their sum.
double Arena::count_votes(Index lower, Index higher)
{
    Index const i = order_[static_cast<std::size_t>(lower)];
    Index const j = order_[static_cast<std::size_t>(higher)];
    chance_(i, j) = chance_(j, i) = 0.0;
    if (position_(i) == position_(j)) {
        return 0.0;
    }
    double const midpoint = 0.5 * (position_(i) + position_(j));
    Index const below = std::ranges::lower_bound(sorted_, midpoint) - sorted_.begin();
    double const for_lower = votes_(higher, below) - votes_(lower, below);
    double const for_higher =
        (votes_(lower, n_) - votes_(lower, below)) - (votes_(higher, n_) - votes_(higher, below));
    chance_(i, j) = std::max(0.0, for_lower);
    chance_(j, i) = std::max(0.0, for_higher);
    return chance_(i, j) + chance_(j, i);
}

/// `quiet` is Usq at this risk.
Arena::Expectation Arena::expectation(Index viewer, Index other, double risk, double quiet) const
{
    double const d = std::abs(position_(viewer) - position_(other)) / range_;
    auto const power = [&](double base) { return risk == 1.0 ? base : std::pow(base, risk); };
    double const success = 2.0 - 4.0 * power(0.5 - 0.5 * d);
    double const failure = 2.0 - 4.0 * power(0.5 + 0.5 * d);
    auto const expected = [&](Index challenger, Index challenged) {
        double const chance = chance_(challenger, challenged);
        double const resists = salience_(challenged);
        return resists * (chance * success + (1.0 - chance) * failure) + (1.0 - resists) * success -
               quiet;
    };
    return {expected(viewer, other), expected(other, viewer)};
}

void Arena::renew_risks()
{
    for (Index i = 0; i < n_; ++i) {
        security_(i) = 0.0;
        for (Index j = 0; j < n_; ++j) {
            security_(i) += i == j ? 0.0 : expectation(i, j, 1.0, 0.0).of_being_challenged;
        }
    }
    double const most = security_.maxCoeff();
    double const least = security_.minCoeff();
    if (most > least) {
        for (Index i = 0; i < n_; ++i) {
            double const rho = (2.0 * security_(i) - most - least) / (most - least);
            risk_(i) = (1.0 - rho / 3.0) / (1.0 + rho / 3.0);
        }
    }
}

/// Where a member moves, given what the others offer it.
double Arena::moved(Index i) const
{
    struct Best {
        double rank;
        double position;
    };
    std::optional<Best> confrontation;
    std::optional<Best> compromise;
    auto const consider = [](std::optional<Best>& best, double rank, double position) {
        if (!best || rank < best->rank) {
            best = Best{rank, position};
        }
    };
    double const quiet = 2.0 - 4.0 * std::pow(0.5, risk_(i));
    for (Index j = 0; j < n_; ++j) {
        if (position_(j) == position_(i)) {
            continue;
        }
        auto const [own, others] = expectation(i, j, risk_(i), quiet);
        double const way = position_(j) - position_(i);
        if (own > same_expectation && others > own + same_expectation) {
            consider(confrontation, std::abs(way), position_(j));
        } else if (own < -same_expectation && others > -own + same_expectation) {
            double const position = position_(i) + way * (-own / others);
            double const rank =
                params_.choice == Challenge::Choice::least_move
                    ? std::abs(position - position_(i))
                    : (-own * position_(i) + others * position_(j)) / (others - own);
            consider(compromise, rank, position);
        }
    }
    if (confrontation) {
        return confrontation->position;
    }
    return compromise ? compromise->position : position_(i);
}

std::vector<Index> who_takes_part(Table const& table, Vector const& power, Index issue)
{
    std::vector<Index> members;
    for (Index i = 0; i < table.members(); ++i) {
        if (power(i) * table.salience(i, issue) > 0.0) {
            members.push_back(i);
        }
    }
    return members;
}

}  // namespace

Challenge::Challenge(Params params) : params_{params}
{
    if (params.rounds < 1) {
        throw std::invalid_argument{"challenge: rounds must be at least 1"};
    }
}

std::vector<Challenge::Round> Challenge::play(VectorView position, VectorView power,
                                              VectorView salience) const
{
    Arena arena{params_, position, power, salience};
    std::vector<Round> rounds{arena.state()};
    for (int round = 0; round < params_.rounds; ++round) {
        arena.step();
        rounds.push_back(arena.state());
    }
    return rounds;
}

double Challenge::last_median(VectorView position, VectorView power, VectorView salience) const
{
    Arena arena{params_, position, power, salience};
    for (int round = 0; round < params_.rounds; ++round) {
        arena.step();
    }
    return arena.median();
}

Outcome Challenge::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_positions_only("challenge");
    Vector terms = table.terms_in_force();
    Vector const power = table.power_share();
    std::vector<Standing> standings;
    if (trace == Trace::moves) {
        Matrix const nowhere = Matrix::Constant(table.members(), table.issues(), std::nan(""));
        standings.assign(static_cast<std::size_t>(params_.rounds) + 1,
                         {0, table.declared, nowhere, terms, terms});
    }
    for (Index k = 0; k < table.issues(); ++k) {
        std::vector<Index> const members = who_takes_part(table, power, k);
        if (members.empty()) {
            continue;
        }
        Vector const position = table.declared.col(k)(members);
        Vector const strength = power(members);
        Vector const salience = table.salience.col(k)(members);
        if (trace == Trace::none) {
            terms(k) = last_median(position, strength, salience);
            continue;
        }
        std::vector<Round> const rounds = play(position, strength, salience);
        terms(k) = rounds.back().median;
        for (std::size_t r = 0; r < standings.size(); ++r) {
            standings[r].round = static_cast<int>(r);
            standings[r].position.col(k)(members) = rounds[r].position;
            standings[r].risk.col(k)(members) = rounds[r].risk;
            standings[r].median(k) = rounds[r].median;
            standings[r].mean(k) = rounds[r].mean;
        }
    }
    Outcome outcome = vote(table, std::move(terms), trace);
    outcome.rounds = params_.rounds;
    outcome.standings = std::move(standings);
    return outcome;
}

}  // namespace parley
