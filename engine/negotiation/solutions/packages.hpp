#pragma once

#include "negotiation/red_line_box.hpp"

#include <vector>

namespace parley {

/// The packages of options of a table: every way to choose one option on each issue that has them,
/// of those that the red lines allow. One package where there are none, at most
/// Table::most_packages.
///
/// With a package chosen the table is one without options: what is chosen is what is in force for
/// all and nobody weighs it any more, its payoff is part of the constants.
class Packages {
  public:
    /// Borrows both; the box is without clashes.
    Packages(Table const& table, RedLineBox const& box);

    [[nodiscard]] std::size_t count() const { return count_; }

    /// The table with a package chosen, until the next is asked for; where nothing is to be chosen,
    /// the table itself. Packages are counted with the last issue turning fastest.
    [[nodiscard]] Table const& table_with(std::size_t package);

  private:
    Table const& table_;
    RedLineBox const& box_;
    std::vector<Eigen::Index> issues_;  // with options
    std::size_t count_ = 1;
    Table chosen_;
};

}  // namespace parley
