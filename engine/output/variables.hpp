#pragma once

#include "output/run_record.hpp"

#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace parley {

/// The axes of a result.
enum class Dimension { run, time, state, issue, forum, role, session };
inline constexpr std::array<std::string_view, 7> dimension_names{"run",   "time", "state",  "issue",
                                                                 "forum", "role", "session"};

/// Number of entries along a dimension that the labels fix. Not for `run` and `session`, which
/// grow.
[[nodiscard]] std::size_t size_of(Labels const& labels, Dimension dimension);

/// Values of a variable, as they stand in a record.
using Values = std::variant<std::span<double const>, std::span<std::int8_t const>,
                            std::span<std::int16_t const>, std::span<std::int32_t const>,
                            std::span<std::uint64_t const>, std::span<std::string const>>;

/// The kinds of values, in the order of `Values`.
enum class Element { float64, int8, int16, int32, uint64, text };

/// One array of a result that grows with its runs: what it is called, what it means, and where a
/// run keeps its share of it.
struct Variable {
    std::string name;
    std::vector<Dimension> dimensions;  ///< the first is `run` or `session`
    Element element;
    std::string long_name;
    std::string units;               ///< empty for texts and flags
    std::vector<std::string> flags;  ///< of a flag: what 0, 1, ... mean
    bool may_be_none = false;        ///< of a flag: -1 stands for none
    std::function<Values(RunRecord const&)> values;
};

/// Every such variable but the counting ones (`run`, `session`, `session_run`), in the order in
/// which they are stored.
[[nodiscard]] std::vector<Variable> variables(Labels const& labels);

}  // namespace parley
