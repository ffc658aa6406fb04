#include "model/assistance.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace parley {
namespace {

double sum_over(std::span<StateId const> states, VectorView numbers)
{
    double sum = 0.0;
    for (StateId const i : states) {
        sum += numbers(i.index());
    }
    return sum;
}

/// The share of their loads to which `places` raise the least able, at most 1. `states` in order of
/// own / load.
double level_reached(std::span<StateId const> states, VectorView own, VectorView load,
                     double places)
{
    double have = places;
    double need = 0.0;
    double level = 1.0;
    for (std::size_t n = 0; n < states.size(); ++n) {
        have += own(states[n].index());
        need += load(states[n].index());
        level = have / need;
        bool const last = n + 1 == states.size();
        if (last || level * load(states[n + 1].index()) <= own(states[n + 1].index())) {
            break;
        }
    }
    return std::min(1.0, level);
}

}  // namespace

Assistance::Assistance(Params params) : params_{params}
{
    if (!(params.place_cost > 0.0 && params.relief_cost > 0.0 && params.departure_cost > 0.0 &&
          params.development_time > 0.0)) {
        throw std::invalid_argument{"costs and the time of development must be above 0"};
    }
}

void Assistance::assist(Vector& own, VectorView load, std::span<StateId const> served,
                        Budget const& budget, double years) const
{
    std::vector<StateId> needy;
    std::ranges::copy_if(served, std::back_inserter(needy),
                         [&](StateId i) { return own(i.index()) < load(i.index()); });
    double const places = budget.assistance / params_.place_cost * years;
    if (needy.empty() || places <= 0.0) {
        return;
    }
    std::ranges::sort(needy, {}, [&](StateId i) {
        return std::pair{own(i.index()) / load(i.index()), i};
    });
    double const level = level_reached(needy, own, load, places);
    for (StateId const i : needy) {
        own(i.index()) = std::max(own(i.index()), level * load(i.index()));
    }
}

void Assistance::relieve(Vector& load, VectorView at_start, std::span<StateId const> served,
                         Budget const& budget) const
{
    Vector const excess = (load - at_start).cwiseMax(0.0);
    double const all = sum_over(served, excess);
    if (all > 0.0) {
        double const part = std::min(1.0, budget.relief / params_.relief_cost / all);
        for (StateId const i : served) {
            load(i.index()) -= part * excess(i.index());
        }
    }
}

void Assistance::plan(Vector& averted, VectorView leaving, std::span<StateId const> served,
                      Budget const& budget) const
{
    double const all = sum_over(served, leaving);
    for (StateId const i : served) {
        averted(i.index()) += all > 0.0 ? budget.development / params_.departure_cost / all : 0.0;
    }
}

void Assistance::develop(Vector& departures, VectorView averted, double years) const
{
    Vector const goal = (1.0 - averted.array()).max(0.0);
    departures += -std::expm1(-years / params_.development_time) * (goal - departures);
}

}  // namespace parley
