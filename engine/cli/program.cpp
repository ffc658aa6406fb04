#include "cli/program.hpp"

#include "cli/command_line.hpp"
#include "cli/external_command.hpp"
#include "cli/interruption.hpp"
#include "cli/json_output.hpp"
#include "cli/standard_streams.hpp"
#include "cli/wrong_usage.hpp"
#include "document/mistake.hpp"
#include "output/errors.hpp"
#include "simulation/threads.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>
#include <sstream>
#include <system_error>

namespace parley {
namespace {

/// Tells what ended a call, and returns its exit code.
int complain(Exit code, std::string_view what)
{
    warn("parley: error: {}\n", what);
    if (is_json_promised()) {
        bool const wrong = code == Exit::input_wrong;
        std::vector<Mistake> const mistakes(wrong ? 1 : 0, Mistake{.problem = std::string{what}});
        give_json(fault_in_json(mistakes, 0, wrong ? "" : what));
    }
    return static_cast<int>(code);
}

/// The same of mistakes with places.
int complain(InputError const& error)
{
    if (is_json_promised()) {
        give_json(fault_in_json(error.mistakes(), error.unlisted(), ""));
    } else {
        warn("{}\n", error.what());
    }
    return static_cast<int>(Exit::input_wrong);
}

/// The same of a file that was given as a result.
int complain(InputFileError const& error)
{
    if (is_json_promised()) {
        Mistake const mistake{.problem = error.problem(), .at = {.file = error.path().string()}};
        give_json(fault_in_json({mistake}, 0, ""));
        return static_cast<int>(Exit::input_wrong);
    }
    return complain(Exit::input_wrong, error.what());
}

/// What a verbose call says at its end.
void tell_the_cost(std::chrono::steady_clock::time_point start, int code)
{
    std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - start;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): so the C library declares it
    auto const most = usage.ru_maxrss / 1000;
    tell("ended with {} after {:.2f} s, at most {} MB of memory", code, taken.count(), most);
}

int parse_and_dispatch(int argc, char const* const* argv)
{
    CLI::App app;
    app.name("parley");
    CommandLine commands{app};
    auto const is_meant = [&](CLI::App const* own) { return own->check_name(argv[1]); };
    if (argc > 1 && app.get_subcommands(is_meant).empty()) {
        run_external_command(argc, argv);
    }
    std::vector<std::string> const words{argv, argv + argc};
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            std::ostringstream text;  // help or version was asked for
            app.exit(error, text, text);
            give("{}\n", text.str());
            return static_cast<int>(Exit::done);
        }
        set_loudness(Loudness::usual, std::ranges::count(words, "--json") > 0);
        return complain(Exit::input_wrong, explain(app, error, argc < 2 ? "" : argv[1]));
    }
    auto loudness = commands.is_verbose() ? Loudness::verbose : Loudness::usual;
    loudness = commands.is_quiet() ? Loudness::quiet : loudness;
    set_loudness(loudness, commands.wants_json());
    tell("{}", version_text());
    return static_cast<int>(commands.dispatch(words));
}

}  // namespace

int run_program(int argc, char const* const* argv)
{
    auto const start = std::chrono::steady_clock::now();
    int code = 0;
    try {
        open_standard_streams();
        end_when_asked();
        code = parse_and_dispatch(argc, argv);
    } catch (InputError const& error) {
        code = complain(error);
    } catch (InputFileError const& error) {
        code = complain(error);
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
    tell_the_cost(start, code);
    if (int const failure = flush_output(); failure != 0) {
        return complain(Exit::machine_failed,
                        fmt::format("cannot write to standard output ({})",
                                    std::generic_category().message(failure)));
    }
    return code;
}

}  // namespace parley
