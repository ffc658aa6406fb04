#include "sweep/sweep.hpp"

#include "output/errors.hpp"
#include "output/result_reader.hpp"
#include "sweep/assembly.hpp"
#include "sweep/run_farm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// The plan that a finished result belongs to.
std::string plan_of(fs::path const& result)
{
    auto const header = ResultReader{result}.header();
    return header.attribute("plan_sha256");
}

}  // namespace

std::string text_of(Platform const& platform)
{
    return fmt::format("parley {}, revision {}{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
                       platform.engine_version, platform.git_revision,
                       platform.git_dirty ? " and changes" : "", platform.compiler,
                       platform.compile_flags, platform.libraries, platform.c_library,
                       platform.processor_features, platform.random_generator);
}

std::string fingerprint(Layout const& layout)
{
    std::string text;
    for (Variable const& variable : layout.variables) {
        text += fmt::format("{} {} {} {}\n", variable.name, static_cast<int>(variable.element),
                            layout.row_size(variable), variable.by_session());
    }
    return sha256(text);
}

PartKind kind_of(SweepTask const& task)
{
    return {.plan_sha256 = task.provenance.sweep.value().plan_sha256,
            .layout = fingerprint(task.layout),
            .platform = text_of(task.provenance.platform)};
}

Sweep::Sweep(SweepTask task, SweepParams params)
    : task_{std::move(task)},
      params_{std::move(params)},
      target_{params_.shard.file(params_.output)},
      folder_{parts_folder(target_)},
      kind_{kind_of(task_)},
      range_{params_.shard.runs(task_.provenance.sweep->plan_runs)}
{
    task_.provenance.sweep->first_run = range_.first;
    task_.provenance.sweep->shard = params_.shard.text();
    look();
}

void Sweep::look()
{
    bool const there = fs::exists(target_);
    if (params_.leftovers == Leftovers::overwrite) {
        folder_.remove();
        return;
    }
    content_ = folder_.content(params_.leftovers != Leftovers::refuse);
    bool const begun = !content_.parts.empty() || !content_.damaged.empty();
    if (params_.leftovers == Leftovers::refuse && (there || begun)) {
        throw InputFileError{there ? target_ : folder_.path(),
                             "holds runs of an earlier sweep; --resume goes on from them, "
                             "--overwrite begins again"};
    }
    require_same_kind();
    done_ = content_.runs();
    for (auto const& part : content_.parts) {
        failed_before_ += part.head.failed;
    }
    if (there && plan_of(target_) == kind_.plan_sha256) {
        complete_ = true;
        folder_.clear(content_);
    } else if (there && !begun && params_.leftovers != Leftovers::extend) {
        throw InputFileError{target_,
                             "is not the result of this study (the study, its scenario or a table "
                             "was changed after it was computed, or it is another's); name another "
                             "with -o, or begin again with --overwrite"};
    }
}

bool Sweep::is_ours(PartHead const& head) const
{
    bool const same = head.platform == kind_.platform || params_.allow_mixed;
    return same && head.plan_sha256 == kind_.plan_sha256 && head.layout == kind_.layout;
}

void Sweep::require_same_kind() const
{
    for (auto const& part : content_.parts) {
        if (part.head.plan_sha256 != kind_.plan_sha256) {
            throw InputFileError{
                folder_.path(),
                fmt::format(
                    "holds runs of another study (its plan is {:.12}, this one's {:.12}: the "
                    "study, its scenario or a table was changed after they were computed); "
                    "undo the change, name another result with -o, or begin again with "
                    "--overwrite",
                    part.head.plan_sha256, kind_.plan_sha256)};
        }
        if (!is_ours(part.head)) {
            throw InputFileError{
                folder_.path(),
                fmt::format("holds runs that another build or machine computed, whose last digits "
                            "may differ; go on where they were computed, begin again with "
                            "--overwrite, or accept it with --allow-mixed\nthere: {}here:  {}",
                            part.head.platform, kind_.platform)};
        }
    }
}

SweepProgress Sweep::progress() const
{
    return {.total = range_.count(),
            .done = complete_ ? range_.count() : done_.count(range_) + computed_,
            .computed = computed_,
            .failed = failed_before_ + failed_,
            .seconds = std::chrono::duration<double>(Harvest::Clock::now() - start_).count()};
}

SweepProgress Sweep::progress(Harvest const& harvest) const
{
    auto now = progress();
    now.computed = harvest.finished();
    now.done += now.computed;
    now.failed += harvest.failed();
    return now;
}

void Sweep::run(std::function<bool()> const& go_on,
                std::function<void(SweepProgress const&)> const& on_progress)
{
    if (complete_) {
        return;
    }
    gather(go_on, on_progress);
    if (done_.count(range_) + computed_ == range_.count()) {
        finish();
    }
}

void Sweep::gather(std::function<bool()> const& go_on,
                   std::function<void(SweepProgress const&)> const& on_progress)
{
    Harvest harvest{folder_, kind_};
    std::atomic<bool> enough{false};
    auto const job = [&](std::uint64_t run) {
        auto done = enough || !go_on() ? std::nullopt : task_.carry_out(run);
        if (!done) {
            return false;
        }
        enough = enough || (done->failed && params_.fail_fast);
        harvest.add({run, std::move(done->row)}, done->failed);
        return true;
    };
    {
        RunFarm farm{{.runs = done_.missing(range_), .threads = params_.threads, .job = job}};
        try {
            while (!farm.wait(std::chrono::milliseconds{50})) {
                on_progress(progress(harvest));
                if (harvest.is_due()) {
                    harvest.close_part();
                }
            }
            harvest.close_part();
        } catch (...) {
            harvest.give_up();
            throw;
        }
        farm.rethrow();
    }
    on_progress(progress(harvest));
    computed_ = harvest.finished();
    failed_ = harvest.failed();
}

void Sweep::finish()
{
    auto const known_as_damaged = std::exchange(content_, folder_.content(false)).damaged;
    std::erase_if(content_.parts, [&](auto const& part) {
        return !is_ours(part.head) || std::ranges::count(known_as_damaged, part.path) > 0;
    });
    content_.damaged = known_as_damaged;
    if (content_.runs().count(range_) < range_.count() && fs::exists(target_) &&
        plan_of(target_) == kind_.plan_sha256) {
        complete_ = true;  // another process was faster, and has cleared the parts away
        return;
    }
    for (auto const& part : content_.parts) {
        task_.provenance.sweep->mixed_platforms |= part.head.platform != kind_.platform;
    }
    failed_before_ = 0;
    try {
        failed_ = Assembly{task_.layout, task_.provenance}(target_, range_, content_);
    } catch (DamagedPart const&) {
        bool const cleared = !std::ranges::all_of(
            content_.parts, [](auto const& part) { return fs::exists(part.path); });
        if (!cleared || !fs::exists(target_) || plan_of(target_) != kind_.plan_sha256) {
            throw;
        }  // else another process was faster while this one was reading
    }
    complete_ = true;
    folder_.clear(content_);
}

}  // namespace parley
