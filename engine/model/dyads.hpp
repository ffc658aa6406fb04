#pragma once

#include "support/id.hpp"
#include "support/matrix.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace parley {

/// One agreement's hold on one state and issue.
struct Commitment {
    ForumId forum;
    double terms;               ///< in [0, 1]
    double bindingness;         ///< in (0, 1]
    std::optional<int> lapses;  ///< first tick at which it binds no longer
    int tick;                   ///< of signing
    std::size_t parties;        ///< whom the agreement bound when it came into force
    std::uint32_t agreement;    ///< its number in the regime, from 1
};

/// The share of its way that a policy goes when it is watched: as if 1 + m times the time had
/// passed, 1 - (1 - rate)^(1 + m), with m >= 0.
[[nodiscard]] double hastened(double rate, double monitoring);

/// What two states do towards each other on a dyadic issue.
struct BothWays {
    double own;   ///< z_ij
    double felt;  ///< z_ji
};

/// How closely what a forum has agreed on an issue is watched, in [0, 1].
using Monitoring = std::function<double(ForumId, IssueId)>;

/// Policies that states have towards each other on a dyadic issue: z_ij of state i towards its
/// partner j.
///
/// Between two states holds the most specific agreement that binds both: the one with the fewest
/// parties, of equals the one signed last, then that of the forum with the greatest id. With its
/// terms x and bindingness b
///
///     z*_ij = z0_i + b (x - z0_i),   z_ij += rate_i (z*_ij - z_ij),
///
/// z0_i what state i would do alone; where nothing holds between them, z*_ij = z0_i. So a state has
/// one policy towards all with whom nothing ever held, and only pairs between whom something did
/// are kept one by one: 2 bytes for every z_ij, and 12 more for those.
class Dyads {
  public:
    /// of one state on the issue, at most one a forum
    using Commitments = std::vector<Commitment>;

    /// Policy starts at the national status quo [N] towards everybody. Throws std::invalid_argument
    /// for more than 65 536 states.
    explicit Dyads(VectorView status_quo);

    /// z_ij in force; that of a state towards itself means nothing. O(1).
    [[nodiscard]] double policy(StateId i, StateId j) const
    {
        Place const place = pair_at_[place_of(i, j)];
        return place == nowhere ? policy_(i.index()) : pairs_[place - 1].policy[i < j ? 0 : 1];
    }

    /// z_ij and z_ji in force. O(1).
    [[nodiscard]] BothWays both_ways(StateId i, StateId j) const
    {
        Place const place = pair_at_[place_of(i, j)];
        if (place == nowhere) {
            return {policy_(i.index()), policy_(j.index())};
        }
        auto const& policy = pairs_[place - 1].policy;
        return i < j ? BothWays{policy[0], policy[1]} : BothWays{policy[1], policy[0]};
    }

    /// What holds between two states; nullptr: nothing does. O(1).
    [[nodiscard]] Commitment const* between(StateId i, StateId j) const
    {
        Place const place = pair_at_[place_of(i, j)];
        if (place == nowhere || pairs_[place - 1].held == nowhere) {
            return nullptr;
        }
        return &agreements_[pairs_[place - 1].held];
    }

    /// What would hold between two states with these commitments without what a forum holds them
    /// to; nullptr: nothing would. O(c_i c_j), c commitments a state.
    [[nodiscard]] static Commitment const* between(Commitments const& of_i, Commitments const& of_j,
                                                   ForumId without);

    /// Where a state's policy heads: to the terms of what is held, else to `alone` in [0, 1].
    [[nodiscard]] static double target(Commitment const* held, double alone);

    /// Some commitments of `changed` states have ended; `commitments` [N] are those that are left.
    /// O(c) for each pair between whom something ever held, or for each of changed N where these
    /// are fewer, and c^2 where one of them held.
    void end(std::span<StateId const> changed, std::span<Commitments const> commitments);

    /// `parties` [n] are bound by a new agreement, which replaces what held between them where it
    /// is more specific, or as specific and newer. O(n^2).
    void add(std::span<StateId const> parties, Commitment const& commitment);

    /// A new state takes over the policies of the state that it leaves, and all others keep towards
    /// it what they had towards that one. O(N).
    void succeed(StateId successor, StateId predecessor);

    /// Between a state, which has come to be bound, and others holds what their `commitments` [N]
    /// have in common. O(N c^2).
    void join(StateId state, std::span<Commitments const> commitments);

    /// How closely what a forum has agreed on the issue is watched, in [0, 1].
    using Watched = std::function<double(ForumId)>;

    /// Moves policies by `rate` [N] in [0, 1] of the way to their targets, z0 being `alone` [N];
    /// where something holds between two that is watched, `hastened`. O(N + pairs between whom
    /// something ever held).
    void implement(VectorView rate, VectorView alone, Watched const& watched);

  private:
    using Place = std::uint32_t;
    static Place constexpr nowhere = 0;

    /// Two states between whom something holds, or once did.
    struct Pair {
        std::array<double, 2> policy;  // of the lower towards the higher state, and back
        Place held;                    // 1 + a place in agreements_
        std::uint16_t lower, higher;
    };

    /// The agreements that hold between anybody.
    class Agreements {
      public:
        /// Where it stands, for one more pair.
        [[nodiscard]] Place take(Commitment const& commitment);

        /// One pair fewer has it.
        void leave(Place place);

        [[nodiscard]] Commitment const& operator[](Place place) const
        {
            return kept_[place - 1].commitment;
        }

      private:
        struct Kept {
            Commitment commitment;
            std::uint32_t pairs;
        };

        std::vector<Kept> kept_;
        std::vector<Place> free_;
        std::map<std::uint32_t, Place> place_of_;  // by number
    };

    [[nodiscard]] static std::size_t place_of(StateId i, StateId j)
    {
        auto const [lower, higher] = std::minmax({i.slot(), j.slot()});  // by value
        return higher * (higher + 1) / 2 + lower;
    }
    [[nodiscard]] Pair& known(StateId i, StateId j);
    void hold(Pair& pair, Commitment const* commitment);

    Vector policy_;               // [N] towards those with whom nothing ever held
    std::vector<Place> pair_at_;  // [N (N + 1) / 2] 1 + a place in pairs_
    std::vector<Pair> pairs_;
    Agreements agreements_;
};

}  // namespace parley
