#pragma once

#include "forum/mechanism.hpp"
#include "simulation/simulation.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace parley {

/// What members bring to a table, each of which may differ between two runs.
enum class Brought { interests, in_force, declared, hopes };
inline constexpr std::size_t brought_count = 4;

/// One table of a run: who sat, what they brought, and what came of it.
struct TableTrail {
    int tick = 0;
    ForumId forum;
    std::vector<StateId> members;  ///< n
    std::vector<IssueId> issues;   ///< K
    std::vector<char> dropped{};   ///< [K] settled elsewhere before the day of signing; empty: none
    /// [n] sums over what each member brought: its perceived interests on the issues, the policies
    /// in force there, what it declared, and what raised its reservation value; equal sums stand
    /// for equal bits
    std::vector<std::array<std::uint64_t, brought_count>> brought;
    Status status = Status::broken_off;
    Vector terms;                  ///< [K]
    std::vector<char> bound;       ///< [n]
    std::vector<char> consenting;  ///< [n]
    int rounds = 0;
    std::optional<Mechanism> mechanism{};  ///< of a table without agreement
    StateId blocked_by{};                  ///< the member furthest from it
    std::optional<OfTalks> talks{};

    [[nodiscard]] bool agreed() const { return status == Status::agreed; }
    [[nodiscard]] bool holds(IssueId issue) const;
    [[nodiscard]] bool agreed_on(IssueId issue) const;
};

/// What is left to a forum to treat, and among whom, from a tick on.
struct ForumTrail {
    int tick = 0;
    bool open = false;
    std::vector<IssueId> agenda;
    std::vector<StateId> members;
};

/// Talks that found no free team.
struct MissedTrail {
    int tick = 0;
    MissedTalks missed;
};

/// What of a run is held against another one with the same random numbers.
struct Trail {
    std::vector<TableTrail> tables;               ///< in the order in which they ended
    std::vector<std::vector<int>> meetings;       ///< [forum] ticks at which it met
    std::vector<std::vector<ForumTrail>> forums;  ///< [forum] where it changed, the start first
    std::vector<MissedTrail> missed;
    std::vector<std::uint64_t> policies;   ///< [tick] sums over policies in force at its end
    std::vector<std::uint64_t> interests;  ///< [tick] the same over perceived interests
    Matrix policy;                         ///< [N, K] in force at the end
};

/// Notes the trail of a run.
class Follower final : public Observer {
  public:
    explicit Follower(Simulation const& simulation);

    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;
    void on_missed_talks(Simulation const& simulation, MissedTalks const& missed) override;
    void on_tick(Simulation const& simulation) override;

    /// Gives the trail away. The follower is of no use afterwards.
    [[nodiscard]] Trail take() { return std::move(trail_); }

  private:
    [[nodiscard]] TableTrail trail_of(Simulation const& simulation, Session const& session) const;
    void note_forums(Simulation const& simulation);

    Trail trail_;
    Matrix in_force_;  // [N, K] since the end of the last tick
};

}  // namespace parley
