#include "negotiation/nash_bargaining.hpp"

#include "negotiation/coalition.hpp"
#include "negotiation/common_gain.hpp"
#include "negotiation/log_gains.hpp"
#include "negotiation/objection.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace parley {
namespace {

double constexpr share_of_the_powerless = 1e-12;

/// Nobody with power can gain anything: all of them stand in the way.
std::vector<Blocker> all_at_their_best(Gains const& gains, Vector const& power)
{
    std::vector<Blocker> blockers;
    for (Eigen::Index i = 0; i < gains.budget.size(); ++i) {
        auto const member = gains.members[static_cast<std::size_t>(i)];
        if (power[member] > 0.0) {
            blockers.push_back({member, std::max(0.0, -gains.largest_gain(i))});
        }
    }
    return blockers;
}

NashSolution none(Table const& table, Vector terms, std::vector<Blocker> const& blockers)
{
    NashSolution solution{false, std::move(terms), {}};
    for (auto const& [member, shortfall] : blockers) {
        solution.blocked_by.push_back(
            {member, -1, Block::Reason::reservation_value, shortfall * table.unit(member)});
    }
    return solution;
}

Vector weights_of(Gains const& gains, Vector const& power)
{
    Vector weight = power(gains.members);
    weight /= std::max(weight.sum(), share_of_the_powerless);
    return weight.cwiseMax(share_of_the_powerless);
}

/// The solution for the broadest coalition that carries the rule, looked for from the terms in force
/// and from those nearest to a solution for all.
NashSolution solution_for_the_broadest(Table const& table, RedLineBox const& box,
                                       NashSolution const& for_all)
{
    auto const members_of = [](std::vector<char> const& coalition) {
        return std::ranges::count(coalition, char{1});
    };
    auto coalition = broadest_coalition(table, box, table.terms_in_force());
    auto other = broadest_coalition(table, box, for_all.terms);
    if (members_of(other) > members_of(coalition)) {
        coalition = std::move(other);
    }
    return coalition.empty() ? NashSolution{} : nash_solution(table, box, coalition);
}

}  // namespace

NashSolution nash_solution(Table const& table, RedLineBox const& box, std::span<char const> seated)
{
    Vector const power = table.power_share();
    auto gains = gains_over(table, box, seated);
    auto const must_gain = who_must_gain(gains, power);
    if (std::ranges::count(must_gain, char{1}) == 0) {
        Vector const middle = 0.5 * (gains.lower + gains.upper);
        return none(table, gains.complete(middle), all_at_their_best(gains, power));
    }
    auto const common = common_gain(std::move(gains), must_gain, Effort::until_clear);
    if (!common.exists) {
        return none(table, common.open.complete(common.x), common.blockers);
    }
    Vector const x = maximise_log_gains(common.open, weights_of(common.open, power), common.x);
    return {true, common.open.complete(x), {}};
}

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
    outcome.status = solution.exists ? Status::agreed : Status::broken_off;
    outcome.consenting.assign(members, 0);
    if (solution.exists) {
        outcome.consenting = consent(table, solution.terms);
    }
    outcome.signatories.assign(members, solution.exists ? 1 : 0);
    outcome.blocked_by = std::move(solution.blocked_by);
    outcome.rounds = 1;
    if (trace == Trace::moves) {
        outcome.trace.push_back(
            {.round = 0, .member = -1, .kind = Move::Kind::proposal, .terms = solution.terms});
    }
    outcome.terms = std::move(solution.terms);
    return outcome;
}

}  // namespace parley
