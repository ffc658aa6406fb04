#include "negotiation/objection.hpp"

#include <algorithm>
#include <tuple>

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
    if (table.payoff(member, terms) < table.reservation[member] - tolerance) {
        return true;
    }
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (beyond_red_line(table, member, k, terms[k]) > tolerance) {
            return true;
        }
    }
    return false;
}

std::vector<char> consent(Table const& table, VectorView terms)
{
    std::vector<char> consenting(static_cast<std::size_t>(table.members()));
    for (std::size_t i = 0; i < consenting.size(); ++i) {
        consenting[i] = objects(table, static_cast<Eigen::Index>(i), terms) ? 0 : 1;
    }
    return consenting;
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
    outcome.consenting = consent(table, terms);
    std::ranges::transform(outcome.consenting, accepted, outcome.consenting.begin(),
                           [](char consents, char accepts) { return consents | accepts; });
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
