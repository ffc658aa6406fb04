#include "model/world.hpp"

namespace parley {

void World::renew_interests()
{
    actual = interests(states.profile, states.exposure, issues, politics);
    perceived = interests(states.perceived_profile(), states.exposure, issues, politics);
}

Vector World::payoffs(Interests const& by) const
{
    if (issues.externality.size() == 0) {
        return parley::payoffs(by, regime.policy());
    }
    Interests own = by;
    Vector felt = Vector::Zero(states.count());
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        double const share = issues.externality(k);
        if (!(share > 0.0)) {
            continue;
        }
        own.salience.col(k) *= 1.0 - share;
        Vector const position = regime.policy().col(k);
        for (Eigen::Index i = 0; i < felt.size(); ++i) {
            double const square = interdependence.square_felt(
                StateId{i}, issues.dependence[IssueId{k}.slot()], position, by.expected(i, k));
            double const tension = states.count() > 1 ? by.tension_of_expected(i, k) : 0.0;
            felt(i) -= share * by.salience(i, k) * (square + tension);
        }
    }
    return parley::payoffs(own, regime.policy()) + felt;
}

void World::renew_alone()
{
    if (issues.unilateral.size() > 0) {
        Matrix const& quo = regime.status_quo();
        Matrix const alone = quo + (perceived.ideal - quo) * issues.unilateral.asDiagonal();
        regime.set_alone(alone.cwiseMax(0.0).cwiseMin(1.0));  // whatever rounding says
    }
}

Vector World::without_agreement(IssueId issue) const
{
    Vector position = regime.policy().col(issue.index());
    if (issues.moves_alone(issue.index())) {
        for (Eigen::Index i = 0; i < position.size(); ++i) {
            if (!regime.binds(StateId{i}, issue)) {
                position(i) = regime.alone()(i, issue.index());
            }
        }
    }
    return position;
}

void World::renew_perceived(std::span<StateId const> states_)
{
    renew(perceived, states_, states.perceived_profile(states_), states.exposure, issues, politics);
}

}  // namespace parley
