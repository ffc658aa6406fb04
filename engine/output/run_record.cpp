#include "output/run_record.hpp"

#include "output/variables.hpp"
#include "simulation/gains.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

std::size_t size_of(Variable const& variable, Labels const& labels)
{
    std::size_t product = 1;
    for (Dimension const dimension : variable.dimensions) {
        switch (dimension) {
            case Dimension::run:
            case Dimension::session:
                break;
            case Dimension::time:
                product *= labels.ticks.size();
                break;
            case Dimension::state:
                product *= labels.state.size();
                break;
            case Dimension::issue:
                product *= labels.issue.size();
                break;
            case Dimension::forum:
                product *= labels.forum.size();
                break;
            case Dimension::role:
                product *= role_names.size();
                break;
            case Dimension::level:
                product *= level_names.size();
                break;
            case Dimension::weighting:
                product *= weighting_names.size();
                break;
            case Dimension::pair:
                product *= labels.pair.size();
                break;
            case Dimension::organisation:
                product *= labels.organisation.size();
                break;
            case Dimension::authority:
                product *= labels.authority.size();
                break;
        }
    }
    return product;
}

/// Where a series stands among those that are observed.
std::size_t place_of(std::string_view name)
{
    auto const& all = observed_variables();
    auto const found = std::ranges::find(all, name, &Variable::name);
    if (found == all.end()) {
        throw std::invalid_argument{"a record has no series of this name"};
    }
    return static_cast<std::size_t>(found - all.begin());
}

}  // namespace

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
    std::int8_t const nothing = -1;

    power.assign(states, unknown);
    status_quo.assign(states * issues, unknown);
    authority_share.assign(labels.authority.size(), unknown);
    for (auto const& variable : observed_variables()) {
        bool const none = needs_authorities(variable) && labels.authority.empty();
        observed.emplace_back(none ? 0 : size_of(variable, labels), unknown);
    }
    declared_position.assign(times * states * issues, unknown);
    attempts.assign(times * forums * issues, 0);
    agreements.assign(times * forums * issues, 0);
    unratified.assign(times * forums * issues, 0);
    defections.assign(times * forums * issues, 0);
    without_team.assign(times * forums * issues, 0);
    hardness.assign(times * forums * issues, unknown);
    balance.assign(times * forums * issues, unknown);
    coverage.assign(times * forums * issues, unknown);
    routed.assign(times * forums * issues, unknown);
    maturity.assign(times * forums, unknown);
    interest_pattern.assign(times * forums * issues, nothing);
    settled_level.assign(issues, nothing);
    opening_chance.assign(labels.pair.size(), unknown);
    talks_opened.assign(labels.pair.size(), 0);
    talks_signed.assign(labels.pair.size(), 0);
    funds_paid.assign(times * labels.organisation.size(), unknown);
    brought_up.assign(times * labels.organisation.size(), 0);
    texts_agreed.assign(times * labels.organisation.size(), 0);
}

std::vector<double> const& RunRecord::series(std::string_view name) const
{
    return observed[place_of(name)];
}

std::vector<double>& RunRecord::series(std::string_view name)
{
    return observed[place_of(name)];
}

RunRecord failed_run(Labels const& labels, RunIdentity identity, std::string failure)
{
    RunRecord record{labels, std::move(identity)};
    record.status = static_cast<std::int8_t>(RunStatus::failed);
    record.failure = std::move(failure);
    return record;
}

}  // namespace parley
