#include "cli/command_line.hpp"

#include "cli/completion.hpp"
#include "cli/manual.hpp"
#include "cli/option_checks.hpp"
#include "cli/standard_streams.hpp"
#include "output/build_info.hpp"
#include "output/result_reader.hpp"
#include "scenario/manual/parameter_table.hpp"
#include "scenario/manual/reference.hpp"
#include "scenario/manual/schema.hpp"
#include "scenario/scenario_file.hpp"
#include "sweep/study.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <functional>
#include <limits>

namespace parley {

std::string version_text()
{
    BuildInfo const info = build_info();
    return fmt::format("parley {} ({}{}, {}, {})", info.version, info.git_revision.substr(0, 12),
                       info.dirty ? " and changes" : "", info.compiler, info.build_type);
}

CommandLine::CommandLine(CLI::App& app) : app_{app}
{
    app_.description(
        "Simulates states that negotiate over migration: who agrees with whom, on what, and "
        "where.");
    app_.set_version_flag("--version", version_text());
    app_.require_subcommand(1);
    app_.footer(
        "Every command takes -q (--quiet): it then says nothing but faults, on standard error, and "
        "gives what was\nasked for by name, such as JSON or a table; and -v (--verbose): it then "
        "also "
        "says what it does, on standard\nerror, and shows lists in full.\n"
        "Exit codes: 0 done, 1 the machine failed, 2 the input is wrong, 3 a sweep finished "
        "with failed "
        "runs, 130 interrupted.\n"
        "A negotiation without agreement is a result, not an error.\n"
        "Where a program parley-NAME lies beside this one or on the PATH, 'parley NAME' runs it: "
        "the "
        "Python package\nbrings plot, report, support, calibrate and scoreboard.");
    add_init(app_, init_);
    add_run();
    add_check();
    add_sweep(app_, sweep_);
    add_status(app_, sweep_);
    add_merge(app_, merge_);
    add_negotiate(app_, negotiate_);
    add_info();
    add_compare();
    add_export();
    add_verify(app_, verify_);
    add_schema();
    add_reference();
    app_.add_subcommand("manual", "Print the manual page, for man -l");
    add_completion();
    add_loudness();
}

bool CommandLine::wants_json() const
{
    return check_.json || info_.json || compare_.json || sweep_.json || verify_.json;
}

Exit CommandLine::dispatch(std::vector<std::string> words)
{
    run_.command_line = words;
    sweep_.command_line = words;
    merge_.command_line = std::move(words);
    check_.settings = run_.settings;
    auto const print = [](std::string const& text) {
        give_text(text);
        return Exit::done;
    };
    std::vector<std::pair<std::string, std::function<Exit()>>> const actions{
        {"init", [&] { return write_first_scenario(init_); }},
        {"run", [&] { return run_scenario(run_); }},
        {"check", [&] { return check_files(check_); }},
        {"sweep", [&] { return run_study(sweep_); }},
        {"status", [&] { return show_status(sweep_); }},
        {"merge", [&] { return merge_shards(merge_); }},
        {"negotiate", [&] { return negotiate_positions(negotiate_); }},
        {"info", [&] { return show_info(info_); }},
        {"compare", [&] { return compare_results(compare_); }},
        {"export", [&] { return export_table(export_); }},
        {"verify", [&] { return verify_results(verify_); }},
        {"schema", [&] { return print(schema_ == "study" ? study_schema() : scenario_schema()); }},
        {"reference",
         [&] {
             print_reference();
             return Exit::done;
         }},
        {"manual", [&] { return print(manual_page(app_)); }},
        {"completion", [&] { return print_completion(); }},
    };
    for (auto const& [name, action] : actions) {
        if (app_.got_subcommand(name)) {
            return action();
        }
    }
    return Exit::input_wrong;  // the parser has asked for one of these
}

void CommandLine::add_loudness()
{
    for (CLI::App* command : app_.get_subcommands([](CLI::App const*) { return true; })) {
        CLI::Option* const quiet =
            command->add_flag("-q,--quiet", quiet_, "Say nothing but faults, on standard error");
        command
            ->add_flag("-v,--verbose", verbose_,
                       "Also say what is done, on standard error, and show lists in full")
            ->excludes(quiet);
    }
}

void CommandLine::add_settings(CLI::App& command)
{
    command
        .add_option("--set", run_.settings,
                    "Change any key of the scenario, as in --set forums.eu.frankness=0.8; "
                    "may be given many times")
        ->type_name("path.to.key=value")
        ->allow_extra_args(false);
}

void CommandLine::add_run()
{
    CLI::App& run = *app_.add_subcommand(
        "run", "Run a scenario with its what-ifs, write the result, say what happened");
    run.add_option("scenario", run_.scenario, "The scenario, a YAML file")
        ->required()
        ->type_name("SCENARIO.yaml");
    run.add_option(
           "-o,--output", run_.output,
           "The result; by default the scenario's name with .h5, in the current folder. "
           "An older one of the same scenario is replaced once the new one is complete, unless "
           "it has more runs or other what-ifs")
        ->type_name("OUT.h5")
        ->check(file_to_write());
    run.add_option("--seed", run_.seed, "Seed of all random numbers, instead of the scenario's")
        ->type_name("N")
        ->check(whole_number(0, std::numeric_limits<std::uint64_t>::max()));
    run.add_option("--replicates", run_.replicates,
                   "Runs of each what-if that differ by chance alone, instead of the scenario's")
        ->type_name("N")
        ->check(whole_number(1, 1'000'000));
    run.add_option("--what-if", run_.what_ifs,
                   "Run this what-if alone, or `baseline`; may be given many times. By default "
                   "all of them and the baseline are run")
        ->type_name("NAME")
        ->allow_extra_args(false);
    run_.threads = usable_cpus();
    run.add_option("--threads", run_.threads, "Runs at a time; results do not depend on it")
        ->type_name("N")
        ->check(whole_number(1, 1024))
        ->capture_default_str();
    run.add_flag(
        "--trace", run_.trace,
        "Also write the minutes, with every offer: to be read to OUT.transcript.txt, and as "
        "data in full precision, one object of JSON a line, to OUT.minutes.jsonl");
    run.add_flag("--overwrite", run_.overwrite,
                 "Also replace another scenario's result, one with more runs or other what-ifs, "
                 "and files that are none of Parley's");
    add_settings(run);
}

void CommandLine::add_check()
{
    CLI::App& check = *app_.add_subcommand(
        "check",
        "Read scenarios and studies and report every mistake, with its place and a remedy, and "
        "warn of what is odd; run nothing");
    check.add_option("files", check_.files, "Scenarios and studies, YAML files")
        ->required()
        ->type_name("FILE.yaml...");
    check.add_flag("--strict", check_.strict, "Take warnings for mistakes: exit with 2");
    check.add_flag("--json", check_.json,
                   "Print mistakes and warnings as JSON, each with file, line, column and text");
    add_settings(check);
}

void CommandLine::add_info()
{
    CLI::App& info =
        *app_.add_subcommand("info", "Show what a result holds and where it comes from");
    info.add_option("file", info_.file, "A result")
        ->required()
        ->type_name("FILE.h5")
        ->check(file_to_read());
    info.add_flag("--json", info_.json,
                  "Print it as JSON: attributes, dimensions with labels, variables, texts");
}

void CommandLine::add_compare()
{
    CLI::App& compare = *app_.add_subcommand(
        "compare", "Show what differs between two results: inputs first, then variables");
    compare.footer("Exit codes: 0 they are equal, 1 they differ, 2 one of them cannot be read.");
    compare.add_option("first", compare_.first, "A result")
        ->required()
        ->type_name("A.h5")
        ->check(file_to_read());
    compare.add_option("second", compare_.second, "Another")
        ->required()
        ->type_name("B.h5")
        ->check(file_to_read());
    compare.add_flag("--json", compare_.json, "Print what differs as JSON");
}

void CommandLine::add_export()
{
    CLI::App& command =
        *app_.add_subcommand("export", "Write a table of a result as CSV, for R and spreadsheets");
    command.add_option("file", export_.file, "A result")
        ->required()
        ->type_name("FILE.h5")
        ->check(file_to_read());
    command
        .add_option("--table", export_.table,
                    fmt::format("Which: {}", fmt::join(export_tables(), ", ")))
        ->required()
        ->type_name("NAME")
        ->check(one_of(export_tables()));
    command
        .add_option("--variable", export_.variables,
                    "Write this variable alone, beside the labels; may be given many times. By "
                    "default all that the table has")
        ->type_name("VARIABLE")
        ->allow_extra_args(false);
    command
        .add_option("-o,--output", export_.output,
                    "The CSV file; by default it goes to standard output")
        ->type_name("OUT.csv")
        ->check(file_to_write());
}

void CommandLine::add_schema()
{
    CLI::App& schema = *app_.add_subcommand(
        "schema", "Print the JSON Schema of scenario or study files, for editors");
    schema.add_option("what", schema_, "Which: scenario or study")
        ->type_name("KIND")
        ->check(one_of({"scenario", "study"}))
        ->capture_default_str();
}

void CommandLine::add_reference()
{
    CLI::App& reference = *app_.add_subcommand(
        "reference", "Print the reference of every key of scenarios and studies, as Markdown");
    reference.add_flag(
        "--parameters", parameters_,
        "Print a table of the parameters of scenarios alone, each with its unit, range and "
        "default");
}

void CommandLine::add_completion()
{
    CLI::App& completion = *app_.add_subcommand(
        "completion",
        "Print a script that completes commands, options and their values in bash and zsh");
    CLI::Option* const what_ifs =
        completion
            .add_option("--what-ifs", what_ifs_of_,
                        "Print the names of a scenario's what-ifs, a line each, as the script asks")
            ->type_name("SCENARIO.yaml");
    completion
        .add_option("--variables", variables_of_,
                    "Print the names of a result's variables, a line each, as the script asks")
        ->type_name("FILE.h5")
        ->excludes(what_ifs);
}

Exit CommandLine::print_completion()
{
    if (!what_ifs_of_.empty()) {
        for (std::string const& name : ScenarioDocument{what_ifs_of_}.what_ifs()) {
            give("{}\n", name);
        }
    } else if (!variables_of_.empty()) {
        for (auto const& variable : ResultReader{variables_of_}.header().variables) {
            give("{}\n", variable.name);
        }
    } else {
        give_text(completion_script(app_));
    }
    return Exit::done;
}

void CommandLine::print_reference() const
{
    if (parameters_) {
        give_text(scenario_parameters());
    } else {
        give("{}\n## Every key of a study\n\n{}", scenario_reference(), study_reference());
    }
}

}  // namespace parley
