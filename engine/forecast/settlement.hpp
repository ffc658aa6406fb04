#pragma once

#include "forecast/decisions.hpp"
#include "forecast/distribution.hpp"

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What a settlement's mixture is made of, and how much each part weighs.
struct SettlementWeights {
    /// Names of parts, such as `duels`, `past` or `at ep`.
    std::vector<std::string> parts{};
    std::vector<std::string> kind{};  ///< columns that the kinds of issues go by
    Vector overall{};  ///< [parts] on the simplex: of kinds that have none of their own
    std::map<std::string, Vector> by_kind{};     ///< [parts] on the simplex
    std::map<std::string, std::size_t> cases{};  ///< that each kind was fitted on
    Vector past{};                               ///< [101] shares of past outcomes at 0, 1 ... 100

    /// The weights of issues of a kind.
    [[nodiscard]] Vector const& of(std::string const& kind) const;
};

/// Positions from 0 to 100, one by one.
inline constexpr Eigen::Index settlement_places = 101;

/// A part of the mixture that needs nothing but who wants what.
struct SettlementPart {
    std::string_view name;
    std::string_view about;
};

/// The parts that there are, besides `past`, the shares of past outcomes, and `at ACTOR`, the
/// position of an actor.
[[nodiscard]] std::span<SettlementPart const> settlement_parts();

/// The parts that the weights are fitted for where nothing else is said.
[[nodiscard]] std::vector<std::string> usual_settlement_parts();

[[nodiscard]] bool is_settlement_part(std::string const& name);

/// The chances that parts give each place, for one issue: a row for each part, which sums to 1; of
/// `past` a row of 0. Where an actor takes no part, `at` it is what `positions` is. O(n^3).
[[nodiscard]] Matrix chances_of_parts(Dossier const& issue, std::vector<std::string> const& names);

/// Can the mixture treat the issue? All positions are from 0 to 100.
[[nodiscard]] bool is_on_settlement_scale(Dossier const& issue);

/// A mixture of what bargaining ends at: somebody's position, chosen by duels of votes, near the
/// mean by power and salience, somewhere where the weight of the actors lies, at the position of an
/// actor with a part of its own, or where it has ended before.
///
///     p(x) = sum_m weight_m part_m(x),   x = 0, 1 ... 100
///
/// with the weights of the issue's kind, fitted by `fit_settlement`. The point is the median.
/// Chances below 1e-9 are left out.
[[nodiscard]] Distribution settlement(Dossier const& issue, SettlementWeights const& weights);

/// The same from the chances of the parts.
[[nodiscard]] Distribution settlement(Matrix parts, std::string const& kind,
                                      SettlementWeights const& weights);

/// An issue with its parts and what came of it, to fit weights on.
struct SettlementCase {
    Matrix parts;  ///< [parts, 101] as `chances_of_parts` gives it
    double outcome;
    std::string kind;
};

/// How weights are fitted.
struct SettlementFit {
    /// How strongly the weights of a kind are drawn to those of all, >= 0: this, times the squared
    /// distance between them, stands beside the sum of the scores of the kind's cases.
    double pull = 2000.0;
};

/// Weights that minimise the continuous ranked probability score of the cases on the places, by
/// accelerated projected gradient on the simplex [Beck and Teboulle 2009, SIAM Journal on Imaging
/// Sciences 2:183; projection: Duchi et al. 2008]: over all cases, then of each kind, drawn to
/// those of all. The past is that of the cases. Uses no random numbers; at least one case.
[[nodiscard]] SettlementWeights fit_settlement(std::span<SettlementCase const* const> cases,
                                               std::vector<std::string> const& parts,
                                               std::vector<std::string> const& kind,
                                               SettlementFit const& fit = {});

}  // namespace parley
