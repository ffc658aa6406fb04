#pragma once

#include "negotiation/metrics.hpp"
#include "negotiation/outcome.hpp"
#include "negotiation/solutions/nearest_terms.hpp"
#include "negotiation/solutions/price.hpp"
#include "positions/chosen_methods.hpp"
#include "positions/positions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// What came of one protocol at a table.
struct Bargaining {
    std::string protocol;
    std::string refusal{};  ///< why the protocol cannot treat the table; empty: it can
    Outcome outcome{};
    OutcomeMetrics metrics{};
    /// What blocked the table; where it agreed, what those who do not consent have against the
    /// terms.
    std::vector<Block> against{};
    /// of a breakdown, where the product of all actors is given
    std::optional<Price> price{};
    std::optional<NearestTerms> nearest{};  ///< of a breakdown, where it is known
};

/// How to negotiate, besides the methods.
struct NegotiationSettings {
    std::uint64_t seed = 1;
    int deadline = 20;       ///< rounds, >= 1
    double mediation = 0.0;  ///< how well a secretariat serves the table, in [0, 1]
    bool trace = false;      ///< keep every move
    /// payoff that one per cent of its product is worth to an actor, > 0
    double price = usual_price;
};

/// One table, negotiated by one protocol or by all.
struct Negotiation {
    Positions positions;
    Table table;
    std::string rule;
    ReferencePoints points;
    std::vector<Bargaining> talks;
    bool traced = false;  ///< every move was asked for
};

/// Negotiates a table by every protocol that is chosen, each with the same random numbers. Throws
/// InputError where a method cannot be used with its options.
[[nodiscard]] Negotiation negotiate(Positions positions, ChosenMethods const& methods,
                                    NegotiationSettings const& settings);

/// A round as it is told: where the actors stand after it, and what they did in it.
struct ToldRound {
    int round = 0;    ///< 0: the start
    Matrix position;  ///< [n, K] or what each actor offered last; NaN where it takes no part
    Standing const* standing = nullptr;  ///< risk, median and mean, where the protocol knows them
    std::vector<Move const*> moves{};
};

/// The rounds of talks in order: all that were kept.
[[nodiscard]] std::vector<ToldRound> rounds_of(Negotiation const& negotiation,
                                               Bargaining const& talks);

/// The negotiation for people: terms beside what the actors want, who signs, who has what against
/// them, how good they are. Talks side by side where there are several.
[[nodiscard]] std::string in_text(Negotiation const& negotiation);

/// One JSON object for each protocol; `listed` puts them into an array.
[[nodiscard]] std::string in_json(Negotiation const& negotiation, bool listed);

/// One value a row, for R and spreadsheets.
[[nodiscard]] std::string in_csv(Negotiation const& negotiation);

}  // namespace parley
