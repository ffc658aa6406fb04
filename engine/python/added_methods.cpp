#include "negotiation/additions.hpp"
#include "negotiation/protocols/opt_in.hpp"
#include "python/bindings.hpp"
#include "python/tables.hpp"

#include <fmt/format.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <deque>
#include <map>
#include <memory>
#include <stdexcept>

namespace parley::python {
namespace {

namespace nb = nanobind;

/// What Python has added by name. A name that is added again gets another callable. It stays until
/// the process ends, and lets go of no object then: the interpreter is gone by that time.
struct Added {
    std::map<std::string, nb::object> protocols;
    std::map<std::string, nb::object> tactics;
    std::deque<std::string> texts;  // that the catalogue has views of
};

Added& added()
{
    static auto* const all = new Added;  // NOLINT(cppcoreguidelines-owning-memory): see above
    return *all;
}

std::string_view kept_text(std::string text)
{
    return added().texts.emplace_back(std::move(text));
}

/// Talks by a callable: protocol(table, random, parameters) -> outcome.
Outcome talk(std::string const& name, ParameterValues const& values, Table const& table,
             RandomStream& random)
{
    nb::gil_scoped_acquire const locked;
    nb::dict parameters;
    for (auto const& [parameter, value] : values) {
        parameters[parameter.c_str()] = value;
    }
    // Copies, so that nothing hangs when the callable keeps them; the stream goes on where it
    // ended.
    nb::object const at = nb::cast(Table{table});
    nb::object const numbers = nb::cast(RandomStream{random});
    nb::object const outcome = added().protocols.at(name)(at, numbers, parameters);
    random = nb::cast<RandomStream const&>(numbers);
    try {
        return outcome_of(outcome, table);
    } catch (nb::cast_error const&) {
        throw std::invalid_argument{fmt::format(
            "protocol '{}' must return None or a mapping with terms and, where need be, status, "
            "signatories, consenting, abstaining, rounds and blocked_by",
            name)};
    } catch (std::invalid_argument const& error) {
        throw std::invalid_argument{fmt::format("protocol '{}': {}", name, error.what())};
    }
}

std::vector<Parameter> parameters_of(nb::dict const& described)
{
    std::vector<Parameter> parameters;
    for (auto const& [name, range] : described) {
        auto const [otherwise, least, most] = nb::cast<std::tuple<double, double, double>>(range);
        parameters.push_back({.name = kept_text(nb::cast<std::string>(name)),
                              .about = "a parameter of a protocol that was added",
                              .default_value = otherwise,
                              .minimum = least,
                              .maximum = most});
    }
    return parameters;
}

void register_protocol(std::string const& name, nb::object callable, std::string const& about,
                       nb::dict const& parameters)
{
    auto& own = added().protocols;
    if (auto const known = own.find(name); known != own.end()) {
        known->second = std::move(callable);
        return;
    }
    auto described = parameters_of(parameters);
    add_protocol(
        {.name = kept_text(name),
         .about = kept_text(about),
         .parameters = described,
         .make =
             [name, described](ParameterValues const& given) {
                 ParameterValues values = given;
                 for (Parameter const& parameter : described) {
                     values.try_emplace(std::string{parameter.name}, parameter.default_value);
                 }
                 return Protocol{
                     OptIn{[name, values](Table const& table, RandomStream& random, Trace) {
                         return talk(name, values, table, random);
                     }}};
             },
         .anonymous = false,
         .keeps_deadline = false,
         .keeps_names = false});
    own.emplace(name, std::move(callable));
}

double concede(std::string const& name, double time)
{
    nb::gil_scoped_acquire const locked;
    return nb::cast<double>(added().tactics.at(name)(time));
}

void register_tactic(std::string const& name, nb::object callable, std::string const& about)
{
    auto& own = added().tactics;
    if (auto const known = own.find(name); known != own.end()) {
        known->second = std::move(callable);
        return;
    }
    add_tactic({.name = kept_text(name),
                .about = kept_text(about),
                .conceded = [name](double time) { return concede(name, time); }});
    own.emplace(name, std::move(callable));
}

}  // namespace

void bind_added_methods(nb::module_& module)
{
    module.def("register_protocol", register_protocol, nb::arg("name"), nb::arg("protocol"),
               nb::arg("about"), nb::arg("parameters"));
    module.def("register_tactic", register_tactic, nb::arg("name"), nb::arg("tactic"),
               nb::arg("about"));
    module.def("protocols", [] {
        std::vector<std::string> names;
        for (ProtocolEntry const& entry : protocol_catalogue()) {
            names.emplace_back(entry.name);
        }
        return names;
    });
}

}  // namespace parley::python
