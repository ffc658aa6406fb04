#pragma once

namespace parley {

class Checker;

/// What issues are worth, as issues, overrides, events and forums say it.
void check_payoffs(Checker const& checker);

}  // namespace parley
