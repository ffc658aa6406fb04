#pragma once

#include "forum/caucus.hpp"
#include "forum/declaration.hpp"
#include "forum/seating.hpp"
#include "forum/sitting.hpp"

namespace parley {

/// What of payoffs a table is for: all of it, or what terms change, without the part that they do
/// not, which takes a sum over all partners to find.
enum class Payoffs { whole, differences };

/// Sets the table: what the members of a forum want, say, and have, on the issues of a seating.
///
/// Interests are the perceived ones; `in_force` is the policy of each member at this moment, or
/// what it does alone (see World::without_agreement), and its payoff, tension included, is the
/// reservation value, less what organisations pay for being bound (`worth_of_funds`). red_line [N,
/// K] as of the world. On issues with an externality ideal points and saliences are those of terms
/// that all members adopt, with everybody else's policy as it is; a red line there is by what the
/// member would lose if all adopted its own policy. Where authorities depart from a state's policy,
/// its ideal point lies so much lower or higher: it bargains over the policy, and gets what is in
/// effect. Positions are those to which one member at least could move (World::lowest); ideal
/// points may lie beyond.
[[nodiscard]] Table set_table(World const& world, Sitting const& sitting, Seating const& seating,
                              MatrixView red_line, Declaration const& declare,
                              Payoffs payoffs = Payoffs::whole);

/// A table of payoffs alone, by actual or perceived interests: what it takes to compare terms with
/// what is in force, and no more.
[[nodiscard]] Table payoffs_at(World const& world, Interests const& by, Seating const& seating,
                               Payoffs payoffs = Payoffs::whole);

/// The decision rule of a forum for the voices of those who sit: it counts the states of a bloc
/// together.
[[nodiscard]] DecisionRule rule_at(World const& world, Forum const& forum, Seating const& seating,
                                   Voices const& voices);

/// What members of a seating want of terms that all of them adopt; the table set for them has the
/// same, as Table::ideal and Table::weight().
struct CommonInterests {
    Matrix ideal;   ///< [n, K] perceived
    Matrix weight;  ///< [n, K] how much they care
};
[[nodiscard]] CommonInterests common_interests(World const& world, Seating const& seating);

}  // namespace parley
