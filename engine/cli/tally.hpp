#pragma once

#include "simulation/simulation.hpp"

#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace parley {

/// What a forum's tables made of one issue, over a run or over several.
struct IssueTally {
    int tables = 0;
    int agreed = 0;
    int settled_in = 0;               ///< runs and forums that agreed on it at least once
    int places = 0;                   ///< runs and forums that had it on a table
    std::optional<int> first_tick{};  ///< of the first agreement
    /// of all agreements; above `highest_terms` when there is none
    double lowest_terms = 1.0;
    double highest_terms = 0.0;
    double hardness = 0.0;  ///< summed over tables
    /// tables without agreement, by the state furthest from it
    std::map<StateId, int> blocked_by{};
    std::array<int, 5> reasons{};  ///< the same tables, by Block::Reason

    void add(Session const& session, std::size_t issue);
    void add(IssueTally const& other);
};

/// What became of the talks of a forum, over a run or over several.
struct TalksTally {
    int signed_ = 0;
    int failed = 0;                 ///< broken off or out of time
    int overtaken = 0;              ///< agreed on, and no longer on the day of signing
    int under_way = 0;              ///< as the run ends
    std::map<int, int> lasted{};    ///< of those signed, by ticks from opening to signature
    std::map<StateId, int> left{};  ///< times that a party has left what it had signed

    void add(Session const& session);
    void add(TalksTally const& other);

    [[nodiscard]] int opened() const { return signed_ + failed + overtaken + under_way; }

    /// Median ticks from opening to signature. At least one must be signed.
    [[nodiscard]] double median() const;
};

/// What the summary says of a run.
struct Tally {
    std::size_t issue_count = 0;
    std::vector<IssueTally> issues{};  ///< [forum * issue_count + issue]
    std::vector<TalksTally> talks{};   ///< [forum]
    int tables = 0;
    int agreed = 0;
    double hard_progress = 0.0;  ///< at the end
    double soft_progress = 0.0;
    double coverage = 0.0;

    [[nodiscard]] IssueTally const& at(ForumId forum, IssueId issue) const
    {
        return issues[forum.slot() * issue_count + issue.slot()];
    }
};

/// Counts while a run goes on.
class Teller final : public Observer {
  public:
    explicit Teller(Simulation const& simulation);

    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;
    void on_defection(Simulation const& simulation, Defection const& defection) override;
    void on_tick(Simulation const& simulation) override;

    /// Gives the tally away. The teller is of no use afterwards.
    [[nodiscard]] Tally take() { return std::move(tally_); }

  private:
    Tally tally_;
};

}  // namespace parley
