#include "forum/funds.hpp"

#include <algorithm>
#include <cmath>

namespace parley {
namespace {

/// Is a state bound on an issue by a forum that the organisation serves, other than `without`?
bool is_bound(World const& world, Organisation const& payer, StateId state, IssueId issue,
              ForumId without = {})
{
    return std::ranges::any_of(world.regime.held(state, issue), [&](Commitment const& c) {
        return c.forum != without && payer.is_secretariat_of(c.forum);
    });
}

std::vector<StateId> bound_by(World const& world, Organisation const& payer, IssueId issue)
{
    std::vector<StateId> bound;
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        if (is_bound(world, payer, StateId{i}, issue)) {
            bound.emplace_back(i);
        }
    }
    return bound;
}

double worth(World const& world, StateId state, double usd)
{
    double const value = usd * world.money.worth_of_one(world.states, state);
    return std::isfinite(value) ? value : 0.0;
}

/// Calls `pay(state, organisation, USD a year)` for all that is paid now.
template <class Pay>
void for_each_payment(World const& world, Pay const& pay)
{
    for (std::size_t o = 0; o < world.organisations.size(); ++o) {
        for (Fund const& fund : world.organisations[o].funds) {
            auto const bound = bound_by(world, world.organisations[o], fund.issue);
            for (StateId const i : bound) {
                pay(i, OrganisationId{o}, fund.amount / static_cast<double>(bound.size()));
            }
        }
    }
}

}  // namespace

Vector worth_of_funds(World const& world, Seating const& seating)
{
    Vector sum;
    for (Organisation const& payer : world.organisations) {
        if (payer.funds.empty() || !payer.is_secretariat_of(seating.forum)) {
            continue;
        }
        for (Fund const& fund : payer.funds) {
            if (std::ranges::find(seating.issues, fund.issue) == seating.issues.end()) {
                continue;
            }
            std::vector<char> new_here;
            for (StateId const i : seating.members) {
                new_here.push_back(is_bound(world, payer, i, fund.issue) ? 0 : 1);
            }
            auto const parties = bound_by(world, payer, fund.issue).size() +
                                 static_cast<std::size_t>(std::ranges::count(new_here, 1));
            if (sum.size() == 0) {
                sum = Vector::Zero(std::ssize(seating.members));
            }
            for (std::size_t n = 0; n < new_here.size(); ++n) {
                if (new_here[n] != 0) {
                    sum(StateId{n}.index()) += worth(world, seating.members[n],
                                                     fund.amount / static_cast<double>(parties));
                }
            }
        }
    }
    return sum;
}

double worth_of_staying(World const& world, StateId state, ForumId forum)
{
    double sum = 0.0;
    for (Organisation const& payer : world.organisations) {
        for (Fund const& fund : payer.funds) {
            if (is_bound(world, payer, state, fund.issue) &&
                !is_bound(world, payer, state, fund.issue, forum)) {
                auto const parties = bound_by(world, payer, fund.issue).size();
                sum += worth(world, state, fund.amount / static_cast<double>(parties));
            }
        }
    }
    return sum;
}

Vector funds_paid(World const& world)
{
    Vector paid = Vector::Zero(std::ssize(world.organisations));
    for_each_payment(world, [&](StateId, OrganisationId o, double usd) { paid(o.index()) += usd; });
    return paid;
}

Vector funds_received(World const& world)
{
    Vector received = Vector::Zero(world.states.count());
    for_each_payment(world,
                     [&](StateId i, OrganisationId, double usd) { received(i.index()) += usd; });
    return received;
}

}  // namespace parley
