#include "cli/sweep_options.hpp"

#include "cli/option_checks.hpp"
#include "scenario/text/number.hpp"

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
        ->type_name("OUT.h5");
}

void add_allow_mixed(CLI::App& command, bool& allow_mixed)
{
    command.add_flag("--allow-mixed", allow_mixed,
                     "Accept runs of different builds or machines, whose last digits may differ");
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
    sweep
        .add_option("--threads", options.threads, "Runs at a time; results do not depend on it")
        ->type_name("N")
        ->check(whole_number(1, 1024))
        ->capture_default_str();
    sweep
        .add_option("--shard", options.shard,
                    "Run only the I-th of N parts, counted from 0, into OUT.shard-I-of-N.h5; "
                    "'parley merge' joins them")
        ->type_name("I/N")
        ->check(shard_of_many());
    CLI::Option* const resume = sweep.add_flag(
        "--resume", options.resume, "Go on from what an earlier call has finished, if anything");
    sweep
        .add_flag("--overwrite", options.overwrite,
                  "Begin again; an older result is replaced once the new one is complete")
        ->excludes(resume);
    sweep.add_flag("--dry-run", options.dry_run,
                   "Say how many runs, how long and how many bytes, from a few runs that are not kept");
    sweep
        .add_option("--progress", options.progress,
                    "How to tell on standard error how far it is: a bar, plain lines, lines of JSON, "
                    "or not at all; auto is a bar on a terminal and plain lines elsewhere")
        ->type_name("NAME")
        ->check(CLI::IsMember(progress_names()))
        ->capture_default_str();
    sweep
        .add_option("--fail", options.fail,
                    "When a run fails: late carries out all others, fast ends the sweep")
        ->type_name("NAME")
        ->check(CLI::IsMember({"late", "fast"}))
        ->capture_default_str();
    add_allow_mixed(sweep, options.allow_mixed);
}

void add_status(CLI::App& app, SweepOptions& options)
{
    add_study(*app.add_subcommand("status",
                                  "Show how much of a study is done, from the files on disk"),
              options);
}

void add_merge(CLI::App& app, MergeOptions& options)
{
    CLI::App& merge = *app.add_subcommand("merge", "Join the shards of a study into one result");
    merge.add_option("shards", options.shards, "The results of all shards, in any order")
        ->required()
        ->type_name("SHARD.h5...");
    merge.add_option("-o,--output", options.output, "The result")
        ->required()
        ->type_name("OUT.h5");
    merge.add_flag("--overwrite", options.overwrite, "Replace an older result");
    add_allow_mixed(merge, options.allow_mixed);
}

}  // namespace parley
