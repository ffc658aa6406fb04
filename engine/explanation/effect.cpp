#include "explanation/effect.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace parley {
namespace {

std::vector<int> agreements_of(Side const& run)
{
    std::vector<int> agreed(IssueId{run.setup.world.issues.count()}.slot(), 0);
    for (TableTrail const& table : run.trail.tables) {
        for (IssueId const k : table.issues) {
            agreed[k.slot()] += table.agreed() ? 1 : 0;
        }
    }
    return agreed;
}

std::optional<int> first_difference(std::vector<std::uint64_t> const& a,
                                    std::vector<std::uint64_t> const& b)
{
    auto const found = std::ranges::mismatch(a, b).in1;
    return found == a.end() ? std::nullopt : std::optional{static_cast<int>(found - a.begin())};
}

std::vector<double> change_of_policy(Matrix const& then, Matrix const& now)
{
    std::vector<double> change;
    for (Eigen::Index k = 0; k < then.cols(); ++k) {
        change.push_back((now.col(k) - then.col(k)).mean());
    }
    return change;
}

/// The most frequent parting, of equals the first.
std::optional<CommonParting> common(std::vector<PairOfRuns> const& pairs,
                                    std::optional<Parting> PairOfRuns::*which)
{
    std::vector<CommonParting> kinds;
    int parted = 0;
    for (PairOfRuns const& pair : pairs) {
        std::optional<Parting> const& own = pair.*which;
        if (!own) {
            continue;
        }
        ++parted;
        auto const known = std::ranges::find_if(
            kinds, [&](CommonParting const& kind) { return kind.parting.is_like(*own); });
        if (known == kinds.end()) {
            kinds.push_back({.parting = *own, .runs = 1});
        } else {
            ++known->runs;
        }
    }
    if (kinds.empty()) {
        return std::nullopt;
    }
    CommonParting most = *std::ranges::max_element(kinds, {}, &CommonParting::runs);
    most.parted = parted;
    return most;
}

template <class Count>
std::vector<double> mean_of(std::vector<PairOfRuns> const& pairs,
                            std::vector<Count> PairOfRuns::*which)
{
    std::vector<double> mean((pairs.front().*which).size(), 0.0);
    for (PairOfRuns const& pair : pairs) {
        for (std::size_t k = 0; k < mean.size(); ++k) {
            mean[k] += static_cast<double>((pair.*which)[k]) / static_cast<double>(pairs.size());
        }
    }
    return mean;
}

Interval difference_in(std::vector<PairOfRuns> const& pairs, double RunEnd::*measure)
{
    std::vector<double> differences;
    for (PairOfRuns const& pair : pairs) {
        differences.push_back(pair.now.*measure - pair.then.*measure);
    }
    return interval_of(differences);
}

bool is_zero(Interval const& of)
{
    return std::isnan(of.mean) || (of.mean == 0.0 && !(of.half_width > 0.0));
}

}  // namespace

bool RunEnd::is(RunEnd const& other) const
{
    return hard_movement == other.hard_movement && soft_movement == other.soft_movement &&
           (joint_gain == other.joint_gain ||
            (std::isnan(joint_gain) && std::isnan(other.joint_gain)));
}

PairOfRuns compare_runs(Side const& first, RunEnd const& first_end, Side const& second,
                        RunEnd const& second_end)
{
    return {.any = first_parting(first, second, Sought::any),
            .agreements = first_parting(first, second, Sought::changed_agreements),
            .turned = first_parting(first, second, Sought::turned),
            .policies_part = first_difference(first.trail.policies, second.trail.policies),
            .interests_part = first_difference(first.trail.interests, second.trail.interests),
            .agreements_then = agreements_of(first),
            .agreements_now = agreements_of(second),
            .policy_change = change_of_policy(first.trail.policy, second.trail.policy),
            .forums = facts_of(second),
            .then = first_end,
            .now = second_end};
}

ForumFacts const* Effect::facts_of(std::string_view label) const
{
    auto const found = std::ranges::find(forums, label, &ForumFacts::label);
    return found == forums.end() ? nullptr : &*found;
}

bool Effect::may_be_chance() const
{
    return hard_movement.holds_zero() && soft_movement.holds_zero() &&
           (std::isnan(joint_gain.mean) || joint_gain.holds_zero());
}

bool Effect::ends_alike() const
{
    return is_zero(hard_movement) && is_zero(soft_movement) && is_zero(joint_gain);
}

Effect effect_of(std::vector<PairOfRuns> const& pairs)
{
    Effect effect{.runs = static_cast<int>(pairs.size()),
                  .same = static_cast<int>(std::ranges::count_if(pairs, &PairOfRuns::are_the_same)),
                  .any = common(pairs, &PairOfRuns::any),
                  .agreements = common(pairs, &PairOfRuns::agreements),
                  .turned = common(pairs, &PairOfRuns::turned),
                  .agreements_then = mean_of(pairs, &PairOfRuns::agreements_then),
                  .agreements_now = mean_of(pairs, &PairOfRuns::agreements_now),
                  .policy_change = mean_of(pairs, &PairOfRuns::policy_change),
                  .hard_movement = difference_in(pairs, &RunEnd::hard_movement),
                  .soft_movement = difference_in(pairs, &RunEnd::soft_movement),
                  .joint_gain = difference_in(pairs, &RunEnd::joint_gain)};
    effect.forums.resize(pairs.front().forums.size());
    for (PairOfRuns const& pair : pairs) {
        for (std::size_t f = 0; f < effect.forums.size(); ++f) {
            effect.forums[f].add(pair.forums[f]);
        }
        if (pair.interests_part) {
            effect.first_interests = std::min(effect.first_interests.value_or(*pair.interests_part),
                                              *pair.interests_part);
        }
        if (pair.policies_part) {
            ++effect.policies_part;
            effect.first_policies =
                std::min(effect.first_policies.value_or(*pair.policies_part), *pair.policies_part);
        }
    }
    return effect;
}

}  // namespace parley
