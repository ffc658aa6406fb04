#pragma once

#include "output/variables.hpp"

#include <string_view>

namespace parley {

/// One run in numbers: what a sweep keeps of it. K issues, L levels.
///
/// `_final` is at the end of the last tick, `_mean` over ticks, or over tables where a table is
/// what is measured, `_total` the sum over the run; over states the mean is taken. NaN where there
/// was nothing to measure.
struct RunSummary {
    /// Of a record that was made for a series or for a summary.
    RunSummary(Labels const& labels, RunRecord const& run);

    std::int32_t point;
    std::int32_t replicate;
    std::uint64_t seed;
    std::string what_if;
    std::int8_t status;
    std::string failure;

    double hard_movement_final;
    double hard_movement_mean;
    double soft_movement_final;
    double soft_movement_mean;
    double linkage_movement_final;
    double linkage_movement_mean;
    double transfer_movement_final;
    double transfer_movement_mean;
    double losers_final;
    double losers_mean;
    double substantive_final;
    double substantive_mean;
    double regime_coverage_final;
    double regime_coverage_mean;
    double management_gap_final;
    double management_gap_mean;
    double recognition_final;
    double recognition_mean;
    double disclosure_final;
    double disclosure_mean;
    double exposure_final;
    double exposure_mean;
    double actual_payoff_final;
    double actual_payoff_mean;
    double actual_payoff_lowest;  ///< of the state that is worst off at the end
    double perceived_payoff_final;
    double perceived_payoff_mean;
    double rounds_mean;         ///< a table
    double pareto_gap_mean;     ///< over the tables for which it is known
    double nash_distance_mean;  ///< likewise
    double surplus_share_mean;  ///< likewise
    std::int32_t sessions_held;
    std::int32_t sessions_agreed;

    std::vector<double> joint_gain_final;        ///< [weighting]
    std::vector<double> joint_gain_share_final;  ///< [weighting]
    std::vector<double> net_movement_final;      ///< [K]
    std::vector<double> policy_final;            ///< [K]
    std::vector<double> hardness_mean;           ///< [K] over tables
    std::vector<double> balance_mean;            ///< [K] over tables
    std::vector<std::int8_t> settled_level;      ///< [K] a Level
    std::vector<std::int32_t> attempts_total;    ///< [L, K]
    std::vector<std::int32_t> agreements_total;  ///< [L, K]
};

/// Does a summary read this series of a record at a recorded tick, or at the last one?
[[nodiscard]] bool is_read_by_summaries(std::string_view series, bool at_the_end);

/// Every variable of a summary, in the order in which they are stored.
[[nodiscard]] std::vector<VariableOf<RunSummary>> summary_variables();

}  // namespace parley
