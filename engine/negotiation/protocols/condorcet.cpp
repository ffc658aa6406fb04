#include "negotiation/protocols/condorcet.hpp"

#include "negotiation/duels.hpp"
#include "negotiation/protocols/vote.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

using Index = Eigen::Index;
using Issues = std::vector<Index>;

double constexpr chance_tolerance = 1e-9;
double constexpr same_position = 1e-9;  // of the scale

bool are_same(Table const& table, Matrix const& a, Index i, Matrix const& b, Index j,
              Issues const& issues)
{
    return std::ranges::all_of(issues, [&](Index k) {
        return std::abs(a(i, k) - b(j, k)) <= same_position * (table.upper(k) - table.lower(k));
    });
}

/// The different positions on some issues of the members who weigh any of them.
Condorcet::Duels proposals_on(Table const& table, Issues const& issues)
{
    Index const n = table.members();
    Matrix const weight = table.weight();
    Condorcet::Duels duels;
    duels.proposals = Matrix{n, table.issues()};
    Index m = 0;
    auto const find = [&](Index i) {
        Index p = 0;
        while (p < m && !are_same(table, duels.proposals, p, table.declared, i, issues)) {
            ++p;
        }
        return p;
    };
    for (Index i = 0; i < n; ++i) {
        bool const weighs =
            std::ranges::any_of(issues, [&](Index k) { return weight(i, k) > 0.0; });
        if (weighs && find(i) == m) {
            duels.proposals.row(m++) = table.declared.row(i);
        }
    }
    duels.proposals.conservativeResize(m, Eigen::NoChange);
    for (Index i = 0; i < n; ++i) {
        bool const weighs =
            std::ranges::any_of(issues, [&](Index k) { return weight(i, k) > 0.0; });
        duels.proposal.push_back(weighs ? find(i) : -1);
    }
    return duels;
}

/// What each proposal [column] gives each member [row] on some issues, with linear losses.
Matrix linear_payoffs(Table const& table, Matrix const& proposals, Issues const& issues)
{
    Matrix payoff = Matrix::Zero(table.members(), proposals.rows());
    for (Index m = 0; m < table.members(); ++m) {
        for (Index p = 0; p < proposals.rows(); ++p) {
            for (Index const k : issues) {
                payoff(m, p) -=
                    table.salience(m, k) * std::abs(proposals(p, k) - table.ideal(m, k));
            }
        }
    }
    return payoff;
}

/// The same by the table's payoffs.
Matrix quadratic_payoffs(Table const& table, Matrix const& proposals, Issues const& issues)
{
    Matrix payoff(table.members(), proposals.rows());
    bool const all = std::ssize(issues) == table.issues();
    for (Index p = 0; p < proposals.rows(); ++p) {
        Vector const proposal = proposals.row(p);
        for (Index m = 0; m < table.members(); ++m) {
            payoff(m, p) = all ? table.payoff(m, proposal)
                               : -table.loss(m, issues.front(), proposal(issues.front()));
        }
    }
    return payoff;
}

/// What members may differ by on some issues and still count as indifferent.
double indifference(Table const& table, Index member, Issues const& issues,
                    Condorcet::Losses losses)
{
    if (losses == Condorcet::Losses::quadratic) {
        return table.tolerance(member);
    }
    double stake = 0.0;
    for (Index const k : issues) {
        stake += table.salience(member, k) * (table.upper(k) - table.lower(k));
    }
    return 1e-9 * stake;
}

/// Those whose chance is the greatest, or as good as that.
std::vector<Index> likeliest(Vector const& chance)
{
    std::vector<Index> tied;
    double const enough = chance.maxCoeff() - chance_tolerance;
    for (Index i = 0; i < chance.size(); ++i) {
        if (chance(i) >= enough) {
            tied.push_back(i);
        }
    }
    return tied;
}

/// What the election settles on some issues [K]; other issues stay as in `terms`.
Vector settled(Condorcet::Duels const& duels, Issues const& issues, Condorcet::Ties ties,
               Vector terms)
{
    auto tied = likeliest(duels.chances);
    if (ties == Condorcet::Ties::nearest) {
        auto const departure = [&](Index i) {
            double most = 0.0;
            for (Index const k : issues) {
                most = std::max(most, std::abs(duels.proposals(i, k) - terms(k)));
            }
            return most;
        };
        tied = {*std::ranges::min_element(tied, {}, departure)};
    }
    for (Index const k : issues) {
        double const first = duels.proposals(tied.front(), k);
        double sum = 0.0;
        for (Index const i : tied) {
            sum += duels.proposals(i, k) - first;
        }
        terms(k) = first + sum / static_cast<double>(tied.size());
    }
    return terms;
}

/// Do all who weigh anything weigh every issue that anybody weighs?
bool all_weigh_the_same(Table const& table)
{
    Matrix const weight = table.weight();
    for (Index k = 0; k < table.issues(); ++k) {
        for (Index i = 0; i < table.members() && weight.col(k).maxCoeff() > 0.0; ++i) {
            if (weight(i, k) == 0.0 && weight.row(i).maxCoeff() > 0.0) {
                return false;
            }
        }
    }
    return true;
}

Issues all_issues(Table const& table)
{
    Issues issues(static_cast<std::size_t>(table.issues()));
    std::iota(issues.begin(), issues.end(), Index{0});
    return issues;
}

}  // namespace

Condorcet::Condorcet(Params params) : params_{params}
{
    if (params.sharpness != 1 && params.sharpness != 2 && params.sharpness != 4) {
        throw std::invalid_argument{"condorcet: sharpness must be 1, 2 or 4"};
    }
}

double Condorcet::support(double gain, double range) const
{
    switch (params_.voting) {
        case Voting::binary:
            return 1.0;
        case Voting::proportional:
            return gain;
        case Voting::cubic:
            return gain * gain * gain;
        case Voting::mixed:
            return 0.5 * (range + gain);
    }
    return 0.0;
}

Condorcet::Duels Condorcet::fought(Table const& table, Duels duels, Issues const& issues) const
{
    Index const m = duels.proposals.rows();
    bool const linear = params_.losses == Losses::linear;
    Matrix const payoff = linear ? linear_payoffs(table, duels.proposals, issues)
                                 : quadratic_payoffs(table, duels.proposals, issues);
    Vector const power = table.power_share();
    duels.support = Matrix::Zero(m, m);
    for (Index v = 0; v < table.members() && m > 0; ++v) {
        double const indifferent = indifference(table, v, issues, params_.losses);
        double const range = payoff.row(v).maxCoeff() - payoff.row(v).minCoeff();
        for (Index i = 0; i < m; ++i) {
            for (Index j = 0; j < m; ++j) {
                if (double const gain = payoff(v, i) - payoff(v, j); gain > indifferent) {
                    duels.support(i, j) += power(v) * support(gain, range);
                }
            }
        }
    }
    duels.duel = duel_chances(duels.support, params_.sharpness);
    switch (m > 0 ? params_.election : Election::random_challenges) {
        case Election::all_duels:
            duels.chances = win_all_duels(duels.duel);
            break;
        case Election::random_challenges:
            duels.chances = m > 0 ? win_random_duels(duels.duel) : Vector{};
            break;
        case Election::likely_challenges:
            duels.chances = win_likely_duels(duels.support, duels.duel);
            break;
    }
    return duels;
}

Condorcet::Duels Condorcet::duels(Table const& table) const
{
    auto const issues = all_issues(table);
    return fought(table, proposals_on(table, issues), issues);
}

Condorcet::Duels Condorcet::duels_on(Table const& table, Index issue) const
{
    return fought(table, proposals_on(table, {issue}), {issue});
}

Vector Condorcet::shared_chances(Table const& table, Duels const& duels)
{
    auto const m = static_cast<std::size_t>(duels.chances.size());
    std::vector<double> power(m, 0.0);
    std::vector<double> holders(m, 0.0);
    for (std::size_t i = 0; i < duels.proposal.size(); ++i) {
        if (duels.proposal[i] >= 0) {
            power[static_cast<std::size_t>(duels.proposal[i])] +=
                table.power(static_cast<Index>(i));
            holders[static_cast<std::size_t>(duels.proposal[i])] += 1.0;
        }
    }
    Vector chances = Vector::Zero(table.members());
    for (std::size_t i = 0; i < duels.proposal.size(); ++i) {
        if (Index const p = duels.proposal[i]; p >= 0) {
            auto const slot = static_cast<std::size_t>(p);
            auto const member = static_cast<Index>(i);
            double const share =
                power[slot] > 0.0 ? table.power(member) / power[slot] : 1.0 / holders[slot];
            chances(member) = share * duels.chances(p);
        }
    }
    return chances;
}

Outcome Condorcet::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_positions_only("condorcet");
    Vector const in_force = table.terms_in_force();
    Vector terms = in_force;
    Matrix const weight = table.weight();
    bool const packages = all_weigh_the_same(table);
    Duels const whole = packages ? duels(table) : Duels{};
    if (whole.chances.size() > 0) {
        terms = settled(whole, all_issues(table), params_.ties, std::move(terms));
    }
    for (Index k = 0; k < table.issues(); ++k) {
        if (weight.col(k).maxCoeff() == 0.0) {
            terms(k) = in_force(k);
        } else if (!packages) {
            terms = settled(duels_on(table, k), {k}, params_.ties, std::move(terms));
        }
    }
    Outcome outcome = vote(table, std::move(terms), trace);
    if (whole.chances.size() > 0) {
        outcome.chances = shared_chances(table, whole);
    }
    return outcome;
}

}  // namespace parley
