// What must hold whatever states begin and end: who does not exist takes part in nothing, and
// nobody is lost.

#include "catch.hpp"
#include "scenario/build.hpp"
#include "simulation/succession.hpp"
#include "unit/scenario/small_scenario.hpp"

#include <fmt/format.h>

#include <cmath>

using namespace parley;

namespace {

/// States of random roles, size and flows that separate and unite at random; a club of all that
/// may bind the outvoted, one with talks, and a forum of every pair with migrants.
class RandomScenario {
  public:
    explicit RandomScenario(std::uint64_t seed) : random_{seed, "successions", {}} {}

    std::string operator()()
    {
        states_ = 3 + random_.below(5);
        std::string text = R"(parley: 1
name: states that begin and end
time: {start: 2000-01, tick: 6 months, ticks: 12}
interests: {dyadic_roles: 0.5}
migration: {profiles: follow, attrition: 0}
capacity: {}
routing: {outside_option: true}
issues:
  rights: {kind: hard, status_quo: 0.5, externality: 0.3, flow_response: 0.5, unilateral: 0.2,
           ideal: {sending: 0.9, transit: 0.5, receiving: 0.3}}
  return: {kind: hard, status_quo: 0.4, policy: dyadic, flow_response: -0.5,
           ideal: {sending: 0.5, transit: 0.6, receiving: 0.9}}
  data: {kind: soft, status_quo: 0.3, externality: 0.4, interdependence: uniform,
         ideal: {sending: 0.7, transit: 0.8, receiving: 0.9}}
organisations: {office: {mandate: all, mediation: 0.5, assistance: 1000000, relief: 1000000}}
forums:
  club: {level: global, members: all, agenda: all, meets: every 1 tick, bindingness: 0.6,
         rule: {name: simple_majority, indifference: 0.02, quorum: 0.3}, protocol: compromise,
         caucus: false, sanction: 0.1, term: 2 years}
  slow: {level: regional, members: all, agenda: [rights, data], meets: every 1 year,
         protocol: nash_bargaining, talks: {mandate: 1 tick, round: 1 tick, team: true},
         ratification: {delay: 1 tick}, caucus: true}
bilateral: {corridors: {minimum_stock: 1}, agenda: [return], meets: every 1 year,
            scope: single_issue, protocol: nash_bargaining}
)";
        text += "states:\n";
        for (std::size_t i = 0; i < states_; ++i) {
            text += fmt::format(
                "  {}: {{sending: {:.3f}, transit: {:.3f}, receiving: {:.3f}, population: {:.0f}, "
                "gdp_per_head: {:.0f}, power: {:.2f}, teams: 4}}\n",
                name(i), 0.1 + random_.uniform(), random_.uniform(), random_.uniform(),
                1e6 * (1 + 9 * random_.uniform()), 1e3 * (1 + 9 * random_.uniform()),
                0.5 + random_.uniform());
        }
        return text + flows() + events();
    }

  private:
    static std::string name(std::size_t i) { return std::string(3, static_cast<char>('A' + i)); }

    std::string flows()
    {
        std::string text = "flows:\n";
        for (std::size_t o = 0; o < states_; ++o) {
            for (std::size_t d = 0; d < states_; ++d) {
                if (o != d && random_.uniform() < 0.7) {
                    text += fmt::format(
                        "  - {{origin: {}, destination: {}, persons: {:.0f}, stock: {:.0f}, "
                        "pathway: {}}}\n",
                        name(o), name(d), 1e4 * random_.uniform(), 1e5 * random_.uniform(),
                        random_.uniform() < 0.5 ? "any" : "labour");
                }
            }
        }
        return text;
    }

    /// Each state but the first may separate from one before it, and end after that.
    std::string events()
    {
        std::string text = "events:\n";
        int begun = 0;
        for (std::size_t i = 1; i < states_; ++i) {
            if (i > 1 && random_.uniform() < 0.5) {
                continue;
            }
            int const year = 2001 + begun++ % 3;
            text += fmt::format(
                "  - {{at: {}-07, separation: {{states: [{}], from: AAA, treaties: {}}}}}\n", year,
                name(i), random_.uniform() < 0.5 ? "continuity" : "clean_slate");
            if (random_.uniform() < 0.5) {
                text += fmt::format("  - {{at: {}-01, union: {{states: [{}], into: AAA}}}}\n",
                                    year + 2, name(i));
            }
        }
        return text;
    }

    RandomStream random_;
    std::size_t states_ = 0;
};

class Watch : public Observer {
  public:
    Watch(Setup const& setup, Simulation const& simulation)
        : own_{setup.world}, before_{simulation.world()}
    {
        add_up(simulation);
    }

    void on_meeting(Simulation const& simulation, ForumId /*id*/,
                    std::vector<Session> const& sessions) override
    {
        for (Session const& session : sessions) {
            bool const at_talks = session.talks.has_value();
            for (std::size_t n = 0; n < session.members.size(); ++n) {
                // who has ended while talks went on does not sign
                CHECK((simulation.world().states.exists(session.members[n]) ||
                       (at_talks && session.outcome.signatories[n] == 0)));
            }
            ++meetings;
        }
    }

    void on_tick(Simulation const& simulation) override
    {
        CAPTURE(simulation.tick());
        World const& world = simulation.world();
        for (Eigen::Index i = 0; i < world.states.count(); ++i) {
            if (!world.states.exists(StateId{i})) {
                takes_part_in_nothing(simulation, StateId{i});
                ++absences;
            }
        }
        add_up(simulation);
        before_ = world;
    }

    int absences = 0;
    int meetings = 0;
    int borders = 0;  ///< that came or went

  private:
    static void takes_part_in_nothing(Simulation const& simulation, StateId absent)
    {
        World const& world = simulation.world();
        auto const i = absent.index();
        for (Forum const& forum : simulation.forums()) {
            CHECK(std::ranges::count(forum.members, absent) == 0);
        }
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            CHECK_FALSE(world.regime.binds(absent, IssueId{k}));
        }
        CHECK(world.states.exposure(i) == 0.0);
        CHECK(world.states.population(i) == 0.0);
        CHECK(world.weight(world.actual).row(i).isZero(0.0));
        CHECK(simulation.gain()(i) == 0.0);
        Eigen::Index const n = world.states.count();
        CHECK(world.flows.through(n)(i) == 0.0);
        CHECK(by_state(world.flows.origin, world.flows.stock, n)(i) == 0.0);
        CHECK(by_state(world.flows.destination, world.flows.stock, n)(i) == 0.0);
        CHECK(world.handling.load(i) == 0.0);
        for (Eigen::Index j = 0; j < n; ++j) {
            for (Dependence const of : {Dependence::corridors, Dependence::uniform}) {
                CHECK((j == i || world.interdependence(StateId{j}, absent, of) == 0.0));
            }
        }
    }

    void add_up(Simulation const& simulation)
    {
        World const& world = simulation.world();
        States const& states = world.states;
        CHECK(states.population.sum() == Approx(own_.states.population.sum()));
        CHECK(states.population.dot(states.gdp_per_head) ==
              Approx(own_.states.population.dot(own_.states.gdp_per_head)));
        CHECK(std::ranges::all_of(states.holders, [&](StateId h) { return states.exists(h); }));
        // what moves between states is what is described between their territories
        double moving = 0.0;
        double new_borders = 0.0;
        bool gone = false;
        for (std::size_t c = 0; c < own_.flows.origin.size(); ++c) {
            auto const is_between = [&](Holders const& holders) {
                return holders[own_.flows.origin[c].slot()] !=
                       holders[own_.flows.destination[c].slot()];
            };
            auto const row = static_cast<Eigen::Index>(c);
            bool const now = is_between(states.holders);
            bool const was = is_between(before_.states.holders);
            moving += now ? own_.flows.persons(row) : 0.0;
            new_borders += now && !was ? own_.flows.stock(row) : 0.0;
            gone = gone || (was && !now);
            borders += now != was ? 1 : 0;
        }
        CHECK(world.flows.persons.sum() == Approx(moving));
        double const arrived = simulation.tick() < 1 && before_.flows.stock == world.flows.stock
                                   ? 0.0
                                   : 0.5 * world.flows.now.sum();
        double const expected = before_.flows.stock.sum() + arrived + new_borders;
        if (gone) {
            CHECK(world.flows.stock.sum() < expected);
        } else {
            CHECK(world.flows.stock.sum() == Approx(expected));
        }
        CHECK(world.flows.stopped.sum() ==
              Approx(world.flows.deterred.sum() + world.flows.stranded.sum() +
                     world.flows.diverted.sum())
                  .margin(1e-9));
        CHECK((world.flows.stock.array() >= 0.0).all());
        CHECK((states.profile.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-12);
        CHECK((world.regime.policy().array() >= 0.0 && world.regime.policy().array() <= 1.0).all());
        CHECK(simulation.actual_payoff().allFinite());
        CHECK(simulation.best_joint_gain().allFinite());
    }

    World own_;
    World before_;
};

}  // namespace

TEST_CASE("who does not exist takes part in nothing, and nobody is lost")
{
    int absences = 0;
    int meetings = 0;
    int borders = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        Setup const setup = set_up(read_text(RandomScenario{seed}()));
        Simulation simulation{setup, seed, 0};
        Watch watch{setup, simulation};
        std::vector<Observer*> const observers{&watch};
        simulation.run(observers);
        absences += watch.absences;
        meetings += watch.meetings;
        borders += watch.borders;
    }
    CHECK(absences > 500);
    CHECK(meetings > 500);
    CHECK(borders > 200);
}

TEST_CASE("a run with states that begin and end goes on from a checkpoint with the same bits")
{
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto const setup = std::make_shared<Setup const>(set_up(read_text(RandomScenario{seed}())));
        Simulation whole{setup, 1, 0};
        for (int tick = 0; tick < 5; ++tick) {
            whole.step({});
        }
        Simulation resumed{setup, 1, 0, whole.state()};
        whole.run({});
        resumed.run({});
        CHECK(resumed.world().regime.policy() == whole.world().regime.policy());
        CHECK(resumed.world().flows.stock == whole.world().flows.stock);
        CHECK(resumed.actual_payoff() == whole.actual_payoff());
    }
}

// A state of no people, no flows and no power that begins changes nothing for the others but the
// number of heads; where nothing counts heads, their policies have the same bits.
TEST_CASE("a state that nobody notices changes nothing")
{
    std::string const world = R"(parley: 1
name: nobody
time: {start: 2000-01, tick: 6 months, ticks: 8}
issues:
  rights: {kind: hard, status_quo: 0.5, externality: 0.3, flow_response: 0.5,
           ideal: {sending: 0.9, transit: 0.5, receiving: 0.3}}
forums:
  club: {level: global, members: [AAA, BBB], agenda: all, meets: every 1 tick,
         protocol: nash_bargaining}
flows: [{origin: AAA, destination: BBB, persons: 1000, stock: 5000}]
states:
  AAA: {sending: 8, transit: 1, receiving: 2, population: 5000000}
  BBB: {sending: 1, transit: 1, receiving: 5, population: 9000000}
)";
    auto const policy_of = [](std::string const& text) {
        Simulation simulation{set_up(read_text(text)), 1, 0};
        simulation.run({});
        return Matrix{simulation.world().regime.policy().topRows(2)};
    };
    std::string const with_nobody =
        world + "  CCC: {sending: 1, transit: 1, receiving: 5, population: 1}\n";
    CHECK(policy_of(with_nobody) == policy_of(world));
    CHECK(policy_of(with_nobody +
                    "events: [{at: 2001-07, separation: {states: [CCC], from: AAA}}]\n") ==
          policy_of(world));
}
