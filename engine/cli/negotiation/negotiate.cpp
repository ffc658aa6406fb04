#include "cli/commands.hpp"
#include "cli/file_kind.hpp"
#include "cli/negotiation/negotiation.hpp"
#include "cli/option_checks.hpp"
#include "cli/standard_streams.hpp"
#include "document/mistake.hpp"
#include "negotiation/catalogue.hpp"
#include "positions/positions_reader.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

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

std::vector<std::string> with_all(std::vector<std::string> names)
{
    names.emplace_back("all");
    return names;
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
            "and power, where known also status_quo, reservation, red_line, gdp and transfer")
        ->required()
        ->type_name("POSITIONS.csv");
    command
        .add_option("--protocol", options.methods.protocol,
                    fmt::format("How to negotiate: {}; or all of them, side by side",
                                fmt::join(protocols, ", ")))
        ->required()
        ->type_name("NAME")
        ->check(offer(with_all(protocols)));
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
}

Exit negotiate_positions(NegotiateOptions const& options)
{
    refuse_other_kind(options.positions, {FileKind::table}, "negotiate");
    ChosenMethods const methods = choose_methods(options.methods);
    Negotiation const negotiation = negotiate(read_positions(options.positions), methods,
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
