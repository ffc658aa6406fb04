#pragma once

#include "support/matrix.hpp"

#include <string_view>
#include <vector>

namespace parley {

/// How a table ended.
enum class Status {
    agreed,
    broken_off,  ///< no terms can satisfy those whose consent is needed, or a member walked away
    timed_out,   ///< the deadline passed while terms were still open
    /// terms were agreed, but those whose consent is needed no longer give it on the day of signing
    overtaken,
};

/// Why there is no agreement.
struct Block {
    enum class Reason {
        /// the member gets more without agreement than from what lay on the table
        reservation_value,
        red_line,       ///< the member's red line left no position open on the issue
        deadline,       ///< the member had not yet conceded enough when the deadline passed
        participation,  ///< the member would have signed, but too few others would
        cycling,        ///< the member joined and left in turn, and no coalition was stable
    };
    Eigen::Index member = 0;
    Eigen::Index issue = -1;  ///< -1: the terms as a whole
    Reason reason = Reason::reservation_value;
    /// By how much the member falls short, in payoff: how far its reservation value (or aspiration,
    /// for `deadline`) lies above what the terms gave it; for a red line the loss beyond what it
    /// bears. >= 0
    double shortfall = 0.0;

    friend bool operator==(Block const&, Block const&) = default;
};

/// One step of the talks, kept only when a trace is asked for.
struct Move {
    int round = 0;
    Eigen::Index member = -1;  ///< who moves; -1: the secretariat or all at once
    enum class Kind { offer, accept, walk_away, proposal, vote } kind = Kind::offer;
    Vector terms;         ///< [K] the terms offered, accepted or voted on
    double payoff = 0.0;  ///< what they give the mover, by its perceived interests
};

/// Where the members stand after a round: kept when a trace is asked for, by protocols in which all
/// move at once. Round 0 is the start.
struct Standing {
    int round = 0;
    Matrix position;  ///< [n, K]
    Matrix risk;      ///< [n, K] exponents of the members; NaN where a protocol knows none
    Vector median;    ///< [K] of positions, by power x salience
    Vector mean;      ///< [K] alike
};

/// What came of a table: terms, who signed, how long it took, or what blocked it.
///
/// An agreement binds every member at the table, the outvoted too: under a rule that can pass
/// against a member's will, `signatories` are all, and `consenting` says who was in favour.
struct Outcome {
    Status status = Status::broken_off;
    Vector terms;                   ///< [K] agreed, or the last on the table, or else in force
    std::vector<char> signatories;  ///< [n] bound by the agreement; all 0 when there is none
    std::vector<char> consenting;   ///< [n] in favour of `terms`; the outvoted sign without consent
    /// [n] who abstained from the vote on `terms`; empty where nobody may
    std::vector<char> abstaining{};
    int rounds = 0;                 ///< rounds used
    std::vector<Block> blocked_by;  ///< by member, then issue; never empty without agreement
    std::vector<Move> trace;        ///< empty unless asked for
    /// [n] that each member's proposal carries the day; empty where a protocol knows none
    Vector chances{};
    std::vector<Standing> standings{};  ///< empty unless asked for and known to the protocol

    /// Did a member abstain?
    [[nodiscard]] bool abstains(std::size_t member) const
    {
        return member < abstaining.size() && abstaining[member] != 0;
    }
};

/// Why there is no agreement: the block of the member that fell furthest short, of equals the
/// first; nullptr: nobody blocked anything.
[[nodiscard]] Block const* furthest_block(Outcome const& outcome);

/// "votes in favour", "abstains" or "votes against": how a member voted on the terms.
[[nodiscard]] std::string_view vote_in_words(Outcome const& outcome, std::size_t member);

[[nodiscard]] std::string_view to_string(Status status);         ///< "agreed", "broken_off", ...
[[nodiscard]] std::string_view to_string(Block::Reason reason);  ///< "reservation_value", ...
[[nodiscard]] std::string_view to_string(Move::Kind kind);       ///< "offer", "accept", ...

}  // namespace parley
