#include "negotiation/protocols/tactics.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace parley {

Tactics::Tactics(Params params) : params_{params}
{
    auto& [boulware, linear, conceder, tit_for_tat, boulware_beta, conceder_beta] = params_;
    double const total = boulware + linear + conceder + tit_for_tat;
    double const least = std::min({boulware, linear, conceder, tit_for_tat});
    if (!(least >= 0.0 && total > 0.0 && std::isfinite(total))) {
        throw std::invalid_argument("tactics: weights must be >= 0, and one of them positive");
    }
    if (!(boulware_beta > 0.0 && boulware_beta < 1.0)) {
        throw std::invalid_argument("boulware_beta: must lie in (0, 1)");
    }
    if (!(conceder_beta > 1.0 && std::isfinite(conceder_beta))) {
        throw std::invalid_argument("conceder_beta: must exceed 1");
    }
    for (double* weight : {&boulware, &linear, &conceder, &tit_for_tat}) {
        *weight /= total;
    }
}

double Tactics::conceded(double time) const
{
    double share = params_.linear * time;
    if (params_.boulware > 0.0) {
        share += params_.boulware * std::pow(time, 1.0 / params_.boulware_beta);
    }
    if (params_.conceder > 0.0) {
        share += params_.conceder * std::pow(time, 1.0 / params_.conceder_beta);
    }
    return share;
}

}  // namespace parley
