#pragma once

#include "simulation/threads.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace parley {

/// Computes job(0), job(1), ... job(count - 1) on threads and hands the results, in that order, to
/// `sink` on the calling thread, so that what is written never depends on who was faster.
///
/// `threads` (at least 1) jobs run at a time, and no job starts more than 4 x threads ahead of the
/// sink, so memory does not grow with count. Once `go_on` is false no further job starts; what has
/// started is still handed over. When a job fails, its exception is thrown once its turn comes, as
/// is an exception of the sink. Where the system refuses a thread, ThreadRefused is thrown before
/// any job has started. Returns the number of results handed over.
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
          finished_(std::size_t{4} * threads_)
    {
    }

    std::size_t operator()()
    {
        std::vector<std::jthread> threads;  // joined before anything else here is destroyed
        start(threads);
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

        explicit operator bool() const { return result || error; }
    };

    /// Nobody takes a job before all threads are there: until then there is none to take.
    void start(std::vector<std::jthread>& threads)
    {
        std::lock_guard const lock{mutex_};
        start_threads(threads, static_cast<unsigned>(std::min<std::size_t>(threads_, plan_.count)),
                      [this] { work(); });
        end_ = plan_.count;
    }

    /// Where a job leaves its result until its turn comes.
    Finished& place(std::size_t index) { return finished_[index % finished_.size()]; }

    std::size_t deliver()
    {
        while (std::optional<Finished> finished = next_finished()) {
            if (finished->error) {
                std::rethrow_exception(finished->error);
            }
            plan_.sink(delivered_, std::move(*finished->result));
            std::lock_guard const lock{mutex_};
            turn_ = ++delivered_;
            changed_.notify_all();
        }
        return delivered_;
    }

    /// What job `delivered_` left, once it is there; none when all is delivered.
    std::optional<Finished> next_finished()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return delivered_ >= end_ || place(delivered_); });
        if (delivered_ >= end_) {
            return std::nullopt;
        }
        return std::exchange(place(delivered_), {});
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
            place(*index) = std::move(finished);
            changed_.notify_all();
        }
    }

    /// The next job, or none when all are taken.
    std::optional<std::size_t> take()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return next_ >= end_ || next_ < turn_ + finished_.size(); });
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
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Finished> finished_;  // waiting for their turn, in a ring
    std::size_t next_ = 0;            // first job not yet taken
    std::size_t end_ = 0;             // no job from here on
    std::size_t turn_ = 0;            // first result that the sink has not had
    std::size_t delivered_ = 0;       // the same, for the delivering thread alone
};

}  // namespace parley
