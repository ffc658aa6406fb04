#pragma once

#include "scenario/actors/actors.hpp"
#include "scenario/agreements/agreements.hpp"
#include "scenario/authorities/authorities.hpp"
#include "scenario/events/events.hpp"
#include "scenario/forums/forums.hpp"
#include "scenario/issues/issues.hpp"
#include "scenario/movement/movement.hpp"

#include <cstdint>
#include <optional>

namespace parley {

namespace written {

/// When a run begins and how long it lasts.
struct Time {
    Month start{2000, 1};
    Duration tick{.count = 12};
    int ticks = 1;
    std::optional<Month> end{};  ///< the last month, where it was given in the place of `ticks`

    /// `end` only says in another way how many ticks there are.
    friend bool operator==(Time const& a, Time const& b)
    {
        return a.start == b.start && a.tick == b.tick && a.ticks == b.ticks;
    }
};

/// What a run keeps.
struct Record {
    enum class Sessions { all, multilateral, none };
    Duration every{.count = 1, .unit = Duration::Unit::ticks};
    Sessions sessions = Sessions::all;
    friend bool operator==(Record const&, Record const&) = default;
};

}  // namespace written

/// A scenario as it is written down: plain data, names in place of indices, every default filled
/// in. Its sections stand in the namespace `written`, each in the folder of its subject.
///
/// What each member means, its unit and its range stand beside it in functions `describe`, the one
/// text from which scenarios are read, written and documented.
struct Scenario {
    int version = 1;
    std::string name{};
    std::string about{};
    std::vector<std::string> sources{};
    std::optional<std::string> creator_name{};
    std::optional<std::string> license{};
    std::vector<std::string> keywords{};
    written::Time time{};
    std::uint64_t seed = 1;
    int replicates = 1;
    written::Interests interests{};
    written::Discussion discussion{};
    written::Migration migration{};
    std::optional<written::Capacity> capacity{};
    written::Aid aid{};
    written::Implementation implementation{};
    written::Money money{};
    std::vector<written::State> states{};
    std::vector<written::Authority> authorities{};
    std::vector<written::Flow> flows{};
    std::vector<written::Route> routes{};
    std::vector<written::Issue> issues{};
    std::vector<written::Organisation> organisations{};
    std::vector<written::Forum> forums{};
    std::optional<written::Bilateral> bilateral{};
    written::Routing routing{};
    std::vector<written::Agreement> agreements{};
    std::vector<Override<ByName>> overrides{};
    std::vector<written::Event> events{};
    written::Record record{};

    friend bool operator==(Scenario const&, Scenario const&) = default;
};

/// Ticks in a duration, rounded up.
[[nodiscard]] int ticks_in(Duration duration, written::Time const& time);

/// Ticks from the start of the run until a last month, the last one perhaps not in full; at least
/// 1.
[[nodiscard]] int ticks_until(Month last, written::Time const& time);

}  // namespace parley
