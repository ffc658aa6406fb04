#pragma once

#include "explanation/parting.hpp"

namespace parley {

/// What became of the meetings of a forum, or of all with its label, over a run or over several.
struct ForumFacts {
    std::string label;
    int meetings = 0;
    int tables = 0;
    int failed = 0;                        ///< tables without agreement
    int refused = 0;                       ///< tables at which a member did not consent
    int out_of_time = 0;                   ///< tables that ended at their deadline
    int after_first = 0;                   ///< tables later than the first meeting of their run
    int most_rounds = 0;                   ///< that a table took
    std::size_t most_issues = 0;           ///< that lay on tables of one meeting
    std::optional<int> first_tick{};       ///< of the first meeting
    std::optional<int> first_agreement{};  ///< tick
    std::vector<int> tabled{};             ///< [K] tables with the issue
    std::vector<int> agreed{};             ///< [K] tables that agreed on it
    std::vector<int> open{};               ///< [K] tables that failed on it

    void add(ForumFacts const& other);
};

/// By label, in the order of the setup: generated bilateral forums together. O(tables members).
[[nodiscard]] std::vector<ForumFacts> facts_of(Side const& run);

}  // namespace parley
