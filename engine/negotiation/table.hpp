#pragma once

#include "negotiation/decision_rule.hpp"
#include "negotiation/externality.hpp"
#include "support/matrix.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace parley {

/// What those say who have a position and no vote: by issue the weight of what they say, as a share
/// of that of all members together, and their position.
struct Counsel {
    Vector weight{};    ///< [K] >= 0; 0: nothing is said on the issue; empty: on none
    Vector position{};  ///< [K] on the scale

    [[nodiscard]] bool is_empty() const { return weight.size() == 0; }

    /// Terms as they are after it has been heard: (x + v p) / (1 + v).
    [[nodiscard]] Vector heard(Vector terms) const;
};

/// Who sits at a negotiating table and what lies on it: the one thing all bargaining works on.
///
/// n members bargain over terms x, a position for each of K issues on the issue's own scale, which
/// is [0, 1] in a simulated world. The payoff of terms to member i is
///
///     u_i(x) = sum_k (value_ik (x_k - ideal_ik) - salience_ik (x_k - ideal_ik)^2) + constant_i
///
/// and without agreement it gets `reservation_i`. An issue with values is a *transfer*: money or
/// another side payment, x_k of it, of which the members with value < 0 are the payers. Nobody
/// weighs a transfer by salience, and each member's ideal point lies at the end of the scale that
/// its value points to. Members and issues are counted from 0 here; what states and issues of a
/// world they are is known to the forum that set the table.
///
/// An issue with *options* is settled by one of L alternatives, not by any position: option l
/// stands at the place lower + l (upper - lower) / (L - 1), and only there can terms be. What is in
/// force may be on its way from one to the next: its payoff there is interpolated. Nobody weighs it
/// by salience or value, it counts from a member's best option, and each member's ideal point is
/// the place of that.
///
/// On issues with an *externality* a member feels what the others do, too, and on *dyadic* ones it
/// has a policy towards each: `settle_externality` derives ideal, salience and constant for terms
/// that all members adopt, and `in_force` is what members do that sign nothing. A Table is plain
/// data; `check` says whether it can be negotiated.
struct Table {
    Vector lower, upper;  ///< [K] ends of each issue's scale
    Matrix ideal;         ///< [n, K] perceived ideal points, on the scale, or beyond a narrow one
    Matrix declared;      ///< [n, K] official stances, on the scale; all that the others see
    Matrix salience;      ///< [n, K] >= 0; public
    Matrix in_force;      ///< [n, K] what holds for each member without agreement, on the scale
    Matrix red_line;      ///< [n, K] greatest loss on one issue alone, >= 0; infinity: no red line
    Matrix value{};  ///< [n, K] payoff of a unit of a transfer; 0 elsewhere; empty: no transfers
    /// [n, K] how much of a transfer the member can pay, on the issue's scale, >= 0; empty: any
    /// amount
    Matrix means{};
    /// [K] payoff of each option to each member [n, L]; no columns: any position; empty: no options
    std::vector<Matrix> options{};
    Vector constant;         ///< [n] added to each member's payoff
    Vector reservation;      ///< [n] payoff of no agreement; -infinity: any terms are accepted
    Vector disclosure;       ///< [n] in [0, 1]: 1 shows the ideal point as it is
    Vector power;            ///< [n] >= 0
    double mediation = 0.0;  ///< how well a secretariat serves the table, in [0, 1]
    Counsel counsel{};       ///< enters proposals of `compromise` and texts of a secretariat
    DecisionRule rule = DecisionRule::unanimity(1);
    int deadline = 20;                         ///< rounds, >= 1
    std::optional<Externality> externality{};  ///< none: nobody minds what others do, nor to whom

    [[nodiscard]] Eigen::Index members() const { return ideal.rows(); }
    [[nodiscard]] Eigen::Index issues() const { return ideal.cols(); }

    /// The value of an entry, 0 where there are no transfers.
    [[nodiscard]] double value_of(Eigen::Index member, Eigen::Index issue) const
    {
        return value.size() > 0 ? value(member, issue) : 0.0;
    }

    [[nodiscard]] bool is_transfer(Eigen::Index issue) const
    {
        return value.size() > 0 && (value.col(issue).array() != 0.0).any();
    }

    [[nodiscard]] bool has_options(Eigen::Index issue) const
    {
        return !options.empty() && options[static_cast<std::size_t>(issue)].cols() > 0;
    }

    /// The options of an issue that has them [n, L].
    [[nodiscard]] Matrix const& options_of(Eigen::Index issue) const
    {
        return options[static_cast<std::size_t>(issue)];
    }

    /// The most packages that options may make together.
    static constexpr double most_packages = 4096.0;

    /// Where an option stands on its issue's scale.
    [[nodiscard]] double place(Eigen::Index issue, Eigen::Index option) const;

    /// The loss on an issue with options: interpolated between their places.
    [[nodiscard]] double loss_among_options(Eigen::Index member, Eigen::Index issue,
                                            double position) const;

    /// What a position on one issue costs a member against its ideal point, >= 0 on the scale.
    [[nodiscard]] double loss(Eigen::Index member, Eigen::Index issue, double position) const
    {
        if (has_options(issue)) {
            return loss_among_options(member, issue, position);
        }
        double const distance = position - ideal(member, issue);
        return salience(member, issue) * distance * distance - value_of(member, issue) * distance;
    }

    /// How much each member cares for each issue [n, K]: its salience, the size of its value, or
    /// what lies between its best and worst option / range^2.
    [[nodiscard]] Matrix weight() const;

    /// The ideal points that members show [n, K]: disclosure ideal + (1 - disclosure) declared. It
    /// is public who pays and who receives a transfer, and what options are worth: there they are
    /// the ideal points.
    [[nodiscard]] Matrix shown() const;

    /// Payoff of terms x [K] to a member. O(K), no allocation.
    [[nodiscard]] double payoff(Eigen::Index member, VectorView terms) const;

    /// Payoff to a member of terms x [K] that those with `signatories[j]` true adopt while
    /// everybody else keeps what is in force; the reservation value is what it has when nobody
    /// signs. Without externality: payoff(i, x) to those who sign, the reservation value to those
    /// who do not. O(n K).
    [[nodiscard]] double payoff_when(Eigen::Index member, std::span<char const> signatories,
                                     VectorView terms) const;

    /// The reservation payoff that `in_force` alone gives: payoff(i, in_force_i) [n], or, with an
    /// externality, that of everybody's.
    [[nodiscard]] Vector payoff_in_force() const;

    /// The part of it that hangs on one issue. O(1), with an externality O(n).
    [[nodiscard]] double payoff_in_force_on(Eigen::Index member, Eigen::Index issue) const;

    /// What a position on one issue that all members adopt adds to a member's payoff in force; over
    /// all issues payoff(i, x) - payoff_in_force()[i]. O(1), with an externality O(n).
    [[nodiscard]] double gain_on(Eigen::Index member, Eigen::Index issue, double position) const;

    /// What is at stake for a member: `sum_k salience_ik range_k^2 + |value_ik| range_k`, with
    /// range_k = upper_k - lower_k, and of options what lies between best and worst. O(K).
    [[nodiscard]] double stake(Eigen::Index member) const;

    /// A member's unit of payoff, by which gains are compared between members whatever the scale of
    /// their payoffs: its stake + |constant_i - reservation_i|, or 1 where that is 0. O(K).
    [[nodiscard]] double unit(Eigen::Index member) const;

    /// Payoffs of a member that differ by no more than this count as equal: 1e-9 of its unit. Every
    /// comparison of payoffs uses it.
    [[nodiscard]] double tolerance(Eigen::Index member) const { return 1e-9 * unit(member); }

    /// Power as shares that sum to 1 [n]; equal shares where nobody has any.
    [[nodiscard]] Vector power_share() const;

    /// Where each issue stands without agreement [K]: the mean of `in_force`, weighted by power,
    /// and exactly the common value where all members have the same.
    [[nodiscard]] Vector terms_in_force() const;

    /// Sets ideal point and salience on issues with an externality, and the constants, from
    /// `externality`.
    void settle_externality();

    /// The same table with only the members with `seated[i]` true, under unanimity; what the others
    /// have in force counts where there is an externality.
    [[nodiscard]] Table with_only(std::span<char const> seated) const;

    /// Throws std::invalid_argument, naming the field, unless shapes agree, n >= 1, K >= 1,
    /// positions lie on their scales, weights are >= 0, everything but red lines, means and
    /// reservation values is finite, transfers have no salience and ideal points at the ends, the
    /// deadline is >= 1, and the rule is one for n members.
    void check() const;

    /// Throws std::invalid_argument, naming the protocol and the first member without a reservation
    /// value: a protocol that bargains over payoffs needs one from everybody.
    void demand_reservation(std::string_view protocol) const;

    /// Throws std::invalid_argument, naming the protocol and the first issue that is a transfer: a
    /// protocol that knows positions only does not know what to do with it.
    void demand_positions_only(std::string_view protocol) const;

    /// Throws std::invalid_argument, naming the protocol and the first issue with options: a
    /// protocol that gives way little by little does not know what to do with it.
    void demand_no_options(std::string_view protocol) const;
};

/// The members with `seated[i]` true, in their order.
[[nodiscard]] std::vector<Eigen::Index> seats_of(std::span<char const> seated);

}  // namespace parley
