#include "cli/interruption.hpp"
#include "cli/standard_streams.hpp"
#include "cli/sweep_options.hpp"
#include "output/pending_file.hpp"
#include "sweep/pilot.hpp"
#include "sweep/plan.hpp"
#include "sweep/slurm.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <system_error>

namespace parley {
namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;

constexpr minutes usual_task_time{30};

/// The most memory that this process has had.
std::uint64_t peak_megabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): so the C library has it
    return static_cast<std::uint64_t>(usage.ru_maxrss) / 1024 + 1;
}

SlurmResources resources_for(SweepEstimate const& estimate, SlurmOptions const& options)
{
    SlurmResources resources{.cpus = options.cpus,
                             .partition = options.partition,
                             .account = options.account,
                             .more = options.more};
    resources.shards = options.shards.value_or(shards_for(estimate, options.cpus, usual_task_time));
    resources.time =
        options.minutes ? minutes{*options.minutes} : time_limit_for(estimate, resources);
    resources.megabytes = options.megabytes.value_or(megabytes_for(estimate));
    resources.merge_time = merge_time_for(estimate, resources.shards);
    resources.merge_megabytes = merge_megabytes_for(estimate);
    return resources;
}

void refuse_what_cannot_be(Plan const& plan, fs::path const& output, SweepOptions const& options)
{
    if (plan.runs() < 2) {
        throw InputFileError{options.study,
                             "has one run, which needs no cluster; leave out --slurm"};
    }
    if (options.slurm.shards.value_or(1) > plan.runs()) {
        throw InputFileError{
            options.study,
            fmt::format("has {} runs; ask for at most as many --shards", plan.runs())};
    }
    if (fs::exists(output) && !options.extend) {
        throw InputFileError{output,
                             "exists already; give another name with -o, remove it, or "
                             "go on from it with --extend"};
    }
}

void write_script(fs::path const& path, std::string const& text)
{
    write_text_file(path, text);
    std::error_code none;  // whoever runs it by 'bash NAME' needs no permission
    fs::permissions(path, fs::perms::owner_exec | fs::perms::group_exec, fs::perm_options::add,
                    none);
}

/// Where the batch scripts of a sweep stand.
fs::path folder_of(fs::path const& output)
{
    return fs::path{output}.replace_extension(".slurm");
}

void write_scripts(fs::path const& folder, SlurmScripts const& scripts)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw OutputError{folder, "creating the folder", error.message()};
    }
    write_script(folder / "array.sh", scripts.array);
    write_script(folder / "merge.sh", scripts.merge);
    write_script(folder / "submit.sh", scripts.submit);
    if (!fs::exists(folder / "own.sh")) {
        write_script(folder / "own.sh", scripts.own);
    }
}

bool is_installed(std::string const& program)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment
    char const* const path = std::getenv("PATH");
    std::istringstream folders{path == nullptr ? "" : path};
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (access((fs::path{folder} / program).c_str(), X_OK) == 0) {
            return true;
        }
    }
    return false;
}

/// Leaves the rest to the script, whose exit code becomes this process's.
Exit submit(fs::path const& script)
{
    if (!is_installed("sbatch")) {
        warn(
            "parley: error: cannot submit (there is no 'sbatch' on this machine); run "
            "'bash {}' where Slurm is\n",
            script.string());
        return Exit::machine_failed;
    }
    std::fflush(nullptr);
    execlp("bash", "bash", script.c_str(), nullptr);
    throw OutputError{script, "starting bash", std::generic_category().message(errno)};
}

void tell(SlurmSweep const& sweep, SweepEstimate const& estimate)
{
    SlurmResources const& resources = sweep.resources;
    say("{} runs of {:.3g} ms: {} task{} with {} thread{}, {} minutes and {} MB each\n",
        estimate.runs, 1e3 * estimate.seconds_per_run, resources.shards,
        resources.shards == 1 ? "" : "s", resources.cpus, resources.cpus == 1 ? "" : "s",
        resources.time.count(), resources.megabytes);
    say("Scripts: {0}/array.sh, {0}/merge.sh and {0}/submit.sh, which submits both; your own "
        "lines, "
        "such as modules, go into {0}/own.sh\n",
        sweep.folder.string());
}

}  // namespace

std::vector<fs::path> scripts_of(fs::path const& output)
{
    auto const folder = folder_of(output);
    return {folder / "array.sh", folder / "merge.sh", folder / "submit.sh"};
}

Exit prepare_slurm(Plan const& plan, SweepTask const& task, SweepOptions const& options)
{
    fs::path const output = fs::absolute(output_of(options)).lexically_normal();
    refuse_what_cannot_be(plan, output, options);
    Pilot const pilot = pilot_of(task, {0, plan.runs()}, 2.0);
    if (interrupted()) {
        return Exit::interrupted;
    }
    SweepEstimate const estimate{.runs = plan.runs(),
                                 .seconds_per_run = pilot.seconds_a_run,
                                 .peak_megabytes = peak_megabytes(),
                                 .bytes_per_run = pilot.bytes_a_run};
    SlurmSweep const sweep{.name = output.stem().string(),
                           .program = fs::read_symlink("/proc/self/exe"),
                           .study = fs::absolute(options.study).lexically_normal(),
                           .output = output,
                           .folder = folder_of(output),
                           .fail_fast = options.fail == "fast",
                           .extend = options.extend,
                           .allow_mixed = options.allow_mixed,
                           .resources = resources_for(estimate, options.slurm)};
    write_scripts(sweep.folder, slurm_scripts(sweep));
    tell(sweep, estimate);
    return options.slurm.submit ? submit(sweep.folder / "submit.sh") : Exit::done;
}

}  // namespace parley
