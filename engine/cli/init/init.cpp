#include "cli/init/init.hpp"

#include "cli/init/first_scenario.hpp"
#include "cli/init/shipped_files.hpp"
#include "cli/option_checks.hpp"
#include "cli/standard_streams.hpp"
#include "cli/text_table.hpp"
#include "document/mistake.hpp"
#include "document/nearest.hpp"
#include "output/pending_file.hpp"
#include "scenario/scenario_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

namespace parley {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view first = "first";

bool is_scenario(ShippedFile const& file)
{
    return file.path.ends_with(".yaml");
}

/// "western_mediterranean" of western_mediterranean.yaml, "package" of tutorial/02_package.yaml.
std::string name_of(ShippedFile const& file)
{
    auto name = fs::path{file.path}.stem().string();
    bool const numbered = name.size() > 3 && name[2] == '_' && name[0] >= '0' && name[0] <= '9';
    return numbered ? name.substr(3) : name;
}

std::vector<std::string> names_to_start_from()
{
    std::vector<std::string> names{std::string{first}};
    for (bool const tutorial : {true, false}) {
        for (ShippedFile const& file : shipped_files()) {
            if (is_scenario(file) && file.path.starts_with("tutorial/") == tutorial) {
                names.push_back(name_of(file));
            }
        }
    }
    return names;
}

ShippedFile const* shipped(std::string_view name)
{
    auto const& all = shipped_files();
    auto const found = std::ranges::find_if(
        all, [&](ShippedFile const& file) { return is_scenario(file) && name_of(file) == name; });
    return found == all.end() ? nullptr : &*found;
}

/// The tables, as a scenario beside them names them.
std::vector<TextFile> shipped_tables()
{
    std::vector<TextFile> tables;
    for (ShippedFile const& file : shipped_files()) {
        if (!is_scenario(file)) {
            tables.push_back({.path = std::string{file.path}, .text = std::string{file.text}});
        }
    }
    return tables;
}

/// A scenario and its tables, as they are to be written.
struct Start {
    std::string file;  ///< what it is called where only a folder is given
    std::string text;
    std::vector<TextFile> tables{};
};

Start start_of(InitOptions const& options)
{
    if (options.from.empty() || options.from == first) {
        return {.file = "scenario.yaml", .text = first_scenario(static_cast<int>(options.states))};
    }
    auto const& file = *shipped(options.from);
    std::string text{file.text};
    return {
        .file = options.from + ".yaml",
        .text = text,
        .tables = ScenarioDocument{std::string{file.path}, text, shipped_tables()}.source().tables};
}

bool names_a_file(std::string const& target)
{
    auto const ending = fs::path{target}.extension();
    return ending == ".yaml" || ending == ".yml";
}

/// Where the scenario goes.
fs::path place_of(InitOptions const& options, Start const& start)
{
    std::error_code none;
    fs::path const target{options.target.empty() ? "." : options.target};
    if (names_a_file(options.target) && !fs::is_directory(target, none)) {
        return target;
    }
    if (fs::exists(target, none) && !fs::is_directory(target, none)) {
        give_up_on(options.target, "this is a file, and no scenario",
                   "a scenario goes into a folder, or a file that ends in .yaml", "name another");
    }
    return (target / start.file).lexically_normal();
}

void refuse_to_overwrite(fs::path const& path)
{
    std::error_code none;
    if (fs::symlink_status(path, none).type() != fs::file_type::not_found) {
        give_up_on(path.string(), "is there already", "init overwrites nothing",
                   "name another file or folder: parley init mine.yaml");
    }
}

void write(fs::path const& path, std::string_view text)
{
    std::error_code failed;
    if (path.has_parent_path()) {
        fs::create_directories(path.parent_path(), failed);
    }
    if (failed) {
        throw OutputError{path, "making its folder", failed.message()};
    }
    write_text_file(path, text);
    tell("wrote {} ({} bytes)", path.string(), text.size());
}

/// A path as a word that may be copied to a command line.
std::string word(fs::path const& path)
{
    auto const text = path.string();
    bool const plain = text.find_first_of(" \t'\"\\$`;&|<>()*?[]{}~#!") == std::string::npos;
    return plain ? text : "'" + text + "'";
}

void say_what_next(fs::path const& scenario, std::size_t tables)
{
    auto const file = word(scenario);
    auto const result = word(scenario.stem().concat(".h5"));
    say("Wrote {}{}\n\nNext:\n\n", scenario.string(),
        tables == 0 ? "" : fmt::format(" and {} of its tables", tables));
    TextTable commands{{{"command"}, {"does"}}};
    commands.add({"parley check " + file, "says what is wrong in it, or odd"});
    commands.add({"parley run " + file, "runs it, and says what happened"});
    commands.add({"parley run " + file + " --trace", "also writes the minutes, with every offer"});
    commands.add({"parley info " + result, "shows what the result holds"});
    commands.add({"parley export " + result + " --table runs", "writes it for spreadsheets and R"});
    commands.add({"parley reference", "lists every key that a scenario may have"});
    say_text(commands.text());
}

Exit list_starts()
{
    TextTable table{{{"name"}, {"scenario"}}};
    table.add({std::string{first}, "a small one with comments, of --states states"});
    for (std::string const& name : names_to_start_from()) {
        if (auto const* file = shipped(name)) {
            table.add({name, ScenarioDocument{std::string{file->path}, std::string{file->text},
                                              shipped_tables()}
                                 .read()
                                 .name});
        }
    }
    give_text(table.text());
    return Exit::done;
}

}  // namespace

void add_init(CLI::App& app, InitOptions& options)
{
    CLI::App& init = *app.add_subcommand(
        "init", "Write a first scenario of your own, with comments, to start from");
    init.add_option("target", options.target,
                    "Where: a folder, made if need be, or a file that ends in .yaml; by default "
                    "this folder. Nothing is overwritten")
        ->type_name("FOLDER|FILE.yaml");
    CLI::Option* const from =
        init.add_option("--from", options.from,
                        "What to start from: a small scenario of invented states, or one of those "
                        "that come with Parley, with its tables; --list says which")
            ->type_name("NAME")
            ->check(one_of(names_to_start_from()));
    init.add_option("--states", options.states, "How many invented states the small scenario has")
        ->type_name("N")
        ->check(whole_number(2, 100))
        ->excludes(from)
        ->capture_default_str();
    init.add_flag("--list", options.list, "Say what there is to start from, and write nothing");
}

Exit write_first_scenario(InitOptions const& options)
{
    if (options.list) {
        return list_starts();
    }
    auto const start = start_of(options);
    auto const scenario = place_of(options, start);
    refuse_to_overwrite(scenario);
    for (TextFile const& table : start.tables) {
        refuse_to_overwrite(scenario.parent_path() / table.path);
    }
    for (TextFile const& table : start.tables) {
        write(scenario.parent_path() / table.path, table.text);
    }
    write(scenario, start.text);
    say_what_next(scenario, start.tables.size());
    return Exit::done;
}

}  // namespace parley
