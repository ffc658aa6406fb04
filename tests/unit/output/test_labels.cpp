#include "catch.hpp"
#include "small_run.hpp"

using namespace parley;

TEST_CASE("Ticks are recorded at the end of every interval, and always the last")
{
    Setup setup = small_setup();
    setup.calendar.ticks = 7;
    CHECK(Labels{setup, {.every = 1}}.ticks == std::vector{0, 1, 2, 3, 4, 5, 6});
    CHECK(Labels{setup, {.every = 3}}.ticks == std::vector{2, 5, 6});
    CHECK(Labels{setup, {.every = 7}}.ticks == std::vector{6});
    CHECK(Labels{setup, {.every = 100}}.ticks == std::vector{6});
    CHECK_FALSE(Labels{setup, {.every = 3}}.records(4));
    CHECK(Labels{setup, {.every = 3}}.records(6));
}

TEST_CASE("A recorded tick is labelled with the day on which it begins")
{
    Labels const labels{small_setup(), {.every = 2}};
    CHECK(labels.time == std::vector<std::int32_t>{13149, 13879});  // 2006-01-01, 2008-01-01
}

TEST_CASE("Generated bilateral forums share one label")
{
    Labels const labels{small_setup(), {}};
    CHECK(labels.forum == std::vector<std::string>{"dialogue", "bilateral"});
    CHECK(labels.forum_name == std::vector<std::string>{"The Dialogue", "bilateral"});
    CHECK(labels.forum_level == std::vector<std::int8_t>{3, 2});
    CHECK(labels.issue_kind == std::vector<std::int8_t>{1, 0});
    CHECK(labels.forum_index("bilateral") == 1);
    CHECK_THROWS_WITH(labels.forum_index("summit"), ContainsSubstring("'summit'"));
}

TEST_CASE("A variation may add forums but not change states, issues or the calendar")
{
    Setup const setup = small_setup();
    Labels labels{setup, {}};

    Setup more = setup;
    more.forums[0].label = "summit";
    labels.include(more);
    CHECK(labels.forum == std::vector<std::string>{"dialogue", "bilateral", "summit"});

    Setup other_states = setup;
    other_states.world.states.id[0] = "TUN";
    CHECK_THROWS_WITH(labels.include(other_states), ContainsSubstring("states"));
    Setup other_issues = setup;
    other_issues.world.issues.id[0] = "visas";
    CHECK_THROWS_WITH(labels.include(other_issues), ContainsSubstring("issues"));
    Setup later = setup;
    later.calendar.start = {2006, 1};
    CHECK_THROWS_WITH(labels.include(later), ContainsSubstring("calendar"));
}

TEST_CASE("The most sessions of a run follow from who meets when, and what is kept of them")
{
    Setup const setup = small_setup();
    // two meetings of one table; two pairs, four meetings, at most a table for each of two issues
    CHECK(Labels{setup, {}}.most_sessions == 2 + 2 * 4 * 2);
    CHECK(Labels{setup, {.sessions = SessionFilter::multilateral}}.most_sessions == 2);
    CHECK(Labels{setup, {.sessions = SessionFilter::none}}.most_sessions == 0);
}

TEST_CASE("Labels refuse what has no result")
{
    Setup const setup = small_setup();
    CHECK_THROWS_AS((Labels{setup, {.every = 0}}), std::invalid_argument);
    Setup empty = setup;
    empty.calendar.ticks = 0;
    CHECK_THROWS_AS((Labels{empty, {}}), std::invalid_argument);
}

TEST_CASE("Organisations have an axis where one of them acts in some variation")
{
    Setup setup = small_setup();
    setup.world.organisations = {{.id = "iom", .name = "IOM", .mandate = {}, .mediation = 0.5}};
    Labels labels{setup, {}};
    CHECK(labels.organisation.empty());
    Setup more = setup;
    more.world.organisations.insert(more.world.organisations.begin(),
                                    {.id = "ilo", .name = "ILO", .mandate = {}});
    more.world.organisations[0].funds = {{IssueId{0}, 1e6}};
    labels.include(more);
    CHECK(labels.organisation == std::vector<std::string>{"ilo", "iom"});
}
