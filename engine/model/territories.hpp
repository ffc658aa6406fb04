#pragma once

#include "model/flows.hpp"
#include "model/states.hpp"

#include <span>
#include <vector>

namespace parley {

/// Which state each territory belongs to [N]: `holders[i]` holds what is described as state i, and
/// a state that does not exist holds nothing, its own territory neither.
///
/// People belong to territories. Of n territories that a state holds, with p_t the people who are
/// described with territory t, one takes p_t / sum p of the state's people with it when it changes
/// hands, however many these are by then; so nobody is lost. Likewise product, and people who move
/// or have moved from there, or to there, by the same way. Where two territories come into one hand
/// those who moved from one to the other are no migrants any more; where a border comes between
/// them they become migrants, as many as are described.
using Holders = std::vector<StateId>;

/// Every state holds its own territory.
[[nodiscard]] Holders own_territories(Eigen::Index states);

/// Adds corridors, without people, so that none is missing between states that may hold its ends;
/// `heirs[i]` are all that may hold territory i, itself included. O(C heirs^2 log C).
void add_corridors(Flows& flows, std::span<std::vector<StateId> const> heirs);

/// The flows of territories as those of the states that hold them, without adding up what has the
/// same ends; what moves within a state has one state at both.
[[nodiscard]] Flows held_by(Flows flows, Holders const& holders);

/// People who move, and stocks, go with territories; `own` are the flows of territories. Throws
/// std::invalid_argument where a corridor is missing. O(C log C).
void move_migrants(Flows& flows, Flows const& own, Holders const& before, Holders const& after);

/// Population and product go with territories; `own` are those of territories. A territory without
/// a known product has the product per head of its state.
void move_people(States& states, States const& own, Holders const& before, Holders const& after);

}  // namespace parley
