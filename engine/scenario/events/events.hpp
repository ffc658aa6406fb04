#pragma once

#include "scenario/format/by_name.hpp"
#include "simulation/event.hpp"
#include "support/month.hpp"

#include <optional>
#include <string>
#include <variant>

// What happens to the world, at a date or at random. The kinds are those of the simulation, with
// names in place of indices.

namespace parley {

class Checker;
class Describer;

namespace written {

/// Something that happens.
struct Event {
    std::optional<Month> at{};
    std::optional<double> hazard{};
    std::string about{};
    std::optional<WhatHappens<ByName>> what{};  ///< none: mistakes were found in it

    /// What it is, when it is of this kind; else nullptr.
    template <template <class> class What>
    [[nodiscard]] What<ByName> const* as() const
    {
        return what ? std::get_if<What<ByName>>(&*what) : nullptr;
    }
    friend bool operator==(Event const&, Event const&) = default;
};

}  // namespace written

void describe(Describer& describer, written::Event& event);

void check_events(Checker const& checker);

/// States that begin or end: does each exist where the scenario has something of it?
void check_successions(Checker const& checker);

}  // namespace parley
