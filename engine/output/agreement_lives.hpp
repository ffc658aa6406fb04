#pragma once

#include "output/run_record.hpp"

namespace parley {

/// Follows agreements from the day of signing until they bind nobody any more, and writes into the
/// lines of their sessions, always the same, when they come into force, when they end, and why.
class AgreementLives {
  public:
    /// Follows what a session has agreed, whose line is `line`; unless it binds, it waits for
    /// ratification.
    void follow(Session const& session, bool binds, std::size_t line);

    /// An agreement that waited has been decided on. O(agreements that wait).
    void decide(SessionRecord& lines, Simulation const& simulation, Decision const& decision);

    /// Notes which agreements bind nobody any more, and why. O(agreements), and the parties and
    /// issues of those that have ended.
    void note_ends(SessionRecord& lines, Simulation const& simulation);

  private:
    struct Living {
        ForumId forum;
        int tick;  // of signing
        std::vector<IssueId> issues;
        std::vector<StateId> signatories;
        std::size_t line;
        std::optional<int> lapses{};  // as last seen
    };

    [[nodiscard]] static std::optional<End> end_of(Living& agreement, Simulation const& simulation);

    std::vector<Living> awaiting_;
    std::vector<Living> binding_;
};

}  // namespace parley
