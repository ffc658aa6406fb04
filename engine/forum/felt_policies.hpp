#pragma once

#include "forum/seating.hpp"
#include "negotiation/table.hpp"

namespace parley {

/// The ideal points of the members of a seating for what they bargain over, their own policies [n,
/// K]; an authority departs from the policy of its state: clamp(theta - shift, 0, 1).
[[nodiscard]] Matrix ideal_at(World const& world, Interests const& by, Seating const& seating);

/// What the members of a seating feel of each other's policies. `Externality::fixed` is 0 still.
/// O(n^2 K), on dyadic issues O(n^2 K log ties).
[[nodiscard]] Externality externality_at(World const& world, Interests const& by,
                                         Seating const& seating);

/// Adds to `Externality::fixed` the part of payoffs that no terms change: what members have from
/// states with which the table settles nothing, and which keep their policies. O(n K ties), or O(n
/// K N) where members depend on all alike.
void add_what_is_fixed(Externality& at, Table const& table, World const& world, Interests const& by,
                       Seating const& seating);

}  // namespace parley
