#pragma once

#include "forum/talks.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>

namespace parley {

/// The talks of a run, the free teams of states, habit, and how many rounds tables have taken. A
/// forum with `talks` opens them at its meetings, or,
/// with an initiative, by decision.
///
/// *Opening by decision.* On a topic without talks members open them at the rate
///
///     initiative (G / 0.001)^gain habit     a year,
///
/// G what the one that gains least gains by them (Meeting::least_net_gain); nobody opens talks
/// without a gain. The rate adds up over time, and talks open when the sum since the last chance
/// reaches a number that is drawn from the standard exponential distribution, by the name of the
/// topic and the ordinal number of the chance: in a tick of length t without other changes they
/// open with the chance 1 - exp(-rate t), and a what-if that changes rates meets the same draws.
/// Every member of talks that take teams needs a free one. Where several talks could open in a
/// tick, the greatest G goes first, equal to 1e-9 in the order of forums; those that find no free
/// team have lost the chance.
///
/// *Habit.* With a the number of agreements of a forum, and a_i those of a member i in all forums
/// of the same label, of n members,
///
///     habit = (1 + a)^pair prod_i (1 + a_i)^(state / n),
///
/// where each agreement counts half after every `memory` years. Habit divides what rounds cost.
///
/// Of forums without talks nothing is kept.
class Diplomacy {
  public:
    /// What the member that gains least of talks on a topic would gain, costs included; none: no
    /// talks can open.
    using Gain = std::function<std::optional<double>(Topic const&)>;

    /// A number in [0, 1) for a topic and the ordinal number of its chance.
    using Draw = std::function<double(Topic const&, int)>;

    /// Ticks from the opening of talks on a topic to their first round, >= 0.
    using Mandate = std::function<int(Topic const&)>;

    /// What members go by when they open talks.
    struct Grounds {
        Gain gain;
        Draw draw;
        Mandate mandate;
    };

    /// `teams` [N] are the talks that each state can hold at a time; NaN: any number.
    Diplomacy(std::span<Forum const> forums, Eigen::Index issues, VectorView teams);

    [[nodiscard]] std::vector<Talks> const& under_way() const { return talks_; }
    [[nodiscard]] std::vector<Talks>& under_way() { return talks_; }

    /// The topics that a forum with talks may ever have, on its agenda or not; those of others are
    /// none. O(1).
    [[nodiscard]] std::span<Topic const> topics(ForumId forum) const;

    /// Are there talks on it? O(talks under way).
    [[nodiscard]] bool is_under_way(Topic const& topic) const;

    /// Members of a forum open talks by decision, or not; `order` says which forum comes first.
    /// O(topics without talks) gains, and O(talks under way) for each.
    void open_by_decision(std::span<Forum const> forums, std::span<ForumId const> order, int tick,
                          double years, Grounds const& grounds);

    /// The same for the ticks before a run in which forums have opened talks already, by what is to
    /// be gained as it begins.
    void burn_in(std::span<Forum const> forums, std::span<ForumId const> order, double years,
                 Grounds grounds);

    /// Opens talks with so many ticks to their first round, if everybody whose team they take has
    /// one to spare. Returns whether they are open.
    bool open(Topic const& topic, Forum const& forum, int tick, int mandate);

    /// The talks since the last call that found no free team, in order; those before the run are
    /// none of them.
    [[nodiscard]] std::vector<MissedTalks> take_missed() { return std::exchange(missed_, {}); }

    /// Talks have ended: teams are free again, and an agreement at their table becomes part of
    /// habit; nullptr: there was nothing left to talk about.
    void close(Talks const& ended, Forum const& forum, Session const* table);

    /// An agreement of a forum was signed `years` ago by these states.
    void note_agreement(ForumId id, Forum const& forum, std::span<StateId const> signatories,
                        double years);

    /// Half of what is habit is forgotten in `memory` years.
    void forget(std::span<Forum const> forums, double years);

    /// The factor on rates, >= 1. O(members).
    [[nodiscard]] double habit(ForumId id, Forum const& forum) const;

    /// The rounds that a table of the forum is expected to take: the mean so far, or half of what
    /// it may.
    [[nodiscard]] double expected_rounds(ForumId id, Forum const& forum) const;

    /// The sum so far of the rates at which talks on the forum's topics could have opened, at which
    /// time they were not under way: what its members have been inclined to.
    [[nodiscard]] double opening_chance(ForumId id) const;

    /// Talks that the forum has opened so far.
    [[nodiscard]] int opened(ForumId id) const;

  private:
    /// What a run remembers of a topic.
    struct Memory {
        int talks = 0;        // opened so far
        int chances = 0;      // that have come
        double since = 0.0;   // rates, added up since the last chance
        double chance = 0.0;  // rates, added up from the start
    };

    /// What a run remembers of a forum.
    struct Record {
        std::vector<Topic> topics{};
        std::vector<Memory> memories{};  // by topic
        double rounds = 0.0;             // of all tables so far
        int tables = 0;
        double agreements = 0.0;  // not yet forgotten
        std::size_t label = 0;
    };

    [[nodiscard]] Memory& memory_of(Topic const& topic);
    [[nodiscard]] std::vector<StateId> without_team(Forum const& forum) const;

    std::vector<Record> records_;        // [forums]
    std::vector<Vector> agreements_of_;  // [labels] of each state [N], not yet forgotten
    std::vector<double> free_teams_;     // [N]; NaN: any number
    std::vector<Talks> talks_;           // in the order of opening
    std::vector<MissedTalks> missed_;
};

}  // namespace parley
