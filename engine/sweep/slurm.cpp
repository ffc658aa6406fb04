#include "sweep/slurm.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <stdexcept>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// A word that a shell takes as it is.
std::string quoted(std::string const& word)
{
    std::string text = "'";
    for (char const c : word) {
        if (c == '\'') {
            text += "'\\''";
        } else {
            text += c;
        }
    }
    return text + "'";
}

/// A path as a line of options for sbatch takes it, where % begins a pattern.
std::string pattern_quoted(fs::path const& path)
{
    std::string text = "\"";
    for (char const c : path.string()) {
        if (c == '"' || c == '\\') {
            text += '\\';
        }
        text += c;
        if (c == '%') {
            text += c;
        }
    }
    return text;  // the caller adds the file's name and the closing quote
}

void refuse_line_breaks(SlurmSweep const& sweep)
{
    for (fs::path const& path : {sweep.program, sweep.study, sweep.output, sweep.folder}) {
        if (path.string().find_first_of("\r\n") != std::string::npos) {
            throw std::invalid_argument{"a path with a line break cannot stand in a batch script"};
        }
    }
}

/// A name of letters, digits, - and _ for what squeue shows.
std::string job_name(std::string text)
{
    for (char& c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-') {
            c = '_';
        }
    }
    return text;
}

/// Seconds before the time limit at which a task is told to save and leave.
long notice(std::chrono::minutes limit)
{
    return std::min(120L, static_cast<long>(std::chrono::seconds{limit}.count() / 4));
}

std::string place_options(SlurmResources const& resources)
{
    std::string text;
    if (!resources.partition.empty()) {
        text += fmt::format("#SBATCH --partition={}\n", resources.partition);
    }
    if (!resources.account.empty()) {
        text += fmt::format("#SBATCH --account={}\n", resources.account);
    }
    for (std::string const& option : resources.more) {
        text += fmt::format("#SBATCH {}\n", option);
    }
    return text;
}

std::string array_script(SlurmSweep const& sweep)
{
    SlurmResources const& resources = sweep.resources;
    return fmt::format(
        R"(#!/usr/bin/env bash
# One task a shard. A task may be killed, requeued or repeated at any time: it goes on from what
# is on disk.
#SBATCH --job-name={name}
#SBATCH --array=0-{last}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={cpus}
#SBATCH --time={minutes}
#SBATCH --mem={megabytes}M
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:USR1@{notice}
#SBATCH --output={log}/shard-%a.log"
{place}set -u

{program} sweep {study} --output {output} \
    --shard "$SLURM_ARRAY_TASK_ID/{shards}" --resume --threads {cpus} --progress plain{flags} &
sweep=$!

# {notice} s before the time limit Slurm signals this script; the sweep saves what it has and
# leaves.
time_is_over=
trap 'time_is_over=yes; kill -USR1 "$sweep"' USR1
wait "$sweep"
code=$?
if [[ $time_is_over ]]; then
    wait "$sweep"
    code=$?
fi

# Ended by the signal, or killed for whatever reason: back into the queue, though not for ever.
attempt=$((${{SLURM_RESTART_COUNT:-0}} + 1))
if [[ (($time_is_over && $code -gt 128) || $code -eq 137) && $attempt -lt 100 ]]; then
    echo "This was attempt $attempt; the shard goes back into the queue."
    scontrol requeue "$SLURM_JOB_ID"
    sleep 60  # until Slurm ends this attempt
fi
exit "$code"
)",
        fmt::arg("name", job_name(sweep.name)), fmt::arg("last", resources.shards - 1),
        fmt::arg("cpus", resources.cpus), fmt::arg("minutes", resources.time.count()),
        fmt::arg("megabytes", resources.megabytes), fmt::arg("notice", notice(resources.time)),
        fmt::arg("log", pattern_quoted(sweep.folder)), fmt::arg("place", place_options(resources)),
        fmt::arg("program", quoted(sweep.program)), fmt::arg("study", quoted(sweep.study)),
        fmt::arg("output", quoted(sweep.output)), fmt::arg("shards", resources.shards),
        fmt::arg("flags", fmt::format("{}{}", sweep.fail_fast ? " --fail fast" : "",
                                      sweep.allow_mixed ? " --allow-mixed" : "")));
}

/// The shards by the pattern of their names, so that a thousand of them make no endless line.
std::string merge_script(SlurmSweep const& sweep)
{
    std::string const stem = (sweep.output.parent_path() / sweep.output.stem()).string();
    return fmt::format(
        R"(#!/usr/bin/env bash
# Joins the shards. Says which are missing when some could not be computed; submit again to
# compute those.
#SBATCH --job-name={name}-merge
#SBATCH --ntasks=1
#SBATCH --time=120
#SBATCH --mem=1024M
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={log}/merge.log"
{place}set -u

exec {program} merge {stem}.shard-*-of-{shards}{extension} --output {output} --overwrite{flags}
)",
        fmt::arg("name", job_name(sweep.name)), fmt::arg("log", pattern_quoted(sweep.folder)),
        fmt::arg("place", place_options(sweep.resources)),
        fmt::arg("program", quoted(sweep.program)), fmt::arg("stem", quoted(stem)),
        fmt::arg("shards", sweep.resources.shards),
        fmt::arg("extension", quoted(sweep.output.extension())),
        fmt::arg("output", quoted(sweep.output)),
        fmt::arg("flags", sweep.allow_mixed ? " --allow-mixed" : ""));
}

std::string submit_script(SlurmSweep const& sweep)
{
    return fmt::format(
        R"(#!/usr/bin/env bash
# Submits the sweep, and the merge that follows it. Run it again after a failure: only what is
# missing is computed.
set -euo pipefail
array=$(sbatch --parsable {array})
merge=$(sbatch --parsable --dependency="afterany:${{array%%;*}}" {merge})
echo "Submitted: array job ${{array%%;*}} with {shards} tasks, then merge job ${{merge%%;*}}."
echo "Progress:" {program} status {study} -o {output}
)",
        fmt::arg("array", quoted(sweep.folder / "array.sh")),
        fmt::arg("merge", quoted(sweep.folder / "merge.sh")),
        fmt::arg("shards", sweep.resources.shards), fmt::arg("program", quoted(sweep.program)),
        fmt::arg("study", quoted(sweep.study)), fmt::arg("output", quoted(sweep.output)));
}

/// Seconds that one task computes.
double task_seconds(SweepEstimate const& estimate, std::size_t shards, unsigned cpus)
{
    double const runs = std::ceil(static_cast<double>(estimate.runs) / static_cast<double>(shards));
    return std::ceil(runs / cpus) * estimate.seconds_per_run;
}

}  // namespace

SlurmScripts slurm_scripts(SlurmSweep const& sweep)
{
    refuse_line_breaks(sweep);
    return {array_script(sweep), merge_script(sweep), submit_script(sweep)};
}

std::size_t shards_for(SweepEstimate const& estimate, unsigned cpus, std::chrono::minutes task_time)
{
    double const seconds = task_seconds(estimate, 1, cpus);
    double const wanted = std::ceil(seconds / static_cast<double>(task_time.count() * 60));
    double const most = static_cast<double>(std::min<std::uint64_t>(1'000, estimate.runs));
    return static_cast<std::size_t>(std::clamp(wanted, 2.0, most));
}

std::chrono::minutes time_limit_for(SweepEstimate const& estimate, SlurmResources const& resources)
{
    double const minutes = task_seconds(estimate, resources.shards, resources.cpus) / 60.0;
    double const limit = std::clamp(std::ceil(2.0 * minutes + 2.0), 10.0, 525'600.0);  // a year
    return std::chrono::minutes{static_cast<long>(limit)};
}

std::uint64_t megabytes_for(SweepEstimate const& estimate)
{
    std::uint64_t const step = 256;
    return std::max<std::uint64_t>(512, (2 * estimate.peak_megabytes + step - 1) / step * step);
}

}  // namespace parley
