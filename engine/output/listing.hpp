#pragma once

#include "output/variables.hpp"

#include <concepts>
#include <utility>

/// How lists of variables are written down: name, dimensions, the member of the record that keeps
/// the values, and what they mean.
namespace parley::listing {

using Dimensions = std::vector<Dimension>;
using Texts = std::vector<std::string>;

template <std::size_t count>
Texts texts(std::array<std::string_view, count> const& views)
{
    return {views.begin(), views.end()};
}

template <class... Enumerators>
Texts names(Enumerators... enumerators)
{
    return {std::string{to_string(enumerators)}...};
}

template <class T>
constexpr Element element_of()
{
    if constexpr (std::same_as<T, double>) {
        return Element::float64;
    } else if constexpr (std::same_as<T, std::int8_t>) {
        return Element::int8;
    } else if constexpr (std::same_as<T, std::int16_t>) {
        return Element::int16;
    } else if constexpr (std::same_as<T, std::int32_t>) {
        return Element::int32;
    } else if constexpr (std::same_as<T, std::uint64_t>) {
        return Element::uint64;
    } else {
        static_assert(std::same_as<T, std::string>);
        return Element::text;
    }
}

template <class T>
struct Kept {
    using Entry = T;
    static std::span<T const> of(T const& one) { return {&one, 1}; }
};

template <class T>
struct Kept<std::vector<T>> {
    using Entry = T;
    static std::span<T const> of(std::vector<T> const& many) { return many; }
};

/// A variable that a record keeps in one of its members.
template <class Record, class T>
VariableOf<Record> variable(std::string name, Dimensions dimensions, T Record::*member,
                            std::string long_name)
{
    VariableOf<Record> made;
    made.name = std::move(name);
    made.dimensions = std::move(dimensions);
    made.element = element_of<typename Kept<T>::Entry>();
    made.long_name = std::move(long_name);
    made.values = [member](Record const& run) { return Kept<T>::of(run.*member); };
    return made;
}

/// A variable that a run keeps in a column of its sessions.
template <class T>
VariableOf<RunRecord> variable(std::string name, Dimensions dimensions,
                               std::vector<T> SessionRecord::*member, std::string long_name)
{
    VariableOf<RunRecord> made;
    made.name = std::move(name);
    made.dimensions = std::move(dimensions);
    made.element = element_of<T>();
    made.long_name = std::move(long_name);
    made.values = [member](RunRecord const& run) {
        return Kept<std::vector<T>>::of(run.sessions.*member);
    };
    return made;
}

template <class Member>
auto number(std::string name, Dimensions dimensions, Member member, std::string long_name,
            std::string units = "1")
{
    auto made = variable(std::move(name), std::move(dimensions), member, std::move(long_name));
    made.units = std::move(units);
    return made;
}

template <class Member>
auto flag(std::string name, Dimensions dimensions, Member member, std::string long_name,
          Texts meanings)
{
    auto made = variable(std::move(name), std::move(dimensions), member, std::move(long_name));
    made.flags = std::move(meanings);
    return made;
}

template <class Member>
auto flag_or_none(std::string name, Dimensions dimensions, Member member, std::string long_name,
                  Texts meanings)
{
    auto made = flag(std::move(name), std::move(dimensions), member, std::move(long_name),
                     std::move(meanings));
    made.may_be_none = true;
    return made;
}

/// What tells runs apart, in any kind of record.
template <class Record>
std::vector<VariableOf<Record>> identity()
{
    Dimensions const run{Dimension::run};
    return {
        number("point", run, &Record::point, "design point"),
        number("replicate", run, &Record::replicate, "replicate"),
        number("seed", run, &Record::seed, "seed of the random streams"),
        variable("what_if", run, &Record::what_if, "variation of the scenario"),
        flag("status", run, &Record::status, "how the run ended", {"finished", "failed"}),
        variable("failure", run, &Record::failure, "what went wrong in a failed run"),
    };
}

}  // namespace parley::listing
