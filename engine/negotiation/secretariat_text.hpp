#pragma once

#include "negotiation/red_line_box.hpp"
#include "negotiation/table.hpp"

namespace parley {

/// The terms [K] that a secretariat works out from what members tell it: the Nash bargaining
/// solution of
///
///     told_i theta_ik + (1 - told_i) y_ik
///
/// in place of their ideal points theta, y what they declare, with public saliences and what is in
/// force; then it hears those who have a position without a vote (Counsel::heard), as far as red
/// lines allow. It compares common terms with each member's own policy: how others' policies differ
/// it does not know, nor what members hope for elsewhere. Empty where not all can gain.
///
/// `told` [n] is in [0, 1]: members tell a mediator in confidence what they tell no one else
/// [Raiffa 1982].
[[nodiscard]] Vector secretariat_text(Table const& table, RedLineBox const& box, VectorView told);

}  // namespace parley
