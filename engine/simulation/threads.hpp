#pragma once

#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace parley {

/// The system gives no further thread: the machine's failure, not the user's.
class ThreadRefused : public std::runtime_error {
  public:
    /// Says "cannot start thread 3 of 4 (REASON)".
    ThreadRefused(unsigned thread, unsigned wanted, std::string const& reason)
        : std::runtime_error{"cannot start thread " + std::to_string(thread) + " of " +
                             std::to_string(wanted) + " (" + reason + ")"},
          wanted_{wanted}
    {
    }

    [[nodiscard]] unsigned wanted() const { return wanted_; }

  private:
    unsigned wanted_;
};

/// Starts `wanted` threads that each carry out `work`, and keeps them in `threads`, which joins
/// them. Throws ThreadRefused. Those that were started by then must be told to end by the caller,
/// or never have begun.
template <class Work>
void start_threads(std::vector<std::jthread>& threads, unsigned wanted, Work const& work)
{
    threads.reserve(wanted);
    while (threads.size() < wanted) {
        try {
            threads.emplace_back(work);
        } catch (std::system_error const& refusal) {
            throw ThreadRefused{static_cast<unsigned>(threads.size()) + 1, wanted,
                                refusal.code().message()};
        }
    }
}

}  // namespace parley
