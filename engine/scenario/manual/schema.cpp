#include "scenario/manual/schema.hpp"

#include "document/number.hpp"
#include "scenario/description.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/manual/value_schemas.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace parley {
namespace {

constexpr std::string_view month_pattern = "^[0-9]{4}-(0[1-9]|1[0-2]|Q[1-4])$";

/// Writes the schema of one section.
class SchemaWriter : public Describer {
  public:
    [[nodiscard]] Json take()
    {
        Json schema{{"type", "object"}, {"properties", std::move(properties_)}};
        if (!required_.empty()) {
            schema["required"] = std::move(required_);
        }
        if (!constraints_.empty()) {
            schema["allOf"] = std::move(constraints_);
        }
        schema["additionalProperties"] = false;
        return schema;
    }

    void number(Key const& key, double& value, Range const& range) override
    {
        add(key, with_default(key, number_schema(range), value), range.unit);
    }

    void numbers(Key const& key, std::vector<double>&, Range const& range, Count count) override
    {
        add(key, list_schema(number_schema(range), count), range.unit);
    }

    void whole(Key const& key, std::uint64_t& value, WholeRange const& range) override
    {
        Json schema{{"type", "integer"}, {"minimum", range.least}};
        if (range.most != WholeRange{}.most) {
            schema["maximum"] = range.most;
        }
        add(key, with_default(key, std::move(schema), value), range.unit);
    }

    void text(Key const& key, std::string&) override { add(key, any_text()); }

    void texts(Key const& key, std::vector<std::string>&, Count count) override
    {
        add(key, list_schema(any_text(), count));
    }

    void values(Key const& key, std::vector<Node>&, Count count) override
    {
        add(key, list_schema(Json::object(), count));
    }

    void choice(Key const& key, std::size_t& value,
                std::span<std::string_view const> names) override
    {
        if (names.data() == truth_names.data()) {
            Json schema{{"type", "boolean"}};
            schema["default"] = value == 1;
            add(key, schema);
            return;
        }
        Json const all = std::vector<std::string_view>{names.begin(), names.end()};
        add(key, with_default(key, {{"enum", all}}, names[value]));
    }

    void month(Key const& key, Month&) override
    {
        add(key, {{"type", "string"}, {"pattern", month_pattern}}, "YYYY-MM or YYYY-Qn");
    }

    void duration(Key const& key, Duration& value, Span span) override
    {
        std::string const pattern = fmt::format(
            "^{}[1-9][0-9]*\\s+(months?|quarters?|years?{}){}$",
            span.repeated ? "((every\\s+)?" : "", span.ticks ? "|ticks?" : "",
            span.repeated ? fmt::format("|every (month|quarter|year{})|monthly|quarterly|yearly)",
                                        span.ticks ? "|tick" : "")
                          : "");
        add(key, with_default(key, {{"type", "string"}, {"pattern", pattern}}, to_text(value)));
    }

    void id(Key const& key, std::string&, Named) override { add(key, id_schema()); }

    void ids(Key const& key, Ids&, Named named, Count count) override
    {
        add(key, count.alone ? Json{{"oneOf", {id_schema(), ids_schema(count)}}}
                             : names_schema(named, count));
    }

    void selection(Key const& key, written::Selection&, Named named,
                   std::span<std::string_view const> groups) override
    {
        Json const names = std::vector<std::string_view>{groups.begin(), groups.end()};
        Json schema = names_schema(named, {});
        schema["anyOf"].insert(schema["anyOf"].begin(), Json{{"enum", names}});
        add(key, std::move(schema));
    }

    void groups(Key const& key, std::vector<Ids>&, Named named, Count groups, Count count) override
    {
        add(key, list_schema(names_schema(named, count), groups));
    }

    void by_id(Key const& key, written::Numbers&, Named, Range const& range, bool all) override
    {
        Json by_id{{"type", "object"}, {"additionalProperties", number_schema(range)}};
        add(key, all ? Json{{"oneOf", {number_schema(range), std::move(by_id)}}} : by_id,
            range.unit);
    }

    void method(Key const& key, written::Method& value, Methods const& methods) override
    {
        add(key, with_default(key, method_schema(methods), value.name));
    }

    void section(Key const& key, Body const& body) override
    {
        SchemaWriter inner;
        body(inner);
        add(key, inner.take());
    }

    void number_or_section(Key const& key, double&, Range const& range, bool&,
                           Body const& body) override
    {
        SchemaWriter inner;
        body(inner);
        add(key, {{"oneOf", {number_schema(range), inner.take()}}}, range.unit);
    }

    void map(Key const& key, Items& items) override
    {
        Json schema{{"type", "object"},
                    {"propertyNames", items.paths ? path_schema() : new_id_schema()},
                    {"additionalProperties", item(items)},
                    {"minProperties", key.required ? 1 : 0},
                    {"maxProperties", items.most}};
        Json alternatives = Json::array();
        if (items.table) {
            alternatives.push_back(file_schema());
        }
        if (items.drawn) {
            alternatives.push_back(drawn_schema(items));
        }
        alternatives.push_back(std::move(schema));
        add(key, alternatives.size() > 1 ? Json{{"anyOf", std::move(alternatives)}}
                                         : std::move(alternatives[0]));
    }

    void list(Key const& key, Items& items) override
    {
        Json schema{{"type", "array"}, {"items", item(items)}, {"maxItems", items.most}};
        add(key,
            items.table ? Json{{"anyOf", {file_schema(), std::move(schema)}}} : std::move(schema));
    }

    void what_ifs(Key const& key) override
    {
        add(key, {{"type", "object"},
                  {"propertyNames", id_schema()},
                  {"additionalProperties",
                   {{"type", "object"},
                    {"description", "path.to.key: value, as with --set"},
                    {"properties",
                     {{"builds_on",
                       {{"description", "what-ifs whose settings come first"},
                        {"oneOf",
                         {{{"type", "string"}},
                          {{"type", "array"}, {"items", {{"type", "string"}}}}}}}}}}}}});
    }

    void state_groups(Key const& key) override
    {
        add(key, {{"type", "object"},
                  {"propertyNames", new_id_schema()},
                  {"additionalProperties", names_schema(Named::state, {})},
                  {"maxProperties", Limits::groups}});
    }

    bool given(Key const&, bool) override { return true; }

    void exactly_one(std::initializer_list<std::string_view> keys) override
    {
        constraints_.push_back({{"oneOf", each_required(keys)}});
    }

    void at_least_one(std::initializer_list<std::string_view> keys) override
    {
        constraints_.push_back({{"anyOf", each_required(keys)}});
    }

  private:
    static Json each_required(std::initializer_list<std::string_view> keys)
    {
        Json alternatives = Json::array();
        for (std::string_view const key : keys) {
            alternatives.push_back({{"required", {key}}});
        }
        return alternatives;
    }

    static Json item(Items& items)
    {
        SchemaWriter inner;
        items.describe_default(inner);
        return inner.take();
    }

    static Json file_schema()
    {
        return {{"type", "object"},
                {"properties",
                 {{"from", {{"type", "string"}, {"description", "a CSV file; keys are columns"}}}}},
                {"required", {"from"}},
                {"additionalProperties", false}};
    }

    static Json drawn_schema(Items const& items)
    {
        SchemaWriter inner;
        items.drawn(inner);
        return {{"type", "object"},
                {"properties", {{"drawn", inner.take()}}},
                {"required", {"drawn"}},
                {"additionalProperties", false}};
    }

    static Json with_default(Key const& key, Json schema, Json value)
    {
        if (!key.required && !key.optional && key.otherwise.empty()) {
            schema["default"] = std::move(value);
        }
        return schema;
    }

    void add(Key const& key, Json schema, std::string_view unit = "")
    {
        std::string about{key.about};
        about += unit.empty() ? "" : fmt::format(" ({})", unit);
        about += key.otherwise.empty() ? "" : fmt::format("; without it: {}", key.otherwise);
        about += key.example.empty() ? "" : fmt::format("; example: {}", key.example);
        schema["title"] = key.name;
        schema["description"] = std::move(about);
        properties_[std::string{key.name}] = std::move(schema);
        if (key.required) {
            required_.push_back(key.name);
        }
    }

    Json properties_ = Json::object();
    Json required_ = Json::array();
    Json constraints_ = Json::array();
};

}  // namespace

std::string schema_of(std::string_view title, std::string_view about, Describer::Body const& body)
{
    SchemaWriter writer;
    body(writer);
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", title},
                {"description", about}};
    schema.update(writer.take());
    return schema.dump(2) + '\n';
}

std::string scenario_schema()
{
    return schema_of("Parley scenario, format 1",
                     "States that negotiate over migration: who, over what, and where",
                     [scenario = Scenario{}](Describer& d) mutable { describe(d, scenario); });
}

}  // namespace parley
