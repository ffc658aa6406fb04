#include "explanation/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

// What a what-if comes to in the end.
namespace parley {
namespace {

constexpr double told_of_policy = 0.005;     // changes that two digits show
constexpr double told_of_agreements = 0.05;  // a run

/// "+0.123 ± 0.045"; "0" where all pairs are alike, "below 0.001" where three digits show nothing.
std::string with_half_width(Interval const& of)
{
    constexpr double shown = 0.0005;
    if (of.mean == 0.0 && !(of.half_width > 0.0)) {
        return "0";
    }
    if (std::abs(of.mean) < shown && of.half_width < shown) {
        return "below 0.001";
    }
    return std::isnan(of.half_width) ? fmt::format("{:+.3f}", of.mean)
                                     : fmt::format("{:+.3f} ± {:.3f}", of.mean, of.half_width);
}

std::string measures(Effect const& effect)
{
    std::string text =
        fmt::format("hard movement {}, soft movement {}", with_half_width(effect.hard_movement),
                    with_half_width(effect.soft_movement));
    if (!std::isnan(effect.joint_gain.mean)) {
        text += ", joint gain " + with_half_width(effect.joint_gain);
    }
    return text;
}

/// The indices of the greatest changes that are worth telling, the greatest first.
std::vector<std::size_t> greatest(std::vector<double> const& changes, double least)
{
    std::vector<std::size_t> order;
    for (std::size_t k = 0; k < changes.size(); ++k) {
        if (std::abs(changes[k]) >= least) {
            order.push_back(k);
        }
    }
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t k) { return std::abs(changes[k]); });
    return order;
}

}  // namespace

std::string Sentences::agreements(Effect const& effect) const
{
    auto const& then = effect.agreements_then;
    auto const& now = effect.agreements_now;
    std::vector<double> changes(then.size());
    std::ranges::transform(now, then, changes.begin(), std::minus{});
    std::vector<std::string> parts;
    for (std::size_t const k : greatest(changes, told_of_agreements)) {
        parts.push_back(
            fmt::format("{} {:.3g} instead of {:.3g}", issue(IssueId{k}), now[k], then[k]));
    }
    return parts.empty() ? "" : fmt::format("agreements a run: {}", listed(parts, 1));
}

std::string Sentences::policies(Effect const& effect) const
{
    std::vector<std::string> parts;
    for (std::size_t const k : greatest(effect.policy_change, told_of_policy)) {
        parts.push_back(fmt::format("{} {:+.2f}", issue(IssueId{k}), effect.policy_change[k]));
    }
    return parts.empty() ? "" : fmt::format("policy: {}", listed(parts, 1));
}

std::string Sentences::end(Effect const& effect) const
{
    std::vector<std::string> parts;
    for (auto const& part : {agreements(effect), policies(effect)}) {
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    if (effect.ends_alike()) {
        parts.push_back(fmt::format("movement and gain are those of {}", first_.name));
    } else {
        parts.push_back(measures(effect));
    }
    std::string text = fmt::format("By the end: {}", fmt::join(parts, "; "));
    if (!effect.ends_alike() && effect.runs > 1 && effect.may_be_chance()) {
        text += " (cannot be told from chance)";
    }
    return text + ".";
}

std::string Sentences::no_table(Effect const& effect) const
{
    auto const month = [&](int tick) { return first_.setup.calendar.month_of(tick).text(); };
    std::string const text = "No table goes otherwise" + in_how_many(effect.runs, effect.runs);
    if (effect.first_policies) {
        return text + fmt::format("; policies differ from {} on{}.", month(*effect.first_policies),
                                  effect.policies_part == effect.runs
                                      ? ""
                                      : in_how_many(effect.policies_part, effect.runs));
    }
    return effect.first_interests
               ? text + fmt::format(", nor any policy; perceived interests differ from {} on.",
                                    month(*effect.first_interests))
               : text + ", nor any policy or perceived interest.";
}

std::string Sentences::nothing(Explanation const& explanation)
{
    Effect const& effect = explanation.effect;
    std::string text = "Nothing changes" + in_how_many(effect.runs, effect.runs);
    std::vector<std::string> reasons;
    std::vector<std::string> unexplained;
    for (std::size_t s = 0; s < explanation.settings.size(); ++s) {
        auto const& reason = explanation.reasons[s];
        if (reason.empty()) {
            unexplained.push_back(explanation.settings[s].path);
        } else if (std::ranges::count(reasons, reason) == 0) {
            reasons.push_back(reason);
        }
    }
    if (!reasons.empty()) {
        text += fmt::format(": {}", fmt::join(reasons, "; "));
    }
    if (!unexplained.empty()) {
        text += fmt::format(
            "{}no reason found for {}: no table, no policy and no interest goes "
            "otherwise",
            reasons.empty() ? "; " : ". Of the rest ", listed(unexplained));
    }
    return text + ".";
}

}  // namespace parley
