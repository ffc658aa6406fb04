#include "output/run_summary.hpp"

#include "output/listing.hpp"
#include "simulation/gains.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace parley {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Series that have a mean over time.
constexpr std::array<std::string_view, 13> read_at_all_ticks{
    "hard_movement", "soft_movement",   "linkage_movement", "transfer_movement", "losers",
    "substantive",   "regime_coverage", "management_gap",   "recognition",       "disclosure",
    "exposure",      "actual_payoff",   "perceived_payoff"};

/// Series of which there is the end alone.
constexpr std::array<std::string_view, 4> read_at_the_end{"joint_gain", "joint_gain_share",
                                                          "net_movement", "policy"};

double mean(std::span<double const> values)
{
    double sum = 0.0;
    for (double const value : values) {
        sum += value;
    }
    return values.empty() ? unknown : sum / static_cast<double>(values.size());
}

/// The mean of those that are known.
double mean_of_known(std::span<double const> values)
{
    double sum = 0.0;
    std::size_t known = 0;
    for (double const value : values) {
        sum += std::isnan(value) ? 0.0 : value;
        known += std::isnan(value) ? 0 : 1;
    }
    return known == 0 ? unknown : sum / static_cast<double>(known);
}

/// What a series holds for its last tick, `count` values.
std::span<double const> last(std::vector<double> const& series, std::size_t count)
{
    return std::span{series}.last(count);
}

std::vector<double> at_the_end(RunRecord const& run, std::string_view series, std::size_t count)
{
    auto const values = last(run.series(series), count);
    return {values.begin(), values.end()};
}

std::vector<double> mean_over_states(std::span<double const> values, std::size_t issues)
{
    std::vector<double> means(issues, 0.0);
    std::size_t const states = values.size() / issues;
    for (std::size_t i = 0; i < values.size(); ++i) {
        means[i % issues] += values[i] / static_cast<double>(states);
    }
    return means;
}

/// A measure of tables, of which the record holds means by tick, forum and issue: the mean over
/// all tables that held the issue.
std::vector<double> mean_over_tables(RunRecord const& run, std::vector<double> const& measure,
                                     std::size_t issues)
{
    std::vector<double> sums(issues, 0.0);
    std::vector<std::int32_t> tables(issues, 0);
    for (std::size_t i = 0; i < measure.size(); ++i) {
        if (run.attempts[i] > 0) {
            sums[i % issues] += measure[i] * run.attempts[i];
            tables[i % issues] += run.attempts[i];
        }
    }
    for (std::size_t k = 0; k < issues; ++k) {
        sums[k] = tables[k] == 0 ? unknown : sums[k] / tables[k];
    }
    return sums;
}

std::vector<std::int32_t> total_by_level(Labels const& labels,
                                         std::vector<std::int32_t> const& counts)
{
    std::size_t const issues = labels.issue.size();
    std::size_t const forums = labels.forum.size();
    std::vector<std::int32_t> totals(level_names.size() * issues, 0);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        std::size_t const level =
            static_cast<std::uint8_t>(labels.forum_level[i / issues % forums]);
        totals[level * issues + i % issues] += counts[i];
    }
    return totals;
}

std::vector<VariableOf<RunSummary>> measures()
{
    using enum Dimension;
    using namespace listing;
    using S = RunSummary;
    return {
        number("hard_movement_final", {run}, &S::hard_movement_final,
               "movement on hard issues at the end"),
        number("hard_movement_mean", {run}, &S::hard_movement_mean,
               "movement on hard issues, mean over time"),
        number("soft_movement_final", {run}, &S::soft_movement_final,
               "movement on soft issues at the end"),
        number("soft_movement_mean", {run}, &S::soft_movement_mean,
               "movement on soft issues, mean over time"),
        number("linkage_movement_final", {run}, &S::linkage_movement_final,
               "movement on linkage issues at the end"),
        number("linkage_movement_mean", {run}, &S::linkage_movement_mean,
               "movement on linkage issues, mean over time"),
        number("transfer_movement_final", {run}, &S::transfer_movement_final,
               "movement on transfers at the end"),
        number("transfer_movement_mean", {run}, &S::transfer_movement_mean,
               "movement on transfers, mean over time"),
        number("losers_final", {run}, &S::losers_final,
               "share of the states that are worse off than without agreements at the end"),
        number("losers_mean", {run}, &S::losers_mean,
               "share of the states that are worse off than without agreements, mean over time"),
        number("substantive_final", {run}, &S::substantive_final,
               "1 where hard issues moved by 0.1 or more and states gain by every weighting"),
        number("substantive_mean", {run}, &S::substantive_mean,
               "share of the time in which that was so"),
        number("regime_coverage_final", {run}, &S::regime_coverage_final,
               "share of states and issues bound by an agreement at the end"),
        number("regime_coverage_mean", {run}, &S::regime_coverage_mean,
               "share of states and issues bound by an agreement, mean over time"),
        number("management_gap_final", {run}, &S::management_gap_final,
               "capacity that states lack as a share of their loads at the end"),
        number("management_gap_mean", {run}, &S::management_gap_mean,
               "capacity that states lack as a share of their loads, mean over time"),
        number("recognition_final", {run}, &S::recognition_final,
               "recognition of the actual profile at the end, mean over states"),
        number("recognition_mean", {run}, &S::recognition_mean,
               "recognition of the actual profile, mean over states and time"),
        number("disclosure_final", {run}, &S::disclosure_final,
               "disclosure of the perceived interests at the end, mean over states"),
        number("disclosure_mean", {run}, &S::disclosure_mean,
               "disclosure of the perceived interests, mean over states and time"),
        number("exposure_final", {run}, &S::exposure_final,
               "exposure to migration at the end, mean over states"),
        number("exposure_mean", {run}, &S::exposure_mean,
               "exposure to migration, mean over states and time"),
        number("actual_payoff_final", {run}, &S::actual_payoff_final,
               "payoff by actual interests at the end, mean over states"),
        number("actual_payoff_mean", {run}, &S::actual_payoff_mean,
               "payoff by actual interests, mean over states and time"),
        number("actual_payoff_lowest", {run}, &S::actual_payoff_lowest,
               "payoff by actual interests at the end of the state that is worst off"),
        number("perceived_payoff_final", {run}, &S::perceived_payoff_final,
               "payoff by perceived interests at the end, mean over states"),
        number("perceived_payoff_mean", {run}, &S::perceived_payoff_mean,
               "payoff by perceived interests, mean over states and time"),
        number("rounds_mean", {run}, &S::rounds_mean, "rounds used, mean over tables"),
        number("pareto_gap_mean", {run}, &S::pareto_gap_mean,
               "gain that all could still have had, mean over tables"),
        number("nash_distance_mean", {run}, &S::nash_distance_mean,
               "distance from the Nash solution in payoffs, mean over tables"),
        number("surplus_share_mean", {run}, &S::surplus_share_mean,
               "sum of gains as a share of that of the Nash solution, mean over tables"),
        number("sessions_held", {run}, &S::sessions_held, "tables negotiated"),
        number("sessions_agreed", {run}, &S::sessions_agreed, "tables that agreed"),
        number("joint_gain_final", {run, weighting}, &S::joint_gain_final,
               "mean gain of states by actual interests at the end"),
        number("joint_gain_share_final", {run, weighting}, &S::joint_gain_share_final,
               "joint gain as a share of the best for all together at the end"),
        number("net_movement_final", {run, issue}, &S::net_movement_final,
               "mean way that policies moved, with its direction, at the end"),
        number("policy_final", {run, issue}, &S::policy_final,
               "policy in force at the end, mean over states"),
        number("hardness_mean", {run, issue}, &S::hardness_mean,
               "measured hardness, mean over tables"),
        number("balance_mean", {run, issue}, &S::balance_mean,
               "balance of the two sides, mean over tables"),
        flag_or_none("settled_level", {run, issue}, &S::settled_level,
                     "lowest level at which the issue was agreed", texts(level_names)),
        number("attempts_total", {run, level, issue}, &S::attempts_total,
               "tables that held the issue"),
        number("agreements_total", {run, level, issue}, &S::agreements_total,
               "tables that agreed on the issue"),
    };
}

}  // namespace

RunSummary::RunSummary(Labels const& labels, RunRecord const& run)
    : point{run.point},
      replicate{run.replicate},
      seed{run.seed},
      what_if{run.what_if},
      status{run.status},
      failure{run.failure},
      hard_movement_final{run.series("hard_movement").back()},
      hard_movement_mean{mean(run.series("hard_movement"))},
      soft_movement_final{run.series("soft_movement").back()},
      soft_movement_mean{mean(run.series("soft_movement"))},
      linkage_movement_final{run.series("linkage_movement").back()},
      linkage_movement_mean{mean(run.series("linkage_movement"))},
      transfer_movement_final{run.series("transfer_movement").back()},
      transfer_movement_mean{mean(run.series("transfer_movement"))},
      losers_final{run.series("losers").back()},
      losers_mean{mean(run.series("losers"))},
      substantive_final{run.series("substantive").back()},
      substantive_mean{mean(run.series("substantive"))},
      regime_coverage_final{run.series("regime_coverage").back()},
      regime_coverage_mean{mean(run.series("regime_coverage"))},
      management_gap_final{run.series("management_gap").back()},
      management_gap_mean{mean(run.series("management_gap"))},
      recognition_final{mean(last(run.series("recognition"), labels.state.size()))},
      recognition_mean{mean(run.series("recognition"))},
      disclosure_final{mean(last(run.series("disclosure"), labels.state.size()))},
      disclosure_mean{mean(run.series("disclosure"))},
      exposure_final{mean(last(run.series("exposure"), labels.state.size()))},
      exposure_mean{mean(run.series("exposure"))},
      actual_payoff_final{mean(last(run.series("actual_payoff"), labels.state.size()))},
      actual_payoff_mean{mean(run.series("actual_payoff"))},
      actual_payoff_lowest{
          std::ranges::min(last(run.series("actual_payoff"), labels.state.size()))},
      perceived_payoff_final{mean(last(run.series("perceived_payoff"), labels.state.size()))},
      perceived_payoff_mean{mean(run.series("perceived_payoff"))},
      rounds_mean{
          mean(std::vector<double>{run.sessions.rounds.begin(), run.sessions.rounds.end()})},
      pareto_gap_mean{mean_of_known(run.sessions.pareto_gap)},
      nash_distance_mean{mean_of_known(run.sessions.nash_distance)},
      surplus_share_mean{mean_of_known(run.sessions.surplus_share)},
      sessions_held{run.sessions_held},
      sessions_agreed{run.sessions_agreed},
      joint_gain_final{at_the_end(run, "joint_gain", weighting_names.size())},
      joint_gain_share_final{at_the_end(run, "joint_gain_share", weighting_names.size())},
      net_movement_final{at_the_end(run, "net_movement", labels.issue.size())},
      policy_final{
          mean_over_states(last(run.series("policy"), labels.state.size() * labels.issue.size()),
                           labels.issue.size())},
      hardness_mean{mean_over_tables(run, run.hardness, labels.issue.size())},
      balance_mean{mean_over_tables(run, run.balance, labels.issue.size())},
      settled_level{run.settled_level},
      attempts_total{total_by_level(labels, run.attempts)},
      agreements_total{total_by_level(labels, run.agreements)}
{
}

bool is_read_by_summaries(std::string_view series, bool at_the_end)
{
    return std::ranges::count(read_at_all_ticks, series) > 0 ||
           (at_the_end && std::ranges::count(read_at_the_end, series) > 0);
}

std::vector<VariableOf<RunSummary>> summary_variables()
{
    auto all = listing::identity<RunSummary>();
    auto const rest = measures();
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
}

}  // namespace parley
