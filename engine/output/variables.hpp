#pragma once

#include "output/run_record.hpp"

#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace parley {

/// The axes of a result.
enum class Dimension {
    run,
    time,
    state,
    issue,
    forum,
    role,
    level,
    weighting,
    session,
    pair,
    organisation,
    authority
};
inline constexpr std::array<std::string_view, 12> dimension_names{
    "run",   "time",      "state",   "issue", "forum",        "role",
    "level", "weighting", "session", "pair",  "organisation", "authority"};

/// Values of a variable, as they stand in a record.
using Values = std::variant<std::span<double const>, std::span<std::int8_t const>,
                            std::span<std::int16_t const>, std::span<std::int32_t const>,
                            std::span<std::uint64_t const>, std::span<std::string const>>;

/// Values of a variable that have no other home.
using OwnedValues =
    std::variant<std::vector<double>, std::vector<std::int8_t>, std::vector<std::int16_t>,
                 std::vector<std::int32_t>, std::vector<std::uint64_t>, std::vector<std::string>>;

/// The kinds of values, in the order of `Values`.
enum class Element { float64, int8, int16, int32, uint64, text };

/// No values, of a kind.
[[nodiscard]] OwnedValues empty_values(Element element);

/// One array of a result that grows with its runs: what it is called and what it means.
struct Variable {
    std::string name;
    std::vector<Dimension> dimensions;  ///< the first is `run` or `session`
    Element element = Element::float64;
    std::string long_name;
    std::string units;               ///< empty for texts and flags
    std::vector<std::string> flags;  ///< of a flag: what 0, 1, ... mean
    bool may_be_none = false;        ///< of a flag: -1 stands for none
    std::string parameter{};         ///< the path that a sweep varies; empty for what runs give

    [[nodiscard]] bool by_session() const { return dimensions.front() == Dimension::session; }
    friend bool operator==(Variable const&, Variable const&) = default;
};

/// Reads numbers off a simulation at the end of a tick, in the order of the dimensions, the last
/// one fastest; numbers that it does not set are NaN.
using Observation = std::function<void(Simulation const&, std::span<double>)>;

/// A variable, and where a record keeps a run's share of it.
template <class Record>
struct VariableOf : Variable {
    std::function<Values(Record const&)> values;
    Observation observe{};  ///< empty for what is not read off at recorded ticks
};

/// Every variable of a full record but the counting ones (`run`, `session`, `session_run`), in the
/// order in which they are stored.
[[nodiscard]] std::vector<VariableOf<RunRecord>> variables(Labels const& labels);

/// Is there such a variable only where there are authorities below states?
[[nodiscard]] bool needs_authorities(Variable const& variable);

/// Those of them that are read off the simulation, in the order of `RunRecord::observed`.
[[nodiscard]] std::vector<VariableOf<RunRecord>> const& observed_variables();

}  // namespace parley
