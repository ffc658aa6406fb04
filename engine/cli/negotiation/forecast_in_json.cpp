#include "cli/json_output.hpp"
#include "cli/negotiation/forecast.hpp"

#include <fmt/format.h>

#include <cmath>

namespace parley {
namespace {

Json in_json(ResampledInterval const& interval)
{
    return Json::array({interval.low, interval.high});
}

Json by_percent(std::array<double, 3> const& values)
{
    Json object = Json::object();
    for (std::size_t p = 0; p < values.size(); ++p) {
        object[std::to_string(interval_percents.at(p))] = values.at(p);
    }
    return object;
}

Json in_json(Score const& score)
{
    return {{"n", score.n},
            {"mae", score.mae},
            {"median_ae", score.median_ae},
            {"hit5", score.hit5},
            {"hit10", score.hit10},
            {"crps", score.crps},
            {"mae_interval", in_json(score.mae_interval)},
            {"crps_interval", in_json(score.crps_interval)},
            {"coverage", by_percent(score.coverage)},
            {"width", by_percent(score.width)}};
}

Json scores(Forecasting const& forecasting)
{
    Json object = Json::object();
    for (Score const& score : forecasting.scores) {
        object[score.protocol] = in_json(score);
    }
    return object;
}

Json gains(Forecasting const& forecasting)
{
    Json object = Json::object();
    for (Gain const& gain : forecasting.gains) {
        object[gain.protocol][gain.over] = {{"n", gain.n},
                                            {"mae", gain.mae},
                                            {"crps", gain.crps},
                                            {"mae_interval", in_json(gain.mae_interval)},
                                            {"crps_interval", in_json(gain.crps_interval)}};
    }
    return object;
}

Json shuffled(Forecasting const& forecasting)
{
    Json object = Json::object();
    for (Shuffled const& each : forecasting.shuffled) {
        object[each.protocol] = {{"crps", each.crps}, {"share", each.share}};
        if (each.gain_over_past) {
            object[each.protocol]["gain_over_past"] = *each.gain_over_past;
        }
    }
    return object;
}

Json left_out(Forecasting const& forecasting)
{
    Json object{{"tables_and_rows", forecasting.dossiers.left_out},
                {"without_outcome", forecasting.issues.size() - forecasting.scored}};
    Json by_protocol = Json::object();
    for (Forecasts const& each : forecasting.forecasts) {
        for (auto const& [why, count] : each.left_out) {
            by_protocol[each.protocol][why] = count;
        }
    }
    object["issues"] = std::move(by_protocol);
    return object;
}

Json forecasts(Forecasting const& forecasting)
{
    Json list = Json::array();
    for (Forecasts const& each : forecasting.forecasts) {
        for (std::size_t i = 0; i < forecasting.issues.size(); ++i) {
            if (!each.by_issue[i]) {
                continue;
            }
            Dossier const& alone = forecasting.issues[i].alone;
            Forecast const& forecast = *each.by_issue[i];
            Json distribution = Json::array();
            for (std::size_t p = 0; p < forecast.distribution.places.size(); ++p) {
                distribution.push_back(Json::array(
                    {forecast.distribution.places[p], forecast.distribution.chances[p]}));
            }
            double const outcome = alone.outcome(0);
            list.push_back({{"protocol", each.protocol},
                            {"group", alone.name},
                            {"issue", alone.positions.issues.front()},
                            {"point", forecast.point},
                            {"distribution", std::move(distribution)},
                            {"outcome", std::isnan(outcome) ? Json(nullptr) : Json(outcome)}});
        }
    }
    return list;
}

}  // namespace

std::string in_json(Forecasting const& forecasting)
{
    Json object = Json::object();
    if (forecasting.is_scored) {
        object["scores"] = scores(forecasting);
        object["gains"] = gains(forecasting);
        if (forecasting.shuffles > 0) {
            object["shuffles"] = forecasting.shuffles;
            object["shuffled"] = shuffled(forecasting);
        }
        object["groups"] = forecasting.groups;
        object["folds"] = forecasting.folds;
        object["seed"] = forecasting.seed;
        object["resamples"] = forecasting.resamples;
    } else {
        object["forecasts"] = forecasts(forecasting);
    }
    object["rule"] = forecasting.rule;
    object["left_out"] = left_out(forecasting);
    return object.dump(2) + '\n';
}

}  // namespace parley
