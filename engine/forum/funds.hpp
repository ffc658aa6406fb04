#pragma once

#include "forum/seating.hpp"

namespace parley {

// Money on condition: an organisation pays its fund on an issue as long as agreements of forums
// that it serves bind states on it, split equally among those whom they bind. What m USD a year is
// worth to a state says `Money`; to one whose product is not known, nothing.

/// What those who sit would have of funds by an agreement on their table's issues, and have not
/// yet [n], in payoff, >= 0; empty: no fund is there. All who sit are expected to be bound.
[[nodiscard]] Vector worth_of_funds(World const& world, Seating const& seating);

/// What a state would lose of funds if it left the agreements of a forum, in payoff, >= 0.
[[nodiscard]] double worth_of_staying(World const& world, StateId state, ForumId forum);

/// What organisations pay now, in USD a year, by organisation.
[[nodiscard]] Vector funds_paid(World const& world);

/// What states receive now, in USD a year [N].
[[nodiscard]] Vector funds_received(World const& world);

}  // namespace parley
