#include "simulation/measures.hpp"

#include "forum/seating.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace parley {
namespace {

/// What each state counts for: the flow through it, or all alike.
Vector weights_of(World const& world)
{
    Vector const through = world.flows.through(world.states.count());
    return through.sum() > 0.0 ? through : Vector::Ones(world.states.count());
}

/// How far the policy of a state that is in effect has moved, by `of` the difference, from what it
/// would be had nobody ever agreed to anything.
template <typename Of>
double moved(World const& world, StateId state, IssueId issue, Of const& of)
{
    auto const i = state.index();
    auto const k = issue.index();
    double const alone = world.regime.policy_alone()(i, k);
    if (!world.issues.is_dyadic(k)) {
        return of(world.regime.in_effect()(i, k) - alone);
    }
    Dyads const& dyads = world.regime.dyads(issue);
    return world.mean_over_partners(world.actual, state, issue,
                                    [&](StateId j) { return of(dyads.policy(state, j) - alone); });
}

/// Is a state bound on an issue, or towards which share of its partners?
double bound_share(World const& world, StateId state, IssueId issue)
{
    if (!world.issues.is_dyadic(issue.index())) {
        return world.regime.binds(state, issue) ? 1.0 : 0.0;
    }
    Dyads const& dyads = world.regime.dyads(issue);
    return world.mean_over_partners(world.actual, state, issue, [&](StateId j) {
        return dyads.between(state, j) != nullptr ? 1.0 : 0.0;
    });
}

double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : 0.0;
}

}  // namespace

double movement(World const& world, IssueKind kind)
{
    Vector const weight = weights_of(world);
    Matrix const& quo = world.regime.policy_alone();
    Matrix const cares = world.weight(world.actual);
    double depth = 0.0;
    double movable = 0.0;
    for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
        if (world.issues.kind[IssueId{k}.slot()] != kind) {
            continue;
        }
        for (Eigen::Index i = 0; i < weight.size(); ++i) {
            double const w = weight(i) * cares(i, k);
            depth += w * moved(world, StateId{i}, IssueId{k},
                               [](double difference) { return std::abs(difference); });
            movable += w * std::max(quo(i, k), 1.0 - quo(i, k));
        }
    }
    return ratio(depth, movable);
}

Vector net_movement(World const& world)
{
    Matrix const weight = weights_of(world).asDiagonal() * world.weight(world.actual);
    Vector net(weight.cols());
    for (Eigen::Index k = 0; k < net.size(); ++k) {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < weight.rows(); ++i) {
            sum += weight(i, k) * moved(world, StateId{i}, IssueId{k},
                                        [](double difference) { return difference; });
        }
        net(k) = ratio(sum, weight.col(k).sum());
    }
    return net;
}

double farthest_from(World const& world, Session const& session, std::size_t issue)
{
    IssueId const k = session.issues[issue];
    double const terms = session.outcome.terms(IssueId{issue}.index());
    std::vector<StateId> const signatories = session.signatories();
    Seating const seating{signatories, {&k, 1}, session.forum};
    double farthest = 0.0;
    for (StateId const i : signatories) {
        if (!world.regime.is_dyadic(k)) {
            double const policy = world.regime.policy()(i.index(), k.index());
            farthest = std::max(farthest, std::abs(terms - policy));
            continue;
        }
        for (StateId const j : signatories) {
            if (seating.concerns(world, i, j, k)) {
                double const policy = world.regime.dyads(k).policy(i, j);
                farthest = std::max(farthest, std::abs(terms - policy));
            }
        }
    }
    return farthest;
}

double management_gap(Simulation const& simulation)
{
    Handling const& handling = simulation.world().handling;
    std::vector<StateId> states;
    states.reserve(StateId{handling.load.size()}.slot());
    for (Eigen::Index i = 0; i < handling.load.size(); ++i) {
        states.emplace_back(i);
    }
    return states.empty() ? std::numeric_limits<double>::quiet_NaN()
                          : management_gap(handling, states);
}

double management_gap(Simulation const& simulation, Level level)
{
    std::set<StateId> members;
    for (Forum const& forum : simulation.forums()) {
        if (forum.level == level && forum.is_open(simulation.tick()) &&
            !forum.is_of_authorities()) {
            members.insert(forum.members.begin(), forum.members.end());
        }
    }
    Handling const& handling = simulation.world().handling;
    return members.empty() || handling.load.size() == 0
               ? std::numeric_limits<double>::quiet_NaN()
               : management_gap(handling, std::vector<StateId>(members.begin(), members.end()));
}

double regime_coverage(World const& world)
{
    Vector const weight = weights_of(world);
    Matrix const cares = world.weight(world.actual);
    double bound = 0.0;
    double all = 0.0;
    for (Eigen::Index i = 0; i < weight.size(); ++i) {
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            double const w = weight(i) * cares(i, k);
            bound += w * bound_share(world, StateId{i}, IssueId{k});
            all += w;
        }
    }
    return ratio(bound, all);
}

}  // namespace parley
