#include "cli/commands.hpp"
#include "cli/file_kind.hpp"
#include "cli/negotiation/negotiation.hpp"
#include "cli/negotiation/positions_file.hpp"
#include "cli/option_checks.hpp"
#include "cli/standard_streams.hpp"
#include "document/mistake.hpp"
#include "forecast/settlement.hpp"
#include "negotiation/catalogue.hpp"
#include "positions/positions_reader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <initializer_list>
#include <limits>
#include <string>
#include <vector>

namespace parley {
namespace {

template <class Catalogue>
std::vector<std::string> names_of(Catalogue const& catalogue)
{
    std::vector<std::string> names;
    for (auto const& entry : catalogue) {
        names.emplace_back(entry.name);
    }
    return names;
}

std::vector<std::string> with(std::vector<std::string> names,
                              std::initializer_list<std::string_view> more)
{
    names.insert(names.end(), more.begin(), more.end());
    return names;
}

/// Options of many tables.
void add_forecast(CLI::App& command, NegotiateOptions& options)
{
    auto const file = [&](std::string_view name, std::string& value, std::string_view about) {
        command.add_option(std::string{name}, value, std::string{about})
            ->type_name("FILE.csv")
            ->group("Many tables")
            ->check(file_to_read());
    };
    auto const column = [&](std::string_view name, std::string& value, std::string_view about) {
        command.add_option(std::string{name}, value, std::string{about})
            ->type_name("COLUMN")
            ->group("Many tables");
    };
    command
        .add_option("--layout", options.layout,
                    "How the file is laid out: long, a row for each actor and issue; or wide, a "
                    "row for each issue with the columns pNAME and sNAME for each actor, its "
                    "position from 0 to 100 and its salience in per cent")
        ->type_name("NAME")
        ->group("Many tables")
        ->check(one_of({"long", "wide"}))
        ->capture_default_str();
    column("--group", options.group,
           "Rows with the same value here are one table, such as a "
           "dossier of several issues");
    column("--outcome", options.outcome, "What came of the issue; wide: 'out' where there is one");
    column("--issue", options.issue,
           "Name of the issue, wide: 'issue' or 'isnr' where there is one");
    column("--status-quo", options.status_quo,
           "Where the issue stands without agreement, wide: 'rp' where there is one");
    command
        .add_option("--kind", options.kind,
                    "Columns by whose values a settlement has weights of its own, such as "
                    "proc,counvte; by default those of the weights, where the file has them")
        ->type_name("COLUMN,...")
        ->group("Many tables")
        ->delimiter(',');
    file("--power", options.power,
         "Power by actor: columns actor and one or more eras; a table takes the first era that "
         "knows all its actors; a row may have a condition, when, such as proc=CNS");
    command
        .add_option("--scope", options.scope,
                    "Are issues of a table bargained over one by one, or as a package? exchange "
                    "always takes packages")
        ->type_name("NAME")
        ->group("Many tables")
        ->check(one_of({"single_issue", "package"}))
        ->capture_default_str();
    command
        .add_flag(
            "--score", options.score,
            "Print how good the forecasts are: errors, scores and calibration, with intervals")
        ->group("Many tables");
    auto const count = [&](std::string_view name, std::uint64_t& value, std::uint64_t least,
                           std::string_view about) {
        command.add_option(std::string{name}, value, std::string{about})
            ->type_name("N")
            ->group("Many tables")
            ->check(whole_number(least, 100'000))
            ->capture_default_str();
    };
    count(
        "--folds", options.folds, 2,
        "Parts into which tables are dealt by the seed; each is scored with weights fitted on the "
        "others");
    count("--resamples", options.resamples, 0, "Resamples of tables for the intervals of scores");
    count("--shuffles", options.shuffles, 0,
          "Also score so often with outcomes exchanged at random between issues");
    command
        .add_option("--fit", options.fit,
                    "Fit the weights of a settlement on all outcomes and write them to this file")
        ->type_name("FILE.csv")
        ->group("Many tables")
        ->check(file_to_write());
    file("--weights", options.weights,
         "Weights of a settlement; by default those fitted on the decisions of the European Union");
    std::vector<std::string> parts{"past", "'at ACTOR'"};
    for (auto const& part : settlement_parts()) {
        parts.emplace_back(part.name);
    }
    command
        .add_option(
            "--parts", options.parts,
            fmt::format("What a fitted settlement is a mixture of: {}", fmt::join(parts, ", ")))
        ->type_name("NAME,...")
        ->group("Many tables")
        ->delimiter(',');
}

}  // namespace

void add_negotiate(CLI::App& app, NegotiateOptions& options)
{
    auto const protocols = names_of(protocol_catalogue());
    auto const rules = names_of(rule_catalogue());
    CLI::App& command = *app.add_subcommand(
        "negotiate", "Negotiate one table of positions, without a world around it");
    command
        .add_option(
            "positions", options.positions,
            "The positions, a CSV file with the columns actor, issue, position, salience "
            "and power, where known also status_quo, reservation, red_line, gdp and transfer; - is "
            "standard input")
        ->required()
        ->type_name("POSITIONS.csv");
    command
        .add_option("--protocol", options.methods.protocol,
                    fmt::format("How to negotiate: {}; all of them, side by side; or settlement, "
                                "the mixture fitted to past outcomes",
                                fmt::join(protocols, ", ")))
        ->required()
        ->type_name("NAME")
        ->check(offer(with(protocols, {"all", "settlement"})));
    command
        .add_option("--rule", options.methods.rule,
                    fmt::format("When consent makes an agreement: {}", fmt::join(rules, ", ")))
        ->type_name("NAME")
        ->check(offer(rules))
        ->capture_default_str();
    command
        .add_option("--option", options.methods.options,
                    "A parameter of the protocol or the rule, as in --option step=0.05; may be "
                    "given many times, where need be as challenge.rounds=20")
        ->type_name("key=value")
        ->allow_extra_args(false);
    command
        .add_option("--format", options.format,
                    "What to print: text for people, json with full precision, csv with a value "
                    "a row")
        ->type_name("NAME")
        ->check(one_of({"text", "json", "csv"}))
        ->capture_default_str();
    command.add_flag("--trace", options.trace, "Also print every move of every round");
    command.add_option("--seed", options.seed, "Seed of all random numbers")
        ->type_name("N")
        ->check(whole_number(0, std::numeric_limits<std::uint64_t>::max()))
        ->capture_default_str();
    command.add_option("--deadline", options.deadline, "Rounds after which talks are out of time")
        ->type_name("N")
        ->check(whole_number(1, 100'000))
        ->capture_default_str();
    command
        .add_option("--mediation", options.mediation,
                    "How well the secretariat of a single text serves the table, from 0 to 1")
        ->type_name("SHARE")
        ->check(share())
        ->capture_default_str();
    command
        .add_option("--price", options.price,
                    "Payoff that one per cent of its gdp is worth to an actor: for issues that are "
                    "money, and for what a breakdown would take")
        ->type_name("PAYOFF")
        ->check(above_zero())
        ->capture_default_str();
    add_forecast(command, options);
}

Exit negotiate_positions(NegotiateOptions const& options)
{
    refuse_other_kind(options.positions, {FileKind::table}, "negotiate");
    if (is_forecast(options)) {
        return forecast_tables(options);
    }
    ChosenMethods const methods = choose_methods(options.methods);
    Negotiation const negotiation = negotiate(
        read_positions(read_positions_file(options.positions), options.positions), methods,
        {.seed = options.seed,
         .deadline = options.deadline,
         .mediation = options.mediation,
         .trace = options.trace,
         .price = options.price});
    tell("{}: {} actors, {} issues; protocol {}, rule {}, seed {}", options.positions,
         negotiation.positions.actors.size(), negotiation.positions.issues.size(),
         options.methods.protocol, options.methods.rule, options.seed);
    bool const all = options.methods.protocol == "all";
    if (!all && !negotiation.talks.front().refusal.empty()) {
        give_up_on(
            options.positions, fmt::format("{} cannot treat this table", options.methods.protocol),
            negotiation.talks.front().refusal, "add a column status_quo, or a column reservation");
    }
    if (options.format == "json") {
        give_text(in_json(negotiation, all));
    } else if (options.format == "csv") {
        give_text(in_csv(negotiation));
    } else {
        say_text(in_text(negotiation));
    }
    return Exit::done;
}

}  // namespace parley
