#include "model/capacity.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace parley {
namespace {

/// Share of the flow through each state that is irregular [N].
Vector irregular_share(Flows const& flows, Eigen::Index states)
{
    Vector irregular = Vector::Zero(states);
    Vector all = Vector::Zero(states);
    for (std::size_t c = 0; c < flows.origin.size(); ++c) {
        double const moving = flows.now(static_cast<Eigen::Index>(c));
        double const counted = flows.pathway[c] == Pathway::irregular ? moving : 0.0;
        for (StateId const end : {flows.origin[c], flows.destination[c]}) {
            all(end.index()) += moving;
            irregular(end.index()) += counted;
        }
    }
    return (all.array() > 0.0).select(irregular.cwiseQuotient(all), 0.0);
}

double spare(Handling const& handling, StateId state)
{
    return std::max(0.0, handling.capacity(state.index()) - handling.load(state.index()));
}

double lack(Handling const& handling, StateId state)
{
    return std::max(0.0, handling.load(state.index()) - handling.capacity(state.index()));
}

}  // namespace

Capacity::Capacity(Params params) : params_{params}
{
    bool const sound = params.mixed >= 0.0 && params.irregular >= 0.0 && params.most > 0.0 &&
                       params.half_means > 0.0 && params.growth > -1.0 && params.pooling >= 0.0 &&
                       params.pooling <= 1.0;
    if (!sound) {
        throw std::invalid_argument{
            "mixed and irregular must be 0 or more, most and half_means above 0, growth above -1, "
            "pooling in [0, 1]"};
    }
}

Vector Capacity::load(Flows const& flows, States const& states) const
{
    Vector const mixed = 1.5 * (1.0 - states.profile.rowwise().squaredNorm().array());
    Vector const irregular = irregular_share(flows, states.count());
    auto const complexity =
        1.0 + params_.mixed * mixed.array() + params_.irregular * irregular.array();
    return flows.through(states.count()).array() * complexity;
}

Vector Capacity::at_start(VectorView load, VectorView gdp_per_head, VectorView given) const
{
    Vector own = load;
    for (Eigen::Index i = 0; i < own.size(); ++i) {
        double const means = gdp_per_head(i);
        if (!std::isnan(given(i))) {
            own(i) = given(i);
        } else if (!std::isnan(means)) {
            own(i) *= params_.most * means / (means + params_.half_means);
        }
    }
    return own;
}

void Capacity::grow(Vector& own, double years) const
{
    own *= std::pow(1.0 + params_.growth, years);
}

void Capacity::share(Handling& handling, std::span<Pool const> pools) const
{
    for (Pool const& pool : pools) {
        double offered = 0.0;
        double lacking = 0.0;
        double const part = params_.pooling * pool.bindingness;
        for (StateId const i : pool.members) {
            offered += part * spare(handling, i);
            lacking += lack(handling, i);
        }
        double const given = std::min(offered, lacking);
        if (given <= 0.0) {
            continue;
        }
        for (StateId const i : pool.members) {
            double const gives = part * spare(handling, i) * (given / offered);
            double const takes = lack(handling, i) * (given / lacking);
            handling.capacity(i.index()) += takes - gives;
        }
    }
}

double management_gap(Handling const& handling, std::span<StateId const> states)
{
    double missing = 0.0;
    double all = 0.0;
    for (StateId const i : states) {
        missing += lack(handling, i);
        all += handling.load(i.index());
    }
    return all > 0.0 ? missing / all : 0.0;
}

Vector ability(Handling const& handling)
{
    auto const& load = handling.load.array();
    return (load > 0.0).select((handling.capacity.array() / load).min(1.0), 1.0);
}

}  // namespace parley
