#include "sweep/merge.hpp"

#include "output/result_file.hpp"
#include "sweep/assembly.hpp"
#include "sweep/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace parley {
namespace {

void require_sum(Checksum& sum, RowReader const& reader, std::filesystem::path const& path)
{
    if (sum.hexadecimal() != reader.content_sha256()) {
        throw InputFileError{path, "is damaged (the sum of its runs is wrong); compute it again"};
    }
}

/// N of "I/N".
std::uint64_t shard_count(std::string_view shard)
{
    shard.remove_prefix(std::min(shard.find('/') + 1, shard.size()));
    std::uint64_t count = 1;
    std::from_chars(shard.data(), shard.data() + shard.size(), count);
    return count;
}

std::string run_list(std::vector<RunRange> const& ranges)
{
    std::vector<std::string> texts;
    texts.reserve(ranges.size());
    for (RunRange const range : ranges) {
        texts.push_back(fmt::format("{} to {}", range.first, range.past - 1));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

void verify(RowReader& reader, std::filesystem::path const& path)
{
    Checksum sum;
    while (Row const* row = reader.next()) {
        sum.add(encoded(*row));
    }
    require_sum(sum, reader, path);
}

Merge::Merge(Params params) : params_{std::move(params)}
{
    for (auto const& path : params_.shards) {
        add(path);
    }
    std::ranges::sort(pieces_, {}, [](Piece const& piece) { return piece.runs.first; });
    require_all();
    provenance_.sweep->first_run = 0;
    provenance_.sweep->shard.clear();
}

void Merge::add(std::filesystem::path const& path)
{
    RowReader const reader{path};
    Provenance const& its = reader.provenance();
    if (its.sweep->shard.empty()) {
        throw InputFileError{path, "is a whole sweep, not a shard"};
    }
    if (pieces_.empty()) {
        layout_ = reader.layout();
        provenance_ = its;
        plan_runs_ = its.sweep->plan_runs;
    }
    auto const& first = params_.shards.front();
    if (its.sweep->plan_sha256 != provenance_.sweep->plan_sha256) {
        throw InputFileError{
            path,
            fmt::format("is of another study than '{}' (plan {:.12}, not {:.12})", first.string(),
                        its.sweep->plan_sha256, provenance_.sweep->plan_sha256)};
    }
    bool const mixed = its.platform != provenance_.platform || its.sweep->mixed_platforms;
    if ((mixed && !params_.allow_mixed) || reader.layout() != layout_) {
        throw InputFileError{path,
                             fmt::format("was computed by another build or machine than '{}', "
                                         "so that last digits may differ (parley compare shows "
                                         "how they differ); accept it with --allow-mixed",
                                         first.string())};
    }
    provenance_.sweep->mixed_platforms |= mixed;
    RunRange const runs{its.sweep->first_run, its.sweep->first_run + reader.runs()};
    for (Piece const& other : pieces_) {
        if (runs.first < other.runs.past && other.runs.first < runs.past) {
            throw InputFileError{path,
                                 fmt::format("holds the same runs as '{}'; give each shard once",
                                             other.path.string())};
        }
    }
    pieces_.push_back({path, runs, its.sweep->shard});
}

void Merge::require_all() const
{
    RunSet held;
    std::uint64_t const count = shard_count(pieces_.front().shard);
    for (Piece const& piece : pieces_) {
        held.add(piece.runs);
    }
    auto const gaps = held.missing({0, plan_runs_});
    if (gaps.empty()) {
        return;
    }
    std::vector<std::uint64_t> missing;
    for (std::uint64_t index = 0; index < count && missing.size() < 1000; ++index) {
        RunRange const range = Shard{index, count}.runs(plan_runs_);
        if (held.count(range) < range.count()) {
            missing.push_back(index);
        }
    }
    throw InputFileError{pieces_.front().path,
                         fmt::format("and those beside it are not the whole sweep: of {} shards "
                                     "there are missing {} (runs {})",
                                     count, fmt::join(missing, ", "), run_list(gaps))};
}

std::uint64_t Merge::operator()(std::filesystem::path const& target) const
{
    ResultFile file{target, layout_, provenance_, plan_runs_};
    FailureCheck const failed{layout_};
    Checksum sum;
    std::uint64_t failures = 0;
    for (Piece const& piece : pieces_) {
        RowReader reader{piece.path};
        Checksum its;
        while (Row const* row = reader.next()) {
            std::string const bytes = encoded(*row);
            file.add(*row);
            sum.add(bytes);
            its.add(bytes);
            failures += failed(*row) ? 1 : 0;
        }
        require_sum(its, reader, piece.path);
    }
    file.finish(sum.hexadecimal());
    return failures;
}

}  // namespace parley
