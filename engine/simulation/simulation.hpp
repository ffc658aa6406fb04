#pragma once

#include "simulation/accounts.hpp"
#include "simulation/observer.hpp"
#include "simulation/run_state.hpp"

#include <cstdint>
#include <memory>

namespace parley {

/// One run: states meet, talk, bargain and implement, tick by tick.
///
/// A tick is the list of steps in `step`, in the order of ODD section 3. The setup stays as it is;
/// everything that changes is in one `RunState`. All randomness follows from (seed, replicate) and
/// the names of states and forums.
class Simulation {
  public:
    /// Begins a run. Throws std::invalid_argument when the setup contradicts itself.
    Simulation(std::shared_ptr<Setup const> setup, std::uint64_t seed, std::uint64_t replicate);
    Simulation(Setup setup, std::uint64_t seed, std::uint64_t replicate);

    /// Goes on from a checkpoint of a run with the same setup, seed and replicate.
    Simulation(std::shared_ptr<Setup const> setup, std::uint64_t seed, std::uint64_t replicate,
               RunState state);

    /// Runs what is left of the calendar.
    void run(std::span<Observer* const> observers);

    /// One tick. There must be one left.
    void step(std::span<Observer* const> observers);

    [[nodiscard]] bool finished() const { return state_.tick >= calendar().ticks; }
    [[nodiscard]] int tick() const { return state_.tick; }
    [[nodiscard]] Calendar const& calendar() const { return setup_->calendar; }
    [[nodiscard]] RunState const& state() const { return state_; }
    [[nodiscard]] World const& world() const { return state_.world; }
    /// Those among whom a forum meets: states, or authorities in their place.
    [[nodiscard]] World const& world_of(ForumId forum) const { return state_.world_of(forum); }
    /// Authorities and what they do; none: everything is up to states.
    [[nodiscard]] std::optional<LocalLevel> const& local() const { return state_.local; }
    [[nodiscard]] std::vector<Forum> const& forums() const { return state_.forums; }
    [[nodiscard]] Routing const& routing() const { return state_.routing; }
    [[nodiscard]] OutsideOptions const& outside_options() const { return state_.outside_options; }
    [[nodiscard]] Diplomacy const& diplomacy() const { return state_.diplomacy; }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] std::uint64_t replicate() const { return replicate_; }

    /// What forums cover by the present ties, at the meetings of the tick and at its end.
    [[nodiscard]] Vector const& coverage(ForumId forum) const;

    /// What ties states to each other at present.
    [[nodiscard]] Ties const& present_ties() const { return coverage_.ties(state_.world); }

    /// Payoffs of the policies in force, at the end of the last tick [N].
    [[nodiscard]] Vector const& actual_payoff() const { return accounts_.actual(state_.world); }
    [[nodiscard]] Vector const& perceived_payoff() const
    {
        return accounts_.perceived(state_.world);
    }

    /// What agreements have brought each state by the end of the last tick [N], see `gains`.
    [[nodiscard]] Vector const& gain() const { return accounts_.gain(state_.world); }

    /// The most that policies could bring all together at present [3], see `best_joint_gains`.
    [[nodiscard]] Vector const& best_joint_gain() const { return accounts_.best(state_.world); }

    /// Payoffs of local policies at the end of the last tick [A]; none: there are no authorities.
    [[nodiscard]] Vector authority_payoff() const
    {
        return state_.local ? state_.local->payoff() : Vector{};
    }

  private:
    using Observers = std::span<Observer* const>;

    /// Has a forum of theirs met in this tick?
    struct Met {
        std::vector<char> states;       // [N]
        std::vector<char> authorities;  // [A]
    };

    // the steps of a tick
    void end_what_runs_out();
    void renew_agreements();
    void apply_events(Observers observers);
    void move_people();
    void renew_interests();
    void administer();
    void route_issues();
    void open_talks();
    void tell_of_missed_talks(Observers observers);
    Met hold_meetings(Observers observers);
    void let_outlooks_fade(Met const& met);
    void ratify(Observers observers);
    void ratify_in(World& world, Observers observers);
    void check_compliance(Observers observers);
    void implement();

    [[nodiscard]] bool takes_place(std::size_t event) const;
    /// Returns the sessions, or none when other forums have all that is on its agenda.
    [[nodiscard]] std::optional<std::vector<Session>> meet(ForumId id,
                                                           Meeting::Surroundings const& with,
                                                           Observers observers);
    /// The talks of a forum go on for a tick. Returns the sessions that have ended, or none when
    /// the forum neither meets nor talks.
    [[nodiscard]] std::optional<std::vector<Session>> go_on_with_talks(
        ForumId id, Meeting::Surroundings const& with, Observers observers);
    [[nodiscard]] bool hold_first_round(Talks& talks, Sitting const& sitting,
                                        Meeting::Surroundings const& around);
    [[nodiscard]] Session sign(Talks const& talks, Session session, Sitting const& sitting,
                               Meeting::Surroundings const& around);
    [[nodiscard]] std::vector<IssueId> open_on(Topic const& topic, Sitting const& sitting) const;
    [[nodiscard]] std::string name_of(Topic const& topic) const;
    [[nodiscard]] int mandate_of(Topic const& topic) const;
    /// Texts of organisations for what tables have left open; those that are agreed follow them.
    void mediate(ForumId id, std::vector<Session>& sessions, Meeting::Surroundings const& with,
                 Observers observers);
    void set_agendas(Observers observers);
    [[nodiscard]] std::optional<IssueId> brought_up_by(Organisation const& organisation,
                                                       ForumId id) const;
    void bring_up(OrganisationId by, ForumId id, IssueId issue, Observers observers);
    [[nodiscard]] static Measuring asked_by(Observers observers, Level level);
    [[nodiscard]] std::vector<IssueId> routed(ForumId id) const;
    [[nodiscard]] Meeting::OutsideOption outside_option();
    [[nodiscard]] Vector traffic() const;
    void renew_exposure(VectorView traffic);
    [[nodiscard]] Meeting const& meeting_of(ForumId forum) const;

    std::shared_ptr<Setup const> setup_;
    std::uint64_t seed_;
    std::uint64_t replicate_;
    std::vector<std::uint64_t> event_places_;  // in the random streams
    RunState state_;
    Coverage coverage_;          // follows from the state
    mutable Accounts accounts_;  // likewise
    Migration migrate_;
    Meeting meeting_;
    Meeting local_meeting_;  // of authorities, who have no red lines
};

}  // namespace parley
