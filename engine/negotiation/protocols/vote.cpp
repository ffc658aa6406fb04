#include "negotiation/protocols/vote.hpp"

#include "negotiation/objection.hpp"

#include <utility>

namespace parley {
namespace {

std::vector<Move> minutes(Table const& table, Vector const& terms)
{
    std::vector<Move> moves{
        {.round = 0, .member = -1, .kind = Move::Kind::proposal, .terms = terms}};
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        moves.push_back({0, i, Move::Kind::vote, terms, table.payoff(i, terms)});
    }
    return moves;
}

}  // namespace

Outcome vote(Table const& table, Vector terms, Trace trace)
{
    Outcome outcome;
    outcome.rounds = 1;
    Ballot votes = ballot(table, terms, consent(table, terms));
    bool const passed = table.rule.passes(votes.in_favour, votes.abstaining);
    outcome.status = passed ? Status::agreed : Status::broken_off;
    outcome.signatories.assign(votes.in_favour.size(), passed ? 1 : 0);
    if (!passed) {
        outcome.blocked_by = objections(table, terms, not_in_the_way(table, votes));
    }
    outcome.consenting = std::move(votes.in_favour);
    outcome.abstaining = std::move(votes.abstaining);
    if (trace == Trace::moves) {
        outcome.trace = minutes(table, terms);
    }
    outcome.terms = std::move(terms);
    return outcome;
}

}  // namespace parley
