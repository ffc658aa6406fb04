#include "cli/negotiation/wording.hpp"
#include "cli/text_table.hpp"

#include <fmt/format.h>

namespace parley {
namespace {

using Index = Eigen::Index;
using Align = TextTable::Align;

/// The actors whose position on an issue is not the same in all rounds.
std::vector<Index> movers(std::vector<ToldRound> const& rounds, Index issue)
{
    std::vector<Index> moving;
    for (Index i = 0; i < rounds.front().position.rows(); ++i) {
        for (ToldRound const& told : rounds) {
            double const before = rounds.front().position(i, issue);
            double const now = told.position(i, issue);
            if (before == before && now != before) {
                moving.push_back(i);
                break;
            }
        }
    }
    return moving;
}

/// Where the actors that move on an issue stand after each round, and median and mean of all.
std::string standings(Negotiation const& negotiation, std::string_view protocol,
                      std::vector<ToldRound> const& rounds, Index issue)
{
    auto const& actors = negotiation.positions.actors;
    auto const moving = movers(rounds, issue);
    std::vector<TextTable::Column> columns{
        {"round", Align::right}, {"median", Align::right}, {"mean", Align::right}};
    for (Index const i : moving) {
        columns.push_back({actors[static_cast<std::size_t>(i)], Align::right});
    }
    TextTable table{columns};
    double const scale = negotiation.table.upper(issue) - negotiation.table.lower(issue);
    for (ToldRound const& told : rounds) {
        std::vector<std::string> cells{std::to_string(told.round),
                                       number(told.standing->median(issue), scale, 8),
                                       number(told.standing->mean(issue), scale, 8)};
        for (Index const i : moving) {
            cells.push_back(number(told.position(i, issue), scale, 8));
        }
        table.add(std::move(cells));
    }
    return fmt::format("\nRounds of {} on {}{}\n\n{}", protocol,
                       negotiation.positions.issues[static_cast<std::size_t>(issue)],
                       moving.size() == actors.size() ? "" : "; who is not listed never moves",
                       table.text_in_panels(3));
}

std::string did(Move const& move, Outcome const& outcome)
{
    switch (move.kind) {
        case Move::Kind::offer:
            return "offers";
        case Move::Kind::accept:
            return "accepts";
        case Move::Kind::walk_away:
            return "walks away";
        case Move::Kind::proposal:
            return "is proposed";
        case Move::Kind::vote:
            return std::string{vote_in_words(outcome, static_cast<std::size_t>(move.member))};
    }
    return "";
}

/// Who did what, a line a move.
std::string moves(Negotiation const& negotiation, Bargaining const& talks,
                  std::vector<ToldRound> const& rounds)
{
    std::vector<TextTable::Column> columns{
        {"round", Align::right}, {"who"}, {"does"}, {"payoff", Align::right}};
    for (auto const& issue : negotiation.positions.issues) {
        columns.push_back({issue, Align::right});
    }
    TextTable table{columns};
    for (ToldRound const& told : rounds) {
        for (Move const* move : told.moves) {
            bool const by_actor = move->member >= 0;
            std::vector<std::string> cells{
                std::to_string(told.round),
                by_actor ? negotiation.positions.actors[static_cast<std::size_t>(move->member)]
                         : "-",
                did(*move, talks.outcome), by_actor ? number(move->payoff) : "-"};
            for (double const x : move->terms) {
                cells.push_back(number(x));
            }
            table.add(std::move(cells));
        }
    }
    return table.empty()
               ? ""
               : fmt::format("\nMoves of {}\n\n{}", talks.protocol, table.text_in_panels(4));
}

}  // namespace

std::string rounds_in_text(Negotiation const& negotiation, Bargaining const& talks)
{
    auto const rounds = rounds_of(negotiation, talks);
    std::string text;
    if (!rounds.empty() && rounds.front().standing != nullptr) {
        for (Index k = 0; k < negotiation.table.issues(); ++k) {
            text += standings(negotiation, talks.protocol, rounds, k);
        }
    }
    return text + moves(negotiation, talks, rounds);
}

}  // namespace parley
