#pragma once

#include "forum/diplomacy.hpp"
#include "forum/outside_options.hpp"
#include "simulation/setup.hpp"

#include <cstdint>
#include <variant>

namespace parley {

/// What a run changes, and the world that it changes: with its setup, seed and replicate all that
/// the next tick depends on. A copy is a checkpoint, from which the run goes on with the same bits.
struct RunState {
    /// An issue that an organisation has brought up in a forum.
    struct BroughtUp {
        ForumId forum;
        IssueId issue;
        bool added;  ///< is it on the agenda for that alone?
    };

    /// What acts for a while: `renew_factors` says how, for each kind.
    struct Passing {
        std::variant<FlowShock<ById>, Attention<ById>, BroughtUp> what;
        int ends;  ///< first tick at which it acts no longer
    };

    /// As the run begins: profiles, powers and national variation are drawn, people move without
    /// any response to policy, what is in force at the start is signed, and policies are where
    /// it has brought them. Throws std::invalid_argument when the setup contradicts itself.
    RunState(Setup const& setup, std::uint64_t seed, std::uint64_t replicate);

    int tick = 0;  ///< the present one; during a step, the one under way
    World world;
    std::optional<LocalLevel> local;  ///< where there are authorities
    std::vector<Forum> forums;
    std::vector<ForumId> order;  ///< forums from the lowest level up, then by id
    Routing routing;
    OutsideOptions outside_options;
    Diplomacy diplomacy;  ///< talks under way, teams and habit
    Administration administration;
    std::optional<RoleVolumes> roles;  ///< when profiles follow
    std::vector<Passing> passing{};    ///< shocks, attention and issues brought up that act now
    Vector brought_up;                 ///< [organisations] issues that each has brought up so far
    Vector texts_agreed;               ///< [organisations] texts of each that were agreed so far
    Vector base_exposure;              ///< [N] at base flows
    Vector base_through;               ///< [N] people who cross, leave or arrive at base flows
    Outlook<EveryState> at_rest;       ///< [N] what outlooks fade to without meetings
    Outlook<EveryState> local_rest{};  ///< [A] the same of authorities

    /// Those among whom a forum meets: states, or authorities in their place.
    [[nodiscard]] World const& world_of(ForumId forum) const
    {
        return forums[forum.slot()].is_of_authorities() ? local->world() : world;
    }
    [[nodiscard]] World& world_of(ForumId forum)
    {
        return forums[forum.slot()].is_of_authorities() ? local->world() : world;
    }

    /// Both worlds, or the one of states.
    [[nodiscard]] std::vector<World*> worlds();

  private:
    void begin_local(Authorities const& authorities);
};

/// Forums from the lowest level up, then by id: the order in which they meet.
[[nodiscard]] std::vector<ForumId> lowest_level_first(std::vector<Forum> const& forums);

}  // namespace parley
