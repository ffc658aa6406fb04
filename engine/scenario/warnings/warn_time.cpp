#include "scenario/reading/checker.hpp"
#include "scenario/warnings/run_time.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

namespace parley {

RunTime::RunTime(Checker const& checker)
    : calendar_{.start = checker.scenario().time.start,
                .tick_months = checker.scenario().time.tick.count,
                .ticks = checker.scenario().time.ticks},
      is_set_{checker.is_set({"time"}) || checker.is_set({"time", "start"}) ||
              checker.is_set({"time", "tick"}) || checker.is_set({"time", "ticks"}) ||
              checker.is_set({"time", "end"})}
{
}

std::string RunTime::end_in_words() const
{
    return fmt::format("the last tick begins in {}",
                       calendar_.month_of(calendar_.ticks - 1).text());
}

void warn_of_time(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const every = scenario.record.every;
    if (RunTime{checker}.is_over(ticks_in(every, scenario.time) - 1LL)) {
        checker.contradict(
            {"record", "every"}, "only the beginning of the run is kept",
            fmt::format("a first record after {} comes when it is over", to_text(every)),
            "keep records more often, or let the run last longer", {"time", "ticks"},
            "how long it lasts");
    }
}

}  // namespace parley
