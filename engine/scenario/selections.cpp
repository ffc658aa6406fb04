#include "scenario/selections.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace parley {

std::vector<std::string> members_of(Scenario::Selection const& selection, Scenario const& scenario)
{
    if (selection.group.empty()) {
        return selection.ids;
    }
    std::vector<std::string> ids;
    for (auto const& state : scenario.states) {
        ids.push_back(state.id);
    }
    return ids;
}

bool is_linkage(IssueKind kind)
{
    return kind == IssueKind::linkage || kind == IssueKind::transfer;
}

std::vector<std::string> issues_of(Scenario::Selection const& selection, Scenario const& scenario)
{
    if (selection.group.empty()) {
        return selection.ids;
    }
    std::vector<std::string> ids;
    for (auto const& issue : scenario.issues) {
        bool const wanted = selection.group == "all"    ? !is_linkage(issue.kind)
                            : selection.group == "soft" ? issue.kind == IssueKind::soft
                                                        : issue.kind == IssueKind::hard;
        if (wanted) {
            ids.push_back(issue.id);
        }
    }
    return ids;
}

double stock_of(Scenario::Flow const& flow, double attrition)
{
    return flow.stock.value_or(attrition > 0.0 ? flow.persons / attrition : 0.0);
}

namespace {

using Pair = std::array<std::string, 2>;

Pair sorted_pair(std::string const& a, std::string const& b)
{
    return a < b ? Pair{a, b} : Pair{b, a};
}

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

int ticks_in(Duration duration, Scenario::Time const& time)
{
    return duration.unit == Duration::Unit::ticks
               ? duration.count
               : (duration.count + time.tick.count - 1) / time.tick.count;
}

}  // namespace parley
