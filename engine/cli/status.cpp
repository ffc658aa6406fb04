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

/// "0 to 511, 700": as many as fit into a line.
std::string runs_text(std::vector<RunRange> const& ranges)
{
    std::string text;
    constexpr std::size_t most = 5;
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

}  // namespace

Exit show_status(SweepOptions const& options)
{
    Plan const plan{read_study(options.study)};
    auto const output = output_of(options);
    SweepStatus const status = status_of(output, plan.hash(), plan.runs());
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
