#include "cli/completion.hpp"

#include "cli/option_checks.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {
namespace {

/// What stands around the cases. Names that a file holds are compared by hand: compgen -W would
/// carry out what they say.
constexpr std::string_view frame = R"(# bash completion for parley: source this file, or put it into
# /etc/bash_completion.d/parley

# Offers files that end so, and folders to look into.
_parley_files() {
    local ending
    COMPREPLY=($(compgen -d -- "$word"))
    for ending in "$@"; do
        COMPREPLY+=($(compgen -f -X "!*.$ending" -- "$word"))
    done
}

# Offers what the program says about the first file of the line that ends so.
_parley_ask() {
    local program=${COMP_WORDS[0]/#\~/$HOME} option=$1 i file name IFS=' '
    shift
    for ((i = 2; i < ${#COMP_WORDS[@]}; ++i)); do
        file=${COMP_WORDS[i]/#\~/$HOME}
        if [[ $i != "$COMP_CWORD" && " $* " == *" ${file##*.} "* && -f $file ]]; then
            while IFS= read -r name; do
                [[ $name == "$word"* ]] && COMPREPLY+=("$name")
            done < <("$program" completion "$option" "$file" 2>/dev/null)
            return
        fi
    done
}

_parley() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= IFS=$'\n'
    COMPREPLY=()
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    if [[ $COMP_CWORD == 1 ]]; then
        COMPREPLY=($(compgen -W '@commands@' -- "$word"))
        return
    fi
    case "${COMP_WORDS[1]} $before" in
@values@    esac
    if [[ $word == -* ]]; then
        case ${COMP_WORDS[1]} in
@options@        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        return
    fi
    case ${COMP_WORDS[1]} in
@arguments@    esac
}
complete -o filenames -F _parley parley
)";

std::string lines(std::vector<std::string> const& words)
{
    return fmt::format("{}", fmt::join(words, "\n"));
}

/// The long and short names of an option, with their dashes.
std::vector<std::string> names_of(CLI::Option const& option)
{
    std::vector<std::string> names;
    for (std::string const& name : option.get_lnames()) {
        names.push_back("--" + name);
    }
    for (std::string const& name : option.get_snames()) {
        names.push_back("-" + name);
    }
    return names;
}

/// The endings of files that a value's name in the usage tells of, as OUT.h5 does.
std::vector<std::string> endings_in(std::string_view type)
{
    std::vector<std::string> endings;
    for (std::string_view const ending : {"yaml", "h5", "csv"}) {
        if (type.find(fmt::format(".{}", ending)) != std::string_view::npos) {
            endings.emplace_back(ending);
        }
    }
    if (!endings.empty() && endings.front() == "yaml") {
        endings.emplace_back("yml");
    }
    return endings;
}

/// What offers the values of an option or argument; empty where there is nothing to offer.
std::string offer_of(CLI::Option& option)
{
    if (option.get_lnames() == std::vector<std::string>{"what-if"}) {
        return "[[ baseline == \"$word\"* ]] && COMPREPLY=(baseline); "
               "_parley_ask --what-ifs yaml yml";
    }
    if (option.get_lnames() == std::vector<std::string>{"variable"}) {
        return "_parley_ask --variables h5";
    }
    if (auto const names = offered(option); !names.empty()) {
        return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", lines(names));
    }
    auto const endings = endings_in(option.get_type_name());
    return endings.empty() ? "" : fmt::format("_parley_files {}", fmt::join(endings, " "));
}

/// A case for each option that takes a value, and ends with it.
std::string values_of(CLI::App& command)
{
    std::string cases;
    for (CLI::Option* option : command.get_options()) {
        auto const names = names_of(*option);
        if (names.empty() || option->get_items_expected_max() == 0) {
            continue;
        }
        std::vector<std::string> patterns;
        for (std::string const& name : names) {
            patterns.push_back(fmt::format("'{} {}'", command.get_name(), name));
        }
        auto const offer = offer_of(*option);
        cases += fmt::format("        {}) {}return ;;\n", fmt::join(patterns, " | "),
                             offer.empty() ? "" : offer + "; ");
    }
    return cases;
}

std::string options_of(CLI::App& command)
{
    std::vector<std::string> words;
    for (CLI::Option* option : command.get_options()) {
        for (auto& name : names_of(*option)) {
            words.push_back(std::move(name));
        }
    }
    return fmt::format("            {}) words='{}' ;;\n", command.get_name(), lines(words));
}

std::string arguments_of(CLI::App& command)
{
    for (CLI::Option* option : command.get_options()) {
        auto const offer = option->get_positional() ? offer_of(*option) : std::string{};
        if (!offer.empty()) {
            return fmt::format("        {}) {} ;;\n", command.get_name(), offer);
        }
    }
    return "";
}

}  // namespace

std::string completion_script(CLI::App& app)
{
    std::vector<std::string> commands;
    std::string values;
    std::string options;
    std::string arguments;
    for (CLI::App* command : app.get_subcommands([](CLI::App const*) { return true; })) {
        commands.push_back(command->get_name());
        values += values_of(*command);
        options += options_of(*command);
        arguments += arguments_of(*command);
    }
    commands.insert(commands.end(), {"--help", "--version"});
    std::string script{frame};
    using Part = std::pair<std::string_view, std::string>;
    for (auto const& [mark, text] : {Part{"@commands@", lines(commands)}, Part{"@values@", values},
                                     Part{"@options@", options}, Part{"@arguments@", arguments}}) {
        script.replace(script.find(mark), mark.size(), text);
    }
    return script;
}

}  // namespace parley
