#pragma once

#include "support/matrix.hpp"
#include "support/members.hpp"

#include <limits>
#include <optional>
#include <tuple>

namespace parley {

// The numbers of a state are written once for all who hold them: as a scenario gives them for one
// state, as the world holds them for every state, as an event changes them. `standard` is what a
// scenario need not say.

/// As a scenario gives them for one state.
struct OneState {
    using Number = double;
    using Maybe = std::optional<double>;
    static constexpr double standard(double value) { return value; }
};

/// As the world holds them, one entry a state.
struct EveryState {
    using Number = Vector;
    using Maybe = Vector;                                    ///< NaN where unknown
    static Number standard(double /*value*/) { return {}; }  ///< no state yet: see standard_keys
};

/// As an event changes them: what is not there stays.
struct StateChange {
    using Number = std::optional<double>;
    using Maybe = std::optional<double>;
    static constexpr Number standard(double /*value*/) { return {}; }
};

/// How a state sees itself and shows itself to others. It learns in discussions; what it has learnt
/// fades without them, and a change of government can set it.
template <class Form>
struct Outlook {
    /// of the actual profile, in [0, 1]
    typename Form::Number recognition = Form::standard(0.1);
    /// of the perceived interests to others, in [0, 1]
    typename Form::Number disclosure = Form::standard(0.2);

    static auto members(auto& state)
    {
        auto& [recognition, disclosure] = state;
        return std::tie(recognition, disclosure);
    }
    friend bool operator==(Outlook const&, Outlook const&) = default;
};

/// The circumstances of a state: its size, its means, its power, and what migration means to it.
template <class Form>
struct Circumstances {
    typename Form::Maybe population{};                  ///< persons
    typename Form::Maybe gdp_per_head{};                ///< USD a year
    typename Form::Number power = Form::standard(1.0);  ///< > 0, any unit
    typename Form::Maybe exposure{};  ///< how much migration weighs in its politics, in (0, 1]
    typename Form::Maybe teams{};     ///< talks that it can hold at a time, >= 1

    static auto members(auto& state)
    {
        auto& [population, gdp_per_head, power, exposure, teams] = state;
        return std::tie(population, gdp_per_head, power, exposure, teams);
    }
    friend bool operator==(Circumstances const&, Circumstances const&) = default;
};

/// What a state has beside its name and its roles.
template <class Form>
struct StateKeys : Outlook<Form>, Circumstances<Form> {
    static auto members(auto& state)
    {
        return std::tuple_cat(Outlook<Form>::members(part<Outlook<Form>>(state)),
                              Circumstances<Form>::members(part<Circumstances<Form>>(state)));
    }
    friend bool operator==(StateKeys const&, StateKeys const&) = default;
};

/// What n states have where a scenario gives no numbers: the standard of each, and NaN for one that
/// has none and stays unknown.
inline StateKeys<EveryState> standard_keys(Eigen::Index n)
{
    StateKeys<EveryState> all;
    StateKeys<OneState> const one;
    for_each_pair(all, one, [n](Vector& numbers, std::optional<double> number) {
        numbers = Vector::Constant(n, number.value_or(std::numeric_limits<double>::quiet_NaN()));
    });
    return all;
}

}  // namespace parley
