#include "scenario/manual/value_schemas.hpp"

#include "scenario/format/reserved_ids.hpp"
#include "scenario/format/wording.hpp"

#include <cmath>

namespace parley {

namespace {

constexpr std::string_view id_pattern = "^[A-Za-z][A-Za-z0-9_]{0,63}$";

}  // namespace

Json any_text()
{
    return {{"type", {"string", "number", "boolean"}}};
}

Json id_schema()
{
    return {{"type", "string"}, {"pattern", id_pattern}};
}

Json new_id_schema()
{
    Json schema = id_schema();
    for (auto const& reserved : reserved_ids) {
        schema["not"]["enum"].push_back(reserved.word);
    }
    return schema;
}

Json path_schema()
{
    return {{"type", "string"}, {"pattern", R"(^[A-Za-z0-9_*]+(\.[A-Za-z0-9_*]+)*$)"}};
}

Json list_schema(Json item, Count count)
{
    Json schema{{"type", "array"}, {"items", std::move(item)}, {"minItems", count.least}};
    if (count.most != Count{}.most) {
        schema["maxItems"] = count.most;
    }
    return schema;
}

Json ids_schema(Count count)
{
    auto schema = list_schema(id_schema(), count);
    schema["uniqueItems"] = true;
    return schema;
}

Json names_schema(Named named, Count count)
{
    if (!may_name_groups(named)) {
        return ids_schema(count);
    }
    constexpr std::string_view phrase =
        R"(^[A-Za-z][A-Za-z0-9_]{0,63}( except [A-Za-z0-9_, \[\]]+)?$)";
    auto list = ids_schema(count);
    list["minItems"] = 1;  // it may be a group
    return {{"anyOf", {{{"type", "string"}, {"pattern", phrase}}, std::move(list)}}};
}

Json number_schema(Range const& range)
{
    Json schema{{"type", "number"}};
    if (std::isfinite(range.least)) {
        schema[range.above ? "exclusiveMinimum" : "minimum"] = range.least;
    }
    if (std::isfinite(range.most)) {
        schema[range.below ? "exclusiveMaximum" : "maximum"] = range.most;
    }
    return schema;
}

namespace {

Json parameter_schema(Parameter const& parameter)
{
    Json schema;
    if (!parameter.choices.empty()) {
        schema["enum"] = parameter.choices;
        schema["default"] = parameter.choices[static_cast<std::size_t>(parameter.default_value)];
    } else {
        schema = number_schema({.least = parameter.minimum,
                                .most = parameter.maximum,
                                .above = parameter.minimum_excluded,
                                .below = parameter.maximum_excluded});
        schema["type"] = parameter.whole ? "integer" : "number";
        schema["default"] = parameter.default_value;
    }
    schema["description"] = parameter.about;
    return schema;
}

/// A protocol or a rule with its parameters; a dot in a parameter's name opens a mapping.
Json entry_schema(Methods::Entry const& entry)
{
    Json properties{{"name", {{"const", entry.name}}}};
    for (Parameter const& parameter : entry.parameters) {
        auto const dot = parameter.name.find('.');
        if (dot == std::string_view::npos) {
            properties[std::string{parameter.name}] = parameter_schema(parameter);
            continue;
        }
        Json& group = properties[std::string{parameter.name.substr(0, dot)}];
        group["type"] = "object";
        group["additionalProperties"] = false;
        group["properties"][std::string{parameter.name.substr(dot + 1)}] =
            parameter_schema(parameter);
    }
    return {{"type", "object"},
            {"description", entry.about},
            {"properties", std::move(properties)},
            {"required", {"name"}},
            {"additionalProperties", false}};
}

}  // namespace

Json method_schema(Methods const& methods)
{
    Json names = Json::array();
    Json alternatives = Json::array();
    for (Methods::Entry const& entry : methods.entries) {
        names.push_back(entry.name);
        alternatives.push_back(entry_schema(entry));
    }
    alternatives.insert(alternatives.begin(), Json{{"enum", std::move(names)}});
    return {{"oneOf", std::move(alternatives)}};
}

}  // namespace parley
