#pragma once

#include <cstddef>

namespace parley {

/// How much a scenario may hold. Beyond it a reading stops with a message before memory is taken.
struct Limits {
    static constexpr std::size_t states = 5'000;
    static constexpr std::size_t authorities = 5'000;
    static constexpr std::size_t groups = 100;         ///< of states, by name
    static constexpr std::size_t grouped = 1'000'000;  ///< ids that groups stand for, in all
    static constexpr std::size_t flows = 200'000;
    static constexpr std::size_t routes = 200'000;
    static constexpr std::size_t issues = 200;
    static constexpr std::size_t options = 50;  ///< of an issue
    static constexpr std::size_t organisations = 1'000;
    static constexpr std::size_t forums = 10'000;  ///< generated ones included
    static constexpr std::size_t agreements = 200'000;
    static constexpr std::size_t overrides = 100'000;
    static constexpr std::size_t events = 10'000;
    static constexpr std::size_t what_ifs = 1'000;
    static constexpr std::size_t bases = 20;  ///< what-ifs that one builds on, one on another
    static constexpr std::size_t ticks = 100'000;
    static constexpr std::size_t replicates = 1'000'000;
    static constexpr std::size_t deepenings = 100;  ///< of a forum
    static constexpr std::size_t texts = 1'000;
    /// States x issues x recorded ticks of one run.
    static constexpr std::size_t recorded = 100'000'000;
    /// Sessions that a run may hold.
    static constexpr std::size_t sessions = 10'000'000;
};

}  // namespace parley
