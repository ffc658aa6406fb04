#include "output/hdf5/result_arrays.hpp"

#include "output/hdf5/attribute.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace parley::hdf5 {
namespace {

using Texts = std::vector<std::string>;

std::string name_of(Dimension dimension)
{
    return std::string{dimension_names[static_cast<std::size_t>(dimension)]};
}

Texts names_of(std::vector<Dimension> const& dimensions)
{
    Texts names;
    std::ranges::transform(dimensions, std::back_inserter(names), name_of);
    return names;
}

/// What xarray shows beside the values along a dimension.
Texts auxiliary_coordinates(Dimension dimension)
{
    switch (dimension) {
        case Dimension::run:
            return {"point", "replicate", "seed", "what_if", "status"};
        case Dimension::state:
            return {"state_name"};
        case Dimension::forum:
            return {"forum_name"};
        case Dimension::session:
            return {"session_run", "session_time", "session_forum"};
        case Dimension::time:
        case Dimension::issue:
        case Dimension::role:
            break;
    }
    return {};
}

/// The names of CF's attribute `coordinates`; none for what is a coordinate itself.
Texts coordinates_of(Variable const& variable)
{
    Texts all;
    for (Dimension const dimension : variable.dimensions) {
        for (std::string& name : auxiliary_coordinates(dimension)) {
            if (name == variable.name) {
                return {};
            }
            all.push_back(std::move(name));
        }
    }
    return all;
}

void describe(hid_t array, std::string_view long_name, std::string_view units)
{
    write_attribute(array, "long_name", long_name);
    if (!units.empty()) {
        write_attribute(array, "units", units);
    }
    if (units.starts_with("days since")) {
        write_attribute(array, "calendar", "proleptic_gregorian");
    }
}

/// What the numbers of a flag mean: 0, 1, ..., and -1 where it may be none.
void describe_flags(hid_t array, Texts meanings, bool may_be_none)
{
    if (meanings.empty()) {
        return;  // the axis that they name is empty
    }
    if (may_be_none) {
        meanings.insert(meanings.begin(), "none");
    }
    for (std::string& meaning : meanings) {
        std::ranges::replace(meaning, ' ', '_');  // CF separates them by blanks
    }
    Datatype const type{H5Dget_type(array), "looking at a flag"};
    write_flag_values(array, type.id(), may_be_none ? -1 : 0, meanings.size());
    write_attribute(array, "flag_meanings", fmt::format("{}", fmt::join(meanings, " ")));
}

void describe(hid_t array, Variable const& variable)
{
    describe(array, variable.long_name, variable.units);
    if (variable.element == Element::float64) {
        write_attribute(array, "_FillValue", std::numeric_limits<double>::quiet_NaN());
    }
    describe_flags(array, variable.flags, variable.may_be_none);
    if (auto const coordinates = coordinates_of(variable); !coordinates.empty()) {
        write_attribute(array, "coordinates", fmt::format("{}", fmt::join(coordinates, " ")));
    }
}

/// A column of counting numbers.
Column counting(hid_t file, std::string const& name, std::size_t planned,
                std::string_view long_name)
{
    Column column{file, name, Element::int32, {}, planned};
    describe(column.id(), long_name, "1");
    return column;
}

std::size_t at_least_one(std::size_t count)
{
    return std::max<std::size_t>(count, 1);
}

}  // namespace

ResultArrays::ResultArrays(hid_t file, Labels const& labels, std::size_t planned_runs)
    : planned_runs_{at_least_one(planned_runs)},
      planned_sessions_{at_least_one(planned_runs * labels.most_sessions)},
      run_{counting(file, "run", planned_runs_, "simulated run")},
      session_{counting(file, "session", planned_sessions_, "negotiated table")},
      session_run_{counting(file, "session_run", planned_sessions_, "index of the run")}
{
    DimensionScales scales;
    scales.add("run", run_.id());
    scales.add("session", session_.id());
    scales.attach(session_run_.id(), {"session"});
    add_labels(file, labels, scales);
    for (Variable& variable : variables(labels)) {
        Column column = column_of(file, labels, variable);
        describe(column.id(), variable);
        scales.attach(column.id(), names_of(variable.dimensions));
        bool const by_session = variable.dimensions.front() == Dimension::session;
        tracks_.push_back({std::move(column), by_session, std::move(variable.values)});
    }
    scales.finish();
}

void ResultArrays::add_labels(hid_t file, Labels const& labels, DimensionScales& scales)
{
    auto const keep = [&](Dataset array, std::string_view long_name, std::string_view units) {
        describe(array.id(), long_name, units);
        label_arrays_.push_back(std::move(array));
        return label_arrays_.back().id();
    };
    auto const axis = [&](std::string const& name, Texts const& texts, std::string_view about) {
        scales.add(name, keep(write_texts(file, name, texts), about, ""));
    };
    auto const along = [&](Dimension dimension, Dataset array, std::string_view about) {
        hid_t const id = keep(std::move(array), about, "");
        scales.attach(id, {name_of(dimension)});
        return id;
    };
    auto const text = [&](Dimension dimension, std::string const& name, Texts const& texts,
                          std::string_view about) {
        along(dimension, write_texts(file, name, texts), about);
    };
    auto const flag = [&](Dimension dimension, std::string const& name,
                          std::vector<std::int8_t> const& values, std::string_view about,
                          Texts meanings) {
        hid_t const id = along(dimension, write_numbers(file, name, values), about);
        describe_flags(id, std::move(meanings), false);
    };
    scales.add("time", keep(write_numbers(file, "time", labels.time),
                            "day on which the recorded tick begins", "days since 1970-01-01"));
    axis("state", labels.state, "state");
    axis("issue", labels.issue, "issue");
    axis("forum", labels.forum, "forum");
    axis("role", {role_names.begin(), role_names.end()}, "role that migration gives a state");
    text(Dimension::state, "state_name", labels.state_name, "name of the state");
    text(Dimension::issue, "issue_about", labels.issue_about, "what the issue is about");
    text(Dimension::issue, "issue_scale_low", labels.issue_scale_low, "what position 0 means");
    text(Dimension::issue, "issue_scale_high", labels.issue_scale_high, "what position 1 means");
    flag(Dimension::issue, "issue_kind", labels.issue_kind, "declared kind of the issue",
         {issue_kind_names.begin(), issue_kind_names.end()});
    text(Dimension::forum, "forum_name", labels.forum_name, "name of the forum");
    flag(Dimension::forum, "forum_level", labels.forum_level, "level of the forum",
         {level_names.begin(), level_names.end()});
}

Column ResultArrays::column_of(hid_t file, Labels const& labels, Variable const& variable) const
{
    std::vector<hsize_t> row;
    for (std::size_t d = 1; d < variable.dimensions.size(); ++d) {
        row.push_back(size_of(labels, variable.dimensions[d]));
    }
    bool const by_session = variable.dimensions.front() == Dimension::session;
    return {file, variable.name, variable.element, row,
            by_session ? planned_sessions_ : planned_runs_};
}

void ResultArrays::append(RunRecord const& run)
{
    std::vector<std::int32_t> sessions(run.sessions.count());
    std::iota(sessions.begin(), sessions.end(), sessions_);
    session_.append(std::span<std::int32_t const>{sessions}, sessions.size());
    std::ranges::fill(sessions, runs_);
    session_run_.append(std::span<std::int32_t const>{sessions}, sessions.size());
    run_.append(std::span<std::int32_t const>{&runs_, 1}, 1);
    for (Track& track : tracks_) {
        track.column.append(track.values(run), track.by_session ? sessions.size() : 1);
    }
    sessions_ += static_cast<std::int32_t>(sessions.size());
    ++runs_;
}

void ResultArrays::flush()
{
    run_.flush();
    session_.flush();
    session_run_.flush();
    for (Track& track : tracks_) {
        track.column.flush();
    }
}

}  // namespace parley::hdf5
