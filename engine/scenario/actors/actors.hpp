#pragma once

#include "document/duration.hpp"
#include "model/organisation.hpp"
#include "model/state_keys.hpp"
#include "scenario/format/values.hpp"

#include <optional>
#include <string>
#include <vector>

// Who negotiates, and who serves them: states, given or drawn at random, how their interests follow
// from what migration makes of them, and international organisations.
namespace parley {

class Checker;
class Describer;

namespace written {

/// A state: the roles that migration gives it, its means, and how it sees and shows itself.
struct State : StateKeys<OneState> {
    std::string id{};
    std::string name{};
    Roles roles{};
    std::optional<double> capacity{};
    std::optional<Roles> self_image{};
    std::optional<double> profile_concentration{};
    double power_spread = 0.0;
    friend bool operator==(State const&, State const&) = default;
};

/// States drawn at random, for experiments: written as one, read as many.
struct Drawn {
    int number = 1;
    std::string prefix = "S";
    std::vector<double> dirichlet{};  ///< by role
    State each{};                     ///< what they have in common
};

/// How interests follow from roles.
struct Interests {
    double variation = 0.05;
    double self_image_sharpness = 4.0;
    double recognition = Outlook<OneState>{}.recognition;
    double half_exposure = 0.005;
    double dyadic_roles = 0.0;
    friend bool operator==(Interests const&, Interests const&) = default;
};

/// What an organisation pays as long as states are bound on an issue.
struct Fund {
    double amount = 0.0;  ///< USD a year
    std::string issue{};
    friend bool operator==(Fund const&, Fund const&) = default;
};

/// How often an organisation brings up an issue.
struct AgendaSetting {
    double chance = parley::AgendaSetting{}.chance;
    double factor = parley::AgendaSetting{}.factor;
    Duration lasts{.count = 12};
    friend bool operator==(AgendaSetting const&, AgendaSetting const&) = default;
};

/// An international organisation: what it is competent for, what it does, and what it spends.
struct Organisation {
    std::string id;
    std::string name{};
    Selection mandate{.group = "all"};
    double mediation = 0.0;
    double formula = 0.0;
    double expertise = 0.0;
    double monitoring = 0.0;
    std::optional<AgendaSetting> agenda{};
    std::vector<Fund> funds{};
    Numbers position{};
    double voice = 0.0;
    double assistance = 0.0;
    double relief = 0.0;
    double development = 0.0;
    friend bool operator==(Organisation const&, Organisation const&) = default;
};

}  // namespace written

void describe(Describer& describer, written::Roles& roles);
void describe(Describer& describer, written::State& state);
void describe(Describer& describer, Outlook<StateChange>& change);
void describe(Describer& describer, written::Drawn& drawn);
void describe(Describer& describer, written::Interests& interests);
void describe(Describer& describer, written::Fund& fund);
void describe(Describer& describer, written::AgendaSetting& agenda);
void describe(Describer& describer, written::Organisation& organisation);

void check_states(Checker const& checker);
void check_organisations(Checker const& checker);

}  // namespace parley
