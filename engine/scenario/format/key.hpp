#pragma once

#include "negotiation/catalogue.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace parley {

/// A key of a section, as everybody needs to know it.
struct Key {
    std::string_view name;
    std::string_view about;        ///< one sentence without full stop
    std::string_view example{};    ///< a value, as it is written
    std::string_view otherwise{};  ///< what holds without it, where that is no plain default
    bool required = false;
    bool optional = false;  ///< without it there is no value; set by `Describer`
    bool last = false;      ///< of a month: of a quarter its last one is meant, not its first
};

/// What a choice between no and yes is called, as YAML does.
inline constexpr std::array<std::string_view, 2> truth_names{"false", "true"};

/// The numbers that a key takes.
struct Range {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool above = false;       ///< `least` itself is excluded
    bool below = false;       ///< `most` itself is excluded
    std::string_view unit{};  ///< "" for pure numbers
};

/// The whole numbers that a key takes.
struct WholeRange {
    std::uint64_t least = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    std::string_view unit{};
};

/// What a key may refer to by id.
enum class Named { state, issue, forum, organisation, authority };

/// How a time span may be written.
struct Span {
    bool ticks = false;     ///< in ticks, too
    bool repeated = false;  ///< with `every` in front
};

/// How many items a list may have.
struct Count {
    std::size_t least = 1;
    std::size_t most = std::numeric_limits<std::size_t>::max();
    bool alone = false;  ///< one may stand without brackets
};

/// The protocols or the rules of the catalogue.
struct Methods {
    std::string_view noun;
    struct Entry {
        std::string_view name;
        std::string_view about;
        std::span<Parameter const> parameters;
    };
    std::vector<Entry> entries;
};

}  // namespace parley
