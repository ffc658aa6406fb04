#pragma once

#include "negotiation/protocol.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// A number or a choice that a protocol or a decision rule can be given, described once for
/// everyone who reads it: scenario files, command lines, the schema, and the reference page. A dot
/// in a name groups: `tactics.boulware` is key `boulware` of the mapping `tactics`.
struct Parameter {
    std::string_view name;
    std::string_view about;  ///< one sentence, with unit
    double default_value = 0.0;
    double minimum = 0.0;
    double maximum = 1.0;
    bool minimum_excluded = false;
    bool maximum_excluded = false;
    bool whole = false;                       ///< whole numbers only
    std::vector<std::string_view> choices{};  ///< when not empty, the value is an index into these
};

/// Values by name; what is not named takes its default.
using ParameterValues = std::map<std::string, double, std::less<>>;

/// The weights that a decision rule may refer to, one value a member each.
using RuleWeights = std::map<std::string, std::vector<double>, std::less<>>;

struct ProtocolEntry {
    std::string_view name;
    std::string_view about;
    std::vector<Parameter> parameters;
    /// Throws std::invalid_argument, naming the parameter, when values contradict each other.
    std::function<Protocol(ParameterValues const&)> make;
    bool needs_reservation = false;  ///< refuses members without a reservation value
    bool takes_transfers = false;    ///< knows what to do with side payments; else refuses them
    bool takes_options = false;  ///< knows what to do with issues with options; else refuses them
    // What holds for its outcomes beyond what holds for all; the property tests hold it to this.
    bool anonymous = true;         ///< relabelling members relabels the outcome: no turn order
    bool keeps_red_lines = false;  ///< crosses nobody's red line, the outvoted's neither
    bool keeps_deadline = true;    ///< uses no more rounds than the table's deadline
    bool blind_to_splits = false;  ///< an issue split into two of half the salience changes nothing
    bool keeps_names = true;       ///< relabelling issues relabels the outcome: nothing is drawn
    bool blind_to_scales = false;  ///< the scale on which positions are counted does not matter
    bool blind_to_units = false;   ///< scaling a member's payoff changes nothing
};

struct RuleEntry {
    std::string_view name;
    std::string_view about;
    std::vector<Parameter> parameters;
    /// `weights` holds "members" (ones), "power", "population" and "gdp" where known. Throws
    /// std::invalid_argument when a threshold is over a weight that is not there.
    DecisionRule (*make)(ParameterValues const&, RuleWeights const& weights);
    bool by_heads = false;  ///< asks for no weight but "members"
};

/// Every protocol that the library knows, in alphabetical order, then those that a program has
/// added (negotiation/additions.hpp). To add one to the library: write its header and source, and
/// one line in catalogue.cpp.
[[nodiscard]] std::span<ProtocolEntry const> protocol_catalogue();

/// Every decision rule that the library knows, from the strictest on.
[[nodiscard]] std::span<RuleEntry const> rule_catalogue();

/// The value of that name, or what it is otherwise.
[[nodiscard]] double value_of(ParameterValues const& values, std::string_view name,
                              double otherwise);

/// The entry of a name, or nullptr.
[[nodiscard]] ProtocolEntry const* find_protocol(std::string_view name);
[[nodiscard]] RuleEntry const* find_rule(std::string_view name);

}  // namespace parley
