#include "cli/manual.hpp"

#include "output/build_info.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <vector>

namespace parley {
namespace {

std::vector<CLI::App const*> commands_of(CLI::App const& app)
{
    return app.get_subcommands([](CLI::App const*) { return true; });
}

/// Text as roff takes it: backslashes and leading dots mean something there.
std::string roff(std::string_view text)
{
    std::string safe;
    for (char const c : text) {
        if (c == '\\') {
            safe += "\\\\";
        } else if (c == '-') {
            safe += "\\-";
        } else if ((c == '.' || c == '\'') && (safe.empty() || safe.back() == '\n')) {
            safe += std::string{"\\&"} + c;
        } else {
            safe += c;
        }
    }
    return safe;
}

std::string option_paragraph(CLI::Option const& option)
{
    return fmt::format(".TP\n.B {} {}\n{}.\n", roff(option.get_name(option.get_positional(), true)),
                       roff(option.get_type_name()), roff(option.get_description()));
}

std::string options_of(CLI::App const& command, bool positional)
{
    std::string text;
    for (CLI::Option const* option : command.get_options()) {
        if (option->get_positional() == positional && option->get_name() != "--help") {
            text += option_paragraph(*option);
        }
    }
    return text;
}

std::string usage_of(CLI::App const& command)
{
    std::string text = fmt::format(".B parley {}\n[options]", roff(command.get_name()));
    for (CLI::Option const* option : command.get_options()) {
        if (option->get_positional()) {
            text += ' ' + roff(option->get_type_name());
        }
    }
    return text + "\n.br\n";
}

}  // namespace

std::string manual_page(CLI::App const& app)
{
    std::string text = fmt::format(
        ".TH PARLEY 1 \"\" \"Parley {}\" \"Parley\"\n.SH NAME\nparley \\- {}\n.SH SYNOPSIS\n",
        build_info().version, roff("simulates states that negotiate over migration"));
    for (CLI::App const* command : commands_of(app)) {
        text += usage_of(*command);
    }
    text += fmt::format(".SH DESCRIPTION\n{}\n.SH COMMANDS\n", roff(app.get_description()));
    for (CLI::App const* command : commands_of(app)) {
        text += fmt::format(".SS {}\n{}.\n{}{}", roff(command->get_name()),
                            roff(command->get_description()), options_of(*command, true),
                            options_of(*command, false));
    }
    return text + fmt::format(".SH EXIT STATUS\n{}\n", roff(app.get_footer()));
}

}  // namespace parley
