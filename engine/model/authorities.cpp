#include "model/authorities.hpp"

#include "support/members.hpp"

#include <cmath>
#include <utility>

namespace parley {
namespace {

/// The rows of a matrix of states that belong to the states of authorities [A, ...].
Matrix rows_of(Authorities const& authorities, MatrixView states)
{
    Matrix rows(authorities.count(), states.cols());
    for (Eigen::Index a = 0; a < rows.rows(); ++a) {
        rows.row(a) = states.row(authorities.of[StateId{a}.slot()].index());
    }
    return rows;
}

/// What can be negotiated among authorities: nothing there depends on what others do, and what is
/// between two states is not left to them.
Issues issues_among(Issues issues)
{
    for (Eigen::Index k = 0; k < issues.devolved.size(); ++k) {
        issues.devolved(k) = issues.is_dyadic(k) ? 0.0 : issues.devolved(k);
    }
    issues.payment.clear();
    issues.externality.resize(0);
    issues.dyadic.clear();
    issues.role_expected.resize(0, 0);
    issues.dependence.clear();
    issues.unilateral.resize(0);
    issues.role_unilateral.resize(0, 0);
    return issues;
}

/// Authorities in the place of states.
States states_of(Authorities const& authorities, States const& states)
{
    States all{authorities.keys};
    StateKeys<EveryState>& own = all;
    StateKeys<EveryState> const& theirs = states;
    for_each_pair(own, theirs, [&](Vector& numbers, Vector const& of_states) {
        for (Eigen::Index a = 0; a < numbers.size(); ++a) {
            if (std::isnan(numbers(a))) {
                numbers(a) = of_states(authorities.of[StateId{a}.slot()].index());
            }
        }
    });
    all.id = authorities.id;
    all.name = authorities.name;
    return all;
}

}  // namespace

LocalLevel::LocalLevel(Authorities authorities, World const& states)
    : authorities_{std::move(authorities)},
      world_{.issues = issues_among(states.issues),
             .states = states_of(authorities_, states.states),
             .flows = {},
             .money = states.money,
             .organisations = states.organisations,
             .politics = {},
             .regime = Regime{rows_of(authorities_, states.regime.status_quo())},
             .actual = {},
             .perceived = {}},
      deviation_{Matrix::Zero(authorities_.count(), states.issues.count())}
{
    for (Organisation& organisation : world_.organisations) {
        organisation.funds.clear();  // they pay states
    }
    renew(states, Vector::Ones(states.states.count()));
}

/// What authorities have from their states: roles that they do not give, politics, exposure.
void LocalLevel::take_over(World const& states, VectorView traffic)
{
    States& own = world_.states;
    own.profile = rows_of(authorities_, states.states.profile);
    own.self_image = rows_of(authorities_, states.states.self_image);
    for (Eigen::Index a = 0; a < authorities_.count(); ++a) {
        auto const at = StateId{a}.slot();
        Eigen::Index const i = authorities_.of[at].index();
        if (authorities_.own_profile[at] != 0) {
            own.profile.row(a) = authorities_.profile.row(a);
        }
        if (authorities_.own_self_image[at] != 0) {
            own.self_image.row(a) = authorities_.self_image.row(a);
        }
        double const given = authorities_.keys.exposure(a);
        own.exposure(a) =
            std::isnan(given) ? states.states.exposure(i) : exposure_at(given, traffic(i));
    }
    DomesticPolitics const& of = states.politics;
    auto const rows = [&](Matrix const& all) { return rows_of(authorities_, all); };
    world_.politics = {.variation = rows(of.variation),
                       .ideal = rows(of.ideal),
                       .ideal_weight = rows(of.ideal_weight),
                       .salience = rows(of.salience),
                       .salience_weight = rows(of.salience_weight),
                       .attention = rows(of.attention)};
}

/// Local policies lie where deviations put them beside their states' [A, K].
void LocalLevel::follow(Matrix policy)
{
    Matrix reach(policy.rows(), policy.cols());
    for (Eigen::Index k = 0; k < reach.cols(); ++k) {
        reach.col(k).setConstant(world_.issues.reach(k));
    }
    auto const on_scale = [](Matrix const& positions) {
        return Matrix{positions.cwiseMax(0.0).cwiseMin(1.0)};
    };
    world_.lowest = on_scale(policy - reach);
    world_.highest = on_scale(policy + reach);
    world_.regime.set_policy(on_scale(policy + deviation_));
    world_.regime.set_alone(std::move(policy));
}

void LocalLevel::renew(World const& states, VectorView traffic)
{
    take_over(states, traffic);
    world_.renew_interests();
    follow(rows_of(authorities_, states.policies()));
}

void LocalLevel::implement(World& states, VectorView rate)
{
    Matrix const policy = rows_of(authorities_, states.policies());
    world_.regime.set_alone(policy);
    Matrix const wanted = world_.regime.target() - policy;
    for (Eigen::Index a = 0; a < wanted.rows(); ++a) {
        double const way = rate(authorities_.of[StateId{a}.slot()].index());
        for (Eigen::Index k = 0; k < wanted.cols(); ++k) {
            double const reach = world_.issues.reach(k);
            double const goal = std::clamp(wanted(a, k), -reach, reach);
            deviation_(a, k) += way * (goal - deviation_(a, k));
        }
    }
    follow(policy);
    states.regime.set_shift(shift(states));
}

Matrix LocalLevel::shift(World const& states) const
{
    Matrix shift = Matrix::Zero(states.states.count(), states.issues.count());
    Vector const& devolved = world_.issues.devolved;
    for (Eigen::Index a = 0; a < deviation_.rows() && devolved.size() > 0; ++a) {
        shift.row(authorities_.of[StateId{a}.slot()].index()) +=
            authorities_.share(a) * deviation_.row(a).cwiseProduct(devolved.transpose());
    }
    return shift;
}

Vector LocalLevel::payoff() const
{
    return world_.payoffs(world_.actual);
}

}  // namespace parley
