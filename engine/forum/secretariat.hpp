#pragma once

#include "model/world.hpp"
#include "negotiation/table.hpp"

#include <span>
#include <vector>

namespace parley {

/// The organisations that serve a forum, and what they do together on some issues of it.
///
/// With c_o the share of the issues that lies within the mandate of organisation o, and x_o what it
/// does of its kind,
///
///     x = 1 - prod_o (1 - c_o x_o).
///
/// *Mediation* brings members to speak openly [Zartman and Touval 1985]. *Expertise* takes the
/// share x off the time that a mandate and a round of talks take, and off what talks and texts cost
/// a member x times its smallness: small delegations lack what a secretariat knows [Panke 2012].
/// *Monitoring* of an issue raises what leaving costs to 1 + x times as much, and lets policy
/// follow as if 1 + x years passed in one: who leaves is seen, and so is who does nothing [Keohane
/// 1984; Chayes and Chayes 1995].
class Secretariat {
  public:
    /// O(organisations log forums).
    Secretariat(std::span<Organisation const> organisations, ForumId forum);

    [[nodiscard]] std::vector<Organisation const*> const& organisations() const { return all_; }

    /// How well they bring members to speak openly, in [0, 1].
    [[nodiscard]] double mediation(std::span<IssueId const> issues) const;

    /// The share of time and price that they take off, in [0, 1].
    [[nodiscard]] double expertise(std::span<IssueId const> issues) const;

    /// How closely they watch an issue, in [0, 1].
    [[nodiscard]] double monitoring(IssueId issue) const;

    /// Where they stand: of those with a position on an issue of their mandate the weights add up,
    /// and the position is the mean by weight. Not of transfers and options. Empty: nowhere.
    [[nodiscard]] Counsel counsel(Issues const& world, std::span<IssueId const> issues) const;

  private:
    [[nodiscard]] double together(double Organisation::*share,
                                  std::span<IssueId const> issues) const;

    std::vector<Organisation const*> all_;
};

/// How small states are beside the largest of them [n]: 1 - GDP_i / max GDP, or by power where the
/// GDP of one is not known; in [0, 1].
[[nodiscard]] Vector smallness(States const& states, std::span<StateId const> members);

/// The share of what talks and texts cost each of them that expertise takes off [n], in [0, 1];
/// empty: nothing.
[[nodiscard]] Vector cost_saved(World const& world, ForumId forum, std::span<StateId const> members,
                                std::span<IssueId const> issues);

}  // namespace parley
