#include "cli/file_kind.hpp"
#include "cli/json_output.hpp"
#include "cli/standard_streams.hpp"
#include "cli/sweep_options.hpp"
#include "cli/text_table.hpp"
#include "sweep/plan.hpp"
#include "sweep/sweep_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace parley {
namespace {

std::string state_of(SweepStatus::Piece const& piece)
{
    if (piece.other_study) {
        return "of another study, or of this one before it was changed";
    }
    if (piece.complete) {
        return "complete";
    }
    char const* const text =
        piece.done == piece.runs.count() ? "all runs done, result not yet written" : "begun";
    return piece.damaged == 0 ? text : fmt::format("{}, {} damaged parts", text, piece.damaged);
}

std::string pieces_of(SweepStatus const& status, std::filesystem::path const& output)
{
    TextTable table{{{"result"},
                     {"runs", TextTable::Align::right},
                     {"done", TextTable::Align::right},
                     {"failed", TextTable::Align::right},
                     {"state"}}};
    for (auto const& piece : status.pieces) {
        table.add({piece.shard.file(output).filename().string(),
                   fmt::format("{}", piece.runs.count()), fmt::format("{}", piece.done),
                   fmt::format("{}", piece.failed), state_of(piece)});
    }
    return table.text();
}

/// "0 to 511, 700": as many as fit into a line; all of them in a verbose call.
std::string runs_text(std::vector<RunRange> const& ranges)
{
    std::string text;
    std::size_t const most = loudness() == Loudness::verbose ? ranges.size() : 5;
    for (std::size_t r = 0; r < std::min(most, ranges.size()); ++r) {
        text += r == 0 ? "" : ", ";
        text += ranges[r].count() == 1
                    ? fmt::format("{}", ranges[r].first)
                    : fmt::format("{} to {}", ranges[r].first, ranges[r].past - 1);
    }
    return ranges.size() <= most ? text
                                 : fmt::format("{}, and {} more gaps", text, ranges.size() - most);
}

double now()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Json piece_in_json(SweepStatus::Piece const& piece, std::filesystem::path const& output)
{
    return {{"file", piece.shard.file(output).string()},
            {"shard", piece.shard.is_whole() ? Json{} : Json(piece.shard.text())},
            {"first_run", piece.runs.first},
            {"runs", piece.runs.count()},
            {"done", piece.done},
            {"failed", piece.failed},
            {"complete", piece.complete},
            {"damaged_parts", piece.damaged},
            {"of_another_study", piece.other_study}};
}

Json status_in_json(Plan const& plan, SweepStatus const& status,
                    std::filesystem::path const& output)
{
    auto const or_null = [](auto const& value) { return value ? Json(*value) : Json{}; };
    Json json{{"study", plan.study().name},   {"output", output.string()},
              {"plan_sha256", plan.hash()},   {"runs", status.total},
              {"done", status.done},          {"failed", status.failed},
              {"missing", Json::array()},     {"complete", status.is_complete()},
              {"rate", or_null(status.rate)}, {"last_saved", or_null(status.last_part)},
              {"pieces", Json::array()}};
    for (auto const& range : status.missing) {
        json["missing"].push_back({{"first", range.first}, {"last", range.past - 1}});
    }
    for (auto const& piece : status.pieces) {
        json["pieces"].push_back(piece_in_json(piece, output));
    }
    json.update(fault_in_json({}, 0, ""));
    return json;
}

}  // namespace

Exit show_status(SweepOptions const& options)
{
    refuse_other_kind(options.study, {FileKind::study}, "status");
    Plan const plan{read_study(options.study)};
    auto const output = output_of(options);
    SweepStatus const status = status_of(output, plan.hash(), plan.runs());
    tell("plan {}, output {}", plan.hash(), output.string());
    if (options.json) {
        give_json(status_in_json(plan, status, output));
        return Exit::done;
    }
    say("{}\n\n{} of {} runs done, {} failed, {} missing\n", plan.study().name, status.done,
        status.total, status.failed, status.total - status.done);
    if (!status.missing.empty()) {
        say("missing runs: {}\n", runs_text(status.missing));
    }
    if (status.last_part) {
        say("last saved {} ago", duration_text(now() - *status.last_part));
        if (status.rate) {
            say(", {:.3g} runs a second while at work, {} left at this rate", *status.rate,
                duration_text(static_cast<double>(status.total - status.done) / *status.rate));
        }
        say("\n");
    }
    if (!status.pieces.empty()) {
        say("\n{}", pieces_of(status, output));
    }
    return Exit::done;
}

}  // namespace parley
