#pragma once

#include "forum/forum.hpp"
#include "forum/seating.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace parley {

/// What members of a forum would gain if it met now and its tables ended at the Nash solution.
struct Expectation {
    std::vector<IssueId> issues;  ///< [K] that are open there
    /// [n, K] over what is in force, issue by issue; 0 without solution
    Matrix gain;
};

/// What members of a table may hope for elsewhere: forums that treat the same issues are each
/// other's alternatives to an agreement.
///
/// Of all other forums g that are open and have member i, with at least one issue of the table open
/// there, the best:
///
///     outside_i = max(0, max_g p_g sum_k gain^g_ik),
///     k over the issues of the table that are open in g,
///
/// with gain^g_ik what the Nash solution of g's table, set without outside options, adds to i's
/// payoff in force on issue k, by perceived interests (0 on dyadic issues: a state that settles
/// something with one partner can still settle it with another), and p_g the belief that g comes to
/// an agreement: by the rule of succession,
///
///     p_g = (agreements_g + 1) / (tables_g + 2),
///
/// from its record in this run [Laplace 1774, Memoire sur la probabilite des causes par les
/// evenemens]. The alternative to an agreement as what negotiators count on is from Fisher and Ury
/// [1981], as an outside option in bargaining theory from Binmore, Rubinstein and Wolinsky [1986].
/// Without belief two forums of the same members would each demand what the other promises, all of
/// it, and neither could ever agree.
///
/// An expectation is asked for when a table first needs it, and kept for the tick unless the forum
/// comes to an agreement. So the cost is at most one Nash solution a forum and tick, one more after
/// its agreement, and for each table O(forums of its members x K). Nothing here is random.
class OutsideOptions {
  public:
    /// What a forum is expected to bring its members now. It is asked about forums that are open.
    using Ask = std::function<Expectation(ForumId)>;

    explicit OutsideOptions(std::size_t forums) : records_(forums) {}

    /// A tick begins: expectations of before are forgotten. O(members of all forums).
    void renew(std::span<Forum const> forums, Eigen::Index states, int tick);

    /// What each member at a table of a forum may hope for elsewhere [n], >= 0, in payoff.
    [[nodiscard]] Vector operator()(std::span<Forum const> forums, ForumId forum,
                                    Seating const& seating, Ask const& ask);

    /// A table of the forum came to an agreement, or not.
    void note(ForumId forum, bool agreed);

    /// An agreement of the forum was refused at home: it was none.
    void note_refusal(ForumId forum);

    /// The belief p_g that a table of the forum comes to an agreement, in (0, 1).
    [[nodiscard]] double belief(ForumId forum) const;

  private:
    /// What is known of a forum.
    struct Record {
        int tables = 0;
        int agreements = 0;
        std::optional<Expectation> expectation{};  // at this tick
    };

    /// A state's place in a forum.
    struct Seat {
        ForumId forum;
        Eigen::Index row;
    };

    std::vector<Record> records_;           // [forums]
    std::vector<std::vector<Seat>> seats_;  // [N] in forums that are open
};

}  // namespace parley
