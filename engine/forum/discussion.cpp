#include "forum/discussion.hpp"

#include "support/members.hpp"

#include <cmath>
#include <stdexcept>

namespace parley {
namespace {

bool share(double value)
{
    return value >= 0.0 && value <= 1.0;
}

}  // namespace

Discussion::Discussion(Params params) : params_{params}
{
    if (!share(params.learning) || !share(params.trust) || !share(params.deadlock_cost) ||
        !share(params.defection_cost) || !share(params.decay) || params.decay == 1.0) {
        throw std::invalid_argument{
            "learning, trust, deadlock_cost and defection_cost must be in [0, 1], decay in [0, 1)"};
    }
}

void Discussion::operator()(World& world, Seating const& seating, VectorView hardness,
                            double frankness) const
{
    Matrix const weight = seating.weight_by(world.actual);
    Matrix const tension = seating.part_of(world.actual.tension);
    for (Eigen::Index n = 0; n < weight.rows(); ++n) {
        Eigen::Index const i = seating.members[StateId{n}.slot()].index();
        double const total = weight.row(n).sum();
        double const torn = total > 0.0 ? 4.0 *
                                              (weight.row(n).array() * tension.row(n).array() *
                                               hardness.transpose().array())
                                                  .sum() /
                                              total
                                        : 0.0;
        double& recognition = world.states.recognition(i);
        recognition += frankness * params_.learning * torn * (1.0 - recognition);
        double& disclosure = world.states.disclosure(i);
        disclosure += frankness * params_.trust * hardness.mean() * (1.0 - disclosure);
    }
}

void Discussion::deadlock(States& states, std::span<StateId const> members) const
{
    for (StateId const i : members) {
        states.disclosure(i.index()) *= 1.0 - params_.deadlock_cost;
    }
}

void Discussion::defection(States& states, std::span<StateId const> members) const
{
    for (StateId const i : members) {
        states.disclosure(i.index()) *= 1.0 - params_.defection_cost;
    }
}

void Discussion::fade(Outlook<EveryState>& outlook, StateId state,
                      Outlook<EveryState> const& at_rest, double years) const
{
    double const kept = std::pow(1.0 - params_.decay, years);
    Eigen::Index const i = state.index();
    for_each_pair(outlook, at_rest, [&](Vector& now, Vector const& rest) {
        now(i) = rest(i) + kept * (now(i) - rest(i));
    });
}

}  // namespace parley
