#include "forum/felt_policies.hpp"

#include <algorithm>
#include <vector>

namespace parley {
namespace {

/// What those who sit have in force towards each other on a dyadic issue [n, n], 0 where that
/// matters to neither; takes out of the weights the pairs that can agree on nothing here.
Matrix in_force_between(World const& world, Seating const& seating, IssueId issue, Matrix& weight)
{
    Matrix in_force = Matrix::Zero(weight.rows(), weight.cols());
    for (Eigen::Index i = 0; i < weight.rows(); ++i) {
        StateId const state = seating.members[StateId{i}.slot()];
        for (Eigen::Index j = 0; j < i; ++j) {
            if (!(weight(i, j) > 0.0) && !(weight(j, i) > 0.0)) {
                continue;  // most pairs are not tied at all
            }
            StateId const partner = seating.members[StateId{j}.slot()];
            if (seating.is_between(world, state, partner, issue)) {
                BothWays const both = world.without_agreement(state, partner, issue);
                in_force(i, j) = both.own;
                in_force(j, i) = both.felt;
            } else {
                weight(i, j) = weight(j, i) = 0.0;
            }
        }
    }
    return in_force;
}

/// What those who sit want of each other on a dyadic issue, where that matters to them.
Externality::ByPartner wants_at(Interests const& by, Seating const& seating, IssueId issue,
                                Matrix const& weight)
{
    Matrix const none = Matrix::Zero(weight.rows(), weight.cols());
    Externality::ByPartner at{.ideal = none, .expected = none, .salience = none};
    for (Eigen::Index i = 0; i < weight.rows(); ++i) {
        for (Eigen::Index j = 0; j < weight.cols(); ++j) {
            if (weight(i, j) > 0.0) {
                Wants const wants = World::wants(by, seating.members[StateId{i}.slot()],
                                                 seating.members[StateId{j}.slot()], issue);
                at.ideal(i, j) = wants.ideal;
                at.expected(i, j) = wants.expected;
                at.salience(i, j) = wants.salience;
            }
        }
    }
    return at;
}

/// Who sits at a table, asked for many states.
class Seated {
  public:
    Seated(Seating const& seating, Eigen::Index states) : members_{seating.members}
    {
        if (members_.size() > few) {
            sits_.assign(StateId{states}.slot(), 0);
            for (StateId const i : members_) {
                sits_[i.slot()] = 1;
            }
        }
    }

    [[nodiscard]] bool operator()(StateId state) const
    {
        return sits_.empty() ? std::ranges::find(members_, state) != members_.end()
                             : sits_[state.slot()] != 0;
    }

  private:
    static std::size_t constexpr few = 8;  // are looked through faster than marked

    std::span<StateId const> members_;
    std::vector<char> sits_;
};

/// The payoff of a state on a dyadic issue from those with whom a table settles nothing.
double payoff_elsewhere(World const& world, Interests const& by, Seating const& seating,
                        Seated const& sits, StateId state, IssueId issue)
{
    auto const elsewhere = [&](StateId j, DyadicLoss const& loss) {
        if (sits(j) && seating.is_between(world, state, j, issue)) {
            return 0.0;
        }
        BothWays const both = world.without_agreement(state, j, issue);
        return loss.beyond_tension()(both.own, both.felt);
    };
    return -world.sum_over_partners(by, state, issue, elsewhere);
}

/// What those who sit feel of the policies of all states on an issue, each against what it expects
/// of others [n]: see Interdependence::square_felt.
Vector felt_of_all(World const& world, Seating const& seating, IssueId issue, VectorView expected)
{
    auto const policy = [&](StateId j) {
        return world.in_effect(j, issue, world.without_agreement(j, issue));
    };
    Interdependence const& felt = world.interdependence;
    Dependence const dependence = world.issues.dependence[issue.slot()];
    if (dependence == Dependence::uniform) {
        Vector const policies = Vector::NullaryExpr(
            world.states.count(), [&](Eigen::Index j) { return policy(StateId{j}); });
        return felt.squares_felt(seating.members, dependence, policies, expected);
    }
    return Vector::NullaryExpr(expected.size(), [&](Eigen::Index n) {
        return felt.square_felt(seating.members[StateId{n}.slot()], dependence, policy,
                                expected(n));
    });
}

}  // namespace

Matrix ideal_at(World const& world, Interests const& by, Seating const& seating)
{
    Matrix ideal = seating.part_of(by.ideal);
    if (world.regime.shifts()) {
        Matrix const shift = seating.part_of(world.regime.shift());
        // where there is none the ideal point keeps its bits
        ideal = (shift.array() != 0.0).select((ideal - shift).cwiseMax(0.0).cwiseMin(1.0), ideal);
    }
    return ideal;
}

Externality externality_at(World const& world, Interests const& by, Seating const& seating)
{
    Externality at{
        .share = Vector(std::ssize(seating.issues)),
        .ideal = ideal_at(world, by, seating),
        .expected = seating.part_of(by.expected),
        .salience = seating.part_of(by.salience),
        .weight = std::vector<Matrix>(seating.issues.size()),
        .towards = std::vector<Matrix>(seating.issues.size()),
        .shift = world.regime.shifts() ? seating.part_of(world.regime.shift()) : Matrix{},
        .fixed = Vector::Zero(std::ssize(seating.members))};
    for (std::size_t k = 0; k < seating.issues.size(); ++k) {
        IssueId const issue = seating.issues[k];
        at.share(static_cast<Eigen::Index>(k)) = world.issues.externality(issue.index());
        if (world.issues.is_between_states(issue.index())) {
            at.weight[k] =
                world.interdependence.among(seating.members, world.issues.dependence[issue.slot()]);
        }
        if (world.issues.is_dyadic(issue.index())) {
            at.towards[k] = in_force_between(world, seating, issue, at.weight[k]);
            if (by.of_partners.any()) {
                at.by_partner.resize(seating.issues.size());
                at.by_partner[k] = wants_at(by, seating, issue, at.weight[k]);
            }
        }
    }
    return at;
}

void add_what_is_fixed(Externality& at, Table const& table, World const& world, Interests const& by,
                       Seating const& seating)
{
    Matrix const tension = seating.part_of(by.tension);
    Matrix const of_others = seating.part_of(by.tension_of_expected);
    std::vector<char> const everybody(seating.members.size(), 1);
    Seated const sits{seating, world.states.count()};
    auto const of_tension = [](StateId, DyadicLoss const& loss) { return loss.of_tension(); };
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (!at.concerns(k)) {
            continue;
        }
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        bool const dyadic = at.is_dyadic(k);
        Vector const of_all =
            dyadic ? Vector{} : felt_of_all(world, seating, issue, at.expected.col(k));
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            StateId const state = seating.members[StateId{i}.slot()];
            double const weight = at.share[k] * at.salience(i, k);
            at.fixed[i] += at.differs_by_partner(k)
                               ? at.salience(i, k) * tension(i, k) -
                                     world.sum_over_partners(by, state, issue, of_tension)
                               : weight * (tension(i, k) - of_others(i, k));
            if (dyadic) {
                at.fixed[i] += payoff_elsewhere(world, by, seating, sits, state, issue);
                continue;
            }
            at.fixed[i] -= weight * of_all[i] + at.felt(i, k, table.in_force.col(k), everybody);
        }
    }
}

}  // namespace parley
