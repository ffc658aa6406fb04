#pragma once

#include "sweep/sweep.hpp"

#include <string>
#include <vector>

namespace parley {

/// The ways in which a sweep tells how far it is: auto, bar, plain, json, none.
[[nodiscard]] std::vector<std::string> progress_names();

/// Tells on standard error how far a sweep is, how fast, and how long it will still take.
///
/// A bar in one line on terminals; elsewhere lines, the first after two seconds, then rarer and
/// rarer; lines of JSON, one a second, for programs.
class SweepReporter {
  public:
    explicit SweepReporter(std::string const& name);
    SweepReporter(SweepReporter const&) = delete;
    SweepReporter& operator=(SweepReporter const&) = delete;

    /// Clears the bar.
    ~SweepReporter();

    void operator()(SweepProgress const& progress);

  private:
    enum class Way { bar, plain, json, none };

    [[nodiscard]] static Way way_called(std::string const& name);
    [[nodiscard]] double pause(double seconds) const;

    Way way_;
    double next_;  // seconds from the start
    bool shown_ = false;
};

/// "2 h 05 min", "40 s": for people.
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace parley
