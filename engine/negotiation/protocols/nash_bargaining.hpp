#pragma once

#include "negotiation/protocol.hpp"

namespace parley {

/// Agreement on the asymmetric Nash bargaining solution, computed: the benchmark of efficiency for
/// all other protocols. See nash_solution.
///
/// Consent is built into the talks. Under `unanimity` everyone must agree to the solution, or the
/// table breaks off. Under a rule that may bind the outvoted, the solution for all is tried first;
/// if there is none, the broadest coalition that carries the rule bargains among itself (see
/// broadest_coalition; this step is ours); with options, the broadest that has a solution of those
/// found with each package. Red lines hold for the others, too: nobody's are ever crossed. Blocked
/// by those in the way of the solution for all. Uses no random numbers; one round.
class NashBargaining {
  public:
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;
};

}  // namespace parley
