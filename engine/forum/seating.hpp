#pragma once

#include "model/world.hpp"

#include <span>

namespace parley {

/// Who sits at a table and what is on it, as places in the world.
struct Seating {
    std::span<StateId const> members;  ///< n
    std::span<IssueId const> issues;   ///< K

    /// The rows and columns of a world's matrix that belong to this table: [n, K].
    [[nodiscard]] Matrix part_of(MatrixView world) const;

    /// How much those who sit care for what is on the table [n, K], see Interests::weight.
    [[nodiscard]] Matrix weight_by(Interests const& interests) const;

    /// The entries of a world's vector that belong to its members: [n].
    [[nodiscard]] Vector entries_of(VectorView world) const;
};

}  // namespace parley
