#include "cli/csv_field.hpp"
#include "cli/negotiation/forecast.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace parley {

std::string in_csv(Forecasting const& forecasting)
{
    std::string text =
        "protocol,group,issue,point,low50,high50,low80,high80,low90,high90,outcome,fold,error,"
        "crps,below,up_to\n";
    auto out = std::back_inserter(text);
    for (Forecasts const& each : forecasting.forecasts) {
        for (std::size_t i = 0; i < forecasting.issues.size(); ++i) {
            if (!each.by_issue[i]) {
                continue;
            }
            Dossier const& alone = forecasting.issues[i].alone;
            Forecast const& forecast = *each.by_issue[i];
            fmt::format_to(out, "{},{},{},{}", each.protocol, csv_text(alone.name),
                           csv_text(alone.positions.issues.front()), forecast.point);
            for (int const percent : interval_percents) {
                double const tail = 0.5 - 0.005 * percent;
                fmt::format_to(out, ",{},{}", forecast.distribution.quantile(tail),
                               forecast.distribution.quantile(1.0 - tail));
            }
            double const outcome = alone.outcome(0);
            if (std::isnan(outcome)) {
                text += ",,,,,,\n";
                continue;
            }
            auto const judged = judge(forecast, outcome);
            fmt::format_to(out, ",{},{},{},{},{},{}\n", outcome,
                           forecasting.fold.empty() ? "" : std::to_string(forecasting.fold[i] + 1),
                           judged.error, judged.crps, judged.below, judged.up_to);
        }
    }
    return text;
}

}  // namespace parley
