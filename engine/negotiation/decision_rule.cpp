#include "negotiation/decision_rule.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

double constexpr share_tolerance = 1e-9;

void demand(bool condition, char const* what)
{
    if (!condition) {
        throw std::invalid_argument(what);
    }
}

double sum(std::vector<double> const& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

void normalise(DecisionRule::Threshold& threshold)
{
    double const total = sum(threshold.weight);
    for (double& weight : threshold.weight) {
        weight /= total;
    }
}

void check(DecisionRule::Threshold const& threshold, std::size_t members)
{
    demand(threshold.weight.size() == members, "decision rule: weights differ in length");
    demand(std::ranges::all_of(threshold.weight,
                               [](double w) { return std::isfinite(w) && w >= 0.0; }),
           "decision rule: weights must be finite and >= 0");
    demand(sum(threshold.weight) > 0.0, "decision rule: the weights of a threshold are all zero");
    demand(threshold.share >= 0.0 && threshold.share <= 1.0,
           "decision rule: the share of a threshold must lie in [0, 1]");
}

/// `abstains` are those whose weight does not count; empty: all count.
bool met(DecisionRule::Threshold const& threshold, std::span<char const> consents,
         std::span<char const> abstains)
{
    double in_favour = 0.0;
    for (std::size_t i = 0; i < consents.size(); ++i) {
        if (consents[i] != 0) {
            in_favour += threshold.weight[i];
        }
    }
    double voting = 1.0;
    for (std::size_t i = 0; i < abstains.size(); ++i) {
        voting -= abstains[i] != 0 ? threshold.weight[i] : 0.0;
    }
    return threshold.exceed ? in_favour > threshold.share * voting + share_tolerance
                            : in_favour >= threshold.share * voting - share_tolerance;
}

/// The fewest members whose weights may reach the threshold, those who weigh most first. Sums of
/// another order than in `met` differ by less than the tolerance.
int fewest_to_meet(DecisionRule::Threshold const& threshold)
{
    std::vector<double> weight = threshold.weight;
    std::ranges::sort(weight, std::ranges::greater{});
    auto const falls_short = [&](double sum) {
        return threshold.exceed ? sum <= threshold.share
                                : sum < threshold.share - 2.0 * share_tolerance;
    };
    double sum = 0.0;
    int count = 0;
    for (; count < std::ssize(weight) && falls_short(sum); ++count) {
        sum += weight[static_cast<std::size_t>(count)];
    }
    return count;
}

void demand_members(int members)
{
    demand(members >= 1, "decision rule: there must be at least one member");
}

std::vector<double> heads(int members)
{
    demand_members(members);
    return std::vector<double>(static_cast<std::size_t>(members), 1.0);
}

}  // namespace

DecisionRule DecisionRule::unanimity(int members)
{
    demand_members(members);
    DecisionRule rule;
    rule.members_ = members;
    rule.fewest_ = members;
    rule.unanimous_ = true;
    return rule;
}

DecisionRule DecisionRule::consensus(std::span<double const> power, double objection)
{
    demand(objection >= 0.0 && objection < 1.0, "consensus: the objection must lie in [0, 1)");
    std::vector<double> weight(power.begin(), power.end());
    if (sum(weight) == 0.0) {
        weight = heads(static_cast<int>(power.size()));
    }
    return qualified_majority(
        {{.weight = std::move(weight), .share = 1.0 - objection, .exceed = false}});
}

DecisionRule DecisionRule::simple_majority(int members)
{
    return qualified_majority({{.weight = heads(members), .share = 0.5, .exceed = true}});
}

DecisionRule DecisionRule::qualified_majority(std::vector<Threshold> thresholds,
                                              int blocking_minority)
{
    demand(!thresholds.empty(), "qualified majority: there must be at least one threshold");
    demand(blocking_minority >= 0, "qualified majority: the blocking minority must be >= 0");
    DecisionRule rule;
    auto const members = thresholds.front().weight.size();
    for (auto& threshold : thresholds) {
        check(threshold, members);
        normalise(threshold);
        rule.fewest_ = std::max(rule.fewest_, fewest_to_meet(threshold));
    }
    if (blocking_minority > 0) {
        int const too_many_to_block = static_cast<int>(members) - blocking_minority + 1;
        rule.fewest_ = std::max(1, std::min(rule.fewest_, too_many_to_block));
    }
    rule.thresholds_ = std::move(thresholds);
    rule.members_ = static_cast<int>(members);
    rule.blocking_minority_ = blocking_minority;
    return rule;
}

DecisionRule DecisionRule::opt_in(int members, int minimum_participation)
{
    demand(minimum_participation >= 1, "opt_in: the minimum participation must be >= 1");
    demand_members(members);
    DecisionRule rule;
    rule.members_ = members;
    rule.fewest_ = minimum_participation;
    rule.minimum_participation_ = minimum_participation;
    return rule;
}

DecisionRule DecisionRule::with(Abstention abstention, std::vector<double> heads) const
{
    auto const is_share = [](double value) { return value >= 0.0 && value <= 1.0; };
    demand(!is_opt_in(), "abstention: under opt_in members sign one by one");
    demand(std::ssize(heads) == members_, "abstention: heads differ in length from members");
    demand(is_share(abstention.indifference) && is_share(abstention.quorum),
           "abstention: indifference and quorum must lie in [0, 1]");
    DecisionRule rule = *this;
    rule.abstention_ = abstention;
    if (rule.allows_abstention()) {
        rule.heads_ = std::move(heads);
    }
    if (rule.ignores_abstentions()) {
        rule.fewest_ = 1;
    }
    return rule;
}

bool DecisionRule::has_quorum(std::span<char const> abstains) const
{
    double voting = 0.0;
    for (std::size_t i = 0; i < abstains.size(); ++i) {
        voting += abstains[i] == 0 ? heads_[i] : 0.0;
    }
    return abstains.empty() || voting >= (abstention_.quorum - share_tolerance) * sum(heads_);
}

bool DecisionRule::passes(std::span<char const> consents, std::span<char const> abstains) const
{
    auto const in_favour = std::ranges::count_if(consents, [](char c) { return c != 0; });
    if (in_favour == 0 || !has_quorum(abstains)) {
        return false;
    }
    if (is_opt_in()) {
        return in_favour >= minimum_participation_;
    }
    if (abstention_.counts_against) {
        abstains = {};
    }
    auto const objectors = std::ssize(consents) - in_favour -
                           std::ranges::count_if(abstains, [](char c) { return c != 0; });
    if (unanimous_) {
        return objectors == 0;
    }
    if (objectors < blocking_minority_) {
        return true;
    }
    return std::ranges::all_of(thresholds_,
                               [&](auto const& t) { return met(t, consents, abstains); });
}

}  // namespace parley
