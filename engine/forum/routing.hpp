#pragma once

#include "forum/coverage.hpp"

#include <functional>

namespace parley {

/// Which of the forums that may treat an issue does.
enum class RoutingPolicy {
    fixed,           ///< all of them: agendas as they are written
    subsidiarity,    ///< the lowest that covers enough of what ties its members to others
    bottom_up,       ///< the lowest, and the next one up after deadlocks
    top_down,        ///< the highest, and the next one down after deadlocks
    forum_shopping,  ///< the one that its members, weighted by power, expect most of
};
inline constexpr std::array<std::string_view, 5> routing_policy_names{
    "fixed", "subsidiarity", "bottom_up", "top_down", "forum_shopping"};

/// Decides, tick by tick, which forum takes up which issue of its agenda.
///
/// A forum is *able* to treat an issue unless its last `patience` tables on it were deadlocks in a
/// row and, under `subsidiarity`, while it covers at least the share `coverage` of what ties its
/// members to others (see `coverage`). Level by level, from the lowest or under `top_down` the
/// highest, an able forum takes up an issue of its agenda when at least two of its members are not
/// served at a level before; all its members are then served. So what is settled or under way on
/// one level is left to it, and what a level cannot settle goes on to the next. Where no able forum
/// is left, the last on the way takes the issue up, for at least two members whom nobody serves.
///
/// A dyadic issue is routed pair by pair, which cover themselves: an able forum takes it up for
/// pairs of its members whom it concerns and whom no level before has served.
///
/// A forum of authorities treats an issue for their states: at the lowest level, where it covers
/// enough, it serves these. Where all authorities are of one state it takes up its agenda, and
/// serves nobody.
///
/// Deadlocks are forgotten after an agreement of the forum on the issue, when its members change,
/// and when it comes to cover enough: then the issue returns to it.
///
/// Under `forum_shopping` each state chooses, issue by issue, the open forum of whose table, solved
/// by Nash bargaining, it expects the greatest gain over its reservation value; of equals the
/// lowest. A forum takes an issue up when members with at least half of its power have chosen it;
/// nobody chooses for authorities, whose forums take up their agendas.
class Routing {
  public:
    struct Params {
        RoutingPolicy policy = RoutingPolicy::fixed;
        double coverage = 0.5;  ///< that makes a forum able, in [0, 1]
        int patience = 2;       ///< deadlocks in a row, >= 1
    };

    /// What each member of a forum expects to gain there on an issue [n], >= 0.
    using Expectation = std::function<Vector(ForumId, IssueId)>;

    /// For so many forums and issues. Throws std::invalid_argument outside those ranges.
    Routing(Params params, std::size_t forums, Eigen::Index issues);

    /// Decides anew. O(forums x (members + ties + issues)), of dyadic issues
    /// O(forums x members^2) each, and under `forum_shopping` one expectation for each
    /// open forum and issue on its agenda; it is called under no other policy.
    void renew(World const& world, Coverage const& coverage, std::span<Forum const> forums,
               int tick, Expectation const& expected);

    /// A table of the forum held these issues, and came to an agreement or not.
    void note(ForumId forum, std::span<IssueId const> issues, bool agreed);

    /// Does the forum take up the issue, if it meets and has it on its agenda?
    [[nodiscard]] bool takes_up(ForumId forum, IssueId issue) const;

    /// What a forum takes up of its agenda.
    [[nodiscard]] std::vector<IssueId> taken_up(Forum const& forum, ForumId id) const;

    [[nodiscard]] bool is_fixed() const { return params_.policy == RoutingPolicy::fixed; }

  private:
    /// What is known of a forum and an issue.
    struct Record {
        int deadlocks = 0;  ///< in a row
        bool covers = false;
        bool takes_up = true;
    };

    [[nodiscard]] Record& at(ForumId forum, IssueId issue);
    [[nodiscard]] Record const& at(ForumId forum, IssueId issue) const;
    void remember(World const& world, Coverage const& coverage, std::span<Forum const> forums);
    void serve(World const& world, std::span<Forum const> forums, IssueId issue, int tick);
    [[nodiscard]] int step(Forum const& forum) const;
    void shop(World const& world, std::span<Forum const> forums, IssueId issue, int tick,
              Expectation const& expected);

    Params params_;
    std::size_t issues_;
    std::vector<Record> records_;                // [forums * K]
    std::vector<std::vector<StateId>> members_;  // [forums] at the last decision
};

}  // namespace parley
