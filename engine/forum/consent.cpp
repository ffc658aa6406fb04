#include "forum/consent.hpp"

#include "negotiation/objection.hpp"
#include "support/id.hpp"

#include <utility>

namespace parley {
namespace {

/// What a signatory of an `opt_in` treaty has when the others of these sign without it: what is in
/// force, where they are too few.
double payoff_outside(Table const& table, Eigen::Index member, std::vector<char> signatories,
                      VectorView terms)
{
    signatories[StateId{member}.slot()] = 0;
    return table.rule.passes(signatories) ? table.payoff_when(member, signatories, terms)
                                          : table.reservation(member);
}

/// Of the signatories of an `opt_in` treaty those who are no better off outside: the one that loses
/// most, in its unit, leaves first.
std::vector<char> willing(Table const& table, VectorView terms, std::vector<char> signatories)
{
    while (true) {
        Eigen::Index worst = -1;
        double most = 0.0;
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            auto const slot = StateId{i}.slot();
            if (signatories[slot] == 0) {
                continue;
            }
            double const loss = objects(table, i, terms)
                                    ? table.reservation(i) - table.payoff(i, terms)
                                    : payoff_outside(table, i, signatories, terms) -
                                          table.payoff_when(i, signatories, terms);
            bool const leaves = objects(table, i, terms) || loss > table.tolerance(i);
            if (leaves && (worst < 0 || loss / table.unit(i) > most)) {
                worst = i;
                most = loss / table.unit(i);
            }
        }
        if (worst < 0) {
            return signatories;
        }
        signatories[StateId{worst}.slot()] = 0;
    }
}

}  // namespace

Outcome consent_to(Table const& table, VectorView terms, std::vector<char> would_sign)
{
    Outcome outcome;
    outcome.terms = terms;
    if (table.rule.is_opt_in()) {
        outcome.consenting = willing(table, terms, std::move(would_sign));
        outcome.signatories = outcome.consenting;
    } else {
        Ballot votes = ballot(table, terms, consent(table, terms));
        outcome.consenting = std::move(votes.in_favour);
        outcome.abstaining = std::move(votes.abstaining);
        outcome.signatories.assign(outcome.consenting.size(), 1);
    }
    bool const carried = table.rule.passes(outcome.consenting, outcome.abstaining);
    outcome.status = carried ? Status::agreed : Status::overtaken;
    if (!carried) {
        Ballot const votes{outcome.consenting, outcome.abstaining};
        outcome.blocked_by = objections(table, terms, not_in_the_way(table, votes));
    }
    return outcome;
}

}  // namespace parley
