#include "sweep/run_set.hpp"

#include <algorithm>
#include <iterator>

namespace parley {

void RunSet::add(RunRange range)
{
    if (range.first >= range.past) {
        return;
    }
    auto next = past_.upper_bound(range.first);
    if (next != past_.begin()) {
        auto const before = std::prev(next);
        if (before->second >= range.first) {
            range = {before->first, std::max(before->second, range.past)};
            past_.erase(before);
        }
    }
    while (next != past_.end() && next->first <= range.past) {
        range.past = std::max(range.past, next->second);
        next = past_.erase(next);
    }
    past_.emplace_hint(next, range.first, range.past);
}

bool RunSet::contains(std::uint64_t run) const
{
    return first_missing({run, run + 1}) == std::nullopt;
}

std::uint64_t RunSet::count() const
{
    std::uint64_t sum = 0;
    for (auto const& [first, past] : past_) {
        sum += past - first;
    }
    return sum;
}

std::uint64_t RunSet::count(RunRange range) const
{
    std::uint64_t held = range.count();
    for (RunRange const gap : missing(range)) {
        held -= gap.count();
    }
    return held;
}

std::optional<std::uint64_t> RunSet::first_missing(RunRange range) const
{
    auto const next = past_.upper_bound(range.first);
    std::uint64_t run = range.first;
    if (next != past_.begin()) {
        run = std::max(run, std::prev(next)->second);
    }
    return run < range.past ? std::optional{run} : std::nullopt;
}

std::vector<RunRange> RunSet::missing(RunRange range) const
{
    std::vector<RunRange> gaps;
    while (auto const first = first_missing(range)) {
        auto const next = past_.upper_bound(*first);
        std::uint64_t const past = next == past_.end() ? range.past : next->first;
        gaps.push_back({*first, std::min(past, range.past)});
        range.first = gaps.back().past;
    }
    return gaps;
}

std::vector<RunRange> RunSet::ranges() const
{
    std::vector<RunRange> all;
    std::ranges::transform(past_, std::back_inserter(all), [](auto const& range) {
        return RunRange{range.first, range.second};
    });
    return all;
}

}  // namespace parley
