#pragma once

#include "forum/caucus.hpp"
#include "forum/declaration.hpp"
#include "forum/discussion.hpp"
#include "forum/forum.hpp"
#include "forum/hardness.hpp"
#include "forum/outside_options.hpp"
#include "forum/sitting.hpp"
#include "forum/table_setting.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/solutions/nearest_terms.hpp"
#include "negotiation/solutions/price.hpp"

#include <functional>
#include <optional>

namespace parley {

/// Which talks of a forum brought a table to its end, and when they began.
struct OfTalks {
    int number = 0;       ///< of the forum's talks on the topic, from 0
    int opened = 0;       ///< tick
    int first_round = 0;  ///< tick at which the table was set and bargained over
};

/// One table brought to an end: the minutes of a negotiation, as data.
struct Session {
    int tick = 0;  ///< at which it ended
    ForumId forum;
    std::vector<StateId> members;    ///< n, as seated
    std::vector<Bloc> blocs;         ///< of members who spoke as one; their first one spoke
    std::vector<IssueId> issues;     ///< K, on the table
    Matrix declared;                 ///< [n, K] positions
    std::vector<Hardness> hardness;  ///< [K]
    /// [n] what they hoped for elsewhere, in payoff over what is in force, a bloc as one; empty:
    /// nothing counts
    Vector outside_option{};
    Vector signature{};      ///< [n] the price of a signature in payoff; empty: it costs nothing
    Outcome outcome;         ///< members and issues counted as seated
    OutcomeMetrics metrics;  ///< where they were asked for
    /// of a table without agreement, in USD a year, a bloc in the place of its first member; where
    /// it was asked for, the product of all is known, and red lines do not clash
    std::optional<Price> price{};
    /// of a table without agreement, where it was asked for, see `nearest_terms`
    std::optional<NearestTerms> nearest{};
    std::optional<OfTalks> talks{};  ///< none: the meeting settled it on its day
    std::vector<char> dropped{};  ///< [K] settled elsewhere before the day of signing; empty: none

    [[nodiscard]] bool drops(std::size_t issue) const
    {
        return !dropped.empty() && dropped[issue] != 0;
    }

    [[nodiscard]] bool agreed() const { return outcome.status == Status::agreed; }

    /// Places among the issues of those that were not dropped, in order.
    [[nodiscard]] std::vector<std::size_t> kept() const;

    /// Those who sign, as seated; nobody unless it agreed.
    [[nodiscard]] std::vector<StateId> signatories() const;
};

/// Are the outcomes of a meeting measured against the Nash solution, and breakdowns priced?
enum class Measuring { none, outcomes };

/// How a meeting is held and what of it is kept.
struct MeetingParams {
    Declaration::Params declaration{};
    Discussion::Params discussion{};
    Matrix red_line;            ///< [N, K] greatest loss on one issue alone, >= 0; infinity: none
    Trace trace = Trace::none;  ///< keep the moves of the talks?
};

/// A meeting of a forum: members declare positions, discuss, and bargain over the open issues, as
/// one package or each issue by itself; what they agree enters the regime, or waits for
/// ratification.
class Meeting {
  public:
    /// What those who sit may hope for elsewhere on the issues of their table [n], >= 0, in payoff
    /// over what is in force: their reservation values are as much higher.
    using OutsideOption = std::function<Vector(Seating const&)>;

    /// What lies around a meeting.
    struct Surroundings {
        Caucuses caucuses{};  ///< they make blocs; by default everybody speaks for itself
        OutsideOption outside_option{};  ///< of a bloc the mean by power; none: nobody has any
        Measuring measuring = Measuring::none;  ///< nothing else depends on it
    };

    /// Throws std::invalid_argument as Declaration and Discussion do.
    explicit Meeting(MeetingParams params);

    /// Holds the meeting and returns its sessions, one a table, in order of issues; empty when
    /// fewer than two members are left or nothing is open. On dyadic issues alone only those sit
    /// whom they concern. `random` is drawn from by the protocol alone. Learning and agreements
    /// change the world; interests are renewed after the discussion.
    std::vector<Session> operator()(World& world, Sitting const& sitting, RandomStream& random,
                                    Surroundings const& around) const;
    std::vector<Session> operator()(World& world, Sitting const& sitting,
                                    RandomStream& random) const;

    /// The first half of a meeting: members talk about what is on their agenda and learn. Nothing
    /// happens where fewer than two are left or the agenda is empty.
    void discuss(World& world, Sitting const& sitting) const;

    /// The other half, for one table: members bargain over issues, and what comes of it waits for
    /// the day of signing. At least one issue, which is open.
    [[nodiscard]] Session bargain(World const& world, Sitting const& sitting,
                                  std::span<IssueId const> issues, RandomStream& random,
                                  Surroundings const& around) const;

    /// A text of the secretariat, for those who could not agree: it joins the issues into one
    /// table, as what lies around it is, and proposes what it works out from what members tell it
    /// (`secretariat_text`), told_i = disclosure_i + (1 - disclosure_i) mediation. They sign or
    /// not, as on a day of signing. None where it finds no terms, or they do not carry the rule. At
    /// least one issue. Changes nothing. Joining issues makes room for trades that none of them has
    /// alone [Sebenius 1983].
    [[nodiscard]] std::optional<Session> mediate(World const& world, Sitting const& sitting,
                                                 std::span<IssueId const> issues, double mediation,
                                                 Surroundings const& around) const;

    /// The day of signing: the table that agreed is set again. Of those who sat the ones who are
    /// still members weigh the terms by their interests and reservation values of the day, and
    /// issues that others have settled drop out with their terms. When the rule no longer carries,
    /// or fewer than two are left, or nothing is, the table ends as `overtaken`. Under `opt_in`
    /// those who are better off outside do not sign, one after the other, the one that loses most
    /// first. O(one table), under `opt_in` O(n) payoffs for each who stays out.
    void weigh_again(World const& world, Sitting const& sitting, Session& session,
                     Surroundings const& around) const;

    /// Signs what a table has agreed: it enters the regime, or waits for ratification. A table
    /// without agreement costs trust.
    void conclude(World& world, Session const& session, Forum const& forum) const;

    /// What the member that gains least of talks would gain, in payoff, if the forum bargained over
    /// the issues now and the table ended at the Nash solution, over its reservation value and
    /// `cost`, a share of what is at stake for it; by perceived interests. All must gain, under a
    /// rule that binds the outvoted as many as carry it, and the least is of those; else none.
    /// Changes nothing. O(one Nash solution), which for two members is quick.
    [[nodiscard]] std::optional<double> least_net_gain(World const& world, Sitting const& sitting,
                                                       std::span<IssueId const> issues,
                                                       double cost) const;

    /// The terms [K] on which those who sit would settle the issues by the Nash solution; what is
    /// in force, weighted by power, where none lets all of them gain. Changes nothing.
    [[nodiscard]] Vector settlement(World const& world, Sitting const& sitting,
                                    Seating const& seating) const;

    /// What each member would gain over its reservation value [n], >= 0, if the forum met now and
    /// its table with the issue ended at the Nash solution, by perceived interests; 0 where there
    /// is none or the issue is not open. Changes nothing.
    [[nodiscard]] Vector expected_gains(World const& world, Sitting const& sitting,
                                        IssueId issue) const;

    /// The same issue by issue, over what is in force, for all tables that the forum would hold:
    /// nothing where fewer than two members are left or the agenda is empty, nor on dyadic issues.
    /// Changes nothing. O(one Nash solution a table).
    [[nodiscard]] Expectation expectation(World const& world, Sitting const& sitting) const;

    [[nodiscard]] Discussion const& discussion() const { return discussion_; }

  private:
    /// A table as it would be set now, and its Nash solution.
    struct Prospect {
        Table table;
        Vector terms;  ///< [K]
    };

    [[nodiscard]] std::optional<Prospect> prospect(World const& world, Sitting const& sitting,
                                                   Seating const& seating) const;
    /// A table as members bargain over it: blocs as one, outside options and the price of a
    /// signature in their reservation values.
    struct Laid {
        Table table;
        CommonInterests interests;  ///< by seat
        Vector outside_option;      ///< [voices] empty: nothing counts
        Vector signature;           ///< [voices] empty: it costs nothing
    };

    /// Who sits down about issues, and in which blocs; nothing has been said.
    [[nodiscard]] static Session seated(World const& world, Sitting const& sitting,
                                        std::span<IssueId const> issues,
                                        Surroundings const& around);

    /// Notes positions, hardness and outside options of a table, by seat.
    static void note_what_is_said(World const& world, Voices const& voices, Laid const& laid,
                                  Session& session);

    /// Notes what came of a table, by seat.
    static void note_outcome(Outcome outcome, Voices const& voices, Laid laid, Measuring measuring,
                             Session& session);

    [[nodiscard]] Laid lay(World const& world, Sitting const& sitting, Seating const& seating,
                           Voices const& voices, Surroundings const& around) const;

    MeetingParams params_;
    Declaration declare_;
    Discussion discussion_;
};

}  // namespace parley
