#pragma once

#include "simulation/calendar.hpp"
#include "support/month.hpp"

#include <string>

namespace parley {

class Checker;

/// What still falls into the run of a scenario.
class RunTime {
  public:
    explicit RunTime(Checker const& checker);

    /// The tick in which something happens that is dated so.
    [[nodiscard]] int tick_at(Month month) const { return calendar_.tick_at(month); }

    /// Is the run over by this tick? Never where a setting of the command line says how long it
    /// lasts: what then comes too late is meant to.
    [[nodiscard]] bool is_over(long long tick) const { return !is_set_ && tick >= calendar_.ticks; }

    /// "the last tick begins in 2019-07"
    [[nodiscard]] std::string end_in_words() const;

  private:
    Calendar calendar_;
    bool is_set_;
};

}  // namespace parley
