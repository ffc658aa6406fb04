#pragma once

#include "forecast/decisions.hpp"
#include "forecast/distribution.hpp"
#include "forecast/settlement.hpp"
#include "positions/chosen_methods.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// What a protocol says of an issue.
struct Forecast {
    double point = 0.0;
    Distribution distribution{};  ///< that point, where the protocol knows no more
};

/// An issue with its place in the file.
struct Issue {
    std::size_t dossier = 0;  ///< of `Dossiers::all`
    Eigen::Index number = 0;  ///< within the dossier
    Dossier alone{};          ///< as a table of its own
};

/// The issues of all dossiers, in order.
[[nodiscard]] std::vector<Issue> issues_of(Dossiers const& dossiers);

/// What one protocol says of all issues.
struct Forecasts {
    std::string protocol;
    std::vector<std::optional<Forecast>> by_issue{};  ///< nothing: left out
    std::map<std::string, std::size_t> left_out{};    ///< issues by the reason

    void leave_out(std::string const& why) { ++left_out[why]; }
};

/// How to forecast by a protocol.
struct ForecastSettings {
    std::uint64_t seed = 1;
    int deadline = 20;           ///< rounds, >= 1
    double mediation = 0.0;      ///< in [0, 1]
    double price = usual_price;  ///< payoff of one per cent of an actor's product, > 0
    /// Are the issues of a dossier bargained over together? Else one by one, except by `exchange`,
    /// which is about pairs of issues.
    bool packages = false;
};

/// What a protocol proposes on every issue, whether or not those at the table agree on it. Issues
/// without a status quo are left out where the protocol needs reservation values, and so are those
/// that it cannot treat. Each table has random numbers of its own, by its name. Throws InputError
/// where the method cannot be used with its options.
[[nodiscard]] Forecasts forecasts_by(written::Method const& protocol, written::Method const& rule,
                                     Dossiers const& dossiers, std::vector<Issue> const& issues,
                                     ForecastSettings const& settings);

/// What the settlement says of every issue, with these weights.
[[nodiscard]] Forecasts forecasts_by(SettlementWeights const& weights,
                                     std::vector<Issue> const& issues);

/// What weights fitted on the other folds say of every issue whose outcome is known; `fold` has one
/// entry an issue. `past` is asked for by weights of `past` alone.
class OutOfFold {
  public:
    OutOfFold(std::vector<Issue> const& issues, std::vector<std::string> parts,
              std::vector<std::string> kind, std::vector<std::size_t> fold);

    /// With outcomes [issues]; NaN: not known.
    [[nodiscard]] Forecasts operator()(std::string name, Vector const& outcomes) const;

  private:
    std::vector<std::string> parts_;
    std::vector<std::string> kind_;
    std::vector<std::size_t> fold_;
    std::vector<std::optional<SettlementCase>> cases_;
};

}  // namespace parley
