#include "negotiation/protocols/tactics.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace parley {

Tactics::Tactics(Params params) : params_{std::move(params)}
{
    auto& [boulware, linear, conceder, tit_for_tat, boulware_beta, conceder_beta, added] = params_;
    double total = boulware + linear + conceder + tit_for_tat;
    double least = std::min({boulware, linear, conceder, tit_for_tat});
    for (Added const& one : added) {
        total += one.weight;
        least = std::min(least, one.weight);
    }
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
    for (Added& one : added) {
        one.weight /= total;
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
    for (Added const& one : params_.added) {
        double const conceded = one.conceded(time);
        if (!(conceded >= 0.0 && conceded <= 1.0)) {
            throw std::invalid_argument("tactics: an added tactic must concede a share in [0, 1]");
        }
        share += one.weight * conceded;
    }
    return share;
}

}  // namespace parley
