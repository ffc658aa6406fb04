#pragma once

#include "explanation/forum_facts.hpp"
#include "explanation/interval.hpp"
#include "explanation/parting.hpp"

#include <string>
#include <vector>

namespace parley {

/// How a run ended, by what its what-if is judged by.
struct RunEnd {
    double hard_movement = 0.0;
    double soft_movement = 0.0;
    double joint_gain = 0.0;  ///< as a share of the best; NaN: nothing to gain

    /// To the last bit, NaN equal to NaN.
    [[nodiscard]] bool is(RunEnd const& other) const;
};

/// Two runs with the same random numbers, held against each other; small, so that the trails need
/// not be kept.
struct PairOfRuns {
    std::optional<Parting> any{};         ///< the first meeting that went otherwise
    std::optional<Parting> agreements{};  ///< ... with other agreements
    std::optional<Parting> turned{};      ///< ... with an issue agreed in one of them alone
    std::optional<int> policies_part{};   ///< first tick that ends with other policies in force
    std::optional<int> interests_part{};  ///< ... with other perceived interests
    std::vector<int> agreements_then{};   ///< [K] tables that agreed on the issue, first run
    std::vector<int> agreements_now{};    ///< [K] second run
    std::vector<double> policy_change{};  ///< [K] at the end, mean over states
    std::vector<ForumFacts> forums{};     ///< of the second run, by label
    RunEnd then{};
    RunEnd now{};

    /// Are they the same in all that is looked at?
    [[nodiscard]] bool are_the_same() const
    {
        return !any && !policies_part && !interests_part && then.is(now);
    }
};

[[nodiscard]] PairOfRuns compare_runs(Side const& first, RunEnd const& first_end,
                                      Side const& second, RunEnd const& second_end);

/// The parting that most pairs share, and how many do.
struct CommonParting {
    Parting parting;
    int runs = 0;    ///< that part like this
    int parted = 0;  ///< that part at all
};

/// What a what-if did, over its replicates.
struct Effect {
    int runs = 0;
    int same = 0;  ///< pairs that are the same in all that is looked at
    std::optional<CommonParting> any{};
    std::optional<CommonParting> agreements{};
    std::optional<CommonParting> turned{};
    int policies_part = 0;                  ///< pairs whose policies ever differ
    std::optional<int> first_policies{};    ///< the earliest tick at which they do
    std::vector<double> agreements_then{};  ///< [K] mean over runs
    std::vector<double> agreements_now{};
    std::vector<double> policy_change{};   ///< [K] mean over runs
    std::vector<ForumFacts> forums{};      ///< of the second runs, summed, by label
    std::optional<int> first_interests{};  ///< first tick that ends with other perceived interests
    Interval hard_movement{};
    Interval soft_movement{};
    Interval joint_gain{};  ///< NaN: not known

    /// What became of the meetings of forums with this label; nullptr: there are none.
    [[nodiscard]] ForumFacts const* facts_of(std::string_view label) const;

    /// Is none of the three differences larger than chance makes it?
    [[nodiscard]] bool may_be_chance() const;
    /// Are they 0 in every pair?
    [[nodiscard]] bool ends_alike() const;
};

/// Of at least one pair.
[[nodiscard]] Effect effect_of(std::vector<PairOfRuns> const& pairs);

}  // namespace parley
