#include "forecast/distribution.hpp"

#include <algorithm>
#include <numeric>

namespace parley {

namespace {

double constexpr rounding = 1e-12;  // of sums of chances

}  // namespace

double Distribution::quantile(double share) const
{
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        sum += chances[i];
        if (sum >= share - rounding) {
            return places[i];
        }
    }
    return places.back();
}

double Distribution::median() const
{
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        sum += chances[i];
        if (sum > 0.5 + rounding) {
            return places[i];
        }
        if (sum >= 0.5 - rounding) {
            return 0.5 * (places[i] + places[i + 1]);
        }
    }
    return places.back();
}

double Distribution::mean() const
{
    return std::inner_product(places.begin(), places.end(), chances.begin(), 0.0);
}

double Distribution::below(double x) const
{
    double sum = 0.0;
    for (std::size_t i = 0; i < places.size() && places[i] < x; ++i) {
        sum += chances[i];
    }
    return std::min(sum, 1.0);
}

double Distribution::up_to(double x) const
{
    double sum = 0.0;
    for (std::size_t i = 0; i < places.size() && places[i] <= x; ++i) {
        sum += chances[i];
    }
    return std::min(sum, 1.0);
}

double Distribution::crps(double observed) const
{
    double score = std::max(0.0, places.front() - observed);  // where F is still 0
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        sum += chances[i];
        double const split = std::clamp(observed, places[i], places[i + 1]);
        score += (split - places[i]) * sum * sum;
        score += (places[i + 1] - split) * (1.0 - sum) * (1.0 - sum);
    }
    return score + std::max(0.0, observed - places.back());
}

Distribution point_at(double place)
{
    return {.places = {place}, .chances = {1.0}};
}

Distribution distribution_of(VectorView places, VectorView weights)
{
    double const total = weights.sum();
    Vector const chance =
        total > 0.0 ? Vector{weights / total}
                    : Vector::Constant(places.size(), 1.0 / static_cast<double>(places.size()));
    std::vector<Eigen::Index> order(static_cast<std::size_t>(places.size()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::stable_sort(order, {}, [&](Eigen::Index i) { return places(i); });
    Distribution result;
    for (auto const i : order) {
        if (chance(i) <= 0.0) {
            continue;
        }
        if (!result.places.empty() && result.places.back() == places(i)) {
            result.chances.back() += chance(i);
        } else {
            result.places.push_back(places(i));
            result.chances.push_back(chance(i));
        }
    }
    return result;
}

}  // namespace parley
