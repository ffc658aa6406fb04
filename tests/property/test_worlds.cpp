// What holds in every shipped scenario at every tick, as it is written and with all mechanisms of
// levels on; and that a mechanism which is there but does nothing leaves the bits of the run as
// they were.

#include "catch.hpp"
#include "forum/coverage.hpp"
#include "model/territories.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"
#include "simulation/gains.hpp"

#include <filesystem>

using namespace parley;

namespace {

std::vector<std::string> shipped_scenarios()
{
    std::vector<std::string> paths;
    for (std::string const folder : {"scenarios", "scenarios/tutorial"}) {
        for (auto const& entry : std::filesystem::directory_iterator{folder}) {
            if (entry.path().extension() == ".yaml") {
                paths.push_back(entry.path().string());
            }
        }
    }
    std::ranges::sort(paths);
    return paths;
}

/// A scenario for a few ticks, fewer where there are many states; nobody dies or returns.
Setup few_ticks(std::string const& path)
{
    ScenarioFile file =
        read_scenario(path, std::vector<Setting>{{.text = "migration.attrition=0"}});
    file.scenario.time.ticks =
        std::min(file.scenario.time.ticks, file.scenario.states.size() > 100 ? 2 : 10);
    return set_up(file.scenario);
}

/// To the last bit, where it is known.
bool same(Vector const& left, Vector const& right)
{
    return (left.array() == right.array() || (left.array().isNaN() && right.array().isNaN())).all();
}

bool same_interests(Interests const& left, Interests const& right)
{
    return left.ideal == right.ideal && left.salience == right.salience &&
           left.tension == right.tension && left.value == right.value &&
           left.options == right.options && left.expected == right.expected &&
           left.tension_of_expected == right.tension_of_expected;
}

/// Every other issue with positions is dyadic, and half of it is about what the partner does.
void make_dyadic(World& world)
{
    Issues& issues = world.issues;
    if (issues.externality.size() == 0) {
        issues.externality = Vector::Zero(issues.count());
        issues.role_expected = issues.role_ideal;
        issues.dependence.assign(IssueId{issues.count()}.slot(), Dependence::corridors);
    }
    issues.dyadic.assign(IssueId{issues.count()}.slot(), 0);
    std::vector<IssueId> dyadic;
    for (Eigen::Index k = 0; k < issues.count(); k += 2) {
        if (!issues.is_transfer(k) && !issues.has_options(k) && !(issues.reach(k) > 0.0)) {
            issues.dyadic[IssueId{k}.slot()] = 1;
            issues.externality(k) = 0.5;
            dyadic.emplace_back(k);
        }
    }
    world.regime = Regime{world.regime.status_quo(), dyadic};
}

/// Issues are routed, some of them pair by pair, regions speak as one, everything matures and
/// deepens, and nobody forgets the other forums.
Setup with_all_on(Setup setup)
{
    setup.routing = {.policy = RoutingPolicy::subsidiarity, .coverage = 0.3, .patience = 1};
    setup.outside_option = true;
    setup.migration.profiles_follow = true;
    make_dyadic(setup.world);
    setup.world.partner_roles =
        PartnerRoles{{.share = 0.5, .follow = true}, setup.world.flows, setup.world.states.count()};
    for (Forum& forum : setup.forums) {
        forum.caucus = forum.level < Level::global;
        forum.maturing = Maturing{
            .growth = 0.6,
            .decay = 0.5,
            .frankness_gain = 0.5,
            .rounds_saved = 0.5,
            .steps = {{.at = 0.5, .bindingness = 0.9}, {.at = 0.8, .level = Level::supranational}}};
    }
    return setup;
}

/// Mechanisms that were not there are, but nothing follows from them.
Setup with_all_idle(Setup setup)
{
    setup.routing = {.policy = RoutingPolicy::fixed, .coverage = 1.0, .patience = 1};
    for (Forum& forum : setup.forums) {
        forum.caucus = forum.caucus || forum.level == Level::global;  // there is no higher table
        if (!forum.maturing) {
            forum.maturing = Maturing{.growth = 0.0,
                                      .decay = 1.0,
                                      .frankness_gain = 1.0,
                                      .rounds_saved = 1.0,
                                      .steps = {{.at = 0.1, .bindingness = 1.0}}};
        }
    }
    return setup;
}

/// Members look at other forums, and no reservation value is below what is in force, to rounding.
/// Each speaks for itself: what a bloc has in force is not what its position would be worth.
Setup with_hopes(Setup setup)
{
    setup.outside_option = true;
    for (Forum& forum : setup.forums) {
        forum.caucus = false;
        forum.protocol = [talks = forum.protocol](Table const& table, RandomStream& random,
                                                  Trace trace) {
            Vector const over = table.reservation - table.payoff_in_force();
            for (Eigen::Index i = 0; i < over.size(); ++i) {
                CHECK(over(i) >= -table.tolerance(i));
            }
            return talks(table, random, trace);
        };
    }
    return setup;
}

/// All forums but the last are closed.
Setup with_one_forum(Setup setup)
{
    for (std::size_t f = 0; f + 1 < setup.forums.size(); ++f) {
        setup.forums[f].closing_tick = 0;
    }
    return setup;
}

bool shares(Eigen::Ref<Matrix const> const& values)
{
    return (values.array() >= 0.0).all() && (values.array() <= 1.0).all();
}

class Invariants : public Observer {
  public:
    explicit Invariants(Simulation const& simulation)
        : stock_{simulation.world().flows.stock}, holders_{simulation.world().states.holders}
    {
    }

    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override
    {
        for (Session const& session : sessions) {
            hopes_for_no_less_than_it_has(simulation, session);
            for (Bloc const& bloc : session.blocs) {
                speaks_as_one(session, bloc);
                CHECK(simulation.forums()[bloc.caucus.slot()].level <
                      simulation.forums()[id.slot()].level);
                ++blocs;
            }
        }
    }

    void on_tick(Simulation const& simulation) override
    {
        World const& world = simulation.world();
        CAPTURE(simulation.tick());
        // whoever arrives is in the stock; stopped people are deterred, stranded or diverted
        Vector const arrived = world.flows.stock - stock_;
        double const years = simulation.calendar().years_a_tick();
        if (world.states.holders == holders_) {  // else see test_successions.cpp
            CHECK(arrived.isApprox(Vector{years * world.flows.now}, 1e-9));
        }
        stock_ = world.flows.stock;
        holders_ = world.states.holders;
        Flows const& flows = world.flows;
        CHECK((flows.now.array() >= 0.0).all());
        CHECK(flows.stopped.sum() ==
              Approx(flows.deterred.sum() + flows.stranded.sum() + flows.diverted.sum()));
        // shares stay shares
        States const& states = world.states;
        Vector const one = Vector::Ones(states.count());
        for (Matrix const& profile :
             {states.profile, states.self_image, states.perceived_profile()}) {
            CHECK(shares(profile));
            CHECK(profile.rowwise().sum().isApprox(one, 1e-12));
        }
        CHECK(shares(states.recognition));
        CHECK(shares(states.disclosure));
        CHECK(shares(world.regime.policy()));
        CHECK(shares(world.policies()));
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            if (world.issues.is_dyadic(k)) {
                auto const n = states.count();
                CHECK(shares(Matrix::NullaryExpr(n, n, [&](Eigen::Index i, Eigen::Index j) {
                    return world.regime.dyads(IssueId{k}).policy(StateId{i}, StateId{j});
                })));
            }
        }
        CHECK(shares(world.perceived.ideal));
        CHECK(simulation.actual_payoff().allFinite());
        CHECK(simulation.perceived_payoff().allFinite());
        // interests that follow from the same as before are kept
        World kept = world;
        World anew = world;
        kept.renew_changed_interests();
        anew.renew_interests();
        CHECK(same_interests(kept.actual, anew.actual));
        CHECK(same_interests(kept.perceived, anew.perceived));
        // what agreements have no part in is kept from tick to tick
        CHECK(same(simulation.gain(), gains(world, simulation.actual_payoff())));
        CHECK(same(simulation.best_joint_gain(), best_joint_gains(world)));
        // whoever is included more covers more of what ties it; all cover everything
        Ties const& ties = simulation.present_ties();
        Matrix const weight = world.actual.weight();
        std::vector<StateId> everybody;
        everybody.reserve(static_cast<std::size_t>(states.count()));
        for (Eigen::Index i = 0; i < states.count(); ++i) {
            everybody.emplace_back(i);
        }
        CHECK((coverage(weight, ties, everybody).array() == 1.0).all());
        for (std::size_t f = 0; f < simulation.forums().size(); ++f) {
            Forum const& forum = simulation.forums()[f];
            CHECK(shares(simulation.coverage(ForumId{f})));
            auto const n = states.existing();
            CHECK(simulation.coverage(ForumId{f}) ==
                  (forum.is_of_authorities() ? coverage(weight, ties, forum.parts, n)
                                             : coverage(weight, ties, forum.members, n)));
            CHECK((forum.maturity >= 0.0 && forum.maturity <= 1.0));
        }
    }

    int blocs = 0;
    int hopes = 0;  ///< of members who expected more elsewhere than they have

  private:
    void hopes_for_no_less_than_it_has(Simulation const& simulation, Session const& session)
    {
        CHECK((session.outside_option.array() >= 0.0).all());
        hopes += static_cast<int>((session.outside_option.array() > 0.0).count());
        CHECK((session.outside_option.size() == 0 ||
               session.outside_option.size() == std::ssize(session.members)));
        double const belief = simulation.outside_options().belief(session.forum);
        CHECK((belief > 0.0 && belief < 1.0));
    }

    /// It declares one position, and all of its states are bound, or none.
    static void speaks_as_one(Session const& session, Bloc const& bloc)
    {
        for (std::size_t const n : bloc.seats) {
            CHECK(session.declared.row(StateId{n}.index()) ==
                  session.declared.row(StateId{bloc.seats[0]}.index()));
            CHECK(session.outcome.signatories[n] == session.outcome.signatories[bloc.seats[0]]);
        }
    }

    Vector stock_;
    Holders holders_;
};

struct Seen {
    int blocs;
    int hopes;
};

/// Runs a setup to its end and returns how many blocs and hopes for other forums there were.
Seen run_watched(Setup setup)
{
    Simulation simulation{std::move(setup), 1, 0};
    Invariants invariants{simulation};
    std::vector<Observer*> const observers{&invariants};
    simulation.run(observers);
    return {invariants.blocs, invariants.hopes};
}

Matrix policy_after(Setup setup)
{
    Simulation simulation{std::move(setup), 1, 0};
    simulation.run({});
    return simulation.world().regime.policy();
}

}  // namespace

TEST_CASE("people, shares and ties add up in every world")
{
    auto const path = GENERATE(from_range(shipped_scenarios()));
    CAPTURE(path);
    CHECK_NOTHROW(run_watched(few_ticks(path)));
}

TEST_CASE("they add up with issues routed, regions that speak as one, and forums that deepen")
{
    int blocs = 0;
    int hopes = 0;
    for (std::string const& path : shipped_scenarios()) {
        CAPTURE(path);
        Seen const seen = run_watched(with_all_on(few_ticks(path)));
        blocs += seen.blocs;
        hopes += seen.hopes;
    }
    CHECK(blocs > 0);  // or nothing was seen of them
    CHECK(hopes > 0);
}

TEST_CASE("hopes for other forums raise reservation values, and lower none")
{
    int hopes = 0;
    for (std::string const& path : shipped_scenarios()) {
        CAPTURE(path);
        hopes += run_watched(with_hopes(few_ticks(path))).hopes;
    }
    CHECK(hopes > 0);
}

TEST_CASE("where there is one forum nobody has an outside option, and nothing changes")
{
    auto const path = GENERATE(from_range(shipped_scenarios()));
    CAPTURE(path);
    Setup alone = with_one_forum(few_ticks(path));
    Matrix const before = policy_after(alone);
    alone.outside_option = true;
    CHECK(run_watched(alone).hopes == 0);
    CHECK(policy_after(alone) == before);
}

TEST_CASE("what is there and does nothing leaves the bits of a run as they were")
{
    auto const path = GENERATE(from_range(shipped_scenarios()));
    CAPTURE(path);
    Setup const setup = few_ticks(path);
    CHECK(policy_after(with_all_idle(setup)) == policy_after(setup));
}

TEST_CASE("a run goes on from a checkpoint with the same bits")
{
    auto const path = GENERATE(from_range(shipped_scenarios()));
    CAPTURE(path);
    auto const setup = std::make_shared<Setup const>(with_all_on(few_ticks(path)));
    Simulation whole{setup, 1, 0};
    whole.step({});
    Simulation resumed{setup, 1, 0, whole.state()};
    whole.run({});
    resumed.run({});
    CHECK(resumed.world().regime.policy() == whole.world().regime.policy());
    CHECK(resumed.world().states.recognition == whole.world().states.recognition);
    CHECK(resumed.actual_payoff() == whole.actual_payoff());
    CHECK(resumed.perceived_payoff() == whole.perceived_payoff());
}
