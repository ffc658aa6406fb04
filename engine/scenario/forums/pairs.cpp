#include "scenario/forums/pairs.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace parley {

namespace {

using Pair = std::array<std::string, 2>;

std::vector<Pair> pairs_of_corridors(Scenario const& scenario, double minimum_stock)
{
    struct Both {
        std::string_view first, second;
        double stock;
    };
    std::vector<Both> flows;
    for (auto const& flow : scenario.flows) {
        std::string_view const from = flow.origin;
        std::string_view const to = flow.destination;
        flows.push_back(
            {std::min(from, to), std::max(from, to), stock_of(flow, scenario.migration.attrition)});
    }
    auto const ends = [](Both const& flow) { return std::pair{flow.first, flow.second}; };
    std::ranges::stable_sort(flows, {}, ends);
    std::vector<Pair> pairs;
    for (std::size_t next = 0; next < flows.size();) {
        Both pair = flows[next++];
        while (next < flows.size() && ends(flows[next]) == ends(pair)) {
            pair.stock += flows[next++].stock;
        }
        if (pair.stock >= minimum_stock && pair.first != pair.second) {
            pairs.push_back({std::string{pair.first}, std::string{pair.second}});
        }
    }
    return pairs;
}

}  // namespace

Pair sorted_pair(std::string const& a, std::string const& b)
{
    return a < b ? Pair{a, b} : Pair{b, a};
}

std::string id_of(Pair const& pair)
{
    return pair[0] + '_' + pair[1];
}

std::vector<Pair> pairs_of_record(Scenario const& scenario)
{
    std::set<Pair> pairs;
    for (auto const& agreement : scenario.agreements) {
        if (agreement.forum.empty() && agreement.parties.size() == 2) {
            pairs.insert(sorted_pair(agreement.parties[0], agreement.parties[1]));
        }
    }
    for (Pair const& generated : pairs_of(scenario)) {
        pairs.erase(generated);
    }
    return {pairs.begin(), pairs.end()};
}

std::vector<Pair> pairs_of(Scenario const& scenario)
{
    if (!scenario.bilateral) {
        return {};
    }
    auto const& bilateral = *scenario.bilateral;
    if (bilateral.corridors) {
        return pairs_of_corridors(scenario, bilateral.corridors->minimum_stock);
    }
    std::vector<Pair> pairs;
    for (auto const& pair : bilateral.pairs) {
        if (pair.size() == 2) {
            pairs.push_back(sorted_pair(pair[0], pair[1]));
        }
    }
    if (bilateral.between.size() == 2) {
        for (auto const& a : bilateral.between[0]) {
            for (auto const& b : bilateral.between[1]) {
                pairs.push_back(sorted_pair(a, b));
            }
        }
    }
    std::ranges::sort(pairs);
    return pairs;
}

}  // namespace parley
