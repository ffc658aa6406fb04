#include "cli/verify.hpp"

#include "cli/file_kind.hpp"
#include "cli/json_output.hpp"
#include "cli/option_checks.hpp"
#include "cli/standard_streams.hpp"
#include "cli/text_table.hpp"
#include "document/mistake.hpp"
#include "output/verification.hpp"
#include "sweep/part_folder.hpp"
#include "sweep/recomputation.hpp"
#include "sweep/shard.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace parley {
namespace {

/// What came of computing runs of a result again.
struct Recomputed {
    std::uint64_t runs_in_all = 0;
    std::vector<RecomputedRun> runs{};
    std::vector<ValueDifference> texts{};
    std::vector<PlatformDifference> platform{};
    std::string mistake{};  ///< why it was not possible; empty where it was

    [[nodiscard]] bool holds() const
    {
        auto const same = [](RecomputedRun const& run) { return run.differences.empty(); };
        return mistake.empty() && texts.empty() && std::ranges::all_of(runs, same);
    }
};

/// What is found of one result.
struct Findings {
    std::string path;
    Verification sums;
    std::optional<Recomputed> recomputed{};
    std::size_t parts = 0;  ///< of its runs, where they wait beside it
    std::vector<std::string> damaged_parts{};
    std::string
        of_another_study{};  ///< the sweep beside which it stands, and to which it does not belong

    [[nodiscard]] bool holds() const
    {
        return sums.holds() && damaged_parts.empty() && (!recomputed || recomputed->holds());
    }
};

Recomputed recompute(std::string const& path, Verification const& sums, std::uint64_t count)
{
    Recomputed found;
    ResultReader const reader{path};
    found.platform = platform_differences(provenance_of(reader.header()).platform);
    try {
        Recomputation const again{reader};
        found.runs_in_all = again.runs();
        found.texts = again.text_differences();
        for (auto const run : chosen_runs(sums.file.found, again.runs(), count)) {
            found.runs.push_back(again(run));
        }
    } catch (InputError const& error) {
        found.mistake = error.what();
    } catch (std::invalid_argument const& error) {
        found.mistake = error.what();
    }
    return found;
}

Findings findings_of(std::string const& path, std::uint64_t runs_to_recompute)
{
    Findings found{.path = path, .sums = verify(path)};
    if (runs_to_recompute > 0 && found.sums.holds()) {
        found.recomputed = recompute(path, found.sums, runs_to_recompute);
    }
    auto const parts = PartFolder{parts_folder(path)}.content(true);
    found.parts = parts.parts.size() + parts.damaged.size();
    for (auto const& part : parts.damaged) {
        found.damaged_parts.push_back(part.string());
    }
    return found;
}

/// The attributes that tell of a sweep, of a result that holds.
ResultHeader header_of(Findings const& found)
{
    return found.sums.holds() ? ResultReader{found.path}.header() : ResultHeader{};
}

/// The shards of a sweep that lie beside it, but for those that are named as well.
std::vector<Findings> findings_beside(Findings const& whole, std::vector<std::string> const& named)
{
    auto const header = header_of(whole);
    auto const plan = header.attribute("plan_sha256");
    if (plan.empty() || !header.attribute("shard").empty()) {
        return {};
    }
    std::vector<Findings> all;
    for (Shard const shard : shards_beside(whole.path)) {
        auto const file = shard.file(whole.path).string();
        if (std::filesystem::exists(file) && std::ranges::find(named, file) == named.end()) {
            Findings found = findings_of(file, 0);
            bool const belongs =
                !found.sums.holds() || header_of(found).attribute("plan_sha256") == plan;
            found.of_another_study = belongs ? "" : whole.path;
            all.push_back(std::move(found));
        }
    }
    return all;
}

std::string run_text(RecomputedRun const& run)
{
    return fmt::format("run {} ({}, {}replicate {})", run.place, run.what_if,
                       run.point > 0 ? fmt::format("point {}, ", run.point) : "", run.replicate);
}

std::string sums_text(Findings const& found)
{
    if (!found.sums.has_sums) {
        return fmt::format(
            "{} has no sums (it is of format 1): damage cannot be seen; "
            "run its scenario again to have them\n",
            found.path);
    }
    if (found.sums.holds()) {
        return fmt::format("{}: every sum is right (of the file, and of {} arrays and texts){}\n",
                           found.path, found.sums.arrays,
                           found.of_another_study.empty()
                               ? ""
                               : "; it is of another study than " + found.of_another_study);
    }
    std::string const text = fmt::format("{} is damaged\n\n", found.path);
    TextTable table{{{"where"}, {"what"}}};
    for (auto const& [where, what] : found.sums.damages) {
        table.add({where.empty() ? "the file" : where, what});
    }
    return text + table.text();
}

std::string parts_text(Findings const& found)
{
    if (found.parts == 0) {
        return "";
    }
    std::string text = fmt::format("{} parts of its runs wait beside it; {} of them are damaged\n",
                                   found.parts, found.damaged_parts.size());
    for (std::string const& part : found.damaged_parts) {
        text += fmt::format("{} is damaged; --resume computes its runs again\n", part);
    }
    return text;
}

void add_differences(TextTable& table, std::string const& where,
                     std::vector<ValueDifference> const& differences)
{
    for (ValueDifference const& one : differences) {
        bool const counted = one.what.empty();
        table.add({where, one.variable,
                   counted ? fmt::format("{} of {}", one.differing, one.values) : one.what,
                   counted && one.greatest > 0 ? fmt::format("{:.3g}", one.greatest) : ""});
    }
}

/// What of the platform explains a difference.
std::string explanation(std::vector<PlatformDifference> const& platform)
{
    if (platform.empty()) {
        return "\nNothing explains that: program, C library and processor features are those that "
               "computed the result.\n";
    }
    auto const of_machine = [](auto const& difference) { return difference.same_program; };
    if (std::ranges::all_of(platform, of_machine)) {
        return "\nThe same program computed the result on another machine. The C library there, or "
               "the processor features by\nwhich it chooses its exp, log and pow, explain that "
               "last "
               "digits differ, and what follows from them.\n";
    }
    return "\nAnother program computed the result. That explains that values differ; the same "
           "program is needed to tell more.\n";
}

std::string recomputed_text(Recomputed const& found)
{
    std::string text;
    if (!found.mistake.empty()) {
        text = fmt::format("Its runs cannot be computed again from the texts inside:\n\n{}\n",
                           found.mistake);
    } else if (found.holds()) {
        text = fmt::format("{} of its {} runs computed again, bit for bit the same:",
                           found.runs.size(), found.runs_in_all);
        for (RecomputedRun const& run : found.runs) {
            text += fmt::format("{} {}", &run == found.runs.data() ? "" : ",", run_text(run));
        }
        text += "\n";
    } else {
        TextTable table{{{"computed again"}, {"variable"}, {"differs"}, {"by at most"}}};
        add_differences(table, "texts", found.texts);
        for (RecomputedRun const& run : found.runs) {
            if (run.differences.empty()) {
                table.add({run_text(run), "", "the same"});
            }
            add_differences(table, run_text(run), run.differences);
        }
        text = fmt::format("Computed again, it differs\n\n{}", table.text());
    }
    if (!found.platform.empty()) {
        TextTable table{{{"platform"}, {"of the result"}, {"here"}}};
        for (PlatformDifference const& difference : found.platform) {
            table.add({difference.what, difference.there, difference.here});
        }
        text += fmt::format("\n{}", table.text());
    }
    return found.holds() ? text : text + explanation(found.platform);
}

Json in_json(std::vector<ValueDifference> const& differences)
{
    Json all = Json::array();
    for (ValueDifference const& one : differences) {
        all.push_back({{"variable", one.variable},
                       {"values", one.values},
                       {"differing", one.differing},
                       {"by_at_most", one.greatest},
                       {"what", one.what}});
    }
    return all;
}

Json in_json(Recomputed const& found)
{
    Json json{{"runs_in_all", found.runs_in_all}, {"runs", Json::array()}};
    for (RecomputedRun const& run : found.runs) {
        json["runs"].push_back({{"run", run.place},
                                {"what_if", run.what_if},
                                {"point", run.point},
                                {"replicate", run.replicate},
                                {"same", run.differences.empty()},
                                {"differences", in_json(run.differences)}});
    }
    json["texts"] = in_json(found.texts);
    json["platform"] = Json::array();
    for (PlatformDifference const& difference : found.platform) {
        json["platform"].push_back(
            {{"what", difference.what}, {"there", difference.there}, {"here", difference.here}});
    }
    json["mistake"] = found.mistake;
    return json;
}

Json in_json(Findings const& found)
{
    Json json{{"result", found.path},
              {"holds", found.holds()},
              {"has_sums", found.sums.has_sums},
              {"sha256", found.sums.file.found},
              {"arrays", found.sums.arrays},
              {"damages", Json::array()}};
    for (auto const& [where, what] : found.sums.damages) {
        json["damages"].push_back({{"where", where}, {"what", what}});
    }
    json["parts"] = found.parts;
    json["damaged_parts"] = found.damaged_parts;
    json["of_another_study"] = found.of_another_study;
    json["recomputed"] = found.recomputed ? in_json(*found.recomputed) : Json{};
    return json;
}

}  // namespace

void add_verify(CLI::App& app, VerifyOptions& options)
{
    CLI::App& verify = *app.add_subcommand(
        "verify",
        "Hold results against their own sums: every array, label and text, and of a sweep the "
        "shards and parts beside it; and compute some of their runs again");
    verify.add_option("results", options.results, "Results of runs, sweeps or shards")
        ->required()
        ->type_name("RESULT.h5...");
    verify
        .add_option("--recompute", options.recompute,
                    "Also compute K runs of each, chosen by its sum, again from the texts inside, "
                    "and compare every bit")
        ->type_name("K")
        ->check(whole_number(1, 1'000'000));
    verify.add_flag("--json", options.json,
                    "Print what is found as JSON, an object for each result");
}

Exit verify_results(VerifyOptions const& options)
{
    bool hold = true;
    Json all{{"results", Json::array()}};
    auto const report = [&](Findings const& found) {
        hold = hold && found.holds();
        tell("{}: sha256 {}", found.path, found.sums.file.found);
        if (options.json) {
            all["results"].push_back(in_json(found));
            return;
        }
        auto const text = sums_text(found) + parts_text(found) +
                          (found.recomputed ? recomputed_text(*found.recomputed) : "");
        if (loudness() == Loudness::quiet && !found.holds()) {
            warn_text(text);
        } else {
            say_text(text);
        }
    };
    for (std::string const& path : options.results) {
        refuse_other_kind(path, {FileKind::result}, "verify");
        Findings const found = findings_of(path, options.recompute);
        report(found);
        std::ranges::for_each(findings_beside(found, options.results), report);
    }
    if (options.json) {
        all.update(fault_in_json({}, 0, ""));
        give_json(all);
    }
    return hold ? Exit::done : Exit::input_wrong;
}

}  // namespace parley
