#include "output/run_record.hpp"

#include <limits>
#include <utility>

namespace parley {

RunRecord::RunRecord(Labels const& labels, RunIdentity identity)
    : point{identity.point},
      replicate{identity.replicate},
      seed{identity.seed},
      what_if{std::move(identity.what_if)}
{
    std::size_t const times = labels.ticks.size();
    std::size_t const states = labels.state.size();
    std::size_t const issues = labels.issue.size();
    std::size_t const forums = labels.forum.size();
    double const unknown = std::numeric_limits<double>::quiet_NaN();
    std::int8_t const none = -1;

    power.assign(states, unknown);
    status_quo.assign(states * issues, unknown);
    profile.assign(times * states * role_names.size(), unknown);
    for (auto* series : {&recognition, &disclosure, &exposure, &actual_payoff, &perceived_payoff,
                         &outflow, &inflow, &transit_flow, &stranded, &deterred, &emigrants,
                         &immigrants, &load, &capacity}) {
        series->assign(times * states, unknown);
    }
    for (auto* series : {&ideal_point, &declared_position, &policy}) {
        series->assign(times * states * issues, unknown);
    }
    attempts.assign(times * forums * issues, 0);
    agreements.assign(times * forums * issues, 0);
    unratified.assign(times * forums * issues, 0);
    defections.assign(times * forums * issues, 0);
    hardness.assign(times * forums * issues, unknown);
    balance.assign(times * forums * issues, unknown);
    coverage.assign(times * forums * issues, unknown);
    routed.assign(times * forums * issues, unknown);
    maturity.assign(times * forums, unknown);
    interest_pattern.assign(times * forums * issues, none);
    level_gap.assign(times * level_names.size(), unknown);
    for (auto* series : {&hard_progress, &soft_progress, &linkage_progress, &transfer_progress,
                         &regime_coverage, &management_gap}) {
        series->assign(times, unknown);
    }
    settled_level.assign(issues, none);
}

RunRecord failed_run(Labels const& labels, RunIdentity identity, std::string failure)
{
    RunRecord record{labels, std::move(identity)};
    record.status = static_cast<std::int8_t>(RunStatus::failed);
    record.failure = std::move(failure);
    return record;
}

}  // namespace parley
