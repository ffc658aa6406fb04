#include "simulation/run_state.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

/// The world of a setup in one run: states are drawn, and people move without any response to
/// policy.
World world_of(Setup const& setup, std::uint64_t seed, std::uint64_t replicate)
{
    check(setup);
    World world = setup.world;
    draw(setup.draws, world.states, seed, replicate);
    world.flows.begin();
    return world;
}

void draw_variation(World& world, double variation, std::uint64_t seed, std::uint64_t replicate)
{
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            // a stream of its own for each state and issue, by their names
            auto const place = hash_name(world.states.id[StateId{i}.slot()] + '/' +
                                         world.issues.id[IssueId{k}.slot()]);
            RandomStream random{seed, "national variation", {replicate, 0, place}};
            world.politics.variation(i, k) = variation * random.normal();
        }
    }
}

}  // namespace

RunState::RunState(Setup const& setup, std::uint64_t seed, std::uint64_t replicate)
    : world{world_of(setup, seed, replicate)},
      forums{setup.forums},
      order{lowest_level_first(forums)},
      routing{setup.routing, forums.size(), world.issues.count()},
      outside_options{forums.size()},
      administration{setup.administration, world},
      base_exposure{world.states.exposure},
      base_through{world.flows.through(world.states.count())},
      at_rest{static_cast<Outlook<EveryState> const&>(world.states)}
{
    if (setup.migration.profiles_follow) {
        roles.emplace(setup.migration.roles, world.flows, world.states.profile);
    }
    draw_variation(world, setup.variation, seed, replicate);
    world.renew_interests();
    actual_payoff = world.payoffs(world.actual);
    perceived_payoff = world.payoffs(world.perceived);
}

std::vector<ForumId> lowest_level_first(std::vector<Forum> const& forums)
{
    std::vector<ForumId> order;
    order.reserve(forums.size());
    for (std::size_t f = 0; f < forums.size(); ++f) {
        order.emplace_back(f);
    }
    std::ranges::sort(order, [&](ForumId a, ForumId b) {
        Forum const& left = forums[a.slot()];
        Forum const& right = forums[b.slot()];
        return std::pair{left.level, std::string_view{left.id}} <
               std::pair{right.level, std::string_view{right.id}};
    });
    return order;
}

}  // namespace parley
