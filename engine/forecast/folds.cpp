#include "forecast/folds.hpp"

#include "support/random_stream.hpp"

#include <algorithm>
#include <numeric>

namespace parley {

namespace {

std::vector<std::size_t> drawn_order(std::size_t count, RandomStream random)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left) {
        std::swap(order[left - 1], order[random.below(left)]);
    }
    return order;
}

}  // namespace

std::vector<std::size_t> folds_of(std::span<std::string const> groups, std::size_t folds,
                                  std::uint64_t seed)
{
    std::vector<std::size_t> by_name(groups.size());
    std::iota(by_name.begin(), by_name.end(), std::size_t{0});
    std::ranges::stable_sort(by_name, {}, [&](std::size_t g) { return groups[g]; });
    auto const order = drawn_order(groups.size(), RandomStream{seed, "folds", {}});
    std::vector<std::size_t> fold(groups.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        fold[by_name[order[i]]] = i % folds;
    }
    return fold;
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t shuffle)
{
    return drawn_order(count, RandomStream{seed, "shuffle of outcomes", {.replicate = shuffle}});
}

std::vector<int> resampled(std::size_t count, std::uint64_t seed, std::uint64_t resample)
{
    RandomStream random{seed, "resample of groups", {.replicate = resample}};
    std::vector<int> times(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        ++times[random.below(count)];
    }
    return times;
}

}  // namespace parley
