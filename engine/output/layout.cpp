#include "output/layout.hpp"

#include "output/listing.hpp"
#include "output/run_summary.hpp"
#include "simulation/gains.hpp"

#include <algorithm>
#include <stdexcept>

namespace parley {
namespace {

using listing::Texts;
using listing::texts;

LabelArray axis(Dimension dimension, Texts labels, std::string about)
{
    return {.name = std::string{dimension_names[static_cast<std::size_t>(dimension)]},
            .dimension = dimension,
            .values = std::move(labels),
            .long_name = std::move(about)};
}

LabelArray text(Dimension dimension, std::string name, Texts values, std::string about)
{
    return {.name = std::move(name),
            .dimension = dimension,
            .values = std::move(values),
            .long_name = std::move(about)};
}

LabelArray flag(Dimension dimension, std::string name, std::vector<std::int8_t> values,
                std::string about, Texts meanings)
{
    return {.name = std::move(name),
            .dimension = dimension,
            .values = std::move(values),
            .long_name = std::move(about),
            .flags = std::move(meanings)};
}

void add_issues(std::vector<LabelArray>& all, Labels const& labels)
{
    all.push_back(
        text(Dimension::issue, "issue_about", labels.issue_about, "what the issue is about"));
    all.push_back(
        text(Dimension::issue, "issue_scale_low", labels.issue_scale_low, "what position 0 means"));
    all.push_back(text(Dimension::issue, "issue_scale_high", labels.issue_scale_high,
                       "what position 1 means"));
    all.push_back(flag(Dimension::issue, "issue_kind", labels.issue_kind,
                       "declared kind of the issue", texts(issue_kind_names)));
}

constexpr char const* by_what = "by what the gains of states are summed up";

std::vector<LabelArray> series_labels(Labels const& labels)
{
    std::vector<LabelArray> all{
        {.name = "time",
         .dimension = Dimension::time,
         .values = labels.time,
         .long_name = "day on which the recorded tick begins",
         .units = "days since 1970-01-01"},
        axis(Dimension::state, labels.state, "state"),
        axis(Dimension::issue, labels.issue, "issue"),
        axis(Dimension::forum, labels.forum, "forum"),
        axis(Dimension::role, texts(role_names), "role that migration gives a state"),
        axis(Dimension::level, texts(level_names), "level of forums, the lowest first"),
        axis(Dimension::weighting, texts(weighting_names), by_what),
        text(Dimension::state, "state_name", labels.state_name, "name of the state")};
    if (!labels.pair.empty()) {
        all.push_back(axis(Dimension::pair, labels.pair, "pair of states that opens talks"));
    }
    if (!labels.organisation.empty()) {
        all.push_back(
            axis(Dimension::organisation, labels.organisation, "organisation that serves forums"));
    }
    if (!labels.authority.empty()) {
        all.push_back(axis(Dimension::authority, labels.authority, "authority below a state"));
        all.push_back(text(Dimension::authority, "authority_name", labels.authority_name,
                           "name of the authority"));
        all.push_back(text(Dimension::authority, "authority_of", labels.authority_of,
                           "state that the authority belongs to"));
    }
    add_issues(all, labels);
    all.push_back(text(Dimension::forum, "forum_name", labels.forum_name, "name of the forum"));
    all.push_back(flag(Dimension::forum, "forum_level", labels.forum_level, "level of the forum",
                       texts(level_names)));
    return all;
}

template <class Record>
std::vector<Variable> without_places(std::vector<VariableOf<Record>> const& variables)
{
    return {variables.begin(), variables.end()};
}

}  // namespace

bool LabelArray::is_axis() const
{
    return name == dimension_names[static_cast<std::size_t>(dimension)];
}

std::size_t LabelArray::size() const
{
    return std::visit([](auto const& some) { return some.size(); }, values);
}

std::size_t Layout::size(Dimension dimension) const
{
    for (LabelArray const& array : labels) {
        if (array.dimension == dimension && array.is_axis()) {
            return array.size();
        }
    }
    throw std::logic_error{"run and session grow with what is written"};
}

std::size_t Layout::row_size(Variable const& variable) const
{
    std::size_t product = 1;
    for (std::size_t d = 1; d < variable.dimensions.size(); ++d) {
        product *= size(variable.dimensions[d]);
    }
    return product;
}

Layout series_layout(Labels const& labels)
{
    return {.labels = series_labels(labels),
            .variables = without_places(variables(labels)),
            .has_sessions = true,
            .most_sessions = labels.most_sessions};
}

Layout summary_layout(Labels const& labels)
{
    Layout layout{.labels = {axis(Dimension::issue, labels.issue, "issue"),
                             axis(Dimension::level, texts(level_names), "level of a forum"),
                             axis(Dimension::weighting, texts(weighting_names), by_what)},
                  .variables = without_places(summary_variables())};
    add_issues(layout.labels, labels);
    return layout;
}

}  // namespace parley
