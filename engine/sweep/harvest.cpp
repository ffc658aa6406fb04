#include "sweep/harvest.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t full = std::size_t{4} << 20U;  // bytes of a part

double now()
{
    return Seconds{std::chrono::system_clock::now().time_since_epoch()}.count();
}

}  // namespace

Harvest::Harvest(PartFolder folder, PartKind kind)
    : folder_{std::move(folder)}, kind_{std::move(kind)}
{
}

void Harvest::add(FinishedRun run, bool failed)
{
    std::unique_lock lock{mutex_};
    written_.wait(lock, [this] { return bytes_ < 4 * full || given_up_; });
    bytes_ += run.row.size();
    runs_.push_back(std::move(run));
    failed_here_ += failed ? 1 : 0;
    failed_ += failed ? 1 : 0;
    ++finished_;
}

bool Harvest::is_due() const
{
    std::lock_guard const lock{mutex_};
    auto const present = Clock::now();
    Seconds const patience = std::clamp<Seconds>(Seconds{present - start_} / 100, 1s, 60s);
    return bytes_ >= full || (!runs_.empty() && present - opened_ >= patience);
}

void Harvest::close_part()
{
    std::unique_lock lock{mutex_};
    auto const runs = std::exchange(runs_, {});
    auto const failed = std::exchange(failed_here_, 0);
    auto const opened = std::exchange(opened_, Clock::now());
    lock.unlock();
    if (!runs.empty()) {
        folder_.add({.plan_sha256 = kind_.plan_sha256,
                     .layout = kind_.layout,
                     .platform = kind_.platform,
                     .failed = failed,
                     .opened = now() - Seconds{Clock::now() - opened}.count(),
                     .closed = now()},
                    runs);
    }
    lock.lock();
    bytes_ = 0;
    for (FinishedRun const& run : runs_) {
        bytes_ += run.row.size();
    }
    lock.unlock();
    written_.notify_all();
}

void Harvest::give_up()
{
    std::lock_guard const lock{mutex_};
    given_up_ = true;
    written_.notify_all();
}

std::uint64_t Harvest::finished() const
{
    std::lock_guard const lock{mutex_};
    return finished_;
}

std::uint64_t Harvest::failed() const
{
    std::lock_guard const lock{mutex_};
    return failed_;
}

}  // namespace parley
