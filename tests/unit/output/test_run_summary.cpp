#include "catch.hpp"
#include "output/row.hpp"
#include "output/run_summary.hpp"
#include "small_run.hpp"

using namespace parley;

namespace {

RunRecord recorded_for(Purpose purpose, Labels const& labels, Setup const& setup)
{
    Simulation simulation{setup, 7, 0};
    Recorder recorder{labels, simulation, "baseline", 0, purpose};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    return recorder.take();
}

std::string bytes_of(Labels const& labels, RunRecord const& record)
{
    RunSummary const summary{labels, record};
    Row row;
    add_values(row, summary_variables(), summary);
    return encoded(row);
}

}  // namespace

TEST_CASE("a record for a summary gives the bytes of one that keeps everything")
{
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    auto const all = recorded_for(Purpose::series, labels, setup);
    auto const some = recorded_for(Purpose::summary, labels, setup);
    CHECK(bytes_of(labels, some) == bytes_of(labels, all));
    CHECK(some.sessions.rounds == all.sessions.rounds);
    CHECK(some.sessions.rounds.size() == static_cast<std::size_t>(some.sessions_held));
}

TEST_CASE("a record for a summary leaves out what no summary reads")
{
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    auto const some = recorded_for(Purpose::summary, labels, setup);
    CHECK(some.sessions.time.empty());
    CHECK(std::isnan(some.series("gain").back()));
    CHECK(std::isnan(some.series("policy").front()));
    CHECK_FALSE(std::isnan(some.series("policy").back()));
    CHECK(is_read_by_summaries("policy", true));
    CHECK_FALSE(is_read_by_summaries("policy", false));
}
