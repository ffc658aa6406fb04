#include "model/world.hpp"

#include <utility>
#include <vector>

namespace parley {
namespace {

/// Makes the interests of those states anew whose profile or exposure is another than before.
void renew_changed(Interests& interests, Matrix const& before, Matrix const& profile,
                   Vector const& exposure_before, Vector const& exposure, Issues const& issues,
                   DomesticPolitics const& politics)
{
    std::vector<StateId> changed;
    for (Eigen::Index i = 0; i < profile.rows(); ++i) {
        if (before.row(i) != profile.row(i) || exposure_before(i) != exposure(i)) {
            changed.emplace_back(i);
        }
    }
    Matrix rows(std::ssize(changed), profile.cols());
    for (std::size_t n = 0; n < changed.size(); ++n) {
        rows.row(StateId{n}.index()) = profile.row(changed[n].index());
    }
    renew(interests, changed, rows, exposure, issues, politics);
}

}  // namespace

void World::renew_interests()
{
    actual = interests(states.profile, states.exposure, issues, politics);
    perceived = interests(states.perceived_profile(), states.exposure, issues, politics);
    made_of = {states.profile, states.perceived_profile(), states.exposure, politics};
    finish_interests();
}

void World::renew_changed_interests()
{
    if (!made_of || made_of->politics != politics) {
        renew_interests();
        return;
    }
    Matrix perceived_profile = states.perceived_profile();
    renew_changed(actual, made_of->profile, states.profile, made_of->exposure, states.exposure,
                  issues, politics);
    renew_changed(perceived, made_of->perceived_profile, perceived_profile, made_of->exposure,
                  states.exposure, issues, politics);
    made_of->profile = states.profile;
    made_of->perceived_profile = std::move(perceived_profile);
    made_of->exposure = states.exposure;
    finish_interests();
}

/// What of interests does not follow from a state's roles alone.
void World::finish_interests()
{
    value_transfers(actual);
    value_transfers(perceived);
    if (partner_roles.any()) {
        partner_roles.renew(states, flows);
        actual.of_partners = PartnerInterests{partner_roles.partners(), issues};
        perceived.of_partners = actual.of_partners;
        for (Eigen::Index i = 0; i < states.count(); ++i) {
            renew_towards(actual, StateId{i}, partner_roles.actual(StateId{i}), states.exposure,
                          issues, politics);
            renew_perceived_towards(StateId{i});
        }
    }
}

/// Transfers in dollars are worth what all would get of them if all were bound: money is worth the
/// same in one's own eyes as it is.
void World::value_transfers(Interests& by) const
{
    for (std::size_t k = 0; k < purses.size(); ++k) {
        if (purses[k].pays.size() > 0) {
            auto const issue = IssueId{k}.index();
            Vector const net = purses[k].net(Vector::Ones(states.count()));
            for (Eigen::Index i = 0; i < net.size(); ++i) {
                by.value(i, issue) = net(i) * money.worth_of_one(states, StateId{i});
                by.ideal(i, issue) = end_of_transfer(by.value(i, issue));
            }
        }
    }
}

Vector World::worth_of_transfer(IssueId issue, std::span<StateId const> states_,
                                VectorView position) const
{
    Vector worth = purses[issue.slot()].net(states_, position);
    for (Eigen::Index n = 0; n < worth.size(); ++n) {
        worth(n) *= money.worth_of_one(states, states_[StateId{n}.slot()]);
    }
    return worth;
}

void World::renew_perceived_towards(StateId state)
{
    renew_towards(perceived, state,
                  partner_roles.perceived(state, states.recognition(state.index())),
                  states.exposure, issues, politics);
}

/// Payoffs [N] of policies, `general` [N, K] and on dyadic issues those between two states,
/// towards(issue)(i, j).
template <typename Towards>
Vector World::payoffs_of(Interests const& by, Matrix const& general, Towards const& towards) const
{
    if (issues.externality.size() == 0 && purses.empty()) {
        return parley::payoffs(by, general);
    }
    Interests own = by;
    Vector between = Vector::Zero(states.count());
    std::vector<StateId> everybody;
    everybody.reserve(StateId{states.count()}.slot());
    for (Eigen::Index i = 0; i < states.count(); ++i) {
        everybody.emplace_back(i);
    }
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (!purses.empty() && issues.is_payment(k)) {
            own.value.col(k).setZero();
            Vector const net = purses[IssueId{k}.slot()].net(general.col(k));
            for (Eigen::Index i = 0; i < net.size(); ++i) {
                between(i) += net(i) * money.worth_of_one(states, StateId{i});
            }
            continue;
        }
        if (issues.externality.size() == 0) {
            continue;
        }
        if (issues.is_dyadic(k)) {
            own.salience.col(k).setZero();
            auto const policy = towards(IssueId{k});
            for (Eigen::Index i = 0; i < between.size(); ++i) {
                between(i) -= sum_over_partners(by, StateId{i}, IssueId{k},
                                                [&](StateId j, DyadicLoss const& loss) {
                                                    BothWays const both = policy(StateId{i}, j);
                                                    return loss(both.own, both.felt);
                                                });
            }
            continue;
        }
        double const share = issues.externality(k);
        if (!(share > 0.0)) {
            continue;
        }
        own.salience.col(k) *= 1.0 - share;
        Vector const square = interdependence.squares_felt(
            everybody, issues.dependence[IssueId{k}.slot()], general.col(k), by.expected.col(k));
        for (Eigen::Index i = 0; i < between.size(); ++i) {
            double const tension = states.count() > 1 ? by.tension_of_expected(i, k) : 0.0;
            between(i) -= share * by.salience(i, k) * (square(i) + tension);
        }
    }
    return parley::payoffs(own, general) + between;
}

Vector World::payoffs(Interests const& by) const
{
    return payoffs_of(by, regime.in_effect(), [&](IssueId issue) {
        return
            [&dyads = regime.dyads(issue)](StateId i, StateId j) { return dyads.both_ways(i, j); };
    });
}

Vector World::payoffs_alone(Interests const& by) const
{
    return payoffs_of(by, regime.policy_alone(), [&](IssueId issue) {
        return [&alone = regime.policy_alone(), k = issue.index()](StateId i, StateId j) {
            return BothWays{alone(i.index(), k), alone(j.index(), k)};
        };
    });
}

DyadicLoss World::loss_of(Wants const& wants, IssueId issue) const
{
    return {.share = issues.externality(issue.index()),
            .ideal = wants.ideal,
            .expected = wants.expected,
            .tension = wants.tension,
            .tension_of_expected = wants.tension_of_expected};
}

Matrix World::weight(Interests const& by) const
{
    Matrix weight = by.weight();
    for (Eigen::Index k = 0; k < issues.count() && by.of_partners.any(); ++k) {
        IssueId const issue{k};
        for (Eigen::Index i = 0; i < weight.rows() && issues.is_dyadic(k); ++i) {
            StateId const state{i};
            weight(i, k) = interdependence.mean(
                state, issues.dependence[issue.slot()],
                [&](StateId j) { return wants(by, state, j, issue).salience; });
        }
    }
    return weight;
}

Matrix World::policies() const
{
    return with_means_of_dyads(regime.policy());
}

Matrix World::policies_in_effect() const
{
    return with_means_of_dyads(regime.in_effect());
}

Matrix World::with_means_of_dyads(Matrix policies) const
{
    for (Eigen::Index k = 0; k < issues.count() && states.count() > 1; ++k) {
        if (issues.is_dyadic(k)) {
            Dyads const& dyads = regime.dyads(IssueId{k});
            for (Eigen::Index i = 0; i < policies.rows(); ++i) {
                policies(i, k) =
                    interdependence.mean(StateId{i}, issues.dependence[IssueId{k}.slot()],
                                         [&](StateId j) { return dyads.policy(StateId{i}, j); });
            }
        }
    }
    return policies;
}

void World::renew_alone()
{
    if (issues.unilateral.size() == 0) {
        return;
    }
    Matrix const& quo = regime.status_quo();
    Matrix alone = quo;
    if (issues.role_unilateral.size() > 0) {
        alone += unilateral_shares(states.perceived_profile(), issues)
                     .cwiseProduct(perceived.ideal - quo);
    } else {
        alone += (perceived.ideal - quo) * issues.unilateral.asDiagonal();
    }
    regime.set_alone(alone.cwiseMax(0.0).cwiseMin(1.0));  // whatever rounding says
}

double World::without_agreement(StateId state, IssueId issue) const
{
    bool const alone = issues.moves_alone(issue.index()) && !regime.binds(state, issue);
    return (alone ? regime.alone() : regime.policy())(state.index(), issue.index());
}

void World::renew_perceived(std::span<StateId const> states_)
{
    Matrix const profile = states.perceived_profile(states_);
    renew(perceived, states_, profile, states.exposure, issues, politics);
    for (std::size_t n = 0; made_of && n < states_.size(); ++n) {
        made_of->perceived_profile.row(states_[n].index()) = profile.row(StateId{n}.index());
    }
    value_transfers(perceived);
    if (perceived.of_partners.any()) {
        for (StateId const i : states_) {
            renew_perceived_towards(i);
        }
    }
}

}  // namespace parley
