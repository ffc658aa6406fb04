#include "model/flows.hpp"

namespace parley {

Vector Flows::through(Eigen::Index states) const
{
    Vector total = Vector::Zero(states);
    for (Eigen::Index c = 0; c < count(); ++c) {
        auto const at = static_cast<std::size_t>(c);
        double const now = persons(c) * factor(c);
        total(origin[at].index()) += now;
        total(destination[at].index()) += now;
    }
    return total;
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
