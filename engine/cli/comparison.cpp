#include "cli/comparison.hpp"

#include "cli/text_table.hpp"
#include "output/dollars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <span>

namespace parley {
namespace {

using Align = TextTable::Align;
using Measure = double Tally::*;

double mean(std::vector<double> const& values)
{
    return std::reduce(values.begin(), values.end()) / static_cast<double>(values.size());
}

/// Mean over the runs in which it is known, with least and most when there are several.
std::string spread(std::vector<double> values, bool with_sign = false)
{
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) {
        return "-";
    }
    auto const written = [&](double value) {
        return with_sign ? fmt::format("{:+.3f}", value) : fmt::format("{:.3f}", value);
    };
    double const middle = mean(values);
    if (values.size() == 1) {
        return written(middle);
    }
    auto const [least, most] = std::ranges::minmax(values);
    return fmt::format("{} ({} to {})", written(middle), written(least), written(most));
}

std::vector<double> measured(std::vector<Tally> const& runs, Measure measure)
{
    std::vector<double> values;
    std::ranges::transform(runs, std::back_inserter(values), measure);
    return values;
}

/// What each what-if has more than the first variation, run by run: runs of one replicate share
/// their random numbers.
std::string differences(std::vector<VariationTally> const& variations)
{
    TextTable table{{{"what-if"},
                     {"hard movement", Align::right},
                     {"soft movement", Align::right},
                     {"joint gain", Align::right}}};
    auto const& first = variations.front().runs;
    for (VariationTally const& variation : std::span{variations}.subspan(1)) {
        auto const difference = [&](Measure measure) {
            std::vector<double> values = measured(variation.runs, measure);
            std::ranges::transform(values, measured(first, measure), values.begin(), std::minus{});
            return spread(values, true);
        };
        table.add({variation.name, difference(&Tally::hard_movement),
                   difference(&Tally::soft_movement), difference(&Tally::joint_gain)});
    }
    return table.text();
}

std::string how_far(std::vector<VariationTally> const& variations)
{
    TextTable table{{{"variation"},
                     {"tables agreed", Align::right},
                     {"hard movement", Align::right},
                     {"soft movement", Align::right},
                     {"coverage", Align::right}}};
    for (VariationTally const& variation : variations) {
        int tables = 0;
        int agreed = 0;
        for (Tally const& run : variation.runs) {
            tables += run.tables;
            agreed += run.agreed;
        }
        table.add({variation.name, fmt::format("{} of {}", agreed, tables),
                   spread(measured(variation.runs, &Tally::hard_movement)),
                   spread(measured(variation.runs, &Tally::soft_movement)),
                   spread(measured(variation.runs, &Tally::coverage))});
    }
    return table.text();
}

std::string gains_of(std::vector<VariationTally> const& variations)
{
    TextTable table{{{"variation"},
                     {"joint gain", Align::right},
                     {"losers", Align::right},
                     {"substantive in", Align::right}}};
    for (VariationTally const& variation : variations) {
        auto const substantive = std::ranges::count(variation.runs, true, &Tally::substantive);
        table.add({variation.name, spread(measured(variation.runs, &Tally::joint_gain)),
                   spread(measured(variation.runs, &Tally::losers)),
                   fmt::format("{} of {}", substantive, variation.runs.size())});
    }
    return table.text();
}

/// Levels in which some member has more to do than it can, in some run.
std::vector<std::size_t> levels_with_gaps(std::vector<VariationTally> const& variations)
{
    std::vector<std::size_t> levels;
    for (std::size_t level = 0; level < level_names.size(); ++level) {
        if (std::ranges::any_of(variations, [&](VariationTally const& variation) {
                return std::ranges::any_of(variation.runs, [&](Tally const& run) {
                    return !std::isnan(run.level_gap[level]);
                });
            })) {
            levels.push_back(level);
        }
    }
    return levels;
}

/// A text with its lines broken at blanks, at most 100 characters wide, each after a margin.
std::string wrapped(std::string const& text, std::size_t margin)
{
    constexpr std::size_t widest = 100;
    std::string lines;
    std::size_t used = 0;
    for (std::size_t from = 0; from < text.size();) {
        std::size_t const to = std::min(text.find(' ', from), text.size());
        std::string const word = text.substr(from, to - from);
        bool const fits = used > 0 && used + 1 + word.size() <= widest;
        lines += fits ? " " : (used > 0 ? "\n" : "") + std::string(margin, ' ');
        used = fits ? used + 1 + word.size() : margin + word.size();
        lines += word;
        from = to + 1;
    }
    return lines + '\n';
}

/// Why the what-ifs change what they change; nothing where that is not known.
std::string explanations(std::vector<VariationTally> const& variations)
{
    std::string text;
    bool many = false;
    for (VariationTally const& variation : variations) {
        if (variation.why) {
            many = many || variation.runs.size() > 1;
            text += wrapped(
                fmt::format("{} ({})", variation.name, in_short(variation.why->settings)), 2);
            for (std::string const& sentence : variation.why->sentences) {
                text += wrapped(sentence, 4);
            }
        }
    }
    if (text.empty()) {
        return text;
    }
    return fmt::format(
        "\nWhy: the first meeting that goes otherwise, which follows from the settings, and what "
        "came after it{}\n\n{}",
        many ? "\n(means over runs, ± half of their 95 % intervals)" : "", text);
}

/// The management gap at the end, of all states and of the members of forums of each level.
std::string management(std::vector<VariationTally> const& variations)
{
    auto const levels = levels_with_gaps(variations);
    std::vector<TextTable::Column> columns{{"variation"}, {"all states", Align::right}};
    for (std::size_t const level : levels) {
        columns.push_back({std::string{level_names[level]}, Align::right});
    }
    TextTable table{columns};
    for (VariationTally const& variation : variations) {
        std::vector<std::string> row{variation.name,
                                     spread(measured(variation.runs, &Tally::management_gap))};
        for (std::size_t const level : levels) {
            std::vector<double> gaps(variation.runs.size());
            std::ranges::transform(variation.runs, gaps.begin(),
                                   [&](Tally const& run) { return run.level_gap[level]; });
            std::erase_if(gaps, [](double gap) { return std::isnan(gap); });
            row.push_back(gaps.empty() ? "-" : fmt::format("{:.3f}", mean(gaps)));
        }
        table.add(std::move(row));
    }
    return table.text();
}

/// What a billion dollars of assistance a year would do about what is lacking at the end.
std::string what_a_billion_does(Setup const& setup, VariationTally const& told)
{
    double const places = 1e9 / setup.administration.assistance.place_cost;
    double const lacking = mean(measured(told.runs, &Tally::places_lacking));
    return fmt::format(
        "\nA billion dollars a year of technical assistance adds places for {} persons a year;\n"
        "at the end of {} {}.\n",
        in_thousands(places), told.name,
        lacking > 0.0 ? in_thousands(lacking) + " are lacking" : "none are lacking");
}

}  // namespace

std::string comparison(Setup const& setup, std::vector<VariationTally> const& variations)
{
    VariationTally const& told = variations.front();
    std::string text =
        fmt::format("\nHow far it went by the end (0: nothing moved, 1: as far as it could)\n\n{}",
                    how_far(variations));
    text += fmt::format(
        "\nWhether it was to the good (joint gain of states, as a share of the best "
        "for all; losers: share\nof states worse off than without agreements; "
        "substantive: hard movement of 0.1, and joint gains)\n\n{}",
        gains_of(variations));
    if (!std::isnan(told.runs.front().management_gap)) {
        text += fmt::format(
            "\nHow well movement was managed at the end (management gap: share of what states "
            "have to handle for\nwhich they lack capacity; of members of forums of a "
            "level)\n\n{}{}",
            management(variations), what_a_billion_does(setup, told));
    }
    if (variations.size() > 1) {
        text += fmt::format("\nWhat the what-ifs change against {}, replicate by replicate{}\n\n{}",
                            told.name, told.runs.size() == 1 ? "" : " (mean, and least to most)",
                            differences(variations));
    }
    return text + explanations(variations);
}

}  // namespace parley
