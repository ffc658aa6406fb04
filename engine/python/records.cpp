#include "python/records.hpp"

#include "python/arrays.hpp"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <type_traits>

namespace parley::python {
namespace {

std::string name_of(Dimension dimension)
{
    return std::string{dimension_names[static_cast<std::size_t>(dimension)]};
}

/// Numbers become an array, texts a list.
nb::object values_of(auto values, std::vector<std::size_t> const& shape)
{
    using Entry = typename std::remove_cvref_t<decltype(values)>::value_type;
    if constexpr (std::is_same_v<Entry, std::string>) {
        return nb::cast(values);
    } else {
        return given_away(std::move(values), shape);
    }
}

nb::dict described(LabelArray const& label)
{
    nb::dict told;
    told["name"] = label.name;
    told["dimensions"] = std::vector{name_of(label.dimension)};
    told["long_name"] = label.long_name;
    told["units"] = label.units;
    told["flags"] = label.flags;
    told["may_be_none"] = false;
    told["parameter"] = "";
    std::vector<std::size_t> const shape{label.size()};
    told["values"] =
        std::visit([&](auto const& all) { return values_of(all, shape); }, label.values);
    return told;
}

}  // namespace

Columns::Columns(Layout layout) : layout_{std::move(layout)}
{
    for (Variable const& variable : layout_.variables) {
        values_.push_back(empty_values(variable.element));
    }
}

void Columns::add(Row const& row)
{
    for (std::size_t v = 0; v < values_.size(); ++v) {
        std::visit(
            [&](auto const& given) {
                using Entry = std::remove_const_t<
                    typename std::remove_cvref_t<decltype(given)>::element_type>;
                auto& own = std::get<std::vector<Entry>>(values_[v]);
                own.insert(own.end(), given.begin(), given.end());
            },
            row.values[v]);
    }
    session_run_.insert(session_run_.end(), row.sessions, static_cast<std::int32_t>(runs_));
    ++runs_;
}

nb::dict Columns::take()
{
    std::size_t const sessions = session_run_.size();
    nb::dict result;
    nb::list labels;
    for (LabelArray const& label : layout_.labels) {
        labels.append(described(label));
    }
    nb::list variables;
    for (std::size_t v = 0; v < values_.size(); ++v) {
        Variable const& variable = layout_.variables[v];
        std::vector<std::size_t> shape{variable.by_session() ? sessions : runs_};
        std::vector<std::string> dimensions;
        for (std::size_t d = 0; d < variable.dimensions.size(); ++d) {
            if (d > 0) {
                shape.push_back(layout_.size(variable.dimensions[d]));
            }
            dimensions.push_back(name_of(variable.dimensions[d]));
        }
        nb::dict told;
        told["name"] = variable.name;
        told["dimensions"] = dimensions;
        told["long_name"] = variable.long_name;
        told["units"] = variable.units;
        told["flags"] = variable.flags;
        told["may_be_none"] = variable.may_be_none;
        told["parameter"] = variable.parameter;
        told["values"] =
            std::visit([&](auto& own) { return values_of(std::move(own), shape); }, values_[v]);
        variables.append(told);
    }
    result["labels"] = labels;
    result["variables"] = variables;
    result["runs"] = runs_;
    result["has_sessions"] = layout_.has_sessions;
    result["session_run"] = given_away(std::move(session_run_), {sessions});
    return result;
}

}  // namespace parley::python
