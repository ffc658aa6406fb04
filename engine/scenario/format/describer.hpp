#pragma once

#include "document/duration.hpp"
#include "document/node.hpp"
#include "scenario/format/by_name.hpp"
#include "scenario/format/key.hpp"
#include "scenario/format/values.hpp"
#include "support/month.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

class Describer;

/// The sections of a map (by id) or a list, whatever their type.
class Items {
  public:
    Items() = default;
    Items(Items const&) = delete;
    Items& operator=(Items const&) = delete;
    virtual ~Items() = default;

    [[nodiscard]] virtual std::size_t size() const = 0;
    [[nodiscard]] virtual std::string id(std::size_t index) const = 0;  ///< of a map
    virtual void add(std::string id) = 0;                               ///< one more, all defaults
    virtual void describe(Describer& describer, std::size_t index) = 0;
    virtual void describe_default(Describer& describer) const = 0;  ///< one that is in no list

    std::string_view noun{};       ///< what each is called: "state"
    std::size_t most = 0;          ///< how many there may be
    bool table = false;            ///< may also stand in a CSV file, with keys as columns
    bool paths = false;            ///< a map's ids are paths, such as `forums.eu.frankness`
    std::optional<Named> names{};  ///< what others refer to them as
    std::function<void(Describer&)> drawn{};  ///< describes how they may be drawn at random instead
};

/// Visits every key of a section, in the order in which it is written.
///
/// Sections are described once, by functions `describe(Describer&, Section&)`. One describer
/// reads a scenario, another writes it; its schema and its reference are describers, too. Defaults
/// are the values of the section that is described.
class Describer {
  public:
    Describer() = default;
    Describer(Describer const&) = delete;
    Describer& operator=(Describer const&) = delete;
    virtual ~Describer() = default;

    using Body = std::function<void(Describer&)>;
    using Ids = std::vector<std::string>;

    virtual void number(Key const& key, double& value, Range const& range) = 0;
    /// So many numbers, each in the range.
    virtual void numbers(Key const& key, std::vector<double>& value, Range const& range,
                         Count count) = 0;
    virtual void whole(Key const& key, std::uint64_t& value, WholeRange const& range) = 0;
    virtual void text(Key const& key, std::string& value) = 0;
    virtual void texts(Key const& key, std::vector<std::string>& value, Count count) = 0;
    /// A list of whatever can be written.
    virtual void values(Key const& key, std::vector<Node>& value, Count count) = 0;
    virtual void choice(Key const& key, std::size_t& value,
                        std::span<std::string_view const> names) = 0;
    virtual void month(Key const& key, Month& value) = 0;
    virtual void duration(Key const& key, Duration& value, Span span) = 0;
    virtual void id(Key const& key, std::string& value, Named named) = 0;
    virtual void ids(Key const& key, Ids& value, Named named, Count count) = 0;
    virtual void selection(Key const& key, written::Selection& value, Named named,
                           std::span<std::string_view const> groups) = 0;
    /// Lists of ids, each of so many.
    virtual void groups(Key const& key, std::vector<Ids>& value, Named named, Count groups,
                        Count count) = 0;
    /// Numbers by id of what is named; with `all`, also one number for all of them.
    virtual void by_id(Key const& key, written::Numbers& value, Named named, Range const& range,
                       bool all) = 0;
    virtual void method(Key const& key, written::Method& value, Methods const& methods) = 0;
    virtual void section(Key const& key, Body const& body) = 0;
    /// One number, or a section in its place; `is_section` says which.
    virtual void number_or_section(Key const& key, double& value, Range const& range,
                                   bool& is_section, Body const& body) = 0;
    virtual void map(Key const& key, Items& items) = 0;
    virtual void list(Key const& key, Items& items) = 0;
    virtual void what_ifs(Key const& key) = 0;
    /// Groups of states by name, which lists of states may name; whoever reads resolves them.
    virtual void state_groups(Key const& key) = 0;

    /// Is the optional key there? `now` says whether it is in what is described.
    virtual bool given(Key const& key, bool now) = 0;

    /// Of these keys exactly one must be given.
    virtual void exactly_one(std::initializer_list<std::string_view> keys) = 0;

    /// Of these keys at least one must be given.
    virtual void at_least_one(std::initializer_list<std::string_view> keys) = 0;

    // The same for other types of values.

    void by_state(Key const& key, written::Numbers& value, Range const& range, bool all)
    {
        by_id(key, value, Named::state, range, all);
    }

    void whole(Key const& key, int& value, WholeRange const& range)
    {
        auto wide = static_cast<std::uint64_t>(value);
        whole(key, wide, range);
        value = static_cast<int>(wide);
    }

    template <class Enum>
    requires std::is_enum_v<Enum>
    void choice(Key const& key, Enum& value, std::span<std::string_view const> names)
    {
        auto index = static_cast<std::size_t>(value);
        choice(key, index, names);
        value = static_cast<Enum>(index);
    }

    void choice(Key const& key, bool& value, std::span<std::string_view const> names)
    {
        auto index = static_cast<std::size_t>(value);
        choice(key, index, names);
        value = index == 1;
    }

    void number(Key key, std::optional<double>& value, Range const& range)
    {
        maybe(key, value, [&](double& number_) { number(key, number_, range); });
    }

    void whole(Key key, std::optional<std::uint64_t>& value, WholeRange const& range)
    {
        maybe(key, value, [&](std::uint64_t& whole_) { whole(key, whole_, range); });
    }

    void text(Key key, std::optional<std::string>& value)
    {
        maybe(key, value, [&](std::string& text_) { text(key, text_); });
    }

    template <class Enum>
    void choice(Key key, std::optional<Enum>& value, std::span<std::string_view const> names)
    {
        maybe(key, value, [&](Enum& choice_) { choice(key, choice_, names); });
    }

    void month(Key key, std::optional<Month>& value)
    {
        maybe(key, value, [&](Month& month_) { month(key, month_); });
    }

    void duration(Key key, std::optional<Duration>& value, Span span)
    {
        maybe(key, value, [&](Duration& duration_) { duration(key, duration_, span); });
    }

    template <class Section>
    void section(Key const& key, Section& value)
    {
        section(key, Body{[&](Describer& describer) { describe(describer, value); }});
    }

    template <class Section>
    void section(Key key, std::optional<Section>& value, Section const& prototype = {})
    {
        maybe(
            key, value, [&](Section& section_) { section(key, section_); }, prototype);
    }

    template <Named named>
    void id(Key const& key, Name<named>& value)
    {
        id(key, static_cast<std::string&>(value), named);
    }

    template <Named named>
    void ids(Key const& key, std::vector<Name<named>>& value, Count count = {})
    {
        Ids names(value.begin(), value.end());
        ids(key, names, named, count);
        value.assign(names.begin(), names.end());
    }

    /// One of several sections: what a variant may hold.
    template <class Section, class... Others>
    void alternative(Key key, std::optional<std::variant<Others...>>& value)
    {
        key.optional = true;
        bool const now = value && std::holds_alternative<Section>(*value);
        if (given(key, now)) {
            if (!now) {
                value = Section{};
            }
            section(key, std::get<Section>(*value));
        }
    }

  private:
    template <class Value, class Function>
    void maybe(Key& key, std::optional<Value>& value, Function function,
               Value const& prototype = {})
    {
        key.optional = !key.required;
        if (given(key, value.has_value())) {
            if (!value) {
                value = prototype;
            }
            function(*value);
        }
    }
};

template <class Section>
void describe_section(Describer& describer, Section& section)
{
    describe(describer, section);  // found where the section is declared
}

/// The sections of a vector; new ones are copies of `prototype`.
template <class Section>
class ItemsOf : public Items {
  public:
    explicit ItemsOf(std::vector<Section>& items, Section prototype = {})
        : items_{items}, prototype_{std::move(prototype)}
    {
    }

    [[nodiscard]] std::size_t size() const override { return items_.size(); }

    [[nodiscard]] std::string id(std::size_t index) const override
    {
        if constexpr (requires { items_[index].id; }) {
            return items_[index].id;
        }
        return "";
    }

    void add(std::string id) override
    {
        items_.push_back(prototype_);
        if constexpr (requires { items_.back().id; }) {
            items_.back().id = std::move(id);
        }
    }

    void describe(Describer& describer, std::size_t index) override
    {
        describe_section(describer, items_[index]);
    }

    void describe_default(Describer& describer) const override
    {
        auto section = prototype_;
        describe_section(describer, section);
    }

  private:
    std::vector<Section>& items_;
    Section prototype_;
};

}  // namespace parley
