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

/// A path as sbatch takes it for a log, where % begins a pattern.
std::string as_pattern(fs::path const& path)
{
    std::string text;
    for (char const c : path.string()) {
        text += c == '%' ? "%%" : std::string(1, c);
    }
    return text;
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
shard=$((${{1:-0}} + SLURM_ARRAY_TASK_ID))  # submit.sh names the first shard of an array
source {own}

{program} sweep {study} --output {output} \
    --shard "$shard/{shards}" {go_on} --threads {cpus} --progress plain{flags} &
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
        fmt::arg("own", quoted(sweep.folder / "own.sh")),
        fmt::arg("go_on", sweep.extend ? "--extend" : "--resume"), fmt::arg("cpus", resources.cpus),
        fmt::arg("minutes", resources.time.count()), fmt::arg("megabytes", resources.megabytes),
        fmt::arg("notice", notice(resources.time)), fmt::arg("log", pattern_quoted(sweep.folder)),
        fmt::arg("place", place_options(resources)), fmt::arg("program", quoted(sweep.program)),
        fmt::arg("study", quoted(sweep.study)), fmt::arg("output", quoted(sweep.output)),
        fmt::arg("shards", resources.shards),
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
#SBATCH --time={minutes}
#SBATCH --mem={megabytes}M
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={log}/merge.log"
{place}set -u
source {own}

{program} merge {stem}.shard-*-of-{shards}{extension} --output {output} --overwrite{flags}
code=$?

# Killed for whatever reason: back into the queue, though not for ever.
attempt=$((${{SLURM_RESTART_COUNT:-0}} + 1))
if [[ $code -eq 137 && $attempt -lt 100 ]]; then
    echo "This was attempt $attempt; the merge goes back into the queue."
    scontrol requeue "$SLURM_JOB_ID"
    sleep 60  # until Slurm ends this attempt
fi
exit "$code"
)",
        fmt::arg("minutes", sweep.resources.merge_time.count()),
        fmt::arg("megabytes", sweep.resources.merge_megabytes),
        fmt::arg("own", quoted(sweep.folder / "own.sh")), fmt::arg("name", job_name(sweep.name)),
        fmt::arg("log", pattern_quoted(sweep.folder)),
        fmt::arg("place", place_options(sweep.resources)),
        fmt::arg("program", quoted(sweep.program)), fmt::arg("stem", quoted(stem)),
        fmt::arg("shards", sweep.resources.shards),
        fmt::arg("extension", quoted(sweep.output.extension())),
        fmt::arg("output", quoted(sweep.output)),
        fmt::arg("flags", sweep.allow_mixed ? " --allow-mixed" : ""));
}

/// What the site allows is asked where the sweep is submitted: a job that asks for more time than
/// its partition gives waits for ever, and an array of more than MaxArraySize tasks is refused.
std::string submit_script(SlurmSweep const& sweep)
{
    return fmt::format(
        R"bash(#!/usr/bin/env bash
# Submits the sweep, and the merge that follows it. Run it again after a failure: only what is
# missing is computed.
set -uo pipefail
shards={shards}
jobs=()

# What sbatch is told in own.sh, after everything else, so that it counts.
own=() partition={partition}
while read -ra words; do
    own+=("${{words[@]}}")
    for word in "${{words[@]}}"; do
        if [[ $word == --partition=* ]]; then partition=${{word#*=}}; fi
    done
done < <(sed -n 's/^#SBATCH[[:space:]]\{{1,\}}\([^#]*\).*/\1/p' {own})

# The longest array, and the minutes that the partition gives; nothing where it sets no limit.
longest=$(scontrol show config 2>/dev/null | awk '$1 == "MaxArraySize" {{print $3}}')
[[ $longest =~ ^[1-9][0-9]*$ ]] || longest=1001
limit=$(sinfo --noheader --format='%P %l' 2>/dev/null | awk -v wanted="$partition" '
    {{ name = $1; usual = sub(/[*]$/, "", name) }}
    (wanted == "" ? usual : name == wanted) && $2 !~ /^(infinite|UNLIMITED|n\/a)$/ {{
        days = 0; time = $2
        if (split(time, parts, "-") == 2) {{ days = parts[1]; time = parts[2] }}
        count = split(time, parts, ":")
        hours = count == 3 ? parts[1] : 0
        print days * 1440 + hours * 60 + (count == 3 ? parts[2] : parts[1]); exit
    }}')
[[ $limit =~ ^[1-9][0-9]*$ ]] || limit=

# What keeps jobs within the partition's limit.
array_time=() merge_time=()
if [[ $limit && {minutes} -gt $limit ]]; then
    array_time=(--time="$limit" --signal=B:USR1@$((limit * 15 < 120 ? limit * 15 : 120)))
fi
if [[ $limit && {merge_minutes} -gt $limit ]]; then
    merge_time=(--time="$limit")
fi

# Without all of its jobs a sweep never ends: those that wait already are taken back.
give_up() {{
    echo "Refused: $1" >&2
    if ((${{#jobs[@]}} > 0)); then
        scancel "${{jobs[@]}}" && echo "Taken back: jobs ${{jobs[*]}}." >&2
    fi
    exit 1
}}

for ((first = 0; first < shards; first += longest)); do
    count=$((shards - first < longest ? shards - first : longest))
    log=()
    if ((first > 0)); then
        log=(--output={log}/shard-"$first"+%a.log)
    fi
    job=$(sbatch --parsable --array="0-$((count - 1))" "${{log[@]}}" "${{array_time[@]}}" \
        "${{own[@]}}" {array} "$first") || give_up "the array from shard $first on"
    jobs+=("${{job%%;*}}")
    echo "Submitted: array job ${{job%%;*}} with $count tasks," \
        "shards $first to $((first + count - 1))."
done
merge=$(sbatch --parsable --dependency="afterany:$(IFS=:; echo "${{jobs[*]}}")" \
    "${{merge_time[@]}}" "${{own[@]}}" {merge}) || give_up "the merge"
echo "Submitted: merge job ${{merge%%;*}}, which starts when they have ended."
echo "Progress:" {program} status {study} -o {output}
)bash",
        fmt::arg("array", quoted(sweep.folder / "array.sh")),
        fmt::arg("merge", quoted(sweep.folder / "merge.sh")),
        fmt::arg("own", quoted(sweep.folder / "own.sh")),
        fmt::arg("log", quoted(as_pattern(sweep.folder))),
        fmt::arg("partition", quoted(sweep.resources.partition)),
        fmt::arg("minutes", sweep.resources.time.count()),
        fmt::arg("merge_minutes", sweep.resources.merge_time.count()),
        fmt::arg("shards", sweep.resources.shards), fmt::arg("program", quoted(sweep.program)),
        fmt::arg("study", quoted(sweep.study)), fmt::arg("output", quoted(sweep.output)));
}

std::string own_script()
{
    return R"(# Your own lines, for each job of this sweep; nothing writes this file again.
#
# Commands are carried out before the program starts:
#   module load gcc hdf5
#
# Options of sbatch count over those of the other scripts:
#   #SBATCH --account=migration --mail-type=END
# (without the first '#' and the spaces before the second)
)";
}

/// Megabytes in steps of 256, upwards.
std::uint64_t in_steps(double megabytes)
{
    return 256 * static_cast<std::uint64_t>(std::ceil(megabytes / 256.0));
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
    return {array_script(sweep), merge_script(sweep), submit_script(sweep), own_script()};
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
    return std::max<std::uint64_t>(512,
                                   in_steps(2.0 * static_cast<double>(estimate.peak_megabytes)));
}

std::chrono::minutes merge_time_for(SweepEstimate const& estimate, std::size_t shards)
{
    double const bytes = static_cast<double>(estimate.runs) * estimate.bytes_per_run;
    double const seconds = 0.1 * static_cast<double>(shards) + bytes / 10e6;
    return std::chrono::minutes{
        static_cast<long>(std::clamp(std::ceil(2.0 * seconds / 60.0 + 2.0), 10.0, 525'600.0))};
}

std::uint64_t merge_megabytes_for(SweepEstimate const& estimate)
{
    double const block = 256.0 * estimate.bytes_per_run / 1e6;
    return std::max<std::uint64_t>(512, in_steps(256.0 + 2.0 * block));
}

}  // namespace parley
