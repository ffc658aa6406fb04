#include "cli/negotiation/negotiation.hpp"

#include "document/mistake.hpp"
#include "negotiation/catalogue.hpp"
#include "negotiation/objection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

using Index = Eigen::Index;

DecisionRule rule_of(written::Method const& method, Positions const& positions)
{
    RuleWeights const weights{
        {"members", std::vector<double>(positions.actors.size(), 1.0)},
        {"power", {positions.power.begin(), positions.power.end()}},
    };
    try {
        return find_rule(method.name)->make(method.values, weights);
    } catch (std::invalid_argument const& error) {
        give_up_on(fmt::format("--rule {}", method.name), "it cannot be used so", error.what(),
                   "see --option for its parameters");
    }
}

/// Those who are in favour, or abstained.
std::vector<char> not_against(Outcome const& outcome)
{
    std::vector<char> others = outcome.consenting;
    for (std::size_t n = 0; n < others.size(); ++n) {
        others[n] = others[n] != 0 || outcome.abstains(n) ? 1 : 0;
    }
    return others;
}

Protocol protocol_of(written::Method const& method)
{
    try {
        return find_protocol(method.name)->make(method.values);
    } catch (std::invalid_argument const& error) {
        give_up_on(fmt::format("--protocol {}", method.name), "it cannot be used so", error.what());
    }
}

/// Why an actor has no reservation value, or nothing when all have one.
std::string missing_reservation(Positions const& positions, Table const& table)
{
    for (std::size_t i = 0; i < positions.actors.size(); ++i) {
        auto const row = static_cast<Index>(i);
        for (std::size_t k = 0; k < positions.issues.size(); ++k) {
            auto const column = static_cast<Index>(k);
            if (std::isinf(table.reservation(row)) && std::isnan(positions.status_quo(column)) &&
                !std::isnan(positions.position(row, column))) {
                return fmt::format(
                    "payoffs without agreement are bargained over, and {} knows none: "
                    "{} has no status quo",
                    in_quotes(positions.actors[i]), in_quotes(positions.issues[k]));
            }
        }
    }
    return "";
}

/// The rounds of a protocol that is asked for so many are its result, and told whether or not the
/// trace of moves is asked for.
bool has_rounds_of_its_own(written::Method const& method)
{
    return method.values.contains("rounds");
}

Bargaining hold(written::Method const& method, Negotiation const& negotiation,
                NegotiationSettings const& settings)
{
    Table const& table = negotiation.table;
    Protocol const protocol = protocol_of(method);
    Bargaining talks{.protocol = method.name};
    if (find_protocol(method.name)->needs_reservation) {
        talks.refusal = missing_reservation(negotiation.positions, table);
    }
    if (!talks.refusal.empty()) {
        return talks;
    }
    RandomStream random{settings.seed, "negotiation", {}};
    bool const told = settings.trace || has_rounds_of_its_own(method);
    talks.outcome = protocol(table, random, told ? Trace::moves : Trace::none);
    if (!settings.trace) {
        talks.outcome.trace.clear();
    }
    talks.metrics = measure(table, talks.outcome);
    talks.against = talks.outcome.status == Status::agreed
                        ? objections(table, talks.outcome.terms, not_against(talks.outcome))
                        : talks.outcome.blocked_by;
    if (talks.outcome.status != Status::agreed) {
        talks.price =
            price_of_agreement(table, negotiation.positions.money_for_payoff(settings.price));
        talks.nearest = nearest_terms(table);
    }
    return talks;
}

/// Positions after a round, without those of actors who take no part.
Matrix known_positions(Positions const& positions, Matrix const& standing)
{
    return positions.position.array().isNaN().select(positions.position, standing);
}

}  // namespace

Negotiation negotiate(Positions positions, ChosenMethods const& methods,
                      NegotiationSettings const& settings)
{
    Negotiation negotiation;
    negotiation.positions = std::move(positions);
    negotiation.table = table_of(negotiation.positions, settings.price);
    negotiation.table.deadline = settings.deadline;
    negotiation.table.mediation = settings.mediation;
    negotiation.table.rule = rule_of(methods.rule, negotiation.positions);
    negotiation.rule = methods.rule.name;
    negotiation.points = reference_points(negotiation.table);
    negotiation.traced = settings.trace;
    for (auto const& method : methods.protocols) {
        negotiation.talks.push_back(hold(method, negotiation, settings));
    }
    return negotiation;
}

std::vector<ToldRound> rounds_of(Negotiation const& negotiation, Bargaining const& talks)
{
    Outcome const& outcome = talks.outcome;
    std::map<int, ToldRound> rounds;
    for (Standing const& standing : outcome.standings) {
        rounds[standing.round] = {
            standing.round, known_positions(negotiation.positions, standing.position), &standing};
    }
    Matrix offered = negotiation.positions.position;
    for (Move const& move : outcome.trace) {
        // a vote on where the rounds have led belongs to the last of them
        int const round =
            outcome.standings.empty() ? move.round + 1 : outcome.standings.back().round;
        ToldRound& told = rounds[round];
        told.round = round;
        told.moves.push_back(&move);
        if (outcome.standings.empty()) {
            if (move.kind == Move::Kind::offer) {
                offered.row(move.member) = move.terms.transpose();
            }
            told.position = offered;
        }
    }
    std::vector<ToldRound> in_order;
    in_order.reserve(rounds.size());
    for (auto& [round, told] : rounds) {
        in_order.push_back(std::move(told));
    }
    return in_order;
}

}  // namespace parley
