#include "negotiation/protocols/iso_utility.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley {
namespace {

int constexpr most_steps = 100;
int constexpr newton_steps = 20;  // before halving alone, where the loss may jump

struct LossAndSlope {
    double loss;
    double slope;  // by the multiplier, <= 0
};

/// Does a transfer stay at its target at this multiplier?
bool stays(IsoUtility const& member, std::size_t k, double multiplier)
{
    return multiplier * std::abs(member.value[k]) < member.weight[k];
}

/// Terms for a multiplier > 0, what they cost, and how fast that falls.
LossAndSlope terms_at(IsoUtility const& member, std::span<double const> target, double multiplier,
                      std::span<double> terms)
{
    LossAndSlope out{0.0, 0.0};
    for (std::size_t k = 0; k < terms.size(); ++k) {
        double const salience = member.salience[k];
        if (member.value[k] != 0.0) {
            terms[k] =
                member.on(k).inside(stays(member, k, multiplier) ? target[k] : member.ideal[k]);
            out.loss -= member.value[k] * (terms[k] - member.ideal[k]);
            continue;
        }
        double const pull = multiplier * salience;
        double const total = member.weight[k] + pull;
        double const free = total > 0.0
                                ? (member.weight[k] * target[k] + pull * member.ideal[k]) / total
                                : target[k];
        double const position = std::min(std::max(free, member.lower[k]), member.upper[k]);
        double const distance = position - member.ideal[k];
        double const cost = salience * distance * distance;
        terms[k] = position;
        out.loss += cost;
        if (position == free && total > 0.0) {
            out.slope -= 2.0 * salience * cost / total;
        }
    }
    return out;
}

/// Where the loss jumps between two multipliers, the transfers that give way there take up what is
/// left of it, in proportion. `terms` are those of the higher multiplier, at most as costly as
/// allowed.
void fill_up(IsoUtility const& member, std::span<double const> target, double low, double high,
             double allowed, std::span<double> terms)
{
    double jump = 0.0;
    auto const gives_way = [&](std::size_t k) {
        return member.value[k] != 0.0 && stays(member, k, low) && !stays(member, k, high);
    };
    auto const way = [&](std::size_t k) { return member.on(k).inside(target[k]) - terms[k]; };
    for (std::size_t k = 0; k < terms.size(); ++k) {
        jump -= gives_way(k) ? member.value[k] * way(k) : 0.0;
    }
    double const part =
        jump > 0.0 ? std::clamp((allowed - member.loss(terms)) / jump, 0.0, 1.0) : 0.0;
    for (std::size_t k = 0; k < terms.size(); ++k) {
        terms[k] += gives_way(k) ? part * way(k) : 0.0;
    }
}

}  // namespace

Matrix mean_of_others(Matrix const& rows)
{
    Matrix mean(rows.rows(), rows.cols());
    double const others = std::max(1.0, static_cast<double>(rows.rows() - 1));
    for (Eigen::Index k = 0; k < rows.cols(); ++k) {
        double const sum = rows.col(k).sum();
        for (Eigen::Index i = 0; i < rows.rows(); ++i) {
            double const rest = sum - rows(i, k);
            mean(i, k) = rest > 1e-12 * sum ? rest / others : 0.0;  // else rounding
        }
    }
    return mean;
}

double IsoUtility::loss(std::span<double const> terms) const
{
    double loss = 0.0;
    for (std::size_t k = 0; k < terms.size(); ++k) {
        loss += on(k).loss(terms[k]);
    }
    return loss;
}

double IsoUtility::nearest(std::span<double const> target, double allowed, std::span<double> terms,
                           double guess) const
{
    if (terms.size() == 1) {
        auto const [position, multiplier] = on(0).nearest(target[0], allowed);
        terms[0] = position;
        return multiplier;
    }
    for (std::size_t k = 0; k < terms.size(); ++k) {
        terms[k] = on(k).target_or_gift(target[k]);
    }
    if (loss(terms) <= allowed) {
        return 0.0;
    }
    for (std::size_t k = 0; k < terms.size(); ++k) {
        terms[k] = on(k).best(target[k]);
    }
    if (loss(terms) >= allowed * (1.0 - iso_utility_tolerance)) {
        return std::numeric_limits<double>::infinity();
    }
    bool const has_transfer = std::ranges::any_of(value, [](double v) { return v != 0.0; });
    double low = 0.0;
    double high = std::numeric_limits<double>::infinity();
    double multiplier = guess > 0.0 && std::isfinite(guess) ? guess : 1.0;
    for (int step = 0; step < most_steps; ++step) {
        auto const [now, slope] = terms_at(*this, target, multiplier, terms);
        if (std::abs(now - allowed) <= iso_utility_tolerance * allowed) {
            return multiplier;
        }
        (now > allowed ? low : high) = multiplier;
        double const next = multiplier + 2.0 * now * (1.0 - std::sqrt(now / allowed)) / slope;
        if (next > low && next < high && (step < newton_steps || !has_transfer)) {
            multiplier = next;
        } else {
            multiplier = std::isinf(high) ? 4.0 * multiplier : 0.5 * (low + high);
        }
    }
    if (has_transfer && std::isfinite(high)) {
        terms_at(*this, target, high, terms);
        fill_up(*this, target, low, high, allowed, terms);
        return high;
    }
    return multiplier;
}

}  // namespace parley
