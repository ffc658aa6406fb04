#include "catch.hpp"
#include "sweep/slurm.hpp"

#include <stdexcept>

using namespace parley;
using std::chrono::minutes;

namespace {

SlurmSweep small_sweep()
{
    return {.name = "smoke",
            .program = "/opt/parley/bin/parley",
            .study = "/home/me/smoke.yaml",
            .output = "/scratch/me/smoke.h5",
            .folder = "/scratch/me/smoke.slurm",
            .resources = {.shards = 8, .cpus = 2, .time = minutes{10}, .megabytes = 512}};
}

bool contains(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A job array has one task a shard and goes on from what is on disk")
{
    std::string const script = slurm_scripts(small_sweep()).array;
    CHECK(script.starts_with("#!/usr/bin/env bash\n"));
    CHECK(contains(script, "#SBATCH --array=0-7\n"));
    CHECK(contains(script, "#SBATCH --cpus-per-task=2\n"));
    CHECK(contains(script, "#SBATCH --time=10\n"));
    CHECK(contains(script, "#SBATCH --mem=512M\n"));
    CHECK(contains(script, "--shard \"$shard/8\" --resume --threads 2"));
    CHECK(contains(script, "'/opt/parley/bin/parley' sweep '/home/me/smoke.yaml'"));
    CHECK_FALSE(contains(script, "--partition"));
}

TEST_CASE("A task is warned two minutes before its time limit, sooner when that is short")
{
    SlurmSweep sweep = small_sweep();
    CHECK(contains(slurm_scripts(sweep).array, "--signal=B:USR1@120\n"));
    sweep.resources.time = minutes{1};
    CHECK(contains(slurm_scripts(sweep).array, "--signal=B:USR1@15\n"));
}

TEST_CASE("Partition, account and other options stand in the array and in the merge")
{
    SlurmSweep sweep = small_sweep();
    sweep.resources.partition = "long";
    sweep.resources.account = "migration";
    sweep.resources.more = {"--qos=normal", "--mail-type=END"};
    SlurmScripts const scripts = slurm_scripts(sweep);
    for (std::string const& script : {scripts.array, scripts.merge}) {
        for (std::string const option :
             {"--partition=long", "--account=migration", "--qos=normal", "--mail-type=END"}) {
            CHECK(contains(script, "#SBATCH " + option + "\n"));
        }
    }
}

TEST_CASE("The merge takes the shards of this division and waits for the array")
{
    SlurmScripts const scripts = slurm_scripts(small_sweep());
    CHECK(contains(scripts.merge, "merge '/scratch/me/smoke'.shard-*-of-8'.h5' --output"));
    CHECK(contains(scripts.submit, "--dependency=\"afterany:"));
    CHECK(contains(scripts.array, "source '/scratch/me/smoke.slurm/own.sh'"));
    CHECK(contains(scripts.merge, "source '/scratch/me/smoke.slurm/own.sh'"));
}

TEST_CASE("Names are safe from the shell and from sbatch")
{
    SlurmSweep sweep = small_sweep();
    sweep.study = "/home/me/what's $HOME `now`.yaml";
    sweep.folder = "/scratch/50% \"done\"";
    std::string const script = slurm_scripts(sweep).array;
    CHECK(contains(script, R"('/home/me/what'\''s $HOME `now`.yaml')"));
    CHECK(contains(script, R"(--output="/scratch/50%% \"done\"/shard-%a.log")"));
    sweep.folder = "/scratch/two\nlines";
    CHECK_THROWS_AS(slurm_scripts(sweep), std::invalid_argument);
}

TEST_CASE("A sweep is divided so that a task takes about the time asked for")
{
    // 10 000 runs of 3.6 s on 2 threads take 5 hours.
    SweepEstimate const estimate{.runs = 10'000, .seconds_per_run = 3.6, .peak_megabytes = 100};
    CHECK(shards_for(estimate, 2, minutes{30}) == 10);
    CHECK(shards_for(estimate, 2, minutes{1}) == 300);
    CHECK(shards_for({.runs = 5, .seconds_per_run = 1e6}, 1, minutes{30}) == 5);
    CHECK(shards_for({.runs = 1'000'000, .seconds_per_run = 1e6}, 1, minutes{30}) == 1'000);
    CHECK(shards_for({.runs = 10, .seconds_per_run = 0.0}, 1, minutes{30}) == 2);
}

TEST_CASE("Limits of time and memory leave room")
{
    SweepEstimate const estimate{.runs = 10'000, .seconds_per_run = 3.6, .peak_megabytes = 300};
    CHECK(time_limit_for(estimate, {.shards = 10, .cpus = 2}) == minutes{62});  // 2 x 30 + 2
    CHECK(time_limit_for({.runs = 10, .seconds_per_run = 0.1}, {}) == minutes{10});
    CHECK(megabytes_for(estimate) == 768);
    CHECK(megabytes_for({.peak_megabytes = 20}) == 512);
}

TEST_CASE("A merge gets what its shards and rows need")
{
    // 2 x (0.1 s x 1000 shards + 1e6 runs x 20 kB / 10 MB/s) = 4200 s = 70 minutes, and 2.
    CHECK(merge_time_for({.runs = 1'000'000, .bytes_per_run = 20e3}, 1'000) == minutes{72});
    CHECK(merge_time_for({.runs = 10, .bytes_per_run = 1e3}, 2) == minutes{10});
    // 256 rows of 5 MB are 1280 MB; 256 + 2 x 1280 = 2816 MB = 11 x 256.
    CHECK(merge_megabytes_for({.bytes_per_run = 5e6}) == 2'816);
    CHECK(merge_megabytes_for({.bytes_per_run = 1e3}) == 512);
}

TEST_CASE("A sweep that extends another says so to its tasks")
{
    SlurmSweep sweep = small_sweep();
    sweep.extend = true;
    CHECK(contains(slurm_scripts(sweep).array, "--shard \"$shard/8\" --extend --threads 2"));
}
