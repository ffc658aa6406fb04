#include "cli/commands.hpp"
#include "cli/differences.hpp"
#include "cli/file_kind.hpp"
#include "cli/json_output.hpp"
#include "cli/standard_streams.hpp"
#include "cli/text_table.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

#include <optional>

namespace parley {
namespace {

std::string attributes_text(Differences const& found)
{
    TextTable table{{{"attribute"}, {"first"}, {"second"}}};
    for (auto const& [name, first, second] : found.attributes) {
        table.add({name, first.value_or("(missing)"), second.value_or("(missing)")});
    }
    return table.empty() ? "" : table.text();
}

std::string what_differs(Differences::Input const& input)
{
    if (!input.in_first || !input.in_second) {
        return input.in_first ? "only in the first" : "only in the second";
    }
    return input.line == 0 ? "line ends" : fmt::format("from line {}", input.line);
}

std::string inputs_text(Differences const& found)
{
    TextTable table{{{"input"}, {"differs"}}};
    for (auto const& input : found.inputs) {
        table.add({input.name, what_differs(input)});
    }
    return table.empty() ? "" : table.text();
}

std::string dimensions_text(Differences const& found)
{
    TextTable table{{{"dimension"},
                     {"first", TextTable::Align::right},
                     {"second", TextTable::Align::right},
                     {"labels"}}};
    auto const size = [](auto const& value) {
        return value ? fmt::format("{}", *value) : std::string{"(missing)"};
    };
    for (auto const& [name, first, second, same_labels] : found.dimensions) {
        std::string const labels = same_labels ? "the same" : "differ";
        table.add({name, size(first), size(second), first && second ? labels : ""});
    }
    return table.empty() ? "" : table.text();
}

std::string variables_text(Differences const& found)
{
    TextTable table{{{"variable"},
                     {"values that differ", TextTable::Align::right},
                     {"by at most", TextTable::Align::right},
                     {"unit"}}};
    for (auto const& variable : found.variables) {
        if (!variable.what.empty()) {
            table.add({variable.name, variable.what});
        } else {
            table.add({variable.name, fmt::format("{} of {}", variable.differing, variable.values),
                       fmt::format("{:.3g}", variable.by_at_most), variable.units});
        }
    }
    return table.empty() ? "" : table.text();
}

Json in_json(CompareOptions const& options, Differences const& found)
{
    auto const or_null = [](auto const& value) { return value ? Json(*value) : Json{}; };
    Json json{{"first", options.first},    {"second", options.second},
              {"equal", found.empty()},    {"attributes", Json::array()},
              {"inputs", Json::array()},   {"dimensions", Json::array()},
              {"variables", Json::array()}};
    for (auto const& [name, first, second] : found.attributes) {
        auto const& called = name;
        auto const value = [&](std::optional<std::string> const& text) {
            return text ? attribute_in_json(called, *text) : Json{};
        };
        json["attributes"].push_back(
            {{"name", name}, {"first", value(first)}, {"second", value(second)}});
    }
    for (auto const& input : found.inputs) {
        json["inputs"].push_back({{"name", input.name},
                                  {"in_first", input.in_first},
                                  {"in_second", input.in_second},
                                  {"line", input.line}});
    }
    for (auto const& [name, first, second, same_labels] : found.dimensions) {
        json["dimensions"].push_back({{"name", name},
                                      {"first", or_null(first)},
                                      {"second", or_null(second)},
                                      {"same_labels", same_labels}});
    }
    for (auto const& variable : found.variables) {
        json["variables"].push_back({{"name", variable.name},
                                     {"what", variable.what},
                                     {"values", variable.values},
                                     {"differing", variable.differing},
                                     {"by_at_most", variable.by_at_most},
                                     {"units", variable.units}});
    }
    json.update(fault_in_json({}, 0, ""));
    return json;
}

}  // namespace

Exit compare_results(CompareOptions const& options)
{
    for (auto const& file : {options.first, options.second}) {
        refuse_other_kind(file, {FileKind::result}, "compare");
    }
    auto const found = differences(ResultReader{options.first}, ResultReader{options.second});
    tell("{} attributes, {} inputs, {} dimensions and {} variables differ", found.attributes.size(),
         found.inputs.size(), found.dimensions.size(), found.variables.size());
    auto const result = found.empty() ? Exit::done : Exit::different;
    if (options.json) {
        give_json(in_json(options, found));
        return result;
    }
    std::string text;
    auto const report = [&](std::string_view title, std::string const& table) {
        text += table.empty() ? "" : fmt::format("\n{}\n\n{}", title, table);
    };
    report("Where they come from", attributes_text(found));
    report("What they were made from", inputs_text(found));
    report("What they are labelled by", dimensions_text(found));
    report("What came out", variables_text(found));
    say("{} and {} {}\n{}", options.first, options.second, text.empty() ? "are equal" : "differ",
        text);
    return result;
}

}  // namespace parley
