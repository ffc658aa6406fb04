#pragma once

// A small world for tests: by hand, so that expected numbers can be, too.

#include "simulation/simulation.hpp"

#include <limits>

namespace parley::testing {

/// N states and K issues of the given role matrices. All power, exposure and disclosure 1; states
/// recognise themselves fully; status quo 0.5.
inline World small_world(Matrix const& profile, Matrix const& role_ideal,
                         Matrix const& role_salience)
{
    Eigen::Index const n = profile.rows();
    Eigen::Index const k = role_ideal.cols();
    World world{.issues = {},
                .states = {standard_keys(n)},
                .flows = {},
                .organisations = {},
                .politics = DomesticPolitics::none(n, k),
                .regime = Regime{Matrix::Constant(n, k, 0.5)},
                .actual = {},
                .perceived = {}};
    for (Eigen::Index i = 0; i < n; ++i) {
        world.states.id.emplace_back(3, static_cast<char>('A' + i));
        world.states.name.push_back("State " + world.states.id.back());
    }
    for (Eigen::Index j = 0; j < k; ++j) {
        world.issues.id.push_back("issue_" + std::to_string(j));
        world.issues.about.emplace_back("a matter");
        world.issues.scale.push_back({"none", "all"});
        world.issues.kind.push_back(IssueKind::hard);
    }
    world.issues.role_ideal = role_ideal;
    world.issues.role_salience = role_salience;
    world.states.population = Vector::Ones(n);
    world.states.gdp_per_head = Vector::Ones(n);
    world.states.power = Vector::Ones(n);
    world.states.exposure = Vector::Ones(n);
    world.states.profile = profile;
    world.states.self_image = profile;
    world.states.recognition = Vector::Ones(n);
    world.states.disclosure = Vector::Ones(n);
    world.flows.persons = Vector::Zero(0);
    world.flows.factor = Vector::Ones(0);
    world.renew_interests();
    return world;
}

/// A forum of all states of a world on all of its issues, under unanimity.
inline Forum small_forum(World const& world, Protocol protocol)
{
    Forum forum;
    forum.id = forum.name = forum.label = "forum";
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        forum.members.emplace_back(i);
    }
    for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
        forum.agenda.emplace_back(k);
    }
    forum.rule = find_rule("unanimity");
    forum.protocol = std::move(protocol);
    return forum;
}

/// All sign the same position on everything.
inline Protocol all_sign(double position)
{
    return [position](Table const& table, RandomStream&, Trace) {
        auto const everybody = std::vector<char>(static_cast<std::size_t>(table.members()), 1);
        return Outcome{.status = Status::agreed,
                       .terms = Vector::Constant(table.issues(), position),
                       .signatories = everybody,
                       .consenting = everybody,
                       .rounds = 1,
                       .blocked_by = {},
                       .trace = {}};
    };
}

/// The first member blocks everything.
inline Protocol first_blocks()
{
    return [](Table const& table, RandomStream&, Trace) {
        auto const nobody = std::vector<char>(static_cast<std::size_t>(table.members()), 0);
        return Outcome{.status = Status::broken_off,
                       .terms = table.in_force.row(0).transpose(),
                       .signatories = nobody,
                       .consenting = nobody,
                       .rounds = 1,
                       .blocked_by = {Block{}},
                       .trace = {}};
    };
}

inline Matrix no_red_lines(World const& world)
{
    return Matrix::Constant(world.states.count(), world.issues.count(),
                            std::numeric_limits<double>::infinity());
}

/// Ten yearly ticks of one yearly forum, without variation.
inline Setup small_setup(World world, Protocol protocol)
{
    Forum forum = small_forum(world, std::move(protocol));
    Matrix red_line = no_red_lines(world);
    return {.calendar = {.start = Month{2005, 1}, .tick_months = 12, .ticks = 10},
            .world = std::move(world),
            .forums = {std::move(forum)},
            .events = {},
            .meetings = {.declaration = {.posturing = 0.0, .hiding = 0.0},
                         .discussion = {},
                         .red_line = std::move(red_line)}};
}

/// Three who want nothing of themselves and everything of the others, all alike, on whom this share
/// of the payoff depends.
inline World three_free_riders(double share)
{
    World world =
        small_world(Matrix::Constant(3, 3, 1.0 / 3.0), Matrix::Zero(3, 1), Matrix::Ones(3, 1));
    world.regime = Regime{Matrix::Zero(3, 1)};
    world.issues.externality = Vector::Constant(1, share);
    world.issues.role_expected = Matrix::Ones(3, 1);
    world.issues.dependence = {Dependence::corridors};  // nobody has a corridor
    world.interdependence = Interdependence{Ties{world.flows, 3, 10.0}};
    world.renew_interests();
    return world;
}

}  // namespace parley::testing
