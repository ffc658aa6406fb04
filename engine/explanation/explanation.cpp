#include "explanation/explanation.hpp"

#include "explanation/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {
namespace {

/// The settings that tell two variations apart: those of both, but what is the same in both.
std::vector<SettingOf> settings_between(DescribedVariation const& first,
                                        DescribedVariation const& second)
{
    auto settings = second.settings;
    for (SettingOf const& of : first.settings) {
        if (std::ranges::count(settings, of.path, &SettingOf::path) == 0) {
            settings.push_back(of);
        }
    }
    std::erase_if(settings, [&](SettingOf const& of) {
        auto const is_it = [&](SettingOf const& other) {
            return other.path == of.path && other.value == of.value;
        };
        return std::ranges::any_of(first.settings, is_it) &&
               std::ranges::any_of(second.settings, is_it);
    });
    return settings;
}

/// Where hard movement stays as it is and soft does not: do the forums of all settings treat soft
/// issues alone?
std::string why_not_hard(Explanation const& of, Setup const& setup)
{
    bool const hard_alike =
        of.effect.hard_movement.mean == 0.0 && !(of.effect.hard_movement.half_width > 0.0);
    if (!hard_alike || of.effect.ends_alike()) {
        return {};
    }
    for (SettingOf const& setting : of.settings) {
        auto const labels = labels_of(setting.path, setup);
        if (labels.empty()) {
            return {};
        }
        for (std::string const& label : labels) {
            auto const& tabled = of.effect.facts_of(label)->tabled;
            for (std::size_t k = 0; k < tabled.size(); ++k) {
                if (tabled[k] > 0 && setup.world.issues.kind[k] == IssueKind::hard) {
                    return {};
                }
            }
        }
    }
    return "No forum with these settings treats a hard issue.";
}

}  // namespace

std::string in_short(std::vector<SettingOf> const& settings)
{
    constexpr std::size_t longest = 50;
    if (settings.size() == 1 && settings.front().value.size() <= longest) {
        return settings.front().path + ": " + settings.front().value;
    }
    std::vector<std::string> paths;
    std::ranges::transform(settings, std::back_inserter(paths), &SettingOf::path);
    return listed(paths, 2);
}

Explanation explain(DescribedVariation const& first, DescribedVariation const& second,
                    std::vector<PairOfRuns> const& pairs)
{
    Explanation found{.what_if = second.name,
                      .settings = settings_between(first, second),
                      .effect = effect_of(pairs)};
    Effect const& effect = found.effect;
    Sentences const say{first, second, found.settings};
    if (effect.same == effect.runs) {
        for (SettingOf const& setting : found.settings) {
            found.reasons.push_back(reason_for_inaction(setting.path, first, second, effect));
        }
        found.sentences.push_back(Sentences::nothing(found));
        return found;
    }
    auto const& changed = effect.agreements ? effect.agreements : effect.any;
    // terms that differ by little come first and say little: what turns is told where as many share
    // it
    bool const turns = effect.turned && effect.turned->runs >= changed->runs;
    auto const& start = turns ? effect.turned : changed;
    if (start) {
        bool const is_first = effect.any->parting.is_like(start->parting);
        std::string_view const later =
            turns ? "First agreement lost or won" : "First other agreement";
        std::string_view without = "no agreement is lost or won";
        if (!turns) {
            without = effect.agreements ? "no agreement differs" : "no meeting differs";
        }
        found.sentences.push_back(
            say.parting(*start, effect.runs, is_first ? "First" : later, without));
    } else {
        found.sentences.push_back(say.no_table(effect));
    }
    found.sentences.push_back(say.end(effect));
    if (auto why = why_not_hard(found, second.setup); !why.empty()) {
        found.sentences.back() += " " + why;
    }
    return found;
}

}  // namespace parley
