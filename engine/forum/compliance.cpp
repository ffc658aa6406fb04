#include "forum/compliance.hpp"

#include "forum/funds.hpp"
#include "forum/secretariat.hpp"
#include "support/interpolation.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace parley {
namespace {

std::vector<IssueId> bound_on(World const& world, StateId state, ForumId forum)
{
    std::vector<IssueId> issues;
    for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
        if (world.regime.binds(state, IssueId{k}, forum)) {
            issues.emplace_back(k);
        }
    }
    return issues;
}

/// What a state's own policy on one issue is worth to it, and how much it cares.
struct OwnPolicy {
    World const& world;
    Eigen::Index state;
    Eigen::Index issue;

    [[nodiscard]] double share() const
    {
        return world.issues.has_externality(issue) ? 1.0 - world.issues.externality(issue) : 1.0;
    }

    [[nodiscard]] double payoff(double policy) const
    {
        Interests const& by = world.perceived;
        double const position = world.in_effect(StateId{state}, IssueId{issue}, policy);
        if (world.issues.has_options(issue)) {
            Matrix const& options = by.options[IssueId{issue}.slot()];
            return interpolated(
                {options.data() + state * options.cols(), static_cast<std::size_t>(options.cols())},
                position);
        }
        if (world.issues.is_payment(issue)) {
            return transfer(position);
        }
        double const distance = position - by.ideal(state, issue);
        double const value = by.value.size() > 0 ? by.value(state, issue) : 0.0;
        return value * position - share() * by.salience(state, issue) * distance * distance;
    }

    /// What the state gets of a transfer in dollars by this position, with the others as they are.
    [[nodiscard]] double transfer(double position) const
    {
        Vector positions = world.regime.policy().col(issue);
        positions(state) = position;
        double const net = world.purses[IssueId{issue}.slot()].net(positions)(state);
        return net * world.money.worth_of_one(world.states, StateId{state});
    }

    [[nodiscard]] double stake() const
    {
        Interests const& by = world.perceived;
        if (world.issues.has_options(issue)) {
            auto const own = by.options[IssueId{issue}.slot()].row(state);
            return own.maxCoeff() - own.minCoeff();
        }
        double const value = by.value.size() > 0 ? by.value(state, issue) : 0.0;
        return by.salience(state, issue) + std::abs(value);
    }
};

/// What leaving a forum brings a state on a dyadic issue, where its partners are no longer bound
/// towards it either, and what is at stake with those of them whom the forum binds.
std::pair<double, double> gain_and_stake(World const& world, StateId state, IssueId issue,
                                         ForumId forum)
{
    auto const change = [&](StateId j, DyadicLoss const& of) {
        if (!world.regime.binds(j, issue, forum)) {
            return 0.0;  // most partners have nothing to do with it
        }
        DyadicLoss const loss = of.beyond_tension();
        auto const without = [&](ForumId left) {
            return loss(world.regime.target_without(state, j, issue, left),
                        world.regime.target_without(j, state, issue, left));
        };
        return without(ForumId{}) - without(forum);
    };
    auto const bound = [&](StateId j, DyadicLoss const&) {
        return world.regime.binds(state, j, issue, forum) ? 1.0 : 0.0;
    };
    return {world.sum_over_partners(world.perceived, state, issue, change),
            world.sum_over_partners(world.perceived, state, issue, bound)};
}

/// What leaving a forum brings a state, what is at stake for it there, and how much of that is
/// watched.
struct Leaving {
    double gain = 0.0;
    double stake = 0.0;
    double watched = 0.0;

    void add(double more, double of, double monitoring)
    {
        gain += more;
        stake += of;
        watched += of * monitoring;
    }
};

Leaving weigh_leaving(World const& world, StateId state, ForumId forum)
{
    Secretariat const secretariat{world.organisations, forum};
    Vector const staying = world.regime.target_without(state, ForumId{});
    Vector const gone = world.regime.target_without(state, forum);
    Leaving leaving;
    for (IssueId const issue : bound_on(world, state, forum)) {
        if (world.issues.is_dyadic(issue.index())) {
            auto const [more, of] = gain_and_stake(world, state, issue, forum);
            leaving.add(more, of, secretariat.monitoring(issue));
            continue;
        }
        OwnPolicy const own{world, state.index(), issue.index()};
        leaving.add(own.payoff(gone(issue.index())) - own.payoff(staying(issue.index())),
                    own.stake(), secretariat.monitoring(issue));
    }
    leaving.gain -= worth_of_staying(world, state, forum);
    return leaving;
}

}  // namespace

double gain_from_leaving(World const& world, StateId state, ForumId forum)
{
    Leaving const leaving = weigh_leaving(world, state, forum);
    return leaving.stake > 0.0 ? leaving.gain / leaving.stake : 0.0;
}

bool pays_to_leave(World const& world, StateId state, ForumId forum, double sanction)
{
    Leaving const leaving = weigh_leaving(world, state, forum);
    if (!(leaving.stake > 0.0)) {
        return false;
    }
    double const raised = sanction * (1.0 + leaving.watched / leaving.stake);
    return leaving.gain / leaving.stake > raised + 1e-9;
}

std::optional<Defection> leave_if_worth_it(World& world, Forum const& forum, ForumId id,
                                           StateId state)
{
    if (!forum.sanction || !pays_to_leave(world, state, id, *forum.sanction)) {
        return {};
    }
    Defection defection{
        .state = state, .forum = id, .issues = bound_on(world, state, id), .left_behind = {}};
    std::ranges::copy_if(forum.members, std::back_inserter(defection.left_behind), [&](StateId j) {
        return j != state && std::ranges::any_of(defection.issues, [&](IssueId k) {
                   return world.regime.binds(j, k, id);
               });
    });
    world.regime.release(state, id);
    return defection;
}

}  // namespace parley
