#pragma once

#include "simulation/observer.hpp"

namespace parley {

// The user, the system or a batch scheduler asks to stop: SIGINT, SIGTERM or SIGUSR1.

/// From now on the first such signal ends the program at once, with exit code 130 and without what
/// was being written: for calls with nothing to save, which are most.
/// A signal that writing past a limit or to a closed pipe raises becomes an error of writing.
void end_when_asked();

/// From now on the first such signal makes `interrupted` true, so that what is finished can be
/// saved; the second one ends the program at once.
void save_when_asked();

[[nodiscard]] bool interrupted();

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
