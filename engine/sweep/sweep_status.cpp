#include "sweep/sweep_status.hpp"

#include "output/errors.hpp"
#include "output/result_reader.hpp"

#include <algorithm>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// When parts were being filled, as spans of time, and with how many runs.
class Activity {
  public:
    void add(PartHead const& head)
    {
        spans_.emplace_back(head.opened, head.closed);
        runs_ += static_cast<double>(head.count());
    }

    [[nodiscard]] std::optional<double> last() const
    {
        auto const last = std::ranges::max_element(spans_, {}, &Span::second);
        return last == spans_.end() ? std::nullopt : std::optional{last->second};
    }

    /// Runs a second of the time in which anybody was at work.
    [[nodiscard]] std::optional<double> rate()
    {
        std::ranges::sort(spans_);
        double seconds = 0.0;
        double until = 0.0;
        for (auto const& [begin, end] : spans_) {
            seconds += std::max(0.0, end - std::max(begin, until));
            until = std::max(until, end);
        }
        return seconds > 0.0 ? std::optional{runs_ / seconds} : std::nullopt;
    }

  private:
    using Span = std::pair<double, double>;

    std::vector<Span> spans_;
    double runs_ = 0.0;
};

/// The runs of a finished result that failed; nothing where it is of another plan.
std::optional<std::uint64_t> failed_in(fs::path const& file, std::string const& plan_sha256)
{
    ResultReader const reader{file};
    if (reader.header().attribute("plan_sha256") != plan_sha256) {
        return std::nullopt;
    }
    auto const status = reader.numbers("status");
    return static_cast<std::uint64_t>(std::ranges::count(status, 1.0));
}

/// A shard as its finished file has it; as yet not begun where there is none.
SweepStatus::Piece piece_of(Shard shard, RunRange runs, fs::path const& file,
                            std::string const& plan_sha256)
{
    SweepStatus::Piece piece{.shard = shard, .runs = runs};
    if (fs::exists(file)) {
        auto const failed = failed_in(file, plan_sha256);
        piece.complete = failed.has_value();
        piece.other_study = !piece.complete;
        piece.done = piece.complete ? runs.count() : 0;
        piece.failed = failed.value_or(0);
    }
    return piece;
}

/// Adds what lies in its parts; they are of interest while its file is not written.
RunSet add_parts(SweepStatus::Piece& piece, PartFolder::Content const& content,
                 std::string const& plan_sha256, Activity& activity)
{
    RunSet held;
    piece.damaged = content.damaged.size();
    for (auto const& part : content.parts) {
        if (part.head.plan_sha256 != plan_sha256) {
            piece.other_study = true;
            continue;
        }
        std::ranges::for_each(part.head.runs, [&](RunRange range) { held.add(range); });
        piece.failed += piece.complete ? 0 : part.head.failed;
        activity.add(part.head);
    }
    if (piece.complete) {
        held.add(piece.runs);
    }
    piece.done = held.count(piece.runs);
    return held;
}

}  // namespace

SweepStatus status_of(fs::path const& output, std::string const& plan_sha256,
                      std::uint64_t plan_runs)
{
    SweepStatus status{.total = plan_runs};
    RunSet done;
    Activity activity;
    auto shards = shards_beside(output);
    shards.insert(shards.begin(), Shard{});
    for (Shard const shard : shards) {
        fs::path const file = shard.file(output);
        auto const content = PartFolder{parts_folder(file)}.content(false);
        if (!fs::exists(file) && content.parts.empty() && content.damaged.empty()) {
            continue;
        }
        auto piece = piece_of(shard, shard.runs(plan_runs), file, plan_sha256);
        auto const held = add_parts(piece, content, plan_sha256, activity);
        std::ranges::for_each(held.ranges(), [&](RunRange range) { done.add(range); });
        bool const all_in_one = shard.is_whole() && piece.complete;
        status.pieces.push_back(piece);
        status.failed = all_in_one ? piece.failed : status.failed + piece.failed;
        if (all_in_one) {
            break;
        }
    }
    status.done = done.count({0, plan_runs});
    status.missing = done.missing({0, plan_runs});
    status.rate = activity.rate();
    status.last_part = activity.last();
    return status;
}

}  // namespace parley
