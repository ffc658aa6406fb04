#include "cli/negotiation/forecast.hpp"
#include "cli/negotiation/wording.hpp"
#include "cli/text_table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace parley {
namespace {

using Align = TextTable::Align;

std::size_t constexpr most_told = 40;  // issues

/// Why an issue is left out.
std::string_view in_words(std::string_view why)
{
    if (why == "without_status_quo") {
        return "without a status quo";
    }
    return why == "beyond_0_to_100" ? "with positions beyond 0 to 100" : why;
}

TextTable::Column right(std::string_view title)
{
    return {std::string{title}, Align::right};
}

std::string counted(std::size_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string rounded(double value)
{
    return std::isnan(value) ? "-" : fmt::format("{:.2f}", value);
}

std::string per_cent(double share)
{
    return fmt::format("{:.0f} %", 100.0 * share);
}

std::string range(ResampledInterval const& interval)
{
    return std::isnan(interval.low) ? "-"
                                    : fmt::format("{:.2f} .. {:.2f}", interval.low, interval.high);
}

/// Who stands for an issue in a table: its group and name, once where they are the same.
std::string name_of(Dossier const& alone)
{
    std::string const& issue = alone.positions.issues.front();
    return alone.name.empty() || alone.name == issue ? issue
                                                     : fmt::format("{} {}", alone.name, issue);
}

/// Issues down, the points of all protocols across; of one protocol its intervals.
std::string points(Forecasting const& forecasting)
{
    bool const alone = forecasting.forecasts.size() == 1;
    std::vector<TextTable::Column> columns{{"issue"}};
    for (Forecasts const& each : forecasting.forecasts) {
        columns.push_back(right(each.protocol));
    }
    if (alone) {
        for (int const percent : interval_percents) {
            columns.push_back(right(fmt::format("{} %", percent)));
        }
    }
    columns.push_back(right("outcome"));
    TextTable table{columns};
    for (std::size_t i = 0; i < std::min(most_told, forecasting.issues.size()); ++i) {
        Dossier const& issue = forecasting.issues[i].alone;
        std::vector<std::string> cells{name_of(issue)};
        for (Forecasts const& each : forecasting.forecasts) {
            cells.push_back(each.by_issue[i] ? number(each.by_issue[i]->point) : "-");
        }
        for (int const percent : interval_percents) {
            if (!alone) {
                break;
            }
            auto const& forecast = forecasting.forecasts.front().by_issue[i];
            double const tail = 0.5 - 0.005 * percent;
            cells.push_back(
                forecast ? fmt::format("{} .. {}", number(forecast->distribution.quantile(tail)),
                                       number(forecast->distribution.quantile(1.0 - tail)))
                         : "-");
        }
        cells.push_back(number(issue.outcome(0)));
        table.add(std::move(cells));
    }
    std::string const rest =
        forecasting.issues.size() > most_told
            ? fmt::format("  {} more: see --format csv\n", forecasting.issues.size() - most_told)
            : "";
    return fmt::format("\n{}\n\n", alone ? "Forecasts, with the intervals that hold the outcome "
                                           "with these chances"
                                         : "Forecasts") +
           table.text_in_panels(1) + rest;
}

/// What is most likely, of one issue forecast by one protocol.
std::string chances(Forecasting const& forecasting)
{
    if (forecasting.forecasts.size() != 1 || forecasting.issues.size() != 1 ||
        !forecasting.forecasts.front().by_issue.front()) {
        return "";
    }
    auto const& distribution = forecasting.forecasts.front().by_issue.front()->distribution;
    std::vector<std::size_t> order(distribution.places.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return distribution.chances[i]; });
    TextTable table{{right("position"), right("chance")}};
    for (std::size_t i = 0; i < std::min<std::size_t>(10, order.size()); ++i) {
        table.add({number(distribution.places[order[i]]),
                   fmt::format("{:.3f}", distribution.chances[order[i]])});
    }
    return "\nWhat is most likely\n\n" + table.text();
}

std::string score_table(Forecasting const& forecasting)
{
    TextTable table{{{"protocol"},
                     right("n"),
                     right("mean error"),
                     right("95 %"),
                     right("median"),
                     right("within 5"),
                     right("within 10"),
                     right("CRPS"),
                     right("95 %")}};
    for (Score const& score : forecasting.scores) {
        table.add({score.protocol, std::to_string(score.n), rounded(score.mae),
                   range(score.mae_interval), rounded(score.median_ae), per_cent(score.hit5),
                   per_cent(score.hit10), rounded(score.crps), range(score.crps_interval)});
    }
    return "\nErrors and scores (intervals: of " + counted(forecasting.resamples, "resample") +
           " of whole groups)\n\n" + table.text_in_panels(1, 110);
}

std::string gain_table(Forecasting const& forecasting)
{
    TextTable table{{{"protocol"},
                     {"better than"},
                     right("n"),
                     right("by error"),
                     right("95 %"),
                     right("by CRPS"),
                     right("95 %")}};
    for (Gain const& gain : forecasting.gains) {
        table.add({gain.protocol, gain.over, std::to_string(gain.n), rounded(gain.mae),
                   range(gain.mae_interval), rounded(gain.crps), range(gain.crps_interval)});
    }
    return table.empty() ? ""
                         : "\nGains over `compromise`, the weighted mean, and over `past`, what "
                           "ended before, on the same issues (below 0: worse)\n\n" +
                               table.text();
}

std::string coverage_table(Forecasting const& forecasting)
{
    TextTable table{{{"protocol"},
                     right("50 %"),
                     right("80 %"),
                     right("90 %"),
                     right("width of 50 %"),
                     right("80 %"),
                     right("90 %")}};
    for (Score const& score : forecasting.scores) {
        if (score.width.back() <= 0.0) {
            continue;  // points
        }
        std::vector<std::string> cells{score.protocol};
        for (double const share : score.coverage) {
            cells.push_back(fmt::format("{:.1f} %", 100.0 * share));
        }
        for (double const width : score.width) {
            cells.push_back(rounded(width));
        }
        table.add(std::move(cells));
    }
    return table.empty()
               ? ""
               : "\nCalibration: outcomes within the intervals of that name, and how wide these "
                 "are\n\n" +
                     table.text();
}

std::string shuffled_table(Forecasting const& forecasting)
{
    if (forecasting.shuffled.empty()) {
        return "";
    }
    TextTable table{{{"protocol"},
                     right("CRPS"),
                     right("shuffled"),
                     right("share as good"),
                     right("gain over past, shuffled")}};
    for (std::size_t i = 0; i < forecasting.shuffled.size(); ++i) {
        Shuffled const& each = forecasting.shuffled[i];
        table.add({each.protocol, rounded(forecasting.scores[i].crps), rounded(each.crps),
                   fmt::format("{:.4f}", each.share),
                   each.gain_over_past ? rounded(*each.gain_over_past) : "-"});
    }
    return fmt::format(
               "\nThe same with outcomes exchanged at random between issues, {}: nothing is left "
               "to learn\n\n",
               counted(forecasting.shuffles, "time")) +
           table.text();
}

std::string left_out(Forecasting const& forecasting)
{
    std::string text;
    auto const add = [&](std::string const& line) { text += "  " + line + "\n"; };
    Dossiers const& dossiers = forecasting.dossiers;
    if (dossiers.left_out > 0) {
        add(fmt::format("{} with mistakes", counted(dossiers.left_out, "table or row")));
    }
    if (forecasting.is_scored && forecasting.scored < forecasting.issues.size()) {
        add(fmt::format("{} without an outcome: forecast, but not scored",
                        counted(forecasting.issues.size() - forecasting.scored, "issue")));
    }
    for (Forecasts const& each : forecasting.forecasts) {
        for (auto const& [why, count] : each.left_out) {
            add(fmt::format("{}: {}, {}", each.protocol, counted(count, "issue"), in_words(why)));
        }
    }
    if (dossiers.without_salience > 0) {
        add(fmt::format("{} without a salience: they count with salience 0",
                        counted(dossiers.without_salience, "position")));
    }
    return text.empty() ? "" : "\nLeft out, and assumed\n\n" + text;
}

}  // namespace

std::string in_text(Forecasting const& forecasting)
{
    std::string text = fmt::format(
        "{}: {} in {}, rule {}\n", forecasting.file, counted(forecasting.issues.size(), "issue"),
        counted(forecasting.dossiers.all.size(), "table"), forecasting.rule);
    if (!forecasting.is_scored) {
        return text + points(forecasting) + chances(forecasting) + left_out(forecasting);
    }
    if (forecasting.folds > 0) {
        text += fmt::format(
            "Settlement and past: fitted on all groups but those of the fold that is scored; {} "
            "folds of {}, seed {}\n",
            forecasting.folds, counted(forecasting.groups, "group"), forecasting.seed);
    }
    return text + score_table(forecasting) + gain_table(forecasting) + coverage_table(forecasting) +
           shuffled_table(forecasting) + left_out(forecasting);
}

}  // namespace parley
