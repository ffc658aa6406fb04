#include "forecast/scores.hpp"

#include "forecast/folds.hpp"

#include <algorithm>
#include <cmath>

namespace parley {

namespace {

using Index = Eigen::Index;

double constexpr confidence = 0.95;
double constexpr rounding = 1e-9;

double middle(std::vector<double> values)
{
    std::ranges::sort(values);
    auto const n = values.size();
    return n == 0 ? std::nan("") : 0.5 * (values[(n - 1) / 2] + values[n / 2]);
}

/// The interval between two quantiles of resampled means, interpolated.
ResampledInterval interval_of(std::vector<double> means)
{
    if (means.empty()) {
        return {std::nan(""), std::nan("")};
    }
    std::ranges::sort(means);
    auto const at = [&](double share) {
        double const place = share * static_cast<double>(means.size() - 1);
        auto const below = static_cast<std::size_t>(place);
        auto const above = std::min(below + 1, means.size() - 1);
        double const part = place - static_cast<double>(below);
        return (1.0 - part) * means[below] + part * means[above];
    };
    return {at(0.5 - 0.5 * confidence), at(0.5 + 0.5 * confidence)};
}

}  // namespace

Judged judge(Forecast const& forecast, double outcome)
{
    auto const& distribution = forecast.distribution;
    return {std::abs(forecast.point - outcome), distribution.crps(outcome),
            distribution.below(outcome), distribution.up_to(outcome)};
}

double within_middle(Judged const& judged, double share)
{
    double const low = 0.5 - 0.5 * share;
    double const high = 0.5 + 0.5 * share;
    double const mass = judged.up_to - judged.below;
    if (mass <= rounding) {
        double const at = 0.5 * (judged.up_to + judged.below);
        return at >= low && at <= high ? 1.0 : 0.0;
    }
    double const inside = std::min(judged.up_to, high) - std::max(judged.below, low);
    return std::clamp(inside / mass, 0.0, 1.0);
}

Scores::Scores(Vector outcomes, std::vector<std::size_t> group, std::uint64_t seed,
               std::size_t resamples)
    : outcomes_{std::move(outcomes)}, group_{std::move(group)}, seed_{seed}
{
    for (std::size_t const each : group_) {
        groups_ = std::max(groups_, each + 1);
    }
    for (std::size_t r = 0; r < resamples; ++r) {
        resamples_.push_back(resampled(groups_, seed, r));
    }
}

Scores::Sums Scores::no_sums() const
{
    std::vector<double> const zero(groups_, 0.0);
    return {zero, zero, zero};
}

std::array<ResampledInterval, 2> Scores::intervals(Sums const& sums) const
{
    std::vector<double> errors;
    std::vector<double> scores;
    for (auto const& times : resamples_) {
        double n = 0.0;
        double error = 0.0;
        double crps = 0.0;
        for (std::size_t g = 0; g < groups_; ++g) {
            n += times[g] * sums.n[g];
            error += times[g] * sums.error[g];
            crps += times[g] * sums.crps[g];
        }
        if (n > 0.0) {
            errors.push_back(error / n);
            scores.push_back(crps / n);
        }
    }
    return {interval_of(std::move(errors)), interval_of(std::move(scores))};
}

Score Scores::score(Forecasts const& forecasts) const
{
    Score score{.protocol = forecasts.protocol};
    Sums sums = no_sums();
    std::vector<double> errors;
    for (std::size_t i = 0; i < group_.size(); ++i) {
        double const outcome = outcomes_(static_cast<Index>(i));
        if (!forecasts.by_issue[i] || std::isnan(outcome)) {
            continue;
        }
        auto const judged = judge(*forecasts.by_issue[i], outcome);
        auto const& distribution = forecasts.by_issue[i]->distribution;
        errors.push_back(judged.error);
        score.hit5 += judged.error <= 5.0 + rounding ? 1.0 : 0.0;
        score.hit10 += judged.error <= 10.0 + rounding ? 1.0 : 0.0;
        score.mae += judged.error;
        score.crps += judged.crps;
        sums.n[group_[i]] += 1.0;
        sums.error[group_[i]] += judged.error;
        sums.crps[group_[i]] += judged.crps;
        for (std::size_t p = 0; p < interval_percents.size(); ++p) {
            double const share = 0.01 * interval_percents.at(p);
            score.coverage.at(p) += within_middle(judged, share);
            score.width.at(p) +=
                distribution.quantile(0.5 + 0.5 * share) - distribution.quantile(0.5 - 0.5 * share);
        }
    }
    score.n = errors.size();
    auto const n = static_cast<double>(std::max<std::size_t>(score.n, 1));
    for (double* value : {&score.mae, &score.hit5, &score.hit10, &score.crps}) {
        *value /= n;
    }
    for (std::size_t p = 0; p < interval_percents.size(); ++p) {
        score.coverage.at(p) /= n;
        score.width.at(p) /= n;
    }
    score.median_ae = middle(std::move(errors));
    auto const [mae, crps] = intervals(sums);
    score.mae_interval = mae;
    score.crps_interval = crps;
    return score;
}

Gain Scores::gain(Forecasts const& forecasts, Forecasts const& over) const
{
    Gain gain{.protocol = forecasts.protocol, .over = over.protocol};
    Sums sums = no_sums();
    for (std::size_t i = 0; i < group_.size(); ++i) {
        double const outcome = outcomes_(static_cast<Index>(i));
        if (!forecasts.by_issue[i] || !over.by_issue[i] || std::isnan(outcome)) {
            continue;
        }
        auto const own = judge(*forecasts.by_issue[i], outcome);
        auto const other = judge(*over.by_issue[i], outcome);
        ++gain.n;
        gain.mae += other.error - own.error;
        gain.crps += other.crps - own.crps;
        sums.n[group_[i]] += 1.0;
        sums.error[group_[i]] += other.error - own.error;
        sums.crps[group_[i]] += other.crps - own.crps;
    }
    auto const n = static_cast<double>(std::max<std::size_t>(gain.n, 1));
    gain.mae /= n;
    gain.crps /= n;
    auto const [mae, crps] = intervals(sums);
    gain.mae_interval = mae;
    gain.crps_interval = crps;
    return gain;
}

Vector Scores::shuffled_outcomes(std::uint64_t shuffle) const
{
    std::vector<Index> known;
    for (Index i = 0; i < outcomes_.size(); ++i) {
        if (!std::isnan(outcomes_(i))) {
            known.push_back(i);
        }
    }
    auto const order = shuffled(known.size(), seed_, shuffle);
    Vector outcomes = outcomes_;
    for (std::size_t i = 0; i < known.size(); ++i) {
        outcomes(known[i]) = outcomes_(known[order[i]]);
    }
    return outcomes;
}

double mean_crps(Forecasts const& forecasts, Vector const& outcomes)
{
    double sum = 0.0;
    double n = 0.0;
    for (std::size_t i = 0; i < forecasts.by_issue.size(); ++i) {
        double const outcome = outcomes(static_cast<Index>(i));
        if (forecasts.by_issue[i] && !std::isnan(outcome)) {
            sum += forecasts.by_issue[i]->distribution.crps(outcome);
            n += 1.0;
        }
    }
    return n > 0.0 ? sum / n : std::nan("");
}

}  // namespace parley
