#include "cli/sweep_summary.hpp"

#include "cli/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace parley {
namespace {

using Align = TextTable::Align;

constexpr std::size_t most_values = 6;       // that are told one by one
constexpr std::size_t most_parameters = 12;  // that are told about
constexpr std::size_t most_messages = 3;

double mean_of(std::vector<double> const& values, std::vector<std::size_t> const& runs)
{
    double sum = 0.0;
    std::size_t known = 0;
    for (std::size_t const run : runs) {
        if (!std::isnan(values[run])) {
            sum += values[run];
            ++known;
        }
    }
    return known == 0 ? std::nan("") : sum / static_cast<double>(known);
}

std::string number_text(double number)
{
    return std::isnan(number) ? "-" : fmt::format("{:.3f}", number);
}

/// How many different values there are, in order.
std::size_t distinct(std::vector<double> const& values, std::vector<std::size_t> const& order)
{
    std::size_t count = order.empty() ? 0 : 1;
    for (std::size_t i = 1; i < order.size(); ++i) {
        count += values[order[i]] != values[order[i - 1]] ? 1 : 0;
    }
    return count;
}

/// The last column of rows of a length.
std::vector<double> last_of(std::vector<double> const& values, std::size_t length)
{
    std::vector<double> last;
    for (std::size_t i = length; i <= values.size(); i += length) {
        last.push_back(values[i - 1]);
    }
    return last;
}

}  // namespace

SweepSummary::SweepSummary(Plan const& plan, std::filesystem::path const& result)
    : plan_{plan}, reader_{result}, header_{reader_.header()}, points_{reader_.numbers("point")}
{
    auto const status = reader_.numbers("status");
    failed_ = static_cast<std::uint64_t>(std::ranges::count(status, 1.0));
    read_measures();
}

void SweepSummary::read_measures()
{
    auto const at_the_end = [&](std::string const& name) {
        auto const has = [&](std::string const& sought) {
            return std::ranges::find(header_.variables, sought, &ResultHeader::Variable::name) !=
                   header_.variables.end();
        };
        if (has(name + "_final")) {
            return reader_.numbers(name + "_final");
        }
        auto const values = reader_.numbers(name);
        return last_of(values, std::max<std::size_t>(
                                   values.size() / std::max<std::size_t>(points_.size(), 1), 1));
    };
    measures_.push_back({"hard movement", at_the_end("hard_movement")});
    measures_.push_back({"soft movement", at_the_end("soft_movement")});
    measures_.push_back({"coverage", at_the_end("regime_coverage")});
    auto const held = reader_.numbers("sessions_held");
    auto const agreed = reader_.numbers("sessions_agreed");
    Measure share{"share of tables agreed", {}};
    for (std::size_t r = 0; r < held.size(); ++r) {
        share.values.push_back(held[r] > 0.0 ? agreed[r] / held[r] : std::nan(""));
    }
    measures_.push_back(std::move(share));
}

std::string SweepSummary::text() const
{
    auto text = fmt::format(
        "{}\n{} points, {} replicates; {} runs in this result, {} of them failed\n",
        plan_.study().name, plan_.points(), plan_.replicates(), points_.size(), failed_);
    text += failures();
    text += "\nHow far it went, at the end of a run\n\n" + means();
    text += "\nMeans by what was varied\n\n" + by_parameter();
    return text;
}

std::string SweepSummary::means() const
{
    TextTable table{
        {{"measure"}, {"mean", Align::right}, {"lowest", Align::right}, {"highest", Align::right}}};
    for (Measure const& measure : measures_) {
        std::vector<std::size_t> all(measure.values.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        std::erase_if(all, [&](std::size_t run) { return std::isnan(measure.values[run]); });
        auto const value = [&](std::size_t run) { return measure.values[run]; };
        auto const [low, high] = std::ranges::minmax_element(all, {}, value);
        table.add({measure.title, number_text(mean_of(measure.values, all)),
                   all.empty() ? "-" : number_text(value(*low)),
                   all.empty() ? "-" : number_text(value(*high))});
    }
    return table.text();
}

std::vector<SweepSummary::Group> SweepSummary::groups_of(std::size_t parameter) const
{
    StudyParameter const& its = plan_.parameters()[parameter];
    std::vector<double> values;
    values.reserve(points_.size());
    for (double const point : points_) {
        values.push_back(plan_.value(static_cast<std::uint64_t>(point), parameter));
    }
    std::vector<std::size_t> order(points_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t run) { return std::pair{values[run], run}; });
    bool const listed = distinct(values, order) <= most_values;
    std::size_t const quarter = (order.size() + 3) / 4;
    std::vector<Group> groups;
    double last = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        double const value = values[order[i]];
        bool const differs = i == 0 || value != last;
        if (differs && (listed || i >= groups.size() * quarter)) {
            groups.push_back({its.text(value), value, {}});
        } else if (differs) {
            groups.back().label = fmt::format("{:.3g} to {:.3g}", groups.back().first, value);
        }
        groups.back().runs.push_back(order[i]);
        last = value;
    }
    return groups;
}

std::string SweepSummary::by_parameter() const
{
    std::vector<TextTable::Column> columns{{"parameter"}, {"value"}, {"runs", Align::right}};
    for (Measure const& measure : measures_) {
        columns.push_back({measure.title, Align::right});
    }
    TextTable table{columns};
    std::size_t const shown = std::min(most_parameters, plan_.parameters().size());
    for (std::size_t p = 0; p < shown; ++p) {
        std::string name = plan_.parameters()[p].path();
        for (Group const& group : groups_of(p)) {
            std::vector<std::string> cells{std::exchange(name, ""), group.label,
                                           fmt::format("{}", group.runs.size())};
            for (Measure const& measure : measures_) {
                cells.push_back(number_text(mean_of(measure.values, group.runs)));
            }
            table.add(std::move(cells));
        }
    }
    std::size_t const rest = plan_.parameters().size() - shown;
    return table.text() + (rest == 0 ? "" : fmt::format("  and {} more parameters\n", rest));
}

std::string SweepSummary::failures() const
{
    if (failed_ == 0) {
        return {};
    }
    std::map<std::string, std::vector<std::size_t>> by_message;
    auto const messages = reader_.texts("failure");
    auto const status = reader_.numbers("status");
    for (std::size_t run = 0; run < messages.size(); ++run) {
        if (status[run] > 0.0) {
            by_message[messages[run]].push_back(run);
        }
    }
    std::string text;
    for (auto const& [message, runs] : by_message) {
        if (text.empty() ||
            std::ranges::count(text, '\n') < static_cast<std::ptrdiff_t>(most_messages)) {
            text += fmt::format("  {} failed, first at point {}: {}\n", runs.size(),
                                points_[runs.front()], message.substr(0, message.find('\n')));
        }
    }
    return text;
}

}  // namespace parley
