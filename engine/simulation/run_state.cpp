#include "simulation/run_state.hpp"

#include "simulation/succession.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

/// The world of a setup in one run: states are drawn, and people move without any response to
/// policy.
World begun_world(Setup const& setup, std::uint64_t seed, std::uint64_t replicate)
{
    check(setup);
    World world = setup.world;
    draw(setup.draws, world.states, seed, replicate);
    begin_states(world, setup);
    world.flows.begin();
    world.purses = purses_of(world.states, world.issues);
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

/// What is in force at the start, with terms where the record has none.
std::vector<Agreement> with_terms(Setup const& setup, World const& world)
{
    Meeting const meeting{setup.meetings};
    std::vector<Agreement> record = setup.record;
    for (Agreement& agreement : record) {
        if (agreement.terms.allFinite()) {
            continue;
        }
        Forum const& forum = setup.forums[agreement.forum.slot()];
        Vector const settled =
            meeting.settlement(world, Sitting{forum, agreement.forum},
                               Seating{agreement.signatories, agreement.issues, agreement.forum});
        agreement.terms = agreement.terms.array().isNaN().select(settled, agreement.terms);
    }
    return record;
}

}  // namespace

RunState::RunState(Setup const& setup, std::uint64_t seed, std::uint64_t replicate)
    : world{begun_world(setup, seed, replicate)},
      forums{forums_at_start(setup, world.states)},
      order{lowest_level_first(forums)},
      routing{setup.routing, forums.size(), world.issues.count()},
      outside_options{forums.size()},
      diplomacy{forums, world.issues.count(), world.states.teams},
      administration{setup.administration, world},
      brought_up{Vector::Zero(std::ssize(world.organisations))},
      texts_agreed{Vector::Zero(std::ssize(world.organisations))},
      base_exposure{setup.world.states.exposure},
      base_through{world.flows.through(world.states.count())},
      at_rest{static_cast<Outlook<EveryState> const&>(world.states)}
{
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        if (!world.states.exists(StateId{i})) {
            administration.begin_as_part(StateId{i}, world.states.holders[StateId{i}.slot()]);
        }
    }
    if (setup.migration.profiles_follow) {
        roles.emplace(setup.migration.roles, world.flows, world.states.profile);
    }
    draw_variation(world, setup.variation, seed, replicate);
    world.renew_interests();
    begin_local(setup.authorities);
    auto const record = with_terms(setup, world);
    world.regime.begin_with(record);
    for (Agreement const& agreement : record) {
        diplomacy.note_agreement(agreement.forum, forums[agreement.forum.slot()],
                                 agreement.signatories,
                                 -agreement.tick * setup.calendar.years_a_tick());
    }
    if (local) {
        local->renew(world, Vector::Ones(world.states.count()));
    }
}

void RunState::begin_local(Authorities const& authorities)
{
    if (authorities.count() > 0) {
        local.emplace(authorities, world);
        local_rest = static_cast<Outlook<EveryState> const&>(local->world().states);
        world.regime.set_shift(local->shift(world));
    }
}

std::vector<World*> RunState::worlds()
{
    return local ? std::vector{&world, &local->world()} : std::vector{&world};
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
