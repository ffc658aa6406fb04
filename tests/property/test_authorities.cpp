// Authorities that change nothing leave the bits of a run as they were: those without a share,
// those to whom nothing is devolved, and those whose forums never meet.

#include "catch.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

using namespace parley;

namespace {

/// What a run did to states, tick by tick.
struct Course {
    std::vector<Matrix> policies{};
    std::vector<Vector> payoffs{};
    std::vector<Vector> flows{};
    std::vector<Vector> terms{};
    bool deviated = false;

    [[nodiscard]] bool is(Course const& other) const
    {
        return policies == other.policies && payoffs == other.payoffs && flows == other.flows &&
               terms == other.terms;
    }
};

struct Watcher final : Observer {
    Course course{};

    void on_tick(Simulation const& simulation) override
    {
        course.policies.push_back(simulation.world().policies_in_effect());
        course.payoffs.push_back(simulation.actual_payoff());
        course.payoffs.push_back(simulation.perceived_payoff());
        course.flows.push_back(simulation.world().flows.now);
        auto const& local = simulation.local();
        bool const now = local && (local->deviation().array() != 0.0).any();
        course.deviated = course.deviated || now;
    }

    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override
    {
        for (Session const& session : sessions) {
            if (!simulation.forums()[id.slot()].is_of_authorities()) {
                course.terms.push_back(session.outcome.terms);
            }
        }
    }
};

Course course_of(Setup const& setup)
{
    Simulation simulation{setup, 1, 0};
    Watcher watcher;
    std::array<Observer* const, 1> const observers{&watcher};
    simulation.run(observers);
    return watcher.course;
}

/// Ten governors at one border, for six years, on issues of which half is about what others do and
/// to which flows respond.
Setup border_region()
{
    ScenarioFile file =
        read_scenario("scenarios/border_region.yaml",
                      std::vector<Setting>{{.text = "time.ticks=12"},
                                           {.text = "issues.border_control.externality=0.5"},
                                           {.text = "issues.migrants_rights.externality=0.3"},
                                           {.text = "issues.migrants_rights.flow_response=0.5"},
                                           {.text = "issues.security.flow_response=-0.5"},
                                           {.text = "implementation.unilateral=0.2"}});
    return set_up(file.scenario);
}

Setup without_authorities(Setup setup)
{
    setup.authorities = {};
    std::erase_if(setup.forums, [](Forum const& forum) { return forum.is_of_authorities(); });
    setup.world.issues.devolved.resize(0);
    setup.world.issues.latitude.resize(0);
    return setup;
}

}  // namespace

TEST_CASE("authorities shift what their states get, and these do otherwise")
{
    Setup const setup = border_region();
    Course const with = course_of(setup);
    Course const without = course_of(without_authorities(setup));
    CHECK(with.deviated);
    CHECK_FALSE(with.is(without));
    CHECK(with.flows.back() != without.flows.back());
}

TEST_CASE("authorities without a share leave their states the bits that they had")
{
    Setup setup = border_region();
    Course const without = course_of(without_authorities(setup));
    setup.authorities.share.setZero();
    Course const with = course_of(setup);
    CHECK(with.deviated);
    CHECK(with.is(without));
}

TEST_CASE("where nothing is devolved, or nobody can depart, states have the bits that they had")
{
    Setup const setup = border_region();
    Course const without = course_of(without_authorities(setup));
    for (bool const of_latitude : {false, true}) {
        Setup idle = setup;
        Issues& issues = idle.world.issues;
        (of_latitude ? issues.latitude : issues.devolved).setZero();
        Course const with = course_of(idle);
        CHECK_FALSE(with.deviated);
        CHECK(with.is(without));
    }
}

TEST_CASE("at every tick nobody has gone further than its latitude, nor its state off the scale")
{
    struct Bounds final : Observer {
        int checks = 0;
        void on_tick(Simulation const& simulation) override
        {
            LocalLevel const& local = *simulation.local();
            Matrix const& deviation = local.deviation();
            for (Eigen::Index k = 0; k < deviation.cols(); ++k) {
                double const reach = local.world().issues.reach(k);
                CHECK(deviation.col(k).cwiseAbs().maxCoeff() <= reach + 1e-15);
            }
            Matrix const& effect = simulation.world().regime.in_effect();
            CHECK((effect.array() >= 0.0 && effect.array() <= 1.0).all());
            ++checks;
        }
    };
    Bounds bounds;
    std::array<Observer* const, 1> const observers{&bounds};
    Simulation simulation{border_region(), 1, 0};
    simulation.run(observers);
    CHECK(bounds.checks == 12);
}

TEST_CASE("a run with authorities goes on from a checkpoint with the same bits")
{
    auto const setup = std::make_shared<Setup const>(border_region());
    Simulation whole{setup, 1, 0};
    Simulation first{setup, 1, 0};
    for (int tick = 0; tick < 5; ++tick) {
        first.step({});
    }
    Simulation second{setup, 1, 0, first.state()};
    whole.run({});
    second.run({});
    CHECK(whole.local()->deviation() == second.local()->deviation());
    CHECK(whole.actual_payoff() == second.actual_payoff());
}
