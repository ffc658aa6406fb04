#pragma once

#include "forum/forum.hpp"

#include <functional>

namespace parley {

/// What became of an agreement that had to be ratified.
struct Decision {
    Agreement agreement;
    std::vector<char> ratified;  ///< [signatories]
    bool in_force = false;       ///< do those who ratified carry the forum's rule?
};

/// What an agreement would bring each signatory at home [n], if all of them adopted it: by actual
/// interests, over what holds without it.
[[nodiscard]] Vector gain_at_home(World const& world, Agreement const& agreement);

/// Decides on an agreement: a signatory ratifies unless it would lose at home,
///
///     gain_i + shock_i stake_i >= 0,
///
/// where gain_i counts what organisations pay for being bound (`worth_of_funds`), too, with a
/// domestic shock for each and stake_i what is at stake for it on the issues (Table::stake).
/// In force is what is ratified by two or more, and enough to carry the decision rule among the
/// signatories, for those who ratified; otherwise it binds nobody. `shock` is the forum's standard
/// deviation times a standard normal number, drawn by `normal` for each state in the order of the
/// signatories.
[[nodiscard]] Decision decide(World const& world, Forum const& forum, Agreement agreement,
                              std::function<double(StateId)> const& normal);

/// Puts a decision into effect.
void enforce(Regime& regime, Decision const& decision);

}  // namespace parley
