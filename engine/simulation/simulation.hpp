#pragma once

#include "forum/routing.hpp"
#include "model/migration.hpp"
#include "model/role_volumes.hpp"
#include "simulation/administration.hpp"
#include "simulation/calendar.hpp"
#include "simulation/draws.hpp"
#include "simulation/observer.hpp"

#include <cstdint>

namespace parley {

/// How people move, and what their moving makes of states.
struct MigrationParams {
    Migration::Params response{};
    double attrition = 0.02;       ///< share of a stock that dies or returns a year, >= 0
    bool profiles_follow = false;  ///< do actual profiles follow stocks and flows?
    RoleVolumes::Params roles{};
};

/// What a scenario describes: everything that is the same for all of its replicates.
struct Setup {
    Calendar calendar;
    World world;  ///< at the start, without national variation; interests need not be set
    std::vector<Forum> forums;  ///< in order of their ids
    std::vector<Event> events;
    MeetingParams meetings;
    Draws draws{};  ///< of states, anew for each run
    MigrationParams migration{};
    AdministrationParams administration{};
    Routing::Params routing{};
    bool outside_option = false;  ///< does what other forums may bring raise reservation values?
    double variation = 0.0;       ///< standard deviation of ideal points between states, >= 0
    double implementation_rate =
        0.5;  ///< share of the way to its target that a policy goes a year, (0, 1]
};

/// One run: states meet, talk, bargain and implement, tick by tick.
///
/// A tick, in order: lapsing agreements, events, flows and stocks, profiles and exposure,
/// interests, loads and capacities, the routes of issues, the forums due from the lowest level up
/// (then by id), ratification, compliance, implementation, payoffs. All randomness follows from
/// (seed, replicate) and the names of states and forums.
class Simulation {
  public:
    /// Throws std::invalid_argument when the setup contradicts itself.
    Simulation(Setup setup, std::uint64_t seed, std::uint64_t replicate);

    /// Runs what is left of the calendar.
    void run(std::span<Observer* const> observers);

    /// One tick. There must be one left.
    void step(std::span<Observer* const> observers);

    [[nodiscard]] bool finished() const { return tick_ >= setup_.calendar.ticks; }
    [[nodiscard]] int tick() const
    {
        return tick_;
    }  ///< the present one; during a step, the one under way
    [[nodiscard]] Calendar const& calendar() const { return setup_.calendar; }
    [[nodiscard]] World const& world() const { return setup_.world; }
    [[nodiscard]] std::vector<Forum> const& forums() const { return setup_.forums; }
    [[nodiscard]] Routing const& routing() const { return routing_; }
    [[nodiscard]] OutsideOptions const& outside_options() const { return outside_options_; }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] std::uint64_t replicate() const { return replicate_; }

    /// What ties states to each other now. O(C log C), C corridors and routes.
    [[nodiscard]] Interdependence interdependence() const;

    /// Payoffs of the policies in force, at the end of the last tick [N].
    [[nodiscard]] Vector const& actual_payoff() const { return actual_payoff_; }
    [[nodiscard]] Vector const& perceived_payoff() const { return perceived_payoff_; }

  private:
    /// A factor that ends.
    struct Passing {
        Event::What what;
        int ends;
    };

    void draw_variation();
    void happen(Event const& event);
    void end_what_passes();
    void renew_factors();
    void move_people();
    void renew_exposure();
    void route_issues();
    [[nodiscard]] Forum routed(ForumId id) const;
    [[nodiscard]] Meeting::OutsideOption outside_option(ForumId id);
    void hold_meetings(std::span<Observer* const> observers);
    void fade(std::vector<char> const& met);
    void ratify(std::span<Observer* const> observers);
    void comply(std::span<Observer* const> observers);
    void implement();

    // what each kind of event does
    void take_effect(FlowShock const& shock);
    void take_effect(Attention const& attention);
    void take_effect(ProfileChange const& change);
    void take_effect(SelfImageChange const& change);
    void take_effect(OutlookChange const& change);
    void take_effect(Override const& change);
    void take_effect(Accession const& accession);
    void take_effect(Withdrawal const& withdrawal);
    void take_effect(AgendaChange const& change);
    void take_effect(Opening const& opening);
    void take_effect(Funding const& funding);

    Setup setup_;
    Migration migrate_;
    std::optional<RoleVolumes> roles_;  // when profiles follow
    Administration administer_;
    Meeting meeting_;
    Routing routing_;
    OutsideOptions outside_options_;
    std::uint64_t seed_;
    std::uint64_t replicate_;
    int tick_ = 0;
    std::vector<ForumId> order_;  // forums from the lowest level up
    std::vector<std::uint64_t> event_places_;
    std::vector<Passing> passing_;  // shocks and attention that act now
    Vector base_exposure_;          // at base flows
    Vector base_through_;
    Vector recognition_at_rest_;  // what fades, fades to these
    Vector disclosure_at_rest_;
    Vector actual_payoff_;
    Vector perceived_payoff_;
};

}  // namespace parley
