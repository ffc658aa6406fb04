#pragma once

#include "document/mistake.hpp"
#include "positions/positions.hpp"

#include <string>
#include <vector>

namespace parley {

/// Issues that are decided together, such as those of a legislative dossier: one table.
struct Dossier {
    std::string name;
    Positions positions{};             ///< K issues
    Vector outcome{};                  ///< [K] what came of each; NaN where that is not known
    std::vector<std::string> kinds{};  ///< [K] the values of the columns that kinds go by, with /
    /// [n, K] salience as a multiple of the actor's mean over the issues of the dossier on which it
    /// has a position: where in a package it insists; 0 where it weighs nothing. Of an issue alone
    /// [n, 1], of a whole dossier empty.
    Matrix emphasis{};

    [[nodiscard]] Eigen::Index issues() const { return outcome.size(); }
};

/// The tables of a file, and what was not understood in it.
struct Dossiers {
    std::vector<Dossier> all{};        ///< in the order of the file
    Mistakes bad{Severity::warning};   ///< of rows and tables that are left out
    std::size_t left_out = 0;          ///< such rows and tables
    std::size_t without_salience = 0;  ///< positions that count with salience 0

    [[nodiscard]] std::size_t issues() const;
};

/// An issue alone, among those who have a position on it.
[[nodiscard]] Dossier issue_alone(Dossier const& dossier, Eigen::Index issue);

}  // namespace parley
