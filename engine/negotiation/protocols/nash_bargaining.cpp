#include "negotiation/protocols/nash_bargaining.hpp"

#include "negotiation/objection.hpp"
#include "negotiation/solutions/coalition.hpp"
#include "negotiation/solutions/nash_solution.hpp"
#include "negotiation/solutions/packages.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace parley {
namespace {

/// Coalitions that carry the rule with one package of options or another, the broadest first,
/// looked for from the terms in force and from those nearest to a solution for all.
std::vector<std::vector<char>> coalitions(Table const& table, RedLineBox const& box,
                                          NashSolution const& for_all)
{
    std::vector<std::vector<char>> found;
    Packages packages{table, box};
    for (std::size_t p = 0; p < packages.count(); ++p) {
        Table const& chosen = packages.table_with(p);
        for (Vector const& base : {table.terms_in_force(), for_all.terms}) {
            auto coalition = broadest_coalition(chosen, box, base);
            if (!coalition.empty() && std::ranges::count(found, coalition) == 0) {
                found.push_back(std::move(coalition));
            }
        }
    }
    std::ranges::stable_sort(found, std::greater{}, [](std::vector<char> const& coalition) {
        return std::ranges::count(coalition, char{1});
    });
    return found;
}

bool is_carried(Table const& table, NashSolution const& solution)
{
    return carries(table, solution.terms, consent(table, solution.terms));
}

/// The solution for the broadest of the coalitions that has one.
NashSolution solution_for_the_broadest(Table const& table, RedLineBox const& box,
                                       NashSolution const& for_all)
{
    for (auto const& coalition : coalitions(table, box, for_all)) {
        auto solution = nash_solution(table, box, coalition);
        // those who abstained from the proposal that made the coalition may be against this
        if (solution.exists && (!table.rule.allows_abstention() || is_carried(table, solution))) {
            return solution;
        }
    }
    return {};
}

}  // namespace

Outcome NashBargaining::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_reservation("nash_bargaining");
    auto const box = red_line_box(table);
    if (!box.clashes.empty()) {
        return broken_off_by(table, box);
    }
    auto const members = static_cast<std::size_t>(table.members());
    std::vector<char> const everybody(members, 1);
    auto solution = nash_solution(table, box, everybody);
    if (!solution.exists && table.rule.binds_the_outvoted()) {
        if (auto narrower = solution_for_the_broadest(table, box, solution); narrower.exists) {
            solution = std::move(narrower);
        }
    }
    Outcome outcome;
    outcome.consenting.assign(members, 0);
    bool agreed = solution.exists;
    outcome.blocked_by = std::move(solution.blocked_by);
    if (solution.exists) {
        Ballot votes = ballot(table, solution.terms, consent(table, solution.terms));
        if (table.rule.allows_abstention() &&
            !table.rule.passes(votes.in_favour, votes.abstaining)) {
            agreed = false;  // so many care so little
            outcome.blocked_by = objections(table, solution.terms, not_in_the_way(table, votes));
        }
        outcome.consenting = std::move(votes.in_favour);
        outcome.abstaining = std::move(votes.abstaining);
    }
    outcome.status = agreed ? Status::agreed : Status::broken_off;
    outcome.signatories.assign(members, agreed ? 1 : 0);
    outcome.rounds = 1;
    if (trace == Trace::moves) {
        outcome.trace.push_back(
            {.round = 0, .member = -1, .kind = Move::Kind::proposal, .terms = solution.terms});
    }
    outcome.terms = std::move(solution.terms);
    return outcome;
}

}  // namespace parley
