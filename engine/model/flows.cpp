#include "model/flows.hpp"

namespace parley {

void Flows::begin()
{
    Eigen::Index const corridors = count();
    factor = Vector::Ones(corridors);
    pathway.resize(origin.size(), Pathway::any);
    if (trend.size() != corridors) {
        trend = Vector::Zero(corridors);
    }
    if (stock.size() != corridors) {
        stock = Vector::Zero(corridors);
    }
    stopped = deterred = stranded = diverted = Vector::Zero(corridors);
    now = unimpeded = persons;
}

Vector by_state(std::vector<StateId> const& ends, VectorView numbers, Eigen::Index states)
{
    Vector total = Vector::Zero(states);
    for (std::size_t c = 0; c < ends.size(); ++c) {
        total(ends[c].index()) += numbers(static_cast<Eigen::Index>(c));
    }
    return total;
}

Vector Flows::leaving(Eigen::Index states) const
{
    return by_state(origin, now, states);
}

Vector Flows::entering(Eigen::Index states) const
{
    return by_state(destination, now, states);
}

Vector Flows::crossing(Eigen::Index states) const
{
    Vector total = Vector::Zero(states);
    for (std::size_t r = 0; r < routes.count(); ++r) {
        total(routes.via[r].index()) += routes.share(static_cast<Eigen::Index>(r)) *
                                        now(static_cast<Eigen::Index>(routes.corridor[r]));
    }
    return total;
}

Vector Flows::through(Eigen::Index states) const
{
    Vector total = Vector::Zero(states);
    for (std::size_t c = 0; c < origin.size(); ++c) {
        double const moving = now(static_cast<Eigen::Index>(c));
        total(origin[c].index()) += moving;
        total(destination[c].index()) += moving;
    }
    return routes.count() > 0 ? Vector{total + crossing(states)} : total;
}

Vector exposure_to(Flows const& flows, VectorView population, double half)
{
    Vector const through = flows.through(population.size());
    Vector exposure = Vector::Ones(population.size());
    for (Eigen::Index i = 0; i < population.size(); ++i) {
        double const per_head = through(i) / population(i);
        if (per_head > 0.0) {  // false for NaN
            exposure(i) = per_head / (per_head + half);
        }
    }
    return exposure;
}

double exposure_at(double base, double ratio)
{
    return base * ratio / (1.0 - base + base * ratio);
}

}  // namespace parley
