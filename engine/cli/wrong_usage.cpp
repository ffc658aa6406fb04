#include "cli/wrong_usage.hpp"

#include "document/mistake.hpp"
#include "document/nearest.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace parley {
namespace {

/// `'--seed'`, or what a positional argument is called in the usage, as in `SCENARIO.yaml`.
std::string shown(CLI::Option const& option)
{
    return option.get_positional() ? option.get_type_name()
                                   : fmt::format("'{}'", option.get_name());
}

/// The shortest way to write a command: `parley export FILE.h5 --table NAME`.
std::string usage(CLI::App const& command)
{
    std::string text = "parley " + command.get_name();
    for (CLI::Option const* option : command.get_options()) {
        if (option->get_required()) {
            text += option->get_positional() ? "" : " " + option->get_name();
            text += " " + option->get_type_name();
        }
    }
    return text;
}

std::string see_help(CLI::App const& command)
{
    return fmt::format("see 'parley {}--help'",
                       command.get_parent() == nullptr ? "" : command.get_name() + " ");
}

std::vector<std::string> commands_of(CLI::App const& app)
{
    std::vector<std::string> names;
    for (CLI::App const* command : app.get_subcommands([](CLI::App const*) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

std::string unknown_command(std::string const& word, std::vector<std::string> const& known)
{
    if (word.empty()) {
        return "a command is missing; " + suggestion("", known);
    }
    auto const remedy = word == "help" ? "write 'parley --help' or 'parley COMMAND --help'"
                                       : suggestion(word, known);
    return fmt::format("unknown command {}; {}", in_quotes(word), remedy);
}

std::string unknown_option(CLI::App const& command, std::string const& word)
{
    std::vector<std::string> known;
    for (CLI::Option const* option : command.get_options()) {
        for (std::string const& name : option->get_lnames()) {
            known.push_back("--" + name);
        }
    }
    auto const name = word.substr(0, word.find('='));
    auto const near = nearest(name, known);
    return fmt::format("unknown option {}; {}", in_quotes(name),
                       near.empty() ? see_help(command) : fmt::format("did you mean '{}'?", near));
}

std::string too_many(CLI::App const& command, std::string const& word)
{
    bool const setting =
        word.find('=') != std::string::npos && command.get_option_no_throw("--set") != nullptr;
    return fmt::format("one argument too many: {}; {}", in_quotes(word),
                       setting ? fmt::format("write '--set {}'", visible(word))
                               : fmt::format("write '{}'", usage(command)));
}

std::string missing(CLI::App const& command)
{
    auto const options = command.get_options();
    auto const found = std::ranges::find_if(options, [](CLI::Option const* option) {
        return option->get_required() && option->count() == 0;
    });
    return found == options.end()
               ? "something is missing; " + see_help(command)
               : fmt::format("{} is missing; write '{}'", shown(**found), usage(command));
}

/// An option with too few values, too many, or one where it takes none.
std::string wrong_values(CLI::Option const& option, std::string_view raw)
{
    if (option.get_items_expected_max() == 0) {
        return fmt::format("{} takes no value; write it alone", shown(option));
    }
    return raw.ends_with("missing")
               ? fmt::format("{} has no value; write '{} {}'", shown(option), option.get_name(),
                             option.get_type_name())
               : fmt::format("{} is given more than once (it takes one value); leave one of them",
                             shown(option));
}

/// Two options of which CLI11 says `--shards requires --slurm` or `--overwrite excludes --resume`.
std::string wrong_pair(std::string_view raw)
{
    auto const first = raw.substr(0, raw.find(' '));
    auto const second = raw.substr(raw.rfind(' ') + 1);
    return raw.find(" requires ") != std::string_view::npos
               ? fmt::format("'{}' means something with '{}' alone; add it, or leave '{}' out",
                             first, second, first)
               : fmt::format("'{}' and '{}' exclude each other; leave out one of them", first,
                             second);
}

std::string wrong_word(CLI::App const& command, std::vector<std::string> const& words)
{
    auto const option =
        std::ranges::find_if(words, [](std::string const& word) { return word.starts_with('-'); });
    return option != words.end() ? unknown_option(command, *option)
                                 : too_many(command, words.front());
}

}  // namespace

std::string explain(CLI::App const& app, CLI::ParseError const& error, std::string const& first)
{
    auto const commands = commands_of(app);
    if (!first.starts_with('-') && std::ranges::find(commands, first) == commands.end()) {
        return unknown_command(first, commands);
    }
    if (app.get_subcommands().empty()) {
        return unknown_option(app, first);
    }
    CLI::App const& command = *app.get_subcommands().front();
    if (auto const words = app.remaining(true); !words.empty()) {
        return wrong_word(command, words);
    }
    if (dynamic_cast<CLI::RequiredError const*>(&error) != nullptr) {
        return missing(command);
    }
    std::string_view const raw = error.what();
    if (dynamic_cast<CLI::ExcludesError const*>(&error) != nullptr ||
        dynamic_cast<CLI::RequiresError const*>(&error) != nullptr) {
        return wrong_pair(raw);
    }
    for (CLI::Option const* option : command.get_options()) {
        auto const name = option->get_name();
        if (dynamic_cast<CLI::ValidationError const*>(&error) != nullptr &&
            raw.starts_with(name + ": ")) {
            return fmt::format("{} {}", shown(*option), raw.substr(name.size() + 2));
        }
        if (raw.starts_with(name + ": ") || raw.find(name + " =") != std::string_view::npos) {
            return wrong_values(*option, raw);
        }
    }
    return fmt::format("{}; {}", raw, see_help(command));
}

}  // namespace parley
