#pragma once

#include "model/world.hpp"

#include <span>
#include <vector>

namespace parley {

/// Who sits at a table and what is on it, as places in the world.
struct Seating {
    std::span<StateId const> members;  ///< n
    std::span<IssueId const> issues;   ///< K
    /// whose agreements the table's would replace; none: nobody's
    ForumId forum{};

    /// Can two members agree here on what they do towards each other on a dyadic issue? Not where
    /// another forum's more specific agreement holds between them: one with fewer parties than sit
    /// here.
    [[nodiscard]] bool is_between(World const& world, StateId i, StateId j, IssueId issue) const;

    /// May they, and does it matter to both?
    [[nodiscard]] bool concerns(World const& world, StateId i, StateId j, IssueId issue) const;

    /// The members with something at stake: all, or where every issue is dyadic those who are
    /// concerned with another member. O(n) or O(n^2 K).
    [[nodiscard]] std::vector<StateId> concerned(World const& world) const;

    /// The rows and columns of a world's matrix that belong to this table: [n, K].
    [[nodiscard]] Matrix part_of(MatrixView world) const;

    /// How much those who sit care for what is on the table [n, K], see Interests::weight.
    [[nodiscard]] Matrix weight_by(Interests const& interests) const;

    /// The entries of a world's vector that belong to its members: [n].
    [[nodiscard]] Vector entries_of(VectorView world) const;
};

}  // namespace parley
