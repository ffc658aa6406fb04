#include "output/hdf5/result_arrays.hpp"

#include "output/hdf5/attribute.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

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
Texts auxiliary_coordinates(Layout const& layout, Dimension dimension)
{
    switch (dimension) {
        case Dimension::run: {
            Texts names{"point", "replicate", "seed", "what_if", "status"};
            for (Variable const& variable : layout.variables) {
                if (!variable.parameter.empty()) {
                    names.push_back(variable.name);
                }
            }
            return names;
        }
        case Dimension::state:
            return {"state_name"};
        case Dimension::forum:
            return {"forum_name"};
        case Dimension::session:
            return {"session_run", "session_time", "session_forum"};
        case Dimension::authority:
            return {"authority_name", "authority_of"};
        case Dimension::time:
        case Dimension::issue:
        case Dimension::role:
        case Dimension::level:
        case Dimension::weighting:
        case Dimension::pair:
        case Dimension::organisation:
            break;
            break;
    }
    return {};
}

/// The names of CF's attribute `coordinates`; none for what is a coordinate itself.
Texts coordinates_of(Layout const& layout, Variable const& variable)
{
    Texts all;
    for (Dimension const dimension : variable.dimensions) {
        for (std::string& name : auxiliary_coordinates(layout, dimension)) {
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

void describe(hid_t array, Layout const& layout, Variable const& variable)
{
    describe(array, variable.long_name, variable.units);
    if (variable.element == Element::float64) {
        write_attribute(array, "_FillValue", std::numeric_limits<double>::quiet_NaN());
    }
    describe_flags(array, variable.flags, variable.may_be_none);
    if (!variable.parameter.empty()) {
        write_attribute(array, "parameter", variable.parameter);
    }
    if (auto const coordinates = coordinates_of(layout, variable); !coordinates.empty()) {
        write_attribute(array, "coordinates", fmt::format("{}", fmt::join(coordinates, " ")));
    }
}

/// A column of counting numbers.
Column counting(hid_t file, std::string const& name, PlannedRows planned,
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

std::vector<hsize_t> row_shape(Layout const& layout, Variable const& variable)
{
    std::vector<hsize_t> row;
    for (std::size_t d = 1; d < variable.dimensions.size(); ++d) {
        row.push_back(layout.size(variable.dimensions[d]));
    }
    return row;
}

}  // namespace

ResultArrays::ResultArrays(hid_t file, Layout const& layout, std::size_t planned_runs,
                           std::size_t first_run)
    : run_{counting(file, "run", {at_least_one(planned_runs)}, "simulated run")},
      first_run_{static_cast<std::int32_t>(first_run)}
{
    PlannedRows const runs{at_least_one(planned_runs)};
    PlannedRows const sessions{at_least_one(planned_runs * layout.most_sessions), false};
    DimensionScales scales;
    scales.add("run", run_.id());
    if (layout.has_sessions) {
        sessions_.emplace(Sessions{counting(file, "session", sessions, "negotiated table"),
                                   counting(file, "session_run", sessions, "index of the run")});
        scales.add("session", sessions_->session.id());
        scales.attach(sessions_->session_run.id(), {"session"});
    }
    add_labels(file, layout, scales);
    for (Variable const& variable : layout.variables) {
        Column column{file,
                      variable.name,
                      variable.element,
                      row_shape(layout, variable),
                      variable.by_session() ? sessions : runs,
                      chunk_bytes(layout.variables.size())};
        describe(column.id(), layout, variable);
        scales.attach(column.id(), names_of(variable.dimensions));
        tracks_.push_back({std::move(column), variable.by_session()});
    }
    scales.finish();
}

void ResultArrays::add_labels(hid_t file, Layout const& layout, DimensionScales& scales)
{
    for (LabelArray const& label : layout.labels) {
        Dataset array = std::visit(
            [&](auto const& values) -> Dataset {
                using Entry = typename std::remove_cvref_t<decltype(values)>::value_type;
                if constexpr (std::same_as<Entry, std::string>) {
                    return write_texts(file, label.name, values);
                } else {
                    return write_numbers(file, label.name, values);
                }
            },
            label.values);
        describe(array.id(), label.long_name, label.units);
        if (label.is_axis()) {
            scales.add(label.name, array.id());
        } else {
            scales.attach(array.id(), {name_of(label.dimension)});
        }
        describe_flags(array.id(), label.flags, false);
        label_arrays_.push_back(std::move(array));
    }
}

void ResultArrays::append(Row const& row)
{
    if (row.values.size() != tracks_.size()) {
        throw std::invalid_argument{"a run is given for another layout"};
    }
    if (sessions_) {
        append_sessions(row.sessions);
    }
    std::int32_t const run = first_run_ + run_count_;
    run_.append(std::span<std::int32_t const>{&run, 1}, 1);
    for (std::size_t t = 0; t < tracks_.size(); ++t) {
        tracks_[t].column.append(row.values[t], tracks_[t].by_session ? row.sessions : 1);
    }
    ++run_count_;
}

void ResultArrays::append_sessions(std::size_t count)
{
    if (std::cmp_greater(count, std::numeric_limits<std::int32_t>::max() - session_count_)) {
        throw std::length_error{"a result holds at most 2147483647 sessions; record fewer"};
    }
    std::vector<std::int32_t> sessions(count);
    std::iota(sessions.begin(), sessions.end(), session_count_);
    sessions_->session.append(std::span<std::int32_t const>{sessions}, count);
    std::ranges::fill(sessions, run_count_);
    sessions_->session_run.append(std::span<std::int32_t const>{sessions}, count);
    session_count_ += static_cast<std::int32_t>(count);
}

void ResultArrays::flush()
{
    run_.flush();
    if (sessions_) {
        sessions_->session.flush();
        sessions_->session_run.flush();
    }
    for (Track& track : tracks_) {
        track.column.flush();
    }
}

Manifest::ValueSums ResultArrays::sums()
{
    Manifest::ValueSums sums;
    auto const add = [&](Column& column) { sums.emplace("/" + column.name(), column.sum()); };
    add(run_);
    if (sessions_) {
        add(sessions_->session);
        add(sessions_->session_run);
    }
    for (Track& track : tracks_) {
        add(track.column);
    }
    return sums;
}

}  // namespace parley::hdf5
