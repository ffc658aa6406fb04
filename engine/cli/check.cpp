#include "cli/commands.hpp"
#include "cli/file_kind.hpp"
#include "cli/json_output.hpp"
#include "cli/standard_streams.hpp"
#include "scenario/scenario_file.hpp"
#include "sweep/plan.hpp"

#include <fmt/format.h>

namespace parley {

namespace {

std::string counted(std::size_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// A file without mistakes: how much it holds, in words, and what is odd in it.
struct Checked {
    std::string size;
    Mistakes warnings;
};

Checked check_study(std::string const& file, std::span<Setting const> changes)
{
    if (!changes.empty()) {
        give_up_on(file, "a study takes no settings", "it has its own scenario",
                   "vary the key in the study, or set it in the scenario");
    }
    Plan const plan{read_study(file)};
    tell("{}: a study of {}, plan {}", file, plan.file().document.source().file.path, plan.hash());
    return {.size = fmt::format("{}, {}, {}", counted(plan.parameters().size(), "parameter"),
                                counted(plan.points(), "point"), counted(plan.runs(), "run")),
            .warnings = plan.file().warnings};
}

Checked check_scenario(std::string const& file, std::span<Setting const> changes)
{
    ScenarioFile read = read_scenario(file, changes);
    tell("{}: a scenario, '{}'", file, read.scenario.name);
    for (TextFile const& table : read.source.tables) {
        tell("{}: table {} ({} bytes)", file, table.path, table.text.size());
    }
    for (WhatIf const& what_if : read.what_ifs) {
        tell("{}: what-if {}", file, what_if.name);
    }
    return {.size = fmt::format("{}, {}, {}{}, {}", counted(read.scenario.states.size(), "state"),
                                counted(read.scenario.issues.size(), "issue"),
                                counted(read.scenario.forums.size(), "forum"),
                                read.scenario.bilateral ? " and bilateral ones" : "",
                                counted(read.what_ifs.size(), "what-if")),
            .warnings = std::move(read.warnings)};
}

/// Tells what was found in files one by one, as text.
class InText {
  public:
    static void add(InputError const& error) { warn("{}\n", error.what()); }

    static void add(std::string const& file, Checked const& checked)
    {
        auto const& warnings = checked.warnings;
        if (!warnings.empty()) {
            warn("{}\n", format(warnings.by_place(), warnings.unlisted()));
        }
        say("{}: no mistakes{} ({})\n", file,
            warnings.empty() ? "" : ", " + counted(warnings.count(), "warning"), checked.size);
    }

    static void finish() {}
};

/// Tells what was found in all files as one object of JSON.
class InJson {
  public:
    void add(InputError const& error) { add_all("mistakes", error.mistakes(), error.unlisted()); }

    void add(std::string const& /*file*/, Checked const& checked)
    {
        add_all("warnings", checked.warnings.by_place(), checked.warnings.unlisted());
    }

    void finish() const { give_json(found_); }

  private:
    void add_all(std::string const& kind, std::vector<Mistake> const& mistakes,
                 std::size_t unlisted)
    {
        for (auto& entry : in_json(mistakes)) {
            found_[kind].push_back(std::move(entry));
        }
        auto& count = found_["unlisted"][kind];
        count = count.get<std::size_t>() + unlisted;
    }

    Json found_ = fault_in_json({}, 0, "");
};

template <class Teller>
Exit check_each(CheckOptions const& options, Teller teller)
{
    std::vector<Setting> changes;
    changes.reserve(options.settings.size());
    for (std::string const& text : options.settings) {
        changes.push_back({.text = text});
    }
    Exit result = Exit::done;
    for (std::string const& file : options.files) {
        try {
            refuse_other_kind(file, {FileKind::scenario, FileKind::study}, "check");
            auto const checked =
                is_study(file) ? check_study(file, changes) : check_scenario(file, changes);
            teller.add(file, checked);
            if (options.strict && !checked.warnings.empty()) {
                result = Exit::input_wrong;
            }
        } catch (InputError const& error) {
            teller.add(error);
            result = Exit::input_wrong;
        }
    }
    teller.finish();
    return result;
}

}  // namespace

Exit check_files(CheckOptions const& options)
{
    return options.json ? check_each(options, InJson{}) : check_each(options, InText{});
}

}  // namespace parley
