#pragma once

#include "simulation/observer.hpp"

namespace parley {

/// The user, the system or a batch scheduler asks to stop: SIGINT, SIGTERM or SIGUSR1.
///
/// From the first such signal on `interrupted` is true, and a second one ends the program at once.
/// A signal that writing past a limit raises is turned into an error of writing.
void handle_signals();

[[nodiscard]] bool interrupted();

/// For what leaves nothing to save: from now on the first such signal ends the program at once.
void stop_at_once_when_asked();

/// Thrown inside a run that an interruption cuts short.
struct Interrupted {};

/// Throws Interrupted at the next tick when an interruption was asked for.
class InterruptionCheck final : public Observer {
  public:
    void on_tick(Simulation const&) override
    {
        if (interrupted()) {
            throw Interrupted{};
        }
    }
};

}  // namespace parley
