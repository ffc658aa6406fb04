#include "model/ties.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace parley {
namespace {

/// What two states are to each other by one corridor or route, seen from one of them.
struct Part {
    StateId of, partner;
    double weight = 0.0;
};

/// Sorted by one of both states; where it is the same, in the order in which they stand. O(parts +
/// N).
std::vector<Part> sorted_by(StateId Part::*state, std::vector<Part> const& parts,
                            Eigen::Index states)
{
    std::vector<std::size_t> place(StateId{states}.slot() + 1, 0);
    for (Part const& part : parts) {
        ++place[(part.*state).slot() + 1];
    }
    std::partial_sum(place.begin(), place.end(), place.begin());
    std::vector<Part> sorted(parts.size());
    for (Part const& part : parts) {
        sorted[place[(part.*state).slot()]++] = part;
    }
    return sorted;
}

}  // namespace

Ties::Ties(Flows const& flows, Eigen::Index states, double flow_weight)
    : total_{Vector::Zero(states)}
{
    std::vector<Part> parts;
    parts.reserve(2 * (flows.origin.size() + 2 * flows.routes.count()));
    auto const tie = [&](StateId a, StateId b, double weight) {
        if (a != b && weight > 0.0) {
            parts.push_back({a, b, weight});
            parts.push_back({b, a, weight});
        }
    };
    auto const moving = [&](std::size_t corridor) {
        return flow_weight * flows.persons(static_cast<Eigen::Index>(corridor));
    };
    for (std::size_t c = 0; c < flows.origin.size(); ++c) {
        double const stock =
            flows.stock.size() > 0 ? flows.stock(static_cast<Eigen::Index>(c)) : 0.0;
        tie(flows.origin[c], flows.destination[c], stock + moving(c));
    }
    for (std::size_t r = 0; r < flows.routes.count(); ++r) {
        std::size_t const c = flows.routes.corridor[r];
        double const crossing = flows.routes.share(static_cast<Eigen::Index>(r)) * moving(c);
        tie(flows.origin[c], flows.routes.via[r], crossing);
        tie(flows.routes.via[r], flows.destination[c], crossing);
    }
    // the parts of a tie are summed in the order of corridors and routes
    parts = sorted_by(&Part::of, sorted_by(&Part::partner, parts, states), states);
    ties_.reserve(parts.size());
    first_.assign(StateId{states}.slot() + 1, 0);
    for (std::size_t p = 0; p < parts.size();) {
        Part const& first = parts[p];
        double weight = 0.0;
        for (; p < parts.size() && parts[p].of == first.of && parts[p].partner == first.partner;
             ++p) {
            weight += parts[p].weight;
        }
        ties_.push_back({first.partner, weight});
        ++first_[first.of.slot() + 1];
        total_(first.of.index()) += weight;
    }
    for (std::size_t i = 1; i < first_.size(); ++i) {
        first_[i] += first_[i - 1];
    }
}

std::span<Ties::Tie const> Ties::of(StateId state) const
{
    std::span<Tie const> const all{ties_};
    return all.subspan(first_[state.slot()], first_[state.slot() + 1] - first_[state.slot()]);
}

double Ties::between(StateId i, StateId j) const
{
    auto const own = of(i);
    auto const found = std::ranges::lower_bound(own, j, {}, &Tie::partner);
    return found != own.end() && found->partner == j ? found->weight : 0.0;
}

}  // namespace parley
