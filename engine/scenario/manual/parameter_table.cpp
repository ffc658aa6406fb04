#include "scenario/manual/parameter_table.hpp"

#include "document/number.hpp"
#include "scenario/description.hpp"
#include "scenario/format/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace parley {
namespace {

/// Collects a row for each parameter, in the order of the description.
class ParameterTable : public Describer {
  public:
    [[nodiscard]] std::string text() const
    {
        std::string text =
            "| key | meaning | unit | range | default |\n| --- | --- | --- | --- | --- |\n";
        for (Row const& row : rows_) {
            text += fmt::format("| {} | {} | {} | {} | {} |\n", fmt::join(row.paths, ", "),
                                row.meaning, row.unit, row.range, row.otherwise);
        }
        return text;
    }

    void number(Key const& key, double& value, Range const& range) override
    {
        add(key, range.unit, in_symbols(range), to_text(value));
    }

    void numbers(Key const& key, std::vector<double>&, Range const& range, Count) override
    {
        add(key, range.unit, in_symbols(range), "");
    }

    void whole(Key const& key, std::uint64_t& value, WholeRange const& range) override
    {
        if (range.least < range.most) {  // else it is no parameter
            add(key, range.unit, in_symbols(range), std::to_string(value));
        }
    }

    void choice(Key const& key, std::size_t& value,
                std::span<std::string_view const> names) override
    {
        add(key, "", any_of(names), std::string{names[value]});
    }

    void month(Key const& key, Month&) override { add(key, "month", "", ""); }

    void duration(Key const& key, Duration& value, Span span) override
    {
        add(key, span.ticks ? "months, years or ticks" : "months or years", "", to_text(value));
    }

    void by_id(Key const& key, written::Numbers&, Named, Range const& range, bool) override
    {
        add(key, range.unit, in_symbols(range), "");
    }

    void method(Key const& key, written::Method& value, Methods const& methods) override
    {
        std::vector<std::string_view> names;
        names.reserve(methods.entries.size());
        for (Methods::Entry const& entry : methods.entries) {
            names.push_back(entry.name);
        }
        add(key, "", any_of(names), value.name);
        for (Methods::Entry const& entry : methods.entries) {
            for (Parameter const& parameter : entry.parameters) {
                add_parameter(key, entry, parameter);
            }
        }
    }

    void section(Key const& key, Body const& body) override
    {
        within(std::string{key.name} + '.', [&] { body(*this); });
    }

    void number_or_section(Key const& key, double& value, Range const& range, bool&,
                           Body const& body) override
    {
        number(key, value, range);
        section(key, body);
    }

    void map(Key const& key, Items& items) override
    {
        within(fmt::format("{}.<{}>.", key.name, items.noun),
               [&] { items.describe_default(*this); });
        if (items.drawn) {
            within(fmt::format("{}.drawn.", key.name), [&] { items.drawn(*this); });
        }
    }

    void list(Key const& key, Items& items) override
    {
        within(fmt::format("{}[].", key.name), [&] { items.describe_default(*this); });
    }

    bool given(Key const&, bool) override { return true; }

    // words and names are no parameters
    void text(Key const&, std::string&) override {}
    void texts(Key const&, std::vector<std::string>&, Count) override {}
    void values(Key const&, std::vector<Node>&, Count) override {}
    void id(Key const&, std::string&, Named) override {}
    void ids(Key const&, Ids&, Named, Count) override {}
    void selection(Key const&, written::Selection&, Named,
                   std::span<std::string_view const>) override
    {
    }
    void groups(Key const&, std::vector<Ids>&, Named, Count, Count) override {}
    void what_ifs(Key const&) override {}
    void state_groups(Key const&) override {}
    void exactly_one(std::initializer_list<std::string_view>) override {}
    void at_least_one(std::initializer_list<std::string_view>) override {}

  private:
    struct Row {
        std::string name;  ///< the path's last part, or from the method on
        std::string meaning;
        std::string unit;
        std::string range;
        std::string otherwise;
        std::vector<std::string> paths;
    };

    template <class Function>
    void within(std::string const& part, Function function)
    {
        auto const outer = path_.size();
        path_ += part;
        function();
        path_.resize(outer);
    }

    void add(Key const& key, std::string_view unit, std::string range, std::string otherwise)
    {
        if (key.required) {
            otherwise = "required";
        } else if (!key.otherwise.empty()) {
            otherwise = key.otherwise;
        } else if (key.optional || otherwise.empty()) {
            otherwise = "none";
        }
        add({std::string{key.name},
             std::string{key.about},
             std::string{unit},
             std::move(range),
             std::move(otherwise),
             {}});
    }

    void add_parameter(Key const& key, Methods::Entry const& entry, Parameter const& parameter)
    {
        bool const chosen = !parameter.choices.empty();
        auto const value = parameter.default_value;
        add({fmt::format("{}.{}", key.name, parameter.name),
             fmt::format("`{}`: {}", entry.name, parameter.about),
             "",
             chosen ? any_of(parameter.choices) : in_symbols(range_of(parameter)),
             chosen ? std::string{parameter.choices[static_cast<std::size_t>(value)]}
                    : to_text(value),
             {}});
    }

    void add(Row row)
    {
        auto const path = fmt::format("`{}{}`", path_, row.name);
        auto const content = [](Row const& r) {
            return std::tie(r.name, r.meaning, r.unit, r.range, r.otherwise);
        };
        auto const same = std::ranges::find_if(
            rows_, [&](Row const& other) { return content(other) == content(row); });
        if (same != rows_.end()) {
            same->paths.push_back(path);
            return;
        }
        row.paths.push_back(path);
        rows_.push_back(std::move(row));
    }

    std::string path_;  // of the section, with a dot at its end
    std::vector<Row> rows_;
};

}  // namespace

std::string parameters_of(Describer::Body const& body)
{
    ParameterTable table;
    body(table);
    return table.text();
}

std::string scenario_parameters()
{
    return parameters_of([scenario = Scenario{}](Describer& d) mutable { describe(d, scenario); });
}

}  // namespace parley
