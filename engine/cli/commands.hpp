#pragma once

#include "cli/program.hpp"
#include "positions/chosen_methods.hpp"
#include "positions/positions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace parley {

struct RunOptions {
    std::string scenario;
    std::string output;                         ///< empty: the scenario's name with .h5, here
    std::optional<std::uint64_t> seed{};        ///< instead of the scenario's
    std::optional<std::uint64_t> replicates{};  ///< instead of the scenario's, >= 1
    unsigned threads = 1;                       ///< >= 1
    std::vector<std::string> settings;          ///< each path.to.key=value
    std::vector<std::string> what_ifs{};        ///< alone, `baseline` too; empty: all
    bool trace = false;                         ///< also write the minutes
    bool overwrite = false;                     ///< whatever stands there
    std::vector<std::string> command_line;      ///< as given, for the record
};

/// Runs a scenario with the what-ifs that are asked for, and replicates, writes the result, prints
/// the summary.
[[nodiscard]] Exit run_scenario(RunOptions const& options);

struct CheckOptions {
    std::vector<std::string> files;     ///< scenarios and studies
    std::vector<std::string> settings;  ///< each path.to.key=value
    bool strict = false;                ///< are warnings as bad as mistakes?
    bool json = false;                  ///< print JSON, and nothing else
};

/// Reads files, reports every mistake in any of them, and what is odd in those without; runs
/// nothing.
[[nodiscard]] Exit check_files(CheckOptions const& options);

struct NegotiateOptions {
    std::string positions;  ///< a CSV file
    MethodNames methods{};
    std::string format = "text";  ///< text, json or csv
    std::uint64_t seed = 1;
    int deadline = 20;           ///< rounds, >= 1
    double mediation = 0.0;      ///< in [0, 1]
    bool trace = false;          ///< also print every move
    double price = usual_price;  ///< payoff of one per cent of an actor's product, > 0

    // of many tables
    std::string layout = "long";  ///< or wide
    std::string group{};          ///< the columns that hold what; empty: none, or the usual
    std::string outcome{};
    std::string issue{};
    std::string status_quo{};
    std::vector<std::string> kind{};
    std::string power{};                 ///< a CSV file of power by actor; empty: none
    std::string scope = "single_issue";  ///< or package
    bool score = false;
    std::uint64_t folds = 5;           ///< >= 2
    std::uint64_t resamples = 2000;    ///< of groups, for intervals
    std::uint64_t shuffles = 0;        ///< of outcomes
    std::string fit{};                 ///< a file for the weights of a settlement; empty: none
    std::string weights{};             ///< a file of them; empty: those shipped, or of each fold
    std::vector<std::string> parts{};  ///< of a settlement that is fitted; empty: the usual
};

/// Are many tables to be forecast, and not one negotiated?
[[nodiscard]] bool is_forecast(NegotiateOptions const& options);

/// Forecasts many tables, and prints what they come to or how good the forecasts are.
[[nodiscard]] Exit forecast_tables(NegotiateOptions const& options);

/// Adds the command with its options, which it fills in.
void add_negotiate(CLI::App& app, NegotiateOptions& options);

/// Negotiates one table of positions, without a world, and prints what comes of it.
[[nodiscard]] Exit negotiate_positions(NegotiateOptions const& options);

struct InfoOptions {
    std::string file;  ///< a result
    bool json = false;
};

/// Prints what a result holds and where it comes from.
[[nodiscard]] Exit show_info(InfoOptions const& options);

struct CompareOptions {
    std::string first;  ///< a result
    std::string second;
    bool json = false;
};

/// Prints what differs between two results: where they come from, what they were made from, what
/// came out.
[[nodiscard]] Exit compare_results(CompareOptions const& options);

struct ExportOptions {
    std::string file;                      ///< a result
    std::string table;                     ///< one of `export_tables`
    std::vector<std::string> variables{};  ///< alone; empty: all that the table has
    std::string output;                    ///< a CSV file; empty: standard output
};

/// The names of the tables of a result.
[[nodiscard]] std::vector<std::string> export_tables();

/// Writes a table of a result as CSV.
[[nodiscard]] Exit export_table(ExportOptions const& options);

}  // namespace parley
