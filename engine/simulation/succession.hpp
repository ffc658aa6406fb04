#pragma once

#include "model/territories.hpp"
#include "simulation/run_state.hpp"

namespace parley {

/// Who may come to hold which territory, by the separations and unions of a run.
///
/// A state that separates at some time does not exist before: until then its territory belongs to
/// the state that it separates from, or, if that does not exist either, to that one's.
class Heirs {
  public:
    Heirs(std::span<Event const> events, Eigen::Index states);

    /// Does it exist only from some separation on?
    [[nodiscard]] bool begins(StateId state) const { return origin_[state.slot()] != state; }

    /// May it become a part of another?
    [[nodiscard]] bool ends(StateId state) const { return ends_[state.slot()] != 0; }

    /// Does any state begin or end?
    [[nodiscard]] bool any() const;

    /// Who holds territories as a run begins [N].
    [[nodiscard]] Holders at_start() const;

    /// Is a territory that of a state, or of one that separates from it?
    [[nodiscard]] bool belongs_to(StateId territory, StateId state) const;

    /// All that may hold each territory [N], itself included.
    [[nodiscard]] std::vector<std::vector<StateId>> all() const;

  private:
    std::vector<StateId> origin_;             // [N] what it separates from; itself: it never does
    std::vector<char> ends_;                  // [N]
    std::vector<std::vector<StateId>> next_;  // [N] who may hold it after, or before
};

/// States that are to begin are parts of others as a run begins: in numbers, flows and ties.
/// Nothing changes where no state begins or ends.
void begin_states(World& world, Setup const& setup);

/// The forums of a setup as a run begins: states that do not exist have no seats.
[[nodiscard]] std::vector<Forum> forums_at_start(Setup const& setup, States const& states);

/// A state becomes a member of a forum, if it is none.
void take_seat(RunState& state, StateId member, ForumId forum);

/// Parts of a state become states of their own: with their people and product, those who moved from
/// or to them, its capacity by the people who move, its policies, and seats in the forums whose
/// members they are described as. Its agreements in these forums bind them or not, and what it has
/// agreed on with a partner in a forum of the two is agreed on with that partner, too, where they
/// have such a forum; what waits for ratification does not. A state that exists stays, and nothing
/// separates from one that does not.
void separate(Separation<ById> const& separation, Setup const& setup, RunState& state);

/// States end: they leave all forums, nothing binds them, and their people, product, flows and
/// capacity are those of another, whose policies and agreements are now theirs.
void unite(Union<ById> const& union_, Setup const& setup, RunState& state);

}  // namespace parley
