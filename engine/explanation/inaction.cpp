#include "explanation/inaction.hpp"

#include "explanation/inaction_of_forums.hpp"
#include "explanation/inaction_of_organisations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {
namespace {

std::string reason_of_routing(std::string const& key, DescribedVariation const& first,
                              DescribedVariation const& second)
{
    auto const then = first.setup.routing.policy;
    auto const now = second.setup.routing.policy;
    bool const fixed = then == RoutingPolicy::fixed && now == RoutingPolicy::fixed;
    if ((key == "coverage" || key == "patience") && fixed) {
        return fmt::format("routing.{} is read under another policy than fixed", key);
    }
    if (key == "coverage" && now != RoutingPolicy::subsidiarity &&
        then != RoutingPolicy::subsidiarity) {
        return "routing.coverage is read under the policy subsidiarity";
    }
    return {};
}

std::string reason_of_issue(std::string const& issue, Setup const& setup, Effect const& effect)
{
    auto const& ids = setup.world.issues.id;
    auto const found = std::ranges::find(ids, issue);
    if (found == ids.end()) {
        return {};
    }
    auto const k = static_cast<std::size_t>(found - ids.begin());
    bool const tabled = std::ranges::any_of(
        effect.forums, [&](ForumFacts const& facts) { return facts.tabled[k] > 0; });
    return tabled ? "" : fmt::format("{} never lies on a table", issue);
}

}  // namespace

std::vector<std::string> steps_of(std::string const& path)
{
    std::vector<std::string> steps{""};
    for (char const c : path) {
        if (c == '.') {
            steps.emplace_back();
        } else {
            steps.back() += c;
        }
    }
    return steps;
}

std::vector<std::string> labels_of(std::string const& path, Setup const& setup)
{
    auto const steps = steps_of(path);
    bool const pairs = steps.front() == "bilateral";
    std::vector<std::string> labels;
    if (!pairs && (steps.front() != "forums" || steps.size() < 2)) {
        return labels;
    }
    for (Forum const& forum : setup.forums) {
        bool const is_pair = forum.label == "bilateral";
        bool const is_meant =
            pairs ? is_pair : !is_pair && (steps[1] == "*" || steps[1] == forum.label);
        if (is_meant && std::ranges::count(labels, forum.label) == 0) {
            labels.push_back(forum.label);
        }
    }
    return labels;
}

std::string reason_for_inaction(std::string const& path, DescribedVariation const& first,
                                DescribedVariation const& second, Effect const& effect)
{
    if (first.scenario == second.scenario) {
        return "its values are those of " + first.name;
    }
    auto const steps = steps_of(path);
    bool const pairs = steps.front() == "bilateral";
    std::size_t const key = pairs ? 1 : 2;
    if ((pairs || steps.front() == "forums") && steps.size() > key) {
        auto const labels = labels_of(path, second.setup);
        std::string const named = pairs || steps[1] == "*" ? "" : steps[1];
        return labels.empty() ? ""
                              : reason_of_forums(steps[key], named, labels, first, second, effect);
    }
    if (steps.front() == "organisations" && steps.size() > 2) {
        return reason_of_organisation(steps[1], steps[2], second, effect);
    }
    if (steps.front() == "routing" && steps.size() > 1) {
        return reason_of_routing(steps[1], first, second);
    }
    if (steps.front() == "issues" && steps.size() > 1) {
        return reason_of_issue(steps[1], second.setup, effect);
    }
    return {};
}

}  // namespace parley
