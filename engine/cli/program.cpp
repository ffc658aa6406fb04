#include "cli/program.hpp"

#include "cli/commands.hpp"
#include "cli/interruption.hpp"
#include "cli/manual.hpp"
#include "cli/option_checks.hpp"
#include "cli/standard_streams.hpp"
#include "cli/sweep_options.hpp"
#include "cli/verify.hpp"
#include "cli/wrong_usage.hpp"
#include "document/mistake.hpp"
#include "output/build_info.hpp"
#include "output/errors.hpp"
#include "scenario/manual/parameter_table.hpp"
#include "scenario/manual/reference.hpp"
#include "scenario/manual/schema.hpp"
#include "simulation/threads.hpp"
#include "sweep/study.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>
#include <limits>
#include <new>
#include <sstream>
#include <system_error>

namespace parley {
namespace {

std::string version_text()
{
    BuildInfo const info = build_info();
    return fmt::format("parley {} ({}{}, {}, {})", info.version, info.git_revision.substr(0, 12),
                       info.dirty ? " and changes" : "", info.compiler, info.build_type);
}

/// The commands with their options, and what was asked for.
class Commands {
  public:
    explicit Commands(CLI::App& app) : app_{app}
    {
        app_.description(
            "Simulates states that negotiate over migration: who agrees with whom, on what, and "
            "where.");
        app_.set_version_flag("--version", version_text());
        app_.require_subcommand(1);
        app_.footer(
            "Exit codes: 0 done, 1 the machine failed, 2 the input is wrong, 3 a sweep finished "
            "with failed "
            "runs, 130 interrupted.\n"
            "A negotiation without agreement is a result, not an error.");
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
        app_.add_subcommand("completion", "Print a script that completes commands in bash and zsh");
    }

    [[nodiscard]] Exit dispatch(std::vector<std::string> command_line)
    {
        run_.command_line = command_line;
        sweep_.command_line = command_line;
        merge_.command_line = std::move(command_line);
        if (app_.got_subcommand("run")) {
            return run_scenario(run_);
        }
        if (app_.got_subcommand("sweep")) {
            return run_study(sweep_);
        }
        if (app_.got_subcommand("status")) {
            return show_status(sweep_);
        }
        if (app_.got_subcommand("merge")) {
            return merge_shards(merge_);
        }
        if (app_.got_subcommand("check")) {
            check_.settings = run_.settings;
            return check_files(check_);
        }
        if (app_.got_subcommand("negotiate")) {
            return negotiate_positions(negotiate_);
        }
        if (app_.got_subcommand("compare")) {
            return compare_results(result_, other_result_);
        }
        if (app_.got_subcommand("verify")) {
            return verify_results(verify_);
        }
        if (app_.got_subcommand("export")) {
            return export_table(result_, table_, csv_);
        }
        if (app_.got_subcommand("schema")) {
            say_text(schema_ == "study" ? study_schema() : scenario_schema());
            return Exit::done;
        }
        if (app_.got_subcommand("reference")) {
            print_reference();
            return Exit::done;
        }
        if (app_.got_subcommand("manual")) {
            say_text(manual_page(app_));
            return Exit::done;
        }
        if (app_.got_subcommand("completion")) {
            say_text(completion_script(app_));
            return Exit::done;
        }
        return show_info(result_);
    }

  private:
    void add_settings(CLI::App& command)
    {
        command
            .add_option("--set", run_.settings,
                        "Change any key of the scenario, as in --set forums.eu.frankness=0.8; "
                        "may be given many times")
            ->type_name("path.to.key=value")
            ->allow_extra_args(false);
    }

    void add_run()
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
        run.add_option(
               "--replicates", run_.replicates,
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
        run.add_flag("--trace", run_.trace,
                     "Also write the minutes, with every offer: to be read to OUT.transcript.txt, "
                     "and as data in full precision, one object of JSON a line, to "
                     "OUT.minutes.jsonl");
        run.add_flag(
            "--overwrite", run_.overwrite,
            "Also replace another scenario's result, one with more runs or other what-ifs, "
            "and files that are none of Parley's");
        add_settings(run);
    }

    void add_check()
    {
        CLI::App& check = *app_.add_subcommand(
            "check",
            "Read scenarios and studies and report every mistake, with its place and a remedy, and "
            "warn of what is odd; run nothing");
        check.add_option("files", check_.files, "Scenarios and studies, YAML files")
            ->required()
            ->type_name("FILE.yaml...");
        check.add_flag("--strict", check_.strict, "Take warnings for mistakes: exit with 2");
        check.add_flag(
            "--json", check_.json,
            "Print mistakes and warnings as JSON, each with file, line, column and text");
        add_settings(check);
    }

    void add_schema()
    {
        CLI::App& schema = *app_.add_subcommand(
            "schema", "Print the JSON Schema of scenario or study files, for editors");
        schema.add_option("what", schema_, "Which: scenario or study")
            ->type_name("KIND")
            ->check(one_of({"scenario", "study"}))
            ->capture_default_str();
    }

    void add_reference()
    {
        CLI::App& reference = *app_.add_subcommand(
            "reference", "Print the reference of every key of scenarios and studies, as Markdown");
        reference.add_flag(
            "--parameters", parameters_,
            "Print a table of the parameters of scenarios alone, each with its unit, range and "
            "default");
    }

    void print_reference() const
    {
        if (parameters_) {
            say_text(scenario_parameters());
        } else {
            say("{}\n## Every key of a study\n\n{}", scenario_reference(), study_reference());
        }
    }

    void add_info()
    {
        CLI::App& info =
            *app_.add_subcommand("info", "Show what a result holds and where it comes from");
        info.add_option("file", result_, "A result")
            ->required()
            ->type_name("FILE.h5")
            ->check(file_to_read());
    }

    void add_compare()
    {
        CLI::App& compare = *app_.add_subcommand(
            "compare", "Show what differs between two results: inputs first, then variables");
        compare.footer(
            "Exit codes: 0 they are equal, 1 they differ, 2 one of them cannot be read.");
        compare.add_option("first", result_, "A result")
            ->required()
            ->type_name("A.h5")
            ->check(file_to_read());
        compare.add_option("second", other_result_, "Another")
            ->required()
            ->type_name("B.h5")
            ->check(file_to_read());
    }

    void add_export()
    {
        CLI::App& command = *app_.add_subcommand(
            "export", "Write a table of a result as CSV, for R and spreadsheets");
        command.add_option("file", result_, "A result")
            ->required()
            ->type_name("FILE.h5")
            ->check(file_to_read());
        command
            .add_option("--table", table_,
                        fmt::format("Which: {}", fmt::join(export_tables(), ", ")))
            ->required()
            ->type_name("NAME")
            ->check(one_of(export_tables()));
        command
            .add_option("-o,--output", csv_, "The CSV file; by default it goes to standard output")
            ->type_name("OUT.csv")
            ->check(file_to_write());
    }

    CLI::App& app_;
    RunOptions run_;
    SweepOptions sweep_;
    MergeOptions merge_;
    VerifyOptions verify_;
    NegotiateOptions negotiate_;
    CheckOptions check_;
    std::string schema_ = "scenario";
    bool parameters_ = false;
    std::string result_;
    std::string other_result_;
    std::string table_;
    std::string csv_;
};

int complain(Exit code, std::string_view what)
{
    warn("parley: error: {}\n", what);
    return static_cast<int>(code);
}

int parse_and_dispatch(int argc, char const* const* argv)
{
    CLI::App app;
    app.name("parley");
    Commands commands{app};
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            std::ostringstream text;  // help or version was asked for
            app.exit(error, text, text);
            say("{}\n", text.str());
            return static_cast<int>(Exit::done);
        }
        return complain(Exit::input_wrong, explain(app, error, argc < 2 ? "" : argv[1]));
    }
    return static_cast<int>(commands.dispatch({argv, argv + argc}));
}

}  // namespace

int run_program(int argc, char const* const* argv)
{
    int code = 0;
    try {
        open_standard_streams();
        end_when_asked();
        code = parse_and_dispatch(argc, argv);
    } catch (InputError const& error) {
        warn("{}\n", error.what());
        code = static_cast<int>(Exit::input_wrong);
    } catch (InputFileError const& error) {
        code = complain(Exit::input_wrong, error.what());
    } catch (OutputError const& error) {
        code = complain(Exit::machine_failed, error.what());
    } catch (ThreadRefused const& error) {
        code = complain(
            Exit::machine_failed,
            fmt::format("{}; {}", error.what(),
                        error.wanted() > 1 ? "ask for fewer with --threads"
                                           : "end other programs, or raise the limit (ulimit -u)"));
    } catch (std::bad_alloc const&) {
        code = complain(Exit::machine_failed, out_of_memory);
    } catch (std::exception const& error) {
        code = complain(Exit::machine_failed, error.what());
    }
    if (int const failure = flush_output(); failure != 0) {
        return complain(Exit::machine_failed,
                        fmt::format("cannot write to standard output ({})",
                                    std::generic_category().message(failure)));
    }
    return code;
}

}  // namespace parley
