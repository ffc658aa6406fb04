#pragma once

#include "scenario/reading/checker.hpp"

namespace parley {

/// Assistance and relief, in USD a year, need capacities that they can change.
void check_budgets(Checker const& checker, Path const& path, double assistance, double relief);

}  // namespace parley
