#include "scenario/format/writer.hpp"

#include "document/flow.hpp"
#include "document/number.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace parley {

namespace {

std::string flow(std::vector<std::string> const& ids)
{
    std::vector<std::string> parts;
    std::ranges::transform(ids, std::back_inserter(parts), plain_word);
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

/// The value of a parameter: a number or one of its choices.
std::string value_of(Parameter const& parameter, double value)
{
    return parameter.choices.empty()
               ? to_text(value)
               : std::string{parameter.choices[static_cast<std::size_t>(value)]};
}

/// Writes what is described as blocks of YAML.
class Writer : public Describer {
  public:
    [[nodiscard]] std::string take() { return std::move(text_); }

    void number(Key const& key, double& value, Range const&) override
    {
        line(key.name, to_text(value));
    }

    void numbers(Key const& key, std::vector<double>& value, Range const&, Count) override
    {
        std::vector<std::string> parts;
        std::ranges::transform(value, std::back_inserter(parts),
                               [](double number) { return to_text(number); });
        if (!value.empty()) {
            line(key.name, fmt::format("[{}]", fmt::join(parts, ", ")));
        }
    }

    void whole(Key const& key, std::uint64_t& value, WholeRange const&) override
    {
        line(key.name, std::to_string(value));
    }

    void text(Key const& key, std::string& value) override { line(key.name, double_quoted(value)); }

    void texts(Key const& key, std::vector<std::string>& value, Count) override
    {
        std::vector<std::string> parts;
        std::ranges::transform(value, std::back_inserter(parts), double_quoted);
        if (!value.empty()) {
            line(key.name, fmt::format("[{}]", fmt::join(parts, ", ")));
        }
    }

    void values(Key const& key, std::vector<Node>& value, Count) override
    {
        std::vector<std::string> parts;
        std::ranges::transform(value, std::back_inserter(parts), flow_text);
        if (!value.empty()) {
            line(key.name, fmt::format("[{}]", fmt::join(parts, ", ")));
        }
    }

    void choice(Key const& key, std::size_t& value,
                std::span<std::string_view const> names) override
    {
        line(key.name, names[value]);
    }

    void month(Key const& key, Month& value) override { line(key.name, value.text()); }

    void duration(Key const& key, Duration& value, Span) override
    {
        line(key.name, to_text(value));
    }

    void id(Key const& key, std::string& value, Named) override
    {
        line(key.name, plain_word(value));
    }

    void ids(Key const& key, Ids& value, Named, Count count) override
    {
        if (!value.empty()) {
            bool const alone = count.alone && value.size() == 1;
            line(key.name, alone ? plain_word(value.front()) : flow(value));
        }
    }

    void selection(Key const& key, written::Selection& value, Named,
                   std::span<std::string_view const>) override
    {
        line(key.name, value.group.empty() ? flow(value.ids) : value.group);
    }

    void groups(Key const& key, std::vector<Ids>& value, Named, Count, Count) override
    {
        std::vector<std::string> parts;
        std::ranges::transform(value, std::back_inserter(parts), flow);
        line(key.name, fmt::format("[{}]", fmt::join(parts, ", ")));
    }

    void by_id(Key const& key, written::Numbers& value, Named, Range const&, bool) override
    {
        std::vector<std::string> parts;
        if (value.all) {
            parts.push_back("all: " + to_text(*value.all));
        }
        for (auto const& [id, number] : value.of) {
            parts.push_back(fmt::format("{}: {}", plain_word(id), to_text(number)));
        }
        if (!parts.empty()) {
            line(key.name, fmt::format("{{{}}}", fmt::join(parts, ", ")));
        }
    }

    void method(Key const& key, written::Method& value, Methods const& methods) override;

    void section(Key const& key, Body const& body) override
    {
        line(key.name, "");
        indent_ += 2;
        body(*this);
        indent_ -= 2;
    }

    void number_or_section(Key const& key, double& value, Range const& range, bool& is_section,
                           Body const& body) override
    {
        if (is_section) {
            section(key, body);
        } else {
            number(key, value, range);
        }
    }

    void map(Key const& key, Items& items) override
    {
        if (items.size() == 0) {
            return;
        }
        line(key.name, "");
        indent_ += 2;
        for (std::size_t i = 0; i < items.size(); ++i) {
            line(items.paths ? double_quoted(items.id(i)) : plain_word(items.id(i)), "");
            indent_ += 2;
            items.describe(*this, i);
            indent_ -= 2;
        }
        indent_ -= 2;
    }

    void list(Key const& key, Items& items) override
    {
        if (items.size() == 0) {
            return;
        }
        line(key.name, "");
        indent_ += 4;
        for (std::size_t i = 0; i < items.size(); ++i) {
            dash_ = true;
            items.describe(*this, i);
        }
        indent_ -= 4;
    }

    void what_ifs(Key const&) override {}
    void state_groups(Key const&) override {}
    bool given(Key const&, bool now) override { return now; }
    void exactly_one(std::initializer_list<std::string_view>) override {}
    void at_least_one(std::initializer_list<std::string_view>) override {}

  private:
    void line(std::string_view key, std::string_view value)
    {
        auto const space = std::string(indent_ - (dash_ ? 2 : 0), ' ');
        text_ += fmt::format("{}{}{}:{}{}\n", space, dash_ ? "- " : "", key,
                             value.empty() ? "" : " ", value);
        dash_ = false;
    }

    std::string text_;
    std::size_t indent_ = 0;
    bool dash_ = false;  // the next line begins an item of a list
};

void Writer::method(Key const& key, written::Method& value, Methods const& methods)
{
    std::string text = "{name: " + value.name;
    std::string group;
    auto const entry = std::ranges::find(methods.entries, value.name, &Methods::Entry::name);
    for (auto const& parameter :
         entry == methods.entries.end() ? std::span<Parameter const>{} : entry->parameters) {
        auto const given = value.values.find(parameter.name);
        auto const number = given == value.values.end() ? parameter.default_value : given->second;
        auto const dot = parameter.name.find('.');
        auto const its_group =
            dot == std::string_view::npos ? std::string_view{} : parameter.name.substr(0, dot);
        auto const name = parameter.name.substr(dot == std::string_view::npos ? 0 : dot + 1);
        if (its_group != group) {
            text += group.empty() ? "" : "}";
            group = its_group;
            text += group.empty() ? ", " : fmt::format(", {}: {{", group);
        } else {
            text += ", ";
        }
        text += fmt::format("{}: {}", name, value_of(parameter, number));
    }
    line(key.name, text + (group.empty() ? "}" : "}}"));
}

}  // namespace

std::string resolved_text(Describer::Body const& body)
{
    Writer writer;
    body(writer);
    return writer.take();
}
}  // namespace parley
