#include "output/minutes.hpp"

#include "output/dollars.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace parley {
namespace {

/// Writes the minutes of one table.
class Minutes {
  public:
    Minutes(Simulation const& simulation, Session const& session)
        : world_{simulation.world_of(session.forum)},
          forums_{simulation.forums()},
          calendar_{simulation.calendar()},
          session_{session}
    {
    }

    [[nodiscard]] std::string operator()() const
    {
        bool const single = session_.issues.size() == 1;
        std::string text = blocs();
        text += single ? "  On " + declarations(0) : fmt::format("  On {}:\n", issues());
        for (std::size_t k = 0; !single && k < session_.issues.size(); ++k) {
            text += "    " + declarations(k);
        }
        text += talks() + clock();
        return text + (session_.agreed() ? agreement() : breakdown()) + '\n';
    }

  private:
    [[nodiscard]] std::string_view state(Eigen::Index member) const
    {
        return world_.states.id[session_.members[StateId{member}.slot()].slot()];
    }

    [[nodiscard]] std::string_view issue(Eigen::Index on_table) const
    {
        return world_.issues.id[session_.issues[IssueId{on_table}.slot()].slot()];
    }

    [[nodiscard]] std::string issues() const
    {
        std::string names;
        for (Eigen::Index k = 0; k < std::ssize(session_.issues); ++k) {
            names += fmt::format("{}{}", k == 0 ? "" : ", ", issue(k));
        }
        return names;
    }

    /// When talks that took time began, and what they lost on the way.
    [[nodiscard]] std::string clock() const
    {
        if (!session_.talks) {
            return {};
        }
        std::string const text =
            fmt::format("    Talks opened in {}, first round in {}",
                        calendar_.month_of(session_.talks->opened).text(),
                        calendar_.month_of(session_.talks->first_round).text());
        std::string settled;
        for (std::size_t k = 0; k < session_.issues.size(); ++k) {
            if (session_.drops(k)) {
                settled +=
                    fmt::format("{}{}", settled.empty() ? "" : ", ", issue(IssueId{k}.index()));
            }
        }
        return text +
               (settled.empty() ? ".\n" : fmt::format("; settled elsewhere: {}.\n", settled));
    }

    [[nodiscard]] std::string declarations(std::size_t k) const
    {
        auto const column = static_cast<Eigen::Index>(k);
        Hardness const& measured = session_.hardness[k];
        std::string line = fmt::format(
            "{}: {} interests, hardness {:.2f}. Declared:", issue(column),
            interest_pattern_names[static_cast<std::size_t>(measured.pattern)], measured.hardness);
        for (Eigen::Index n = 0; n < session_.declared.rows(); ++n) {
            line += fmt::format("{} {} {:.2f}", n == 0 ? "" : ",", state(n),
                                session_.declared(n, column));
        }
        return line + ".\n";
    }

    /// A line for each bloc: who speaks with the first of them.
    [[nodiscard]] std::string blocs() const
    {
        std::string text;
        for (Bloc const& bloc : session_.blocs) {
            std::string names;
            for (std::size_t const n : bloc.seats) {
                names += fmt::format("{}{}", names.empty() ? "" : ", ",
                                     world_.states.id[session_.members[n].slot()]);
            }
            text += fmt::format("  Speaking as one, for {}: {}.\n",
                                forums_[bloc.caucus.slot()].name, names);
        }
        return text;
    }

    /// A position, or the name of an option.
    [[nodiscard]] std::string settled(Eigen::Index on_table, double position) const
    {
        auto const issue = session_.issues[IssueId{on_table}.slot()];
        if (!world_.issues.has_options(issue.index())) {
            return fmt::format("{:.2f}", position);
        }
        auto const& ids = world_.issues.options[issue.slot()].id;
        auto const last = static_cast<double>(ids.size() - 1);
        double const place = std::round(position * last);
        return std::abs(position * last - place) < 1e-9 ? ids[static_cast<std::size_t>(place)]
                                                        : fmt::format("{:.2f}", position);
    }

    [[nodiscard]] std::string terms(Vector const& terms) const
    {
        if (terms.size() == 1) {
            return settled(0, terms(0));
        }
        std::string text;
        for (Eigen::Index k = 0; k < terms.size(); ++k) {
            text += fmt::format("{}{} {}", k == 0 ? "" : ", ", issue(k), settled(k, terms(k)));
        }
        return text;
    }

    /// A line a round, from 1; rounds that repeat the one before are told once.
    [[nodiscard]] std::string talks() const
    {
        std::vector<Move> const& moves = session_.outcome.trace;
        std::string text;
        std::string last;
        int first_round = 0;
        int last_round = 0;
        auto const tell = [&] {
            if (!last.empty() && first_round == last_round) {
                text += fmt::format("    Round {}: {}.\n", first_round, last);
            } else if (!last.empty()) {
                text +=
                    fmt::format("    Rounds {} to {}, each: {}.\n", first_round, last_round, last);
            }
        };
        for (auto move = moves.begin(); move != moves.end();) {
            int const round = move->round;
            std::string said;
            for (; move != moves.end() && move->round == round; ++move) {
                said += fmt::format("{}{}", said.empty() ? "" : "; ", moved(*move));
            }
            if (said != last) {
                tell();
                last = std::move(said);
                first_round = round + 1;
            }
            last_round = round + 1;
        }
        tell();
        return text;
    }

    [[nodiscard]] std::string moved(Move const& move) const
    {
        auto const mover =
            move.member < 0 ? std::string_view{"the secretariat"} : state(move.member);
        switch (move.kind) {
            case Move::Kind::offer:
                return fmt::format("{} offers {}", mover, terms(move.terms));
            case Move::Kind::accept:
                return fmt::format("{} accepts", mover);
            case Move::Kind::walk_away:
                return fmt::format("{} walks away", mover);
            case Move::Kind::proposal:
                return fmt::format("proposed {}", terms(move.terms));
            case Move::Kind::vote:
                return fmt::format("{} {}", mover,
                                   vote_in_words(session_.outcome, StateId{move.member}.slot()));
        }
        return {};
    }

    /// "A, B and C" of those members for whom `wanted` holds; "all" when it holds for every one.
    template <class Wanted>
    [[nodiscard]] std::string members(Wanted const& wanted) const
    {
        std::vector<std::string_view> names;
        for (Eigen::Index n = 0; n < std::ssize(session_.members); ++n) {
            if (wanted(StateId{n}.slot())) {
                names.push_back(state(n));
            }
        }
        if (names.size() == session_.members.size()) {
            return "all";
        }
        std::string text;
        for (std::size_t n = 0; n < names.size(); ++n) {
            if (n > 0) {
                text += n + 1 == names.size() ? " and " : ", ";
            }
            text += names[n];
        }
        return text;
    }

    [[nodiscard]] std::string agreement() const
    {
        Outcome const& outcome = session_.outcome;
        std::string const text = fmt::format(
            "    Agreed after {} round{}: {}. Signed by {}.", outcome.rounds,
            outcome.rounds == 1 ? "" : "s", terms(outcome.terms), members([&](std::size_t n) {
                return outcome.signatories[n] != 0 && outcome.consenting[n] != 0;
            }));
        auto const bound = [&](bool abstained) {
            return members([&, abstained](std::size_t n) {
                return outcome.signatories[n] != 0 && outcome.consenting[n] == 0 &&
                       outcome.abstains(n) == abstained;
            });
        };
        std::string const outvoted = bound(false);
        std::string const abstained = bound(true);
        return text +
               (outvoted.empty() ? "" : fmt::format(" Outvoted and bound: {}.", outvoted)) +
               (abstained.empty() ? "" : fmt::format(" Abstained and bound: {}.", abstained)) +
               '\n';
    }

    [[nodiscard]] std::string breakdown() const
    {
        Outcome const& outcome = session_.outcome;
        std::string_view how = "Broken off";
        if (outcome.status != Status::broken_off) {
            how = outcome.status == Status::overtaken ? "Overtaken" : "Out of time";
        }
        std::string text = fmt::format("    {} after {} round{}, without agreement.", how,
                                       outcome.rounds, outcome.rounds == 1 ? "" : "s");
        for (Block const& block : outcome.blocked_by) {
            text += ' ' + because(block) + elsewhere(block);
        }
        return text + how_near() + what_it_would_take() + '\n';
    }

    /// Who alone was in the way, or that nobody was.
    [[nodiscard]] std::string how_near() const
    {
        if (!session_.nearest) {
            return {};
        }
        NearestTerms const& nearest = *session_.nearest;
        if (nearest.all_could_gain()) {
            return fmt::format(" All could have gained, by {}.", terms(nearest.terms));
        }
        if (!nearest.all_but) {
            return {};
        }
        return fmt::format(" All but {} could have gained, by {}; it would lose {:.3f}.",
                           state(*nearest.all_but), terms(nearest.terms_of_others), nearest.lost);
    }

    /// The price of the breakdown, and whether there is the money to pay it.
    [[nodiscard]] std::string what_it_would_take() const
    {
        if (!session_.price) {
            return {};
        }
        Price const& price = *session_.price;
        if (!price.opens()) {
            return " No money could bring all in: together they would lose.";
        }
        if (price.amount() == 0.0 && session_.nearest && session_.nearest->all_could_gain()) {
            return {};  // that has been said
        }
        if (price.amount() == 0.0) {
            return fmt::format(" All would gain by {}.", terms(price.terms));
        }
        return fmt::format(" It would take {} a year for {}; members who gain could pay {}.",
                           dollars(price.amount()), terms(price.terms),
                           dollars(price.affordable()));
    }

    /// What a shortfall is worth to a member, where that is known.
    [[nodiscard]] std::string worth(Block const& block) const
    {
        return session_.price
                   ? fmt::format(", worth {} a year",
                                 dollars(block.shortfall * session_.price->lambda(block.member)))
                   : "";
    }

    /// What a member whose reservation value stood in the way hoped for in other forums.
    [[nodiscard]] std::string elsewhere(Block const& block) const
    {
        Vector const& option = session_.outside_option;
        bool const by_payoff = block.reason == Block::Reason::reservation_value ||
                               block.reason == Block::Reason::deadline;
        if (!by_payoff || option.size() == 0 || option(block.member) < 0.0005) {
            return {};
        }
        return fmt::format(" It hopes for {:.3f} elsewhere.", option(block.member));
    }

    [[nodiscard]] std::string because(Block const& block) const
    {
        auto const what =
            block.issue < 0 ? std::string{"the terms"} : fmt::format("{}", issue(block.issue));
        switch (block.reason) {
            case Block::Reason::reservation_value:
                if (block.shortfall < 0.0005) {
                    return fmt::format("{} has nothing to gain.", state(block.member));
                }
                return fmt::format(
                    "{}: {} would leave it worse off than no agreement, by {:.3f}{}.",
                    state(block.member), what, block.shortfall, worth(block));
            case Block::Reason::red_line:
                return fmt::format("{}: {} would cross its red line, by {:.3f}.",
                                   state(block.member), what, block.shortfall);
            case Block::Reason::participation:
                return fmt::format("{} would have signed, but too few others.",
                                   state(block.member));
            case Block::Reason::cycling:
                return fmt::format("{} joined and left in turn.", state(block.member));
            case Block::Reason::deadline:
                return fmt::format("{}: {} still fell {:.3f} short of what it held out for.",
                                   state(block.member), what, block.shortfall);
        }
        return {};
    }

    World const& world_;
    std::vector<Forum> const& forums_;
    Calendar const& calendar_;
    Session const& session_;
};

}  // namespace

std::string minutes_of(Simulation const& simulation, Session const& session)
{
    return Minutes{simulation, session}();
}

}  // namespace parley
