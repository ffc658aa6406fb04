#pragma once

#include "forum/mechanism.hpp"
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
    int agreed = 0;                   ///< on this issue: not those that left it to others
    int settled_in = 0;               ///< runs and forums that agreed on it at least once
    int places = 0;                   ///< runs and forums that had it on a table
    std::optional<int> first_tick{};  ///< of the first agreement
    /// of all agreements; above `highest_terms` when there is none
    double lowest_terms = 1.0;
    double highest_terms = 0.0;
    double hardness = 0.0;  ///< summed over tables
    /// tables without agreement, by the state furthest from it; over several, those of runs and
    /// forums that never agreed on the issue
    std::map<StateId, int> blocked_by{};
    std::array<int, mechanism_names.size()> reasons{};  ///< tables without, by Mechanism

    void add(Session const& session, std::size_t issue);

    /// Adds what one forum made of the issue in one run.
    void add(IssueTally const& other);
};

/// What became of the talks of a forum, over a run or over several.
struct TalksTally {
    int signed_ = 0;
    int failed = 0;                 ///< broken off or out of time
    int overtaken = 0;              ///< agreed on, and no longer on the day of signing
    int under_way = 0;              ///< as the run ends
    int missed = 0;                 ///< could have opened, and found no free team
    std::map<int, int> lasted{};    ///< of those signed, by ticks from opening to signature
    std::map<StateId, int> left{};  ///< times that a party has left what it had signed

    void add(Session const& session);
    void add(TalksTally const& other);

    [[nodiscard]] int opened() const { return signed_ + failed + overtaken + under_way; }

    /// Median ticks from opening to signature. At least one must be signed.
    [[nodiscard]] double median() const;
};

/// The middle of values, of an even number the mean of the two in the middle; NaN of none.
[[nodiscard]] double median(std::vector<double> values);

/// What it would have taken where tables on the same issues ended without agreement, over a run or
/// over several: of those whose price is known.
struct PriceTally {
    int tables = 0;
    /// of those that money could open, USD a year:
    std::vector<double> price{};
    std::vector<double> affordable{};
    /// by the state furthest from agreement what it fell short by at each table, USD a year
    std::map<StateId, std::vector<double>> blocked_by{};

    void add(Session const& session);
    void add(PriceTally const& other);
};

/// How near tables on the same issues came that ended without agreement, over a run or over
/// several: of those of which it is known.
struct NearnessTally {
    int tables = 0;
    int all_could_gain = 0;
    std::map<StateId, int> all_but{};  ///< tables, by the one without whom all others could

    void add(Session const& session);
    void add(NearnessTally const& other);
};

/// By the issues that lay on the table.
using Prices = std::map<std::vector<IssueId>, PriceTally>;
using Nearness = std::map<std::vector<IssueId>, NearnessTally>;

/// What the summary says of a run.
struct Tally {
    std::vector<std::map<IssueId, IssueTally>> issues{};  ///< [forum] those that lay on a table
    std::vector<TalksTally> talks{};                      ///< [forum]
    std::vector<Prices> prices{};                         ///< [forum]
    std::vector<Nearness> nearness{};                     ///< [forum]
    int tables = 0;
    int agreed = 0;
    double hard_movement = 0.0;  ///< at the end
    double soft_movement = 0.0;
    double joint_gain = 0.0;  ///< all states alike, as a share of the best; NaN: nothing to gain
    double losers = 0.0;
    bool substantive = false;
    double coverage = 0.0;
    Vector policy_before{};                              ///< [K] mean over states: the status quo
    Vector policy{};                                     ///< [K] in force at the end
    double management_gap = 0.0;                         ///< at the end; NaN: not modelled
    std::array<double, level_names.size()> level_gap{};  ///< the same by level; NaN: no members
    double places_lacking = 0.0;                         ///< persons a year, at the end
};

/// Counts while a run goes on.
class Teller final : public Observer {
  public:
    explicit Teller(Simulation const& simulation);

    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;
    void on_missed_talks(Simulation const& simulation, MissedTalks const& missed) override;
    void on_defection(Simulation const& simulation, Defection const& defection) override;
    void on_tick(Simulation const& simulation) override;

    /// Gives the tally away. The teller is of no use afterwards.
    [[nodiscard]] Tally take() { return std::move(tally_); }

  private:
    void note_capacity(Simulation const& simulation);

    Tally tally_;
};

}  // namespace parley
