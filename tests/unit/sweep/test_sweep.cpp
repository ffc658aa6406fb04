#include "catch.hpp"
#include "output/result_reader.hpp"
#include "sweep/merge.hpp"
#include "sweep/sweep_status.hpp"
#include "toy_sweep.hpp"

#include <sys/resource.h>

using namespace parley;
using Catch::Matchers::Contains;

namespace {

/// Runs a sweep of 500 runs until `most` of them are done.
void run_some(std::filesystem::path const& output, std::uint64_t most, unsigned threads = 1,
              Leftovers leftovers = Leftovers::resume)
{
    std::atomic<std::uint64_t> computed{0};
    Sweep sweep{toy_task(500, &computed),
                {.output = output, .threads = threads, .leftovers = leftovers}};
    sweep.run([&] { return computed < most; }, [](SweepProgress const&) {});
}

void run_shard(std::filesystem::path const& output, Shard shard, std::uint64_t runs = 500)
{
    Sweep sweep{toy_task(runs), {.output = output, .shard = shard, .threads = 2}};
    run_all(sweep);
}

std::string undisturbed()
{
    Folder const folder;
    run_some(folder / "out.h5", 500);
    return bytes_of(folder / "out.h5");
}

}  // namespace

TEST_CASE("A sweep leaves one result with every run in its place")
{
    Folder const folder;
    run_some(folder / "out.h5", 500, 3);
    CHECK(folder.names() == std::vector<std::string>{"out.h5"});
    ResultReader const reader{folder / "out.h5"};
    auto const progress = reader.numbers("hard_movement_final");
    auto const status = reader.numbers("status");
    REQUIRE(progress.size() == 500);
    for (std::size_t run = 0; run < 500; ++run) {
        CHECK(progress[run] == static_cast<double>(run) / 500.0);
        CHECK(status[run] == (run % 100 == 99 ? 1.0 : 0.0));
    }
    CHECK(reader.texts("failure")[99] == "out of luck");
    CHECK(reader.header().attribute("planned_runs") == "500");
    CHECK(reader.header().attribute("plan_sha256") == "toy plan");
}

TEST_CASE("A sweep that was ended twice and resumed gives the same bytes, and no run twice")
{
    Folder const folder;
    auto const output = folder / "out.h5";
    run_some(output, 100, 4);
    CHECK(folder.names() == std::vector<std::string>{"out.h5.parts"});
    run_some(output, 250, 2);
    CHECK(status_of(output, "toy plan", 500).done >= 350);
    std::atomic<std::uint64_t> computed{0};
    Sweep sweep{toy_task(500, &computed), {.output = output, .leftovers = Leftovers::resume}};
    std::uint64_t const before = sweep.progress().done;
    run_all(sweep);
    CHECK(sweep.is_complete());
    CHECK(before + computed == 500);
    CHECK(sweep.progress().failed == 5);
    CHECK(bytes_of(output) == undisturbed());
    CHECK(folder.names() == std::vector<std::string>{"out.h5"});
}

TEST_CASE("A finished sweep is not run again")
{
    Folder const folder;
    run_some(folder / "out.h5", 500);
    std::atomic<std::uint64_t> computed{0};
    Sweep sweep{toy_task(500, &computed),
                {.output = folder / "out.h5", .leftovers = Leftovers::resume}};
    CHECK(sweep.is_complete());
    run_all(sweep);
    CHECK(computed == 0);
}

TEST_CASE("What an earlier sweep has left is neither taken nor removed unasked")
{
    Folder const folder;
    run_some(folder / "out.h5", 100);
    CHECK_THROWS_WITH(run_some(folder / "out.h5", 500, 1, Leftovers::refuse),
                      Contains("--resume goes on from them"));
    run_some(folder / "out.h5", 500, 1, Leftovers::overwrite);
    CHECK(bytes_of(folder / "out.h5") == undisturbed());
    CHECK_THROWS_WITH(run_some(folder / "out.h5", 500, 1, Leftovers::refuse),
                      Contains("--overwrite begins again"));
}

TEST_CASE("Runs of a changed study, or of another platform, are not mixed with others")
{
    Folder const folder;
    run_some(folder / "out.h5", 100);
    auto changed = toy_task(500);
    changed.provenance.sweep->plan_sha256 = "changed plan";
    CHECK_THROWS_WITH(
        (Sweep{changed, {.output = folder / "out.h5", .leftovers = Leftovers::resume}}),
        Contains("was changed after they were computed"));
    auto elsewhere = toy_task(500);
    elsewhere.provenance.platform.processor_features = "another processor";
    SweepParams params{.output = folder / "out.h5", .leftovers = Leftovers::resume};
    CHECK_THROWS_WITH((Sweep{elsewhere, params}), Contains("--allow-mixed"));
    params.allow_mixed = true;
    Sweep sweep{elsewhere, params};
    run_all(sweep);
    CHECK(ResultReader{folder / "out.h5"}.header().attribute("mixed_platforms") == "1");
}

TEST_CASE("A damaged part is computed again")
{
    Folder const folder;
    run_some(folder / "out.h5", 100);
    bool const cut = GENERATE(true, false);
    for (auto const& part : std::filesystem::directory_iterator{folder / "out.h5.parts"}) {
        auto const size = std::filesystem::file_size(part);
        if (cut) {
            std::filesystem::resize_file(part, size - 1);
        } else {  // in a row, behind a head that is whole
            std::fstream file{part.path(), std::ios::binary | std::ios::in | std::ios::out};
            file.seekp(static_cast<std::streamoff>(size - 100)).put('?');
        }
    }
    Sweep sweep{toy_task(500), {.output = folder / "out.h5", .leftovers = Leftovers::resume}};
    CHECK_FALSE(sweep.damaged().empty());
    CHECK(sweep.progress().done == 0);
    run_all(sweep);
    CHECK(bytes_of(folder / "out.h5") == undisturbed());
    CHECK(folder.names() == std::vector<std::string>{"out.h5"});
}

TEST_CASE("The first failed run ends a sweep that is told so")
{
    Folder const folder;
    std::atomic<std::uint64_t> computed{0};
    Sweep sweep{toy_task(500, &computed), {.output = folder / "out.h5", .fail_fast = true}};
    run_all(sweep);
    CHECK_FALSE(sweep.is_complete());
    CHECK(computed == 100);
    CHECK(sweep.progress().done == 100);
    CHECK(sweep.progress().failed == 1);
}

TEST_CASE("What the machine fails at ends a sweep, and what was saved stays")
{
    Folder const folder;
    run_some(folder / "out.h5", 100);
    std::uint64_t const before = status_of(folder / "out.h5", "toy plan", 500).done;
    auto task = toy_task(500);
    task.carry_out = [](std::uint64_t) -> std::optional<SweepTask::Done> {
        throw std::bad_alloc{};
    };
    Sweep sweep{task, {.output = folder / "out.h5", .threads = 4, .leftovers = Leftovers::resume}};
    CHECK_THROWS_AS(run_all(sweep), std::bad_alloc);
    CHECK(status_of(folder / "out.h5", "toy plan", 500).done == before);
}

TEST_CASE("Shards joined are the bytes of the whole")
{
    std::string const whole = undisturbed();
    for (std::uint64_t const count : {2U, 3U, 16U}) {
        Folder const folder;
        std::vector<std::filesystem::path> files;
        for (std::uint64_t index = 0; index < count; ++index) {
            run_shard(folder / "out.h5", {index, count});
            files.push_back(Shard{index, count}.file(folder / "out.h5"));
        }
        std::ranges::reverse(files);
        CHECK(Merge{{.shards = files}}(folder / "out.h5") == 5);
        CHECK(bytes_of(folder / "out.h5") == whole);
    }
}

TEST_CASE("A merge lists what is missing, and refuses what does not belong together")
{
    Folder const folder;
    auto const output = folder / "out.h5";
    auto const file = [&](std::uint64_t index) { return Shard{index, 4}.file(output); };
    for (std::uint64_t const index : {0U, 1U, 3U}) {
        run_shard(output, {index, 4});
    }
    CHECK_THROWS_WITH((Merge{{.shards = {file(0), file(3)}}}),
                      Contains("of 4 shards there are missing 1, 2 (runs 125 to 374)"));
    CHECK_THROWS_WITH((Merge{{.shards = {file(0), file(1), file(0)}}}),
                      Contains("give each shard once"));
    auto task = toy_task(500);
    task.provenance.sweep->plan_sha256 = "another plan";
    Sweep other{task, {.output = folder / "other.h5", .shard = {2, 4}}};
    run_all(other);
    CHECK_THROWS_WITH((Merge{{.shards = {file(0), folder / "other.shard-2-of-4.h5"}}}),
                      Contains("is of another study"));
    run_shard(folder / "whole.h5", {});
    CHECK_THROWS_WITH((Merge{{.shards = {folder / "whole.h5"}}}), Contains("not a shard"));
    std::filesystem::resize_file(file(1), std::filesystem::file_size(file(1)) / 2);
    CHECK_THROWS_WITH((Merge{{.shards = {file(0), file(1)}}}), Contains("damaged or cut off"));
}

TEST_CASE("A status is told from files alone, shards and the whole together")
{
    Folder const folder;
    auto const output = folder / "out.h5";
    run_shard(output, {1, 4});
    std::atomic<std::uint64_t> computed{0};
    Sweep begun{toy_task(500, &computed), {.output = output, .shard = {3, 4}}};
    begun.run([&] { return computed < 60; }, [](SweepProgress const&) {});
    auto const status = status_of(output, "toy plan", 500);
    CHECK(status.total == 500);
    CHECK(status.done == 125 + 60);
    REQUIRE(status.pieces.size() == 2);
    CHECK(status.pieces[0].complete);
    CHECK(status.pieces[0].failed == 1);
    CHECK_FALSE(status.pieces[1].complete);
    CHECK(status.pieces[1].done == 60);
    CHECK(status.missing == std::vector<RunRange>{{0, 125}, {250, 375}, {435, 500}});
    CHECK(status.rate.has_value());
    CHECK(status_of(output, "edited plan", 500).done == 0);
    CHECK(status_of(output, "edited plan", 500).pieces[0].other_study);
}

TEST_CASE("A million runs in a thousand shards are joined within 200 MB", "[.large]")
{
    Folder const folder;
    auto const output = folder / "out.h5";
    constexpr std::uint64_t runs = 1'000'000;
    std::vector<std::filesystem::path> files;
    for (std::uint64_t index = 0; index < 1000; ++index) {
        run_shard(output, {index, 1000}, runs);
        files.push_back(Shard{index, 1000}.file(output));
    }
    CHECK(Merge{{.shards = files}}(output) == runs / 100);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): so the C library has it
    CHECK(usage.ru_maxrss < 200'000);  // kB
    CHECK(ResultReader{output}.numbers("run").size() == runs);
}
