#include "catch.hpp"
#include "output/variables.hpp"
#include "simulation/measures.hpp"
#include "small_run.hpp"

#include <array>
#include <cmath>

using namespace parley;

namespace {

/// Entry [a, b, c] of an array of shape [.., B, C].
template <class T>
T at(std::vector<T> const& values, std::array<std::size_t, 2> shape, std::size_t a, std::size_t b,
     std::size_t c)
{
    return values.at((a * shape[0] + b) * shape[1] + c);
}

constexpr std::array<std::size_t, 2> states_by_issues{3, 2};
constexpr std::array<std::size_t, 2> forums_by_issues{2, 2};

}  // namespace

TEST_CASE("A run's record says which run it is")
{
    Setup const setup = small_setup();
    RunRecord const run = recorded(Labels{setup, {}}, setup, 3, "frank");
    CHECK(run.replicate == 3);
    CHECK(run.seed == 7);
    CHECK(run.what_if == "frank");
    CHECK(run.point == 0);
    CHECK(run.status == 0);
    CHECK(run.failure.empty());
}

TEST_CASE("States are recorded as they are at the end of a tick")
{
    Setup const setup = small_setup();
    Labels const labels{setup, {.every = 2}};
    Simulation simulation{setup, 7, 0};
    Recorder recorder{labels, simulation};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    RunRecord const run = recorder.take();

    World const& world = simulation.world();
    for (std::size_t i = 0; i < 3; ++i) {
        auto const row = StateId{i}.index();
        CHECK(run.series("recognition").at(3 + i) == world.states.recognition(row));
        CHECK(run.series("disclosure").at(3 + i) == world.states.disclosure(row));
        CHECK(run.series("actual_payoff").at(3 + i) == simulation.actual_payoff()(row));
        CHECK(run.series("inflow").at(3 + i) == world.flows.entering(3)(row));
        CHECK(run.series("immigrants").at(3 + i) ==
              by_state(world.flows.destination, world.flows.stock, 3)(row));
        CHECK(std::isnan(run.series("capacity").at(3 + i)));  // not modelled
        CHECK(run.power.at(i) == world.states.power(row));
        for (std::size_t k = 0; k < 2; ++k) {
            auto const column = IssueId{k}.index();
            CHECK(at(run.series("policy"), states_by_issues, 1, i, k) ==
                  world.regime.policy()(row, column));
            CHECK(at(run.series("ideal_point"), states_by_issues, 1, i, k) ==
                  world.perceived.ideal(row, column));
            CHECK(run.status_quo.at(2 * i + k) == world.regime.status_quo()(row, column));
        }
    }
    CHECK(run.series("hard_movement").at(1) == movement(world, IssueKind::hard));
    CHECK(run.series("soft_movement").at(1) > 0.0);
    CHECK(run.series("regime_coverage").at(1) == 1.0);
    CHECK(run.series("policy").size() == 12);  // 2 ticks, 3 states, 2 issues
}

TEST_CASE("Watching a run does not change it")
{
    Setup const setup = small_setup();
    Simulation watched{setup, 7, 0};
    Labels const labels{setup, {}};
    Recorder recorder{labels, watched};
    std::array<Observer* const, 1> const observers{&recorder};
    watched.run(observers);
    Simulation alone{setup, 7, 0};
    alone.run({});
    CHECK(watched.world().regime.policy() == alone.world().regime.policy());
}

TEST_CASE("Tables are counted from record to record")
{
    Setup const setup = small_setup();
    RunRecord const yearly = recorded(Labels{setup, {.every = 1}}, setup);
    // the dialogue settles both issues at its first meeting; the two pairs break off every year
    CHECK(at(yearly.attempts, forums_by_issues, 0, 0, 0) == 1);
    CHECK(at(yearly.agreements, forums_by_issues, 0, 0, 1) == 1);
    CHECK(at(yearly.attempts, forums_by_issues, 1, 0, 0) == 0);
    CHECK(at(yearly.attempts, forums_by_issues, 3, 1, 0) == 2);
    CHECK(at(yearly.agreements, forums_by_issues, 3, 1, 0) == 0);
    CHECK(at(yearly.attempts, forums_by_issues, 3, 1, 1) == 0);

    RunRecord const whole = recorded(Labels{setup, {.every = 9}}, setup);
    CHECK(at(whole.attempts, forums_by_issues, 0, 1, 0) == 8);
    CHECK(whole.sessions_held == 9);
    CHECK(whole.sessions_agreed == 1);
    CHECK(whole.settled_level == std::vector<std::int8_t>{3, 3});
}

TEST_CASE("Hardness is the mean over the tables since the last record, and unknown without any")
{
    Setup const setup = small_setup();
    RunRecord const run = recorded(Labels{setup, {}}, setup);
    double const first = run.sessions.hardness.at(0);  // the first two sessions are the pairs'
    double const second = run.sessions.hardness.at(2);
    CHECK(at(run.hardness, forums_by_issues, 0, 1, 0) == Approx((first + second) / 2));
    CHECK(std::isnan(at(run.hardness, forums_by_issues, 1, 0, 0)));
    CHECK(at(run.interest_pattern, forums_by_issues, 1, 0, 0) == -1);
    CHECK(at(run.interest_pattern, forums_by_issues, 0, 0, 0) >= 0);
}

TEST_CASE("A declared position stands until the state sits at another table")
{
    Setup const setup = small_setup();
    RunRecord const run = recorded(Labels{setup, {}}, setup);
    double const soft = at(run.declared_position, states_by_issues, 0, 0, 1);
    CHECK_FALSE(std::isnan(soft));
    CHECK(at(run.declared_position, states_by_issues, 3, 0, 1) == soft);

    Setup silent = setup;
    silent.forums.erase(
        silent.forums.begin());  // only the pairs are left, which talk of readmission
    RunRecord const quiet = recorded(Labels{silent, {}}, silent);
    CHECK(std::isnan(at(quiet.declared_position, states_by_issues, 3, 0, 1)));
    CHECK_FALSE(std::isnan(at(quiet.declared_position, states_by_issues, 0, 0, 0)));
}

TEST_CASE("What the blocker hoped for elsewhere is recorded where that counts")
{
    Setup setup = small_setup();
    setup.outside_option = true;
    SessionRecord const lines = recorded(Labels{setup, {}}, setup).sessions;
    class Hopes : public Observer {
      public:
        void on_meeting(Simulation const&, ForumId, std::vector<Session> const& sessions) override
        {
            for (Session const& session : sessions) {
                // the second fell short by more
                seen.push_back(session.agreed() ? -1.0 : session.outside_option(1));
            }
        }
        std::vector<double> seen;
    } hopes;
    std::vector<Observer*> const observers{&hopes};
    Simulation{setup, 7, 0}.run(observers);
    REQUIRE(hopes.seen.size() == lines.count());
    CHECK(*std::ranges::max_element(hopes.seen) > 0.0);
    for (std::size_t line = 0; line < lines.count(); ++line) {
        CHECK((hopes.seen[line] < 0.0 ? std::isnan(lines.outside_option[line])
                                      : lines.outside_option[line] == hopes.seen[line]));
    }
}

TEST_CASE("A session's line says who sat there, what came of it and why not")
{
    Setup const setup = small_setup();
    SessionRecord const lines = recorded(Labels{setup, {}}, setup).sessions;
    REQUIRE(lines.count() == 9);

    std::size_t const agreed = 2;  // bilateral forums come before regional ones
    CHECK(lines.forum[agreed] == 0);
    CHECK(lines.level[agreed] == static_cast<std::int8_t>(Level::regional));
    CHECK(lines.result[agreed] == static_cast<std::int8_t>(Status::agreed));
    CHECK(lines.rounds[agreed] == 2);
    CHECK(lines.blocked_by[agreed] == -1);
    CHECK(lines.block_reason[agreed] == -1);
    CHECK(std::isnan(lines.shortfall[agreed]));
    CHECK(lines.part[3 * agreed] == static_cast<std::int8_t>(Part::signed_));
    CHECK_FALSE(std::isnan(lines.terms[2 * agreed + 1]));

    std::size_t const broken = 0;        // ITA-MAR; ITA is seated first
    CHECK(lines.time[broken] == 12784);  // 2005-01-01
    CHECK(lines.forum[broken] == 1);
    CHECK(lines.result[broken] == static_cast<std::int8_t>(Status::broken_off));
    CHECK(lines.blocked_by[broken] == 0);  // MAR fell short by more
    CHECK(lines.blocked_issue[broken] == -1);
    CHECK(lines.block_reason[broken] == static_cast<std::int8_t>(Block::Reason::reservation_value));
    CHECK(lines.shortfall[broken] == 0.3);
    CHECK(std::isnan(lines.outside_option[broken]));
    CHECK(lines.part[0] == static_cast<std::int8_t>(Part::seated));
    CHECK(lines.part[2] == static_cast<std::int8_t>(Part::absent));
    CHECK(std::isnan(lines.terms[1]));
}

TEST_CASE("An outvoted member is bound but did not sign in favour")
{
    Setup setup = small_setup();
    setup.forums[0].protocol = [](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = agree_on_the_mean(table, random, trace);
        outcome.consenting[0] = 0;  // ITA
        return outcome;
    };
    Labels const labels{setup, {.sessions = SessionFilter::multilateral}};
    SessionRecord const lines = recorded(labels, setup).sessions;
    CHECK(lines.part == std::vector<std::int8_t>{3, 2, 3});
}

TEST_CASE("A member that abstained is bound by what the others agreed")
{
    Setup setup = small_setup();
    setup.forums[0].protocol = [](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = agree_on_the_mean(table, random, trace);
        outcome.consenting = {0, 1, 0};
        outcome.abstaining = {1, 0, 0};
        return outcome;
    };
    Labels const labels{setup, {.sessions = SessionFilter::multilateral}};
    SessionRecord const lines = recorded(labels, setup).sessions;
    CHECK(lines.part == std::vector<std::int8_t>{3, 4, 2});
}

TEST_CASE("Nothing is recorded of a state that does not exist")
{
    Setup setup = small_setup();
    setup.events.push_back({.about = "",
                            .tick = setup.calendar.ticks - 1,
                            .what = Separation<ById>{{StateId{1}}, StateId{0}}});
    Labels const labels{setup, {}};
    RunRecord const record = recorded(labels, setup);
    auto const& variables = observed_variables();
    auto const found = std::ranges::find_if(
        variables, [](auto const& variable) { return variable.name == "recognition"; });
    auto const& recognition = record.observed[static_cast<std::size_t>(found - variables.begin())];
    REQUIRE(recognition.size() == 3 * labels.ticks.size());
    for (std::size_t row = 0; row < labels.ticks.size(); ++row) {
        bool const exists = row + 1 == labels.ticks.size();
        CHECK(std::isnan(recognition[3 * row + 1]) != exists);
        CHECK_FALSE(std::isnan(recognition[3 * row]));
    }
}

TEST_CASE("Sessions that are not kept are counted all the same")
{
    Setup const setup = small_setup();
    RunRecord const few = recorded(Labels{setup, {.sessions = SessionFilter::multilateral}}, setup);
    CHECK(few.sessions.count() == 1);
    CHECK(few.sessions_held == 9);
    RunRecord const none = recorded(Labels{setup, {.sessions = SessionFilter::none}}, setup);
    CHECK(none.sessions.count() == 0);
    CHECK(none.sessions_held == 9);
}

TEST_CASE("A failed run has a record without values")
{
    Labels const labels{small_setup(), {}};
    RunRecord const run = failed_run(labels, {.point = 4, .replicate = 2, .seed = 9}, "no luck");
    CHECK(run.status == 1);
    CHECK(run.failure == "no luck");
    CHECK(run.series("policy").size() == 24);  // 4 ticks, 3 states, 2 issues
    CHECK(std::isnan(run.series("policy").front()));
    CHECK(run.sessions.count() == 0);
}

TEST_CASE("A recorder refuses labels of another world")
{
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    Setup other = setup;
    other.world.states.id[1] = "GRC";
    Simulation const elsewhere{other, 7, 0};
    CHECK_THROWS_AS((Recorder{labels, elsewhere}), std::invalid_argument);
    Setup more = setup;
    more.forums[0].label = "summit";
    Simulation const summit{more, 7, 0};
    CHECK_THROWS_WITH((Recorder{labels, summit}), ContainsSubstring("'summit'"));
}

TEST_CASE(
    "What forums cover, where issues are routed, and how mature forums are, is recorded by label")
{
    Setup setup = small_setup();
    setup.world.flows.origin = {StateId{0}, StateId{1}};
    setup.world.flows.destination = {StateId{1}, StateId{2}};
    setup.world.flows.persons = Vector::Zero(2);
    setup.world.flows.stock = Vector{{300.0, 100.0}};
    setup.routing = {.policy = RoutingPolicy::bottom_up, .coverage = 0.0, .patience = 1};
    setup.forums[1].maturing = setup.forums[2].maturing = Maturing{.decay = 0.5};
    setup.forums[1].maturity = 0.8;
    setup.forums[2].maturity = 0.4;
    RunRecord const run = recorded(Labels{setup, {}}, setup);
    std::size_t const dialogue = 0;
    std::size_t const pairs = 1;

    // ITA and MAR 600 of 400 + 300, ITA and MLT 200 of 400 + 100; who lives where dies or returns
    // alike
    CHECK(at(run.coverage, forums_by_issues, 0, pairs, 0) ==
          Approx((600.0 / 700.0 + 200.0 / 500.0) / 2));
    CHECK(at(run.coverage, forums_by_issues, 0, dialogue, 1) == 1.0);
    CHECK(std::isnan(at(run.coverage, forums_by_issues, 0, pairs, 1)));  // not on their agendas

    CHECK(at(run.routed, forums_by_issues, 0, pairs, 0) == 1.0);
    CHECK(at(run.routed, forums_by_issues, 0, dialogue, 0) == 0.0);
    CHECK(at(run.routed, forums_by_issues, 0, dialogue, 1) == 1.0);
    CHECK(at(run.routed, forums_by_issues, 1, pairs, 0) == 0.0);  // they broke off
    CHECK(at(run.routed, forums_by_issues, 1, dialogue, 0) == 1.0);

    CHECK(run.maturity.at(pairs) == Approx((0.4 + 0.2) / 2));
    CHECK(std::isnan(run.maturity.at(dialogue)));
}

namespace {

/// The dialogue agrees on this, and its parliaments decide so many ticks later.
Setup ratifying(double position, int delay)
{
    Setup setup = small_setup();
    setup.forums.resize(1);
    setup.forums[0].protocol = [position](Table const& table, RandomStream& random, Trace trace) {
        Outcome outcome = agree_on_the_mean(table, random, trace);
        outcome.terms.setConstant(position);
        return outcome;
    };
    setup.forums[0].ratification = Ratification{.delay = delay, .shock = 0.0};
    return setup;
}

std::vector<std::int8_t> fates(Setup const& setup)
{
    return recorded(Labels{setup, {}}, setup).sessions.fate;
}

}  // namespace

TEST_CASE("What becomes of an agreement is known when its ratification is decided")
{
    auto const in_force = static_cast<std::int8_t>(Fate::in_force);
    auto const awaiting = static_cast<std::int8_t>(Fate::awaiting_ratification);
    auto const unratified = static_cast<std::int8_t>(Fate::unratified);
    // from 0.1 and 0.2 to 0.25 all gain; 1 is far beyond what Morocco wants, 0.24 and 0.8
    CHECK(fates(ratifying(0.25, 1)) == std::vector{in_force});
    CHECK(fates(ratifying(1.0, 1)) == std::vector{unratified, unratified});
    CHECK(fates(ratifying(0.25, 9)) == std::vector{awaiting});
    CHECK(fates(small_setup())[0] == -1);
    CHECK(fates(small_setup())[2] == in_force);

    Setup const setup = ratifying(1.0, 1);
    RunRecord const run = recorded(Labels{setup, {}}, setup);
    // ticks x issues of one forum: signed at 0 and 2, refused at 1 and 3
    CHECK(run.agreements == std::vector<std::int32_t>{1, 1, 0, 0, 1, 1, 0, 0});
    CHECK(run.unratified == std::vector<std::int32_t>{0, 0, 1, 1, 0, 0, 1, 1});
    CHECK(run.defections == std::vector<std::int32_t>(8, 0));
}

TEST_CASE("Who leaves an agreement is counted")
{
    Setup setup = ratifying(1.0, 0);
    setup.forums[0].ratification.reset();
    setup.forums[0].bindingness = 1.0;
    setup.forums[0].sanction = 0.01;
    RunRecord const run = recorded(Labels{setup, {}}, setup);
    // Morocco alone, from both issues: readmission costs it 0.76^2 - 0.14^2, training brings
    // (0.61^2 - 0.19^2) / 2
    CHECK(run.defections[0] == 1);
    CHECK(run.defections[1] == 1);
}

TEST_CASE("What organisations pay and do is recorded by their labels")
{
    Setup setup = small_setup();
    setup.world.organisations = {{.id = "iom", .name = "IOM", .mandate = {}},
                                 {.id = "ilo", .name = "ILO", .mandate = {IssueId{0}}}};
    setup.world.organisations[1].funds = {{IssueId{0}, 1e6}};
    setup.world.organisations[1].agenda = {.chance = 1.0, .factor = 1.0, .lasts = 1};
    for (std::size_t f = 0; f < setup.forums.size(); ++f) {
        setup.world.organisations[1].serves.emplace_back(f);
    }
    Setup other = setup;
    std::swap(other.world.organisations[0], other.world.organisations[1]);
    Labels labels{other, {}};
    labels.include(setup);
    REQUIRE(labels.organisation == std::vector<std::string>{"ilo", "iom"});
    Simulation simulation{setup, 7, 0};
    Recorder recorder{labels, simulation};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    RunRecord const run = recorder.take();
    auto const last = run.funds_paid.size() - 2;
    CHECK(run.funds_paid.at(last) == 1e6);  // all agree at the first meeting
    CHECK(run.funds_paid.at(last + 1) == 0.0);
    CHECK(run.brought_up.at(last) > 0);
    CHECK(run.brought_up.at(last + 1) == 0);
    CHECK(run.texts_agreed.at(last) == 0);
}

namespace {

/// The same with a port of Morocco and a valley of Italy, who meet every year and agree, or do not.
Setup with_authorities(Protocol local)
{
    Setup setup = small_setup();
    setup.world.issues.devolved = Vector{{0.5, 0.0}};
    setup.world.issues.latitude = Vector{{0.2, 0.2}};
    Authorities& all = setup.authorities;
    all = {.id = {"PORT", "VALLEY"},
           .name = {"The Port", "The Valley"},
           .of = {StateId{0}, StateId{1}},
           .share = Vector{{0.25, 0.5}}};
    all.keys = standard_keys(2);
    all.profile = all.self_image = Matrix::Zero(2, 3);
    all.own_profile = all.own_self_image = {0, 0};
    Forum straits = setup.forums[0];
    straits.id = straits.label = "straits";
    straits.name = "The Straits";
    straits.level = Level::local;
    straits.members = {StateId{0}, StateId{1}};
    straits.parts = {{StateId{0}, 0.25}, {StateId{1}, 0.5}};
    straits.agenda = {IssueId{0}};
    straits.protocol = std::move(local);
    straits.interval = 1;
    setup.forums = {straits};
    return setup;
}

}  // namespace

TEST_CASE("Tables of authorities have lines of their own, on which no state sits")
{
    Setup const setup = with_authorities(break_off);
    Labels const labels{setup, {}};
    CHECK(labels.authority == std::vector<std::string>{"PORT", "VALLEY"});
    CHECK(labels.authority_of == std::vector<std::string>{"MAR", "ITA"});
    RunRecord const run = recorded(labels, setup);
    REQUIRE(run.sessions.count() == 4);
    CHECK(run.sessions.part == std::vector<std::int8_t>(12, code(Part::absent)));
    CHECK(run.sessions.authority_part == std::vector<std::int8_t>(8, code(Part::seated)));
    CHECK(run.sessions.blocked_by.front() == 1);  // the state of the valley
    CHECK(run.sessions.blocked_by_authority.front() == 1);
    CHECK(run.sessions.all_but_authority.front() == -1);  // of two nobody is
    CHECK(run.authority_share == std::vector<double>{0.25, 0.5});
    CHECK(run.settled_level.front() == -1);
    CHECK(std::isnan(run.declared_position.front()));  // no state has said anything
}

TEST_CASE(
    "Deviations, local payoffs and policies in effect are recorded where there are authorities")
{
    Setup const setup = with_authorities(agree_on_the_mean);
    Labels const labels{setup, {}};
    Simulation simulation{setup, 7, 0};
    Recorder recorder{labels, simulation};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    RunRecord const run = recorder.take();
    Matrix const& deviation = simulation.local()->deviation();
    CHECK(deviation(0, 0) != 0.0);
    CHECK(run.series("deviation").at(3 * 4) == deviation(0, 0));
    CHECK(run.series("deviation").at(3 * 4 + 3) == 0.0);  // of what is not devolved
    CHECK(run.series("authority_payoff").back() == simulation.authority_payoff()(1));
    CHECK(run.series("policy_in_effect").at(3 * 6) == simulation.world().regime.in_effect()(0, 0));
    CHECK(run.sessions.authority_part.front() == code(Part::signed_));
    CHECK(run.settled_level.front() == code(Level::local));
}

TEST_CASE("Without authorities there are no variables of them")
{
    auto const names = [](Setup const& setup) {
        std::vector<std::string> all;
        for (auto const& variable : variables(Labels{setup, {}})) {
            all.push_back(variable.name);
        }
        return all;
    };
    auto const with = names(with_authorities(break_off));
    auto const without = names(small_setup());
    for (auto const* const name :
         {"policy_in_effect", "authority_share", "deviation", "authority_payoff",
          "session_authority_part", "session_blocked_by_authority", "session_all_but_authority"}) {
        CHECK(std::ranges::count(with, name) == 1);
        CHECK(std::ranges::count(without, name) == 0);
    }
    CHECK(with.size() == without.size() + 7);
    Setup other = with_authorities(break_off);
    other.authorities.id[0] = "HARBOUR";
    Labels labels{with_authorities(break_off), {}};
    CHECK_THROWS_AS(labels.include(other), std::invalid_argument);
}
