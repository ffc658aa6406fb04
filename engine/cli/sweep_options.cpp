#include "cli/sweep_options.hpp"

#include "cli/option_checks.hpp"
#include "document/number.hpp"

#include <CLI/CLI.hpp>

namespace parley {
namespace {

void add_study(CLI::App& command, SweepOptions& options)
{
    command.add_option("study", options.study, "The study, a YAML file")
        ->required()
        ->type_name("STUDY.yaml");
    command
        .add_option("-o,--output", options.output,
                    "The result; by default the study's name with .h5, in the current folder")
        ->type_name("OUT.h5")
        ->check(file_to_write());
}

void add_allow_mixed(CLI::App& command, bool& allow_mixed)
{
    command.add_flag("--allow-mixed", allow_mixed,
                     "Accept runs of different builds or machines, whose last digits may differ");
}

/// Options that mean something with --slurm alone.
void add_slurm(CLI::App& sweep, SlurmOptions& options)
{
    CLI::Option* const slurm = sweep.add_flag(
        "--slurm", options.wanted,
        "Run nothing but a short pilot; write a job array, a merge that follows it, and a script "
        "that submits both, to OUT.slurm/");
    auto const with_slurm = [&](CLI::Option* option, char const* type) {
        option->needs(slurm)->group("With --slurm");
        if (type != nullptr) {
            option->type_name(type);
        }
        return option;
    };
    with_slurm(sweep.add_flag("--submit", options.submit, "Submit them at once"), nullptr);
    with_slurm(sweep.add_option("--shards", options.shards,
                                "Tasks of the array; by default as many as make a task take about "
                                "30 minutes, at most 1000"),
               "N")
        ->check(whole_number(2, 100'000));
    with_slurm(sweep.add_option("--cpus", options.cpus, "Threads of a task"), "N")
        ->check(whole_number(1, 1024))
        ->capture_default_str();
    with_slurm(sweep.add_option("--time", options.minutes,
                                "Time limit of a task; by default twice what the pilot says and "
                                "2 minutes, at least 10. A task that hits it goes on afterwards"),
               "MINUTES")
        ->check(whole_number(1, 525'600));
    with_slurm(
        sweep.add_option("--memory", options.megabytes,
                         "Memory of a task; by default twice what the pilot used, at least 512"),
        "MEGABYTES")
        ->check(whole_number(1, 100'000'000));
    with_slurm(sweep.add_option("--partition", options.partition,
                                "Where the tasks run; by default where the site says"),
               "NAME")
        ->check(batch_name());
    with_slurm(sweep.add_option("--account", options.account, "Who pays for them"), "NAME")
        ->check(batch_name());
    with_slurm(
        sweep.add_option("--sbatch", options.more,
                         "Any other option of sbatch, as in --sbatch=--qos=long; may be given "
                         "many times"),
        "OPTION")
        ->allow_extra_args(false)
        ->check(batch_option());
}

}  // namespace

std::optional<Shard> parse_shard(std::string const& text)
{
    auto const slash = text.find('/');
    if (slash == std::string::npos) {
        return std::nullopt;
    }
    auto const index = parse_whole(text.substr(0, slash));
    auto const count = parse_whole(text.substr(slash + 1));
    auto const* i = std::get_if<std::uint64_t>(&index);
    auto const* n = std::get_if<std::uint64_t>(&count);
    constexpr std::uint64_t most = 1'000'000;
    if (i == nullptr || n == nullptr || *i >= *n || *n > most) {
        return std::nullopt;
    }
    return Shard{*i, *n};
}

void add_sweep(CLI::App& app, SweepOptions& options)
{
    CLI::App& sweep = *app.add_subcommand(
        "sweep", "Run a study: its scenario at every point, as often as it has replicates");
    add_study(sweep, options);
    options.threads = usable_cpus();
    sweep.add_option("--threads", options.threads, "Runs at a time; results do not depend on it")
        ->type_name("N")
        ->check(whole_number(1, 1024))
        ->capture_default_str();
    CLI::Option* const shard =
        sweep
            .add_option("--shard", options.shard,
                        "Run only the I-th of N parts, counted from 0, into OUT.shard-I-of-N.h5; "
                        "'parley merge' joins them")
            ->type_name("I/N")
            ->check(shard_of_many());
    CLI::Option* const resume = sweep.add_flag(
        "--resume", options.resume, "Go on from what an earlier call has finished, if anything");
    CLI::Option* const overwrite =
        sweep
            .add_flag("--overwrite", options.overwrite,
                      "Begin again; an older result is replaced once the new one is complete")
            ->excludes(resume);
    sweep
        .add_flag(
            "--extend", options.extend,
            "Go on from a finished result of this study with fewer replicates, or fewer "
            "points of a sobol, saltelli or morris design: only what is new is computed. Runs "
            "of another length are all computed again")
        ->excludes(overwrite);
    CLI::Option* const dry_run = sweep.add_flag(
        "--dry-run", options.dry_run,
        "Say how many runs, how long and how many bytes, from a few runs that are not kept");
    sweep
        .add_option(
            "--progress", options.progress,
            "How to tell on standard error how far it is: a bar, plain lines, lines of JSON, "
            "or not at all; auto is a bar on a terminal and plain lines elsewhere")
        ->type_name("NAME")
        ->check(one_of(progress_names()))
        ->capture_default_str();
    sweep
        .add_option("--fail", options.fail,
                    "When a run fails: late carries out all others, fast ends the sweep")
        ->type_name("NAME")
        ->check(one_of({"late", "fast"}))
        ->capture_default_str();
    add_allow_mixed(sweep, options.allow_mixed);
    add_slurm(sweep, options.slurm);
    for (CLI::Option* const other : {shard, overwrite, dry_run}) {
        other->excludes(sweep.get_option("--slurm"));
    }
}

void add_status(CLI::App& app, SweepOptions& options)
{
    CLI::App& status =
        *app.add_subcommand("status", "Show how much of a study is done, from the files on disk");
    add_study(status, options);
    status.add_flag("--json", options.json,
                    "Print it as JSON: runs done, failed and missing, and what lies on disk");
}

void add_merge(CLI::App& app, MergeOptions& options)
{
    CLI::App& merge = *app.add_subcommand("merge", "Join the shards of a study into one result");
    merge.add_option("shards", options.shards, "The results of all shards, in any order")
        ->required()
        ->type_name("SHARD.h5...");
    merge.add_option("-o,--output", options.output, "The result")
        ->required()
        ->type_name("OUT.h5")
        ->check(file_to_write());
    merge.add_flag("--overwrite", options.overwrite, "Replace an older result");
    add_allow_mixed(merge, options.allow_mixed);
}

}  // namespace parley
