#include "negotiation/objection.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>
#include <utility>

namespace parley {
namespace {

/// Loss on one issue beyond what the member bears there; <= 0 when its red line is respected.
double beyond_red_line(Table const& table, Eigen::Index member, Eigen::Index issue, double position)
{
    return table.loss(member, issue, position) -
           table.loss(member, issue, table.in_force(member, issue)) - table.red_line(member, issue);
}

std::vector<Block> objections_of(Table const& table, Eigen::Index member, VectorView terms)
{
    std::vector<Block> blocks;
    double const tolerance = table.tolerance(member);
    double const shortfall = table.reservation[member] - table.payoff(member, terms);
    if (shortfall > tolerance) {
        blocks.push_back({member, -1, Block::Reason::reservation_value, shortfall});
    }
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        double const beyond = beyond_red_line(table, member, k, terms[k]);
        if (beyond > tolerance) {
            blocks.push_back({member, k, Block::Reason::red_line, beyond});
        }
    }
    return blocks;
}

bool crosses_red_line(Table const& table, Eigen::Index member, VectorView terms)
{
    double const tolerance = table.tolerance(member);
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (beyond_red_line(table, member, k, terms[k]) > tolerance) {
            return true;
        }
    }
    return false;
}

/// Do terms bring or cost a member so little that it abstains?
bool is_indifferent(Table const& table, Eigen::Index member, VectorView terms)
{
    double const band = table.rule.abstention().indifference * table.stake(member);
    double const gain = table.payoff(member, terms) - table.reservation[member];
    return std::abs(gain) <= band + table.tolerance(member) &&
           !crosses_red_line(table, member, terms);
}

}  // namespace

Outcome nothing_agreed(Table const& table)
{
    auto const members = static_cast<std::size_t>(table.members());
    Outcome outcome;
    outcome.terms = table.terms_in_force();
    outcome.signatories.assign(members, 0);
    outcome.consenting.assign(members, 0);
    return outcome;
}

bool objects(Table const& table, Eigen::Index member, VectorView terms)
{
    double const tolerance = table.tolerance(member);
    return table.payoff(member, terms) < table.reservation[member] - tolerance ||
           crosses_red_line(table, member, terms);
}

std::vector<char> consent(Table const& table, VectorView terms)
{
    std::vector<char> consenting(static_cast<std::size_t>(table.members()));
    for (std::size_t i = 0; i < consenting.size(); ++i) {
        consenting[i] = objects(table, static_cast<Eigen::Index>(i), terms) ? 0 : 1;
    }
    return consenting;
}

Ballot ballot(Table const& table, VectorView terms, std::vector<char> accepting)
{
    Ballot votes{std::move(accepting), {}};
    if (!table.rule.allows_abstention()) {
        return votes;
    }
    votes.abstaining.assign(votes.in_favour.size(), 0);
    for (std::size_t n = 0; n < votes.in_favour.size(); ++n) {
        auto const i = static_cast<Eigen::Index>(n);
        if (is_indifferent(table, i, terms)) {
            votes.abstaining[n] = 1;
            votes.in_favour[n] = 0;
        }
    }
    return votes;
}

bool carries(Table const& table, VectorView terms, std::span<char const> accepting)
{
    if (!table.rule.allows_abstention()) {
        return table.rule.passes(accepting);
    }
    Ballot const votes = ballot(table, terms, {accepting.begin(), accepting.end()});
    return table.rule.passes(votes.in_favour, votes.abstaining);
}

std::vector<char> not_in_the_way(Table const& table, Ballot const& votes)
{
    std::vector<char> others = votes.in_favour;
    if (!table.rule.abstention().counts_against) {
        std::ranges::transform(votes.abstaining, others, others.begin(), std::bit_or{});
    }
    return std::ranges::count(others, char{0}) > 0 ? others : votes.in_favour;
}

std::vector<Block> objections(Table const& table, VectorView terms,
                              std::span<char const> consenting)
{
    std::vector<Block> blocks;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        if (consenting[static_cast<std::size_t>(i)] != 0) {
            continue;
        }
        auto const own = objections_of(table, i, terms);
        blocks.insert(blocks.end(), own.begin(), own.end());
        if (own.empty()) {
            blocks.push_back({i, -1, Block::Reason::reservation_value, 0.0});
        }
    }
    return blocks;
}

Outcome agreed_by(Table const& table, VectorView terms, std::span<char const> accepted)
{
    Outcome outcome;
    outcome.status = Status::agreed;
    outcome.terms = terms;
    outcome.signatories.assign(accepted.size(), 1);
    auto in_favour = consent(table, terms);
    std::ranges::transform(in_favour, accepted, in_favour.begin(),
                           [](char consents, char accepts) { return consents | accepts; });
    Ballot votes = ballot(table, terms, std::move(in_favour));
    outcome.consenting = std::move(votes.in_favour);
    outcome.abstaining = std::move(votes.abstaining);
    return outcome;
}

Vector best_terms(Table const& table, RedLineBox const& box, Eigen::Index member)
{
    Vector terms = table.ideal.row(member).transpose().cwiseMax(box.lower).cwiseMin(box.upper);
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (table.has_options(k)) {
            auto const& open = box.options[static_cast<std::size_t>(k)];
            auto const loss = [&](Eigen::Index l) {
                return table.loss(member, k, table.place(k, l));
            };
            terms[k] = table.place(k, *std::ranges::min_element(open, {}, loss));
        }
    }
    return terms;
}

Outcome broken_off_by(Table const& table, RedLineBox const& box)
{
    auto outcome = nothing_agreed(table);
    for (auto const& [issue, member, other, position] : box.clashes) {
        for (auto const i : {member, other}) {
            double const beyond = std::max(0.0, beyond_red_line(table, i, issue, position));
            outcome.blocked_by.push_back({i, issue, Block::Reason::red_line, beyond});
        }
        if (member == other) {
            outcome.blocked_by.pop_back();
        }
    }
    std::ranges::sort(outcome.blocked_by, {}, [](Block const& b) {
        return std::tuple{b.member, b.issue};
    });
    return outcome;
}

}  // namespace parley
