#pragma once

#include "negotiation/metrics.hpp"
#include "negotiation/outcome.hpp"
#include "negotiation/solutions/nearest_terms.hpp"
#include "negotiation/solutions/price.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <vector>

namespace parley {

/// JSON with its keys in the order in which they are written.
using Json = nlohmann::ordered_json;

/// In full precision; JSON knows no infinity and no NaN: what is not known is null.
[[nodiscard]] Json json_number(double value);

/// Values [n] by name [n]; NaN is left out.
[[nodiscard]] Json json_by_name(std::span<std::string const> names, VectorView values);

/// What came of one table as JSON, by the names of its members [n] and issues [K], which must
/// outlive this. `parley negotiate` and the minutes of runs write it alike.
class OutcomeObjects {
  public:
    OutcomeObjects(std::span<std::string const> members, std::span<std::string const> issues)
        : members_{members}, issues_{issues}
    {
    }

    /// Terms [K] by issue; null where there are none.
    [[nodiscard]] Json terms(Vector const& terms) const;

    /// Values [n, K] by member, then issue.
    [[nodiscard]] Json by_member_and_issue(Matrix const& values) const;

    /// The names of the chosen ones among the members [n].
    [[nodiscard]] Json chosen(std::span<char const> members) const;

    /// `member`, `issue` (null: the terms as a whole), `reason`, `shortfall`.
    [[nodiscard]] Json block(Block const& block) const;

    /// `terms`, `least_gain`, `all_could_gain`, `all_but`, and of that one `terms_of_others` and
    /// `lost`.
    [[nodiscard]] Json nearest(NearestTerms const& nearest) const;

    /// `amount`, `affordable`, `opens`, `terms`, `terms_if_alike`, `transfers`.
    [[nodiscard]] Json price(Price const& price) const;

    /// `member` (null: nobody, or all at once), `kind`, `terms`, `payoff`.
    [[nodiscard]] Json move(Move const& move) const;

    /// `pareto_gap`, `nash_distance`, `surplus_share`.
    [[nodiscard]] static Json metrics(OutcomeMetrics const& metrics);

    /// `risk` where the protocol knows it, `median` and `mean`: on one issue numbers, else by
    /// issue.
    [[nodiscard]] Json measures(Standing const& standing) const;

  private:
    [[nodiscard]] std::string const& member(Eigen::Index i) const;
    [[nodiscard]] Json on_issues(Vector const& values) const;
    [[nodiscard]] Json risks(Matrix const& risk) const;

    std::span<std::string const> members_;
    std::span<std::string const> issues_;
};

}  // namespace parley
