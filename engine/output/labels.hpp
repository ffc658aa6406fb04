#pragma once

#include "simulation/simulation.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Which negotiated tables get a line of their own in the result.
enum class SessionFilter {
    all,
    multilateral,  ///< those of forums of every level but `bilateral`
    none,
};
inline constexpr std::array<std::string_view, 3> session_filter_names{"all", "multilateral",
                                                                      "none"};

/// What of a run is kept.
struct RecordParams {
    int every = 1;  ///< ticks from record to record, >= 1; the last tick is always recorded
    SessionFilter sessions = SessionFilter::all;
};

/// The axes of a result: what its states, issues, forums and recorded ticks are called. Every run
/// of one result has the same.
struct Labels {
    /// The labels of a setup. Throws std::invalid_argument unless it has states, issues and ticks,
    /// and `params.every` is at least 1.
    Labels(Setup const& setup, RecordParams const& params);

    /// A variation of the same setup, which may have further forums. Throws std::invalid_argument
    /// when its states, authorities, issues or calendar differ.
    void include(Setup const& variation);

    /// Index of a forum's label along `forum`. Throws std::invalid_argument where there is none.
    [[nodiscard]] std::size_t forum_index(std::string_view label) const;

    /// Is the tick one of `ticks`?
    [[nodiscard]] bool records(int tick) const;

    /// Do the sessions of forums of this level get a line?
    [[nodiscard]] bool keeps_sessions(Level level) const;

    std::vector<std::string> state;
    std::vector<std::string> state_name;
    std::vector<std::string> issue;
    std::vector<std::string> issue_about;
    std::vector<std::string> issue_scale_low;   ///< what position 0 means
    std::vector<std::string> issue_scale_high;  ///< what position 1 means
    std::vector<std::int8_t> issue_kind;        ///< an IssueKind, in the first setup
    std::vector<std::string>
        forum;  ///< in order of first mention; generated bilateral ones share one
    std::vector<std::string> forum_name;
    std::vector<std::int8_t> forum_level;  ///< a Level, where it was first mentioned
    /// generated pairs that open talks by decision, by the ids of their forums; often none
    std::vector<std::string> pair;
    /// organisations, where one sets agendas, pays funds or puts texts of its own; else none
    std::vector<std::string> organisation;
    std::vector<std::string> authority{};       ///< often none
    std::vector<std::string> authority_name{};  ///< [authority]
    std::vector<std::string> authority_of{};    ///< [authority] the id of its state
    std::vector<int> ticks;          ///< that are recorded: every-1, 2 every-1, ... and the last
    std::vector<std::int32_t> time;  ///< [ticks] the day each begins, in days since 1970-01-01
    std::size_t most_sessions = 0;   ///< that a run can have lines for, roughly
    RecordParams record;

  private:
    void add_organisations(std::vector<Organisation> const& organisations);
    void add_forums(std::vector<Forum> const& forums, Calendar const& calendar);
};

}  // namespace parley
