#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace parley {

/// Computes job(0), job(1), ... job(count - 1) on threads and hands the results, in that order, to
/// `sink` on the calling thread, so that what is written never depends on who was faster.
///
/// `threads` (at least 1) jobs run at a time, and no job starts more than 4 x threads ahead of the
/// sink, so memory does not grow with count. Once `go_on` is false no further job starts; what has
/// started is still handed over. When a job fails, its exception is thrown once its turn comes, as
/// is an exception of the sink. Returns the number of results handed over.
template <class Result>
class OrderedWorkers {
  public:
    struct Plan {
        std::size_t count = 0;
        unsigned threads = 1;
        std::function<Result(std::size_t)> job;
        std::function<void(std::size_t, Result)> sink;
        std::function<bool()> go_on = [] { return true; };
    };

    explicit OrderedWorkers(Plan plan)
        : plan_{std::move(plan)},
          threads_{std::max(1U, plan_.threads)},
          window_{std::size_t{4} * threads_},
          end_{plan_.count}
    {
    }

    std::size_t operator()()
    {
        std::vector<std::jthread> threads;  // joined before anything else here is destroyed
        for (unsigned t = 0; t < std::min<std::size_t>(threads_, plan_.count); ++t) {
            threads.emplace_back([this] { work(); });
        }
        try {
            return deliver();
        } catch (...) {
            stop();
            throw;
        }
    }

  private:
    struct Finished {
        std::optional<Result> result;
        std::exception_ptr error;
    };

    std::size_t deliver()
    {
        for (;; ++delivered_) {
            Finished finished;
            {
                std::unique_lock lock{mutex_};
                changed_.wait(
                    lock, [this] { return delivered_ >= end_ || finished_.contains(delivered_); });
                if (delivered_ >= end_) {
                    return delivered_;
                }
                finished = std::move(finished_.extract(delivered_).mapped());
            }
            if (finished.error) {
                std::rethrow_exception(finished.error);
            }
            plan_.sink(delivered_, std::move(*finished.result));
            std::lock_guard const lock{mutex_};
            turn_ = delivered_ + 1;
            changed_.notify_all();
        }
    }

    void work()
    {
        while (std::optional<std::size_t> const index = take()) {
            Finished finished;
            try {
                finished.result.emplace(plan_.job(*index));
            } catch (...) {
                finished.error = std::current_exception();
            }
            std::lock_guard const lock{mutex_};
            finished_.emplace(*index, std::move(finished));
            changed_.notify_all();
        }
    }

    /// The next job, or none when all are taken.
    std::optional<std::size_t> take()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return next_ >= end_ || next_ < turn_ + window_; });
        if (next_ < end_ && !plan_.go_on()) {
            end_ = next_;
            changed_.notify_all();
        }
        return next_ < end_ ? std::optional{next_++} : std::nullopt;
    }

    void stop()
    {
        std::lock_guard const lock{mutex_};
        end_ = std::min(end_, next_);
        changed_.notify_all();
    }

    Plan plan_;
    unsigned threads_;
    std::size_t window_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::size_t, Finished> finished_;  // waiting for their turn
    std::size_t next_ = 0;                      // first job not yet taken
    std::size_t end_;                           // no job from here on
    std::size_t turn_ = 0;                      // first result that the sink has not had
    std::size_t delivered_ = 0;                 // the same, for the delivering thread alone
};

}  // namespace parley
