#pragma once

#include "forum/forum.hpp"
#include "forum/seating.hpp"
#include "negotiation/outcome.hpp"
#include "negotiation/solutions/nearest_terms.hpp"
#include "negotiation/solutions/price.hpp"
#include "negotiation/table.hpp"

namespace parley {

/// States that speak with one voice at a table, since a caucus has bound them to a common position.
struct Bloc {
    ForumId caucus;
    std::vector<std::size_t> seats;  ///< of its states at the table, in their order, at least two
    Vector agreed;                   ///< [K] the common position; NaN on issues without
};

/// The forums with `caucus`, whose members may speak as one in forums of higher levels.
class Caucuses {
  public:
    /// None at all.
    Caucuses() = default;

    /// Those of states among all forums, by id, which it borrows. O(forums).
    explicit Caucuses(std::span<Forum const> forums);

    /// Those on a lower level than a forum, the highest first, then by id. O(caucuses).
    [[nodiscard]] std::vector<ForumId> below(Forum const& forum) const;

    [[nodiscard]] Forum const& operator[](ForumId id) const { return forums_[id.slot()]; }

  private:
    std::span<Forum const> forums_;
    std::vector<ForumId> ids_;
};

/// The blocs at a table of a forum. A caucus that stands on a lower level makes a bloc of those at
/// the table whom its agreements bind on every issue of the table that is on its agenda, if there
/// is one. A state with several caucuses speaks with that of the highest level, then the first by
/// id. The common position is the mean of the terms that bind them, weighted by power. O(caucuses x
/// n K).
[[nodiscard]] std::vector<Bloc> blocs_at(World const& world, Caucuses const& caucuses,
                                         Forum const& forum, Seating const& seating);

/// Who speaks at a table: those of a bloc as one, at the place of its first state, all others by
/// themselves. Where there are no blocs, or a table would be left with one voice, everybody speaks
/// for itself, and what is asked by voice is what is given by seat.
class Voices {
  public:
    Voices(std::vector<Bloc> blocs, std::size_t seats);

    /// Those that speak as one; none where everybody speaks for itself.
    [[nodiscard]] std::vector<Bloc> const& blocs() const { return blocs_; }

    /// The table with one member a voice. A bloc has the power of its states together and their
    /// means to pay; its salience, values and disclosure are the means of theirs by power, its
    /// policy in force and, where it has no common position, its ideal and declared positions those
    /// by power x how much they care. A common position is its ideal point, and declared as it is.
    /// It bears on one issue what the strictest of its states bears, and its reservation value is
    /// what it has in force, without outside options. An externality is that of terms that all
    /// adopt: states that stay out of a treaty feel nothing of it.
    [[nodiscard]] Table merged(Table table) const;

    /// Means by power of what each seat has [n], by voice: of its states where it is a bloc.
    [[nodiscard]] Vector means(Vector by_seat, VectorView power) const;

    /// Weights that a decision rule counts, summed by voice.
    [[nodiscard]] std::vector<double> summed(std::vector<double> by_seat) const;

    /// What came of the merged table, by seat: what a bloc signed binds all of its states.
    [[nodiscard]] Outcome by_seat(Outcome outcome) const;

    /// What a breakdown would take, by seat: a bloc's share is that of its first state.
    [[nodiscard]] std::optional<Price> by_seat(std::optional<Price> price) const;
    [[nodiscard]] std::optional<NearestTerms> by_seat(std::optional<NearestTerms> nearest) const;

    /// Rows by voice as rows by seat.
    [[nodiscard]] Matrix by_seat(Matrix by_voice) const;

  private:
    [[nodiscard]] std::size_t count() const { return seats_of_.size(); }

    /// The share of each seat in a voice, by power [voices, n].
    [[nodiscard]] Matrix shares(VectorView power) const;

    std::vector<Bloc> blocs_;
    std::vector<std::vector<std::size_t>> seats_of_;   // [voices]
    std::vector<std::optional<std::size_t>> bloc_of_;  // [voices] in `blocs_`; none: a single seat
    std::vector<std::size_t> voice_of_;                // [seats]
};

}  // namespace parley
