#pragma once

#include "scenario/format/values.hpp"

#include <string>
#include <vector>

namespace parley {

/// A protocol and a decision rule, as a command line names them.
struct MethodNames {
    std::string protocol{};              ///< of the catalogue, or `all`
    std::string rule = "unanimity";      ///< of the catalogue
    std::vector<std::string> options{};  ///< each key=value
};

/// The same read: names of the catalogue with all their parameters.
struct ChosenMethods {
    std::vector<written::Method> protocols;  ///< one, or all of the catalogue
    written::Method rule;
};

/// Reads names and options. The key of an option is a parameter of a protocol or of the rule, such
/// as `step` or `tactics.boulware`, where need be with the name of whose it is in front, such as
/// `challenge.rounds`; without it, it is for every protocol that has the parameter.
///
/// Throws InputError with every mistake: a name that is not known, an option that nobody has, that
/// several have, that stands twice, or whose value is out of range.
[[nodiscard]] ChosenMethods choose_methods(MethodNames const& names);

}  // namespace parley
