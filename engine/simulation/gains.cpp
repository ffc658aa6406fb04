#include "simulation/gains.hpp"

#include "support/interpolation.hpp"

#include <cmath>
#include <limits>

namespace parley {
namespace {

constexpr Eigen::Index weightings = std::ssize(weighting_names);
using ByWeighting = Eigen::Array<double, weightings, 1>;

/// The weights p of states by each weighting [3, N], rows sum to 1.
Matrix weights(States const& states)
{
    Matrix all(weightings, states.count());
    all.row(0).setOnes();
    all.row(1) = states.population;
    all.row(2) = states.power;
    for (Eigen::Index i = 0; i < states.count(); ++i) {
        if (!states.exists(StateId{i})) {
            all.col(i).setZero();
        }
    }
    return all.array().colwise() / all.rowwise().sum().array();
}

/// What all together want of one policy: a quadratic, weight (z - ideal)^2, by each weighting.
class Wanted {
  public:
    void add(ByWeighting const& weight, double ideal)
    {
        weight_ += weight;
        sum_ += weight * ideal;
    }

    /// What moving the policy from `alone` to where all together are best off brings them: with W
    /// the weight and m the mean ideal, W (alone - m)^2.
    [[nodiscard]] ByWeighting gain_over(double alone) const
    {
        ByWeighting const distance = alone - sum_ / weight_;
        return (weight_ > 0.0).select(weight_ * distance.square(), 0.0 * weight_);
    }

  private:
    ByWeighting weight_ = ByWeighting::Zero();
    ByWeighting sum_ = ByWeighting::Zero();
};

class Best {
  public:
    explicit Best(World const& world) : world_{world}, by_{world.actual}, p_{weights(world.states)}
    {
    }

    [[nodiscard]] Vector operator()() const
    {
        ByWeighting sum = ByWeighting::Zero();
        for (Eigen::Index k = 0; k < world_.issues.count(); ++k) {
            if (world_.issues.is_transfer(k)) {
                continue;
            }
            if (world_.issues.has_options(k)) {
                sum += of_options(k);
            } else if (world_.issues.is_dyadic(k)) {
                sum += towards_partners(IssueId{k});
            } else {
                sum += towards_all(IssueId{k});
            }
        }
        return sum.matrix();
    }

  private:
    [[nodiscard]] ByWeighting weight(StateId state) const { return p_.col(state.index()).array(); }

    [[nodiscard]] double alone(StateId state, IssueId issue) const
    {
        return world_.regime.policy_alone()(state.index(), issue.index());
    }

    /// What lies between a state's best option and what its policy is worth alone.
    [[nodiscard]] ByWeighting of_options(Eigen::Index k) const
    {
        ByWeighting sum = ByWeighting::Zero();
        Matrix const& payoff = by_.options[IssueId{k}.slot()];
        for (Eigen::Index i = 0; i < payoff.rows(); ++i) {
            std::span<double const> const own{&payoff(i, 0),
                                              static_cast<std::size_t>(payoff.cols())};
            sum += weight(StateId{i}) *
                   (payoff.row(i).maxCoeff() - interpolated(own, alone(StateId{i}, IssueId{k})));
        }
        return sum;
    }

    /// Policies that are the same towards all.
    [[nodiscard]] ByWeighting towards_all(IssueId issue) const
    {
        auto const k = issue.index();
        double const share = world_.issues.has_externality(k) ? world_.issues.externality(k) : 0.0;
        std::vector<Wanted> of(StateId{world_.states.count()}.slot());
        for (Eigen::Index i = 0; i < world_.states.count(); ++i) {
            StateId const state{i};
            if (!world_.states.exists(state)) {
                continue;
            }
            ByWeighting const cares = weight(state) * by_.salience(i, k);
            of[state.slot()].add((1.0 - share) * cares, by_.ideal(i, k));
            if (share > 0.0) {
                world_.interdependence.for_each(
                    state, world_.issues.dependence[issue.slot()], [&](StateId j, double tie) {
                        of[j.slot()].add(share * tie * cares, by_.expected(i, k));
                    });
            }
        }
        ByWeighting sum = ByWeighting::Zero();
        for (Eigen::Index i = 0; i < world_.states.count(); ++i) {
            sum += of[StateId{i}.slot()].gain_over(alone(StateId{i}, issue));
        }
        return sum;
    }

    /// Policies towards each partner: that of i towards j is felt by these two alone.
    [[nodiscard]] ByWeighting towards_partners(IssueId issue) const
    {
        ByWeighting sum = ByWeighting::Zero();
        auto const dependence = world_.issues.dependence[issue.slot()];
        for (Eigen::Index n = 0; n < world_.states.count(); ++n) {
            StateId const i{n};
            if (!world_.states.exists(i)) {
                continue;
            }
            world_.interdependence.for_each(i, dependence, [&](StateId j, double tie) {
                double const back = world_.interdependence(j, i, dependence);
                sum += between(i, j, issue, tie, back);
                if (back == 0.0) {  // i does not count for j: nobody else asks for this policy
                    sum += between(j, i, issue, 0.0, tie);
                }
            });
        }
        return sum;
    }

    /// What the best policy of i towards j brings, with G_ij = tie and G_ji = back.
    [[nodiscard]] ByWeighting between(StateId i, StateId j, IssueId issue, double tie,
                                      double back) const
    {
        double const share = world_.issues.externality(issue.index());
        Wanted policy;
        Wants const own = World::wants(by_, i, j, issue);
        policy.add((1.0 - share) * tie * own.salience * weight(i), own.ideal);
        if (share > 0.0) {
            Wants const other = World::wants(by_, j, i, issue);
            policy.add(share * back * other.salience * weight(j), other.expected);
        }
        return policy.gain_over(alone(i, issue));
    }

    World const& world_;
    Interests const& by_;
    Matrix p_;
};

}  // namespace

Vector gains(World const& world, VectorView payoffs)
{
    return payoffs - world.payoffs_alone(world.actual);
}

Vector received(World const& world)
{
    Eigen::Index const states = world.states.count();
    if (world.purses.empty()) {
        return Vector::Constant(states, std::numeric_limits<double>::quiet_NaN());
    }
    Vector sum = Vector::Zero(states);
    for (std::size_t k = 0; k < world.purses.size(); ++k) {
        if (world.purses[k].pays.size() > 0) {
            sum += world.purses[k].net(world.regime.policy().col(IssueId{k}.index()));
        }
    }
    return sum;
}

Vector joint_gains(World const& world, VectorView gains)
{
    return weights(world.states) * gains;
}

Vector best_joint_gains(World const& world)
{
    return Best{world}();
}

Vector joint_gain_shares(VectorView joint, VectorView best)
{
    constexpr double least = 1e-6;
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    return Vector::NullaryExpr(joint.size(), [&](Eigen::Index w) {
        return best(w) >= least ? joint(w) / best(w) : unknown;
    });
}

bool substantive(double hard_movement, VectorView joint)
{
    constexpr double least = 0.1;
    return hard_movement >= least && (joint.array().isNaN() || joint.array() > 0.0).all();
}

double losers(World const& world, VectorView gains)
{
    Vector const stake = world.weight(world.actual).rowwise().sum();
    Eigen::Index count = 0;
    for (Eigen::Index i = 0; i < gains.size(); ++i) {
        count += gains(i) < -1e-9 * stake(i) ? 1 : 0;
    }
    return static_cast<double>(count) / static_cast<double>(world.states.existing());
}

}  // namespace parley
