#include "negotiation/protocols/opening.hpp"

#include "negotiation/objection.hpp"

namespace parley {
namespace {

std::vector<char> who_stays(Table const& table, RedLineBox const& box)
{
    std::vector<char> staying;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        double const best = table.payoff(i, best_terms(table, box, i));
        staying.push_back(best < table.reservation[i] - table.tolerance(i) ? 0 : 1);
    }
    return staying;
}

Outcome broken_off_without(Table const& table, RedLineBox const& box, std::span<char const> staying,
                           Trace trace)
{
    auto outcome = nothing_agreed(table);
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        if (staying[static_cast<std::size_t>(i)] != 0) {
            continue;
        }
        Vector const best = best_terms(table, box, i);
        double const payoff = table.payoff(i, best);
        outcome.blocked_by.push_back(
            {i, -1, Block::Reason::reservation_value, table.reservation[i] - payoff});
        if (trace == Trace::moves) {
            outcome.trace.push_back({0, i, Move::Kind::walk_away, best, payoff});
        }
    }
    return outcome;
}

}  // namespace

Opening open_talks(Table const& table, std::string_view protocol, Trace trace)
{
    table.demand_reservation(protocol);
    Opening opening{red_line_box(table), {}, {}};
    if (!opening.box.clashes.empty()) {
        opening.over = broken_off_by(table, opening.box);
        return opening;
    }
    opening.staying = who_stays(table, opening.box);
    if (!table.rule.passes(opening.staying)) {
        opening.over = broken_off_without(table, opening.box, opening.staying, trace);
    }
    return opening;
}

}  // namespace parley
