#pragma once

#include "negotiation/table.hpp"

#include <vector>

namespace parley {

/// The externality of one table, folded for one coalition after another: what each member has of
/// the coalition and of the others. The next coalition differs in few members, so a member's sums
/// are computed again only where one of these members matters to it; all sums keep every bit.
///
/// With n members and K issues, folding takes O(n K n) the first time, and after that O(n K) and
/// O(n) for each member and issue that depends on someone who changed sides.
class FoldedExternality {
  public:
    /// Borrows the table, which has an externality.
    explicit FoldedExternality(Table const& table);

    /// Folds for `coalition`, [n], not 0 for those in it. In its own sums a member counts as in
    /// the coalition, whether or not it is.
    void fold_for(std::vector<char> const& coalition);

    /// On an issue that the externality concerns.
    [[nodiscard]] Externality::Divided const& felt(Eigen::Index member, Eigen::Index issue) const
    {
        return felt_[static_cast<std::size_t>(issue)][static_cast<std::size_t>(member)];
    }

    /// The constant in the payoff of a member of the coalition.
    [[nodiscard]] double constant(Eigen::Index member) const;

    /// At least what any terms on the scales give a member that joins the coalition, as
    /// Table::payoff_when, and no more than the member's tolerance above the greatest of them.
    [[nodiscard]] double most_when_joining(Eigen::Index member) const;

    /// The same for a member that leaves the coalition: the others adopt what it wants of them.
    [[nodiscard]] double most_when_leaving(Eigen::Index member) const;

  private:
    Table const& table_;
    Externality const& at_;
    Eigen::MatrixXd in_force_;                             // [n, K] an issue's together
    std::vector<char> coalition_;                          // [n]; empty before the first
    std::vector<std::vector<Externality::Divided>> felt_;  // [K] [n], empty without externality
};

}  // namespace parley
