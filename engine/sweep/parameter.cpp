#include "sweep/parameter.hpp"

#include "document/flow.hpp"
#include "document/number.hpp"
#include "sweep/sampling/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace parley {

namespace {

using Pair = std::vector<double>;

double between(double least, double most, double share)
{
    return std::clamp(least + (most - least) * share, least, most);
}

std::function<double(double)> uniform(Pair const& of)
{
    return [least = of[0], most = of[1]](double share) { return between(least, most, share); };
}

std::function<double(double)> log_uniform(Pair const& of)
{
    return [least = of[0], most = of[1]](double share) {
        double const value = std::exp(between(std::log(least), std::log(most), share));
        if (share <= 0.0) {
            return least;
        }
        return share >= 1.0 ? most : std::clamp(value, least, most);
    };
}

/// Cut off by taking only the probabilities between those of the bounds.
std::function<double(double)> normal(Pair const& of, Pair const& within)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double smallest = 0x1p-54;  // no draw is nearer to 0 or 1: the tails end somewhere
    double const least = within.empty() ? -infinity : within[0];
    double const most = within.empty() ? infinity : within[1];
    double const from = normal_probability((least - of[0]) / of[1]);
    double const to = normal_probability((most - of[0]) / of[1]);
    return [=, mean = of[0], deviation = of[1]](double share) {
        double const probability =
            std::clamp(between(from, to, share), smallest, 1.0 - 2.0 * smallest);
        return std::clamp(mean + deviation * normal_quantile(probability), least, most);
    };
}

std::function<double(double)> one_of(std::uint64_t count,
                                     std::function<double(std::uint64_t)> const& by_rank)
{
    return [=](double share) {
        auto const rank = static_cast<std::uint64_t>(share * static_cast<double>(count));
        return by_rank(std::min(rank, count - 1));
    };
}

}  // namespace

StudyParameter::StudyParameter(Study::Variation const& variation, KeyMeaning meaning, Place path,
                               Node const& written)
    : path_{variation.id},
      meaning_{std::move(meaning)},
      path_place_{path},
      value_place_{written.place}
{
    for (auto const& number : written.items) {
        places_.push_back(number.place);
    }
    if (!variation.any_of.empty()) {
        take_categories(variation.any_of);
    } else if (!variation.values.empty()) {
        take_numbers(variation.values);
    } else if (!variation.integer.empty()) {
        kind_ = Kind::integer;
        listed_ = variation.integer;
        count_ = static_cast<std::uint64_t>(listed_[1] - listed_[0]) + 1;
        by_rank_ = [least = listed_[0]](std::uint64_t rank) {
            return least + static_cast<double>(rank);
        };
        quantile_ = one_of(count_, by_rank_);
    } else {
        bounded_ = variation.normal.empty() || !variation.within.empty();
        if (!variation.uniform.empty()) {
            listed_ = variation.uniform;
            quantile_ = uniform(listed_);
        } else if (!variation.log_uniform.empty()) {
            listed_ = variation.log_uniform;
            quantile_ = log_uniform(listed_);
        } else {
            listed_ = variation.normal;
            quantile_ = normal(listed_, variation.within);
        }
        count_ = variation.steps.value_or(0);
        by_rank_ = [quantile = quantile_, last = static_cast<double>(count_) - 1.0](
                       std::uint64_t rank) { return quantile(static_cast<double>(rank) / last); };
    }
}

void StudyParameter::take_numbers(std::vector<double> const& numbers)
{
    bool const whole = std::ranges::all_of(numbers, [](double number) {
        return std::floor(number) == number && std::abs(number) <= 0x1p53;
    });
    kind_ = whole ? Kind::integer : Kind::number;
    listed_ = numbers;
    count_ = numbers.size();
    by_rank_ = [numbers](std::uint64_t rank) { return numbers[rank]; };
    quantile_ = one_of(count_, by_rank_);
}

void StudyParameter::take_categories(std::vector<Node> const& values)
{
    kind_ = Kind::category;
    std::unordered_map<std::string, std::size_t> known;
    std::vector<std::uint32_t> category;  // by rank
    for (auto const& value : values) {
        auto const [entry, is_new] = known.emplace(flow_text(value), nodes_.size());
        if (is_new) {
            nodes_.push_back(value);
            categories_.push_back(entry->first);
        }
        category.push_back(static_cast<std::uint32_t>(entry->second));
    }
    count_ = values.size();
    by_rank_ = [category](std::uint64_t rank) { return static_cast<double>(category[rank]); };
    quantile_ = one_of(count_, by_rank_);
}

std::vector<StudyParameter::TellingValue> StudyParameter::telling_range() const
{
    constexpr double golden = 0.38196601125010515;  // a value in between that is not round
    std::string const remedy = bounded_ ? "" : "bound it: 'within: [0, 1]' beside 'normal'";
    return {{quantile_(0.0), remedy},
            {quantile_(1.0), remedy},
            {quantile_(golden), "for whole numbers write 'integer' in place of 'uniform'"}};
}

std::vector<StudyParameter::TellingValue> StudyParameter::telling_values(std::size_t most) const
{
    std::vector<TellingValue> values;
    if (kind_ == Kind::category) {
        for (std::size_t i = 0; i < std::min(nodes_.size(), most); ++i) {
            values.push_back({static_cast<double>(i)});
        }
        return values;
    }
    if (quantile_ && listed_.size() != count_) {
        return telling_range();
    }
    for (std::size_t i = 0; i < std::min(listed_.size(), most); ++i) {
        values.push_back({listed_[i]});
    }
    auto const [least, greatest] = std::ranges::minmax(listed_);
    values.push_back({least});
    values.push_back({greatest});
    return values;
}

std::string StudyParameter::text(double value) const
{
    switch (kind_) {
        case Kind::category:
            return categories_[static_cast<std::size_t>(value)];
        case Kind::integer:
            return std::to_string(static_cast<std::int64_t>(value));
        default:
            return to_text(value);
    }
}

Place StudyParameter::place_of(double number) const
{
    auto const found = std::ranges::find(listed_, number);
    auto const index = static_cast<std::size_t>(found - listed_.begin());
    return index < places_.size() ? places_[index] : value_place_;
}

Assignment StudyParameter::assignment(double value) const
{
    if (kind_ == Kind::category) {
        return {.path = path_,
                .path_place = path_place_,
                .value = nodes_[static_cast<std::size_t>(value)]};
    }
    return {.path = path_,
            .path_place = path_place_,
            .value = {.kind = Node::Kind::scalar, .text = text(value), .place = place_of(value)}};
}

}  // namespace parley
