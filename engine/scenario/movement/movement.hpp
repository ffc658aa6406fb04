#pragma once

#include "model/assistance.hpp"
#include "model/capacity.hpp"
#include "model/migration.hpp"
#include "model/role_volumes.hpp"
#include "simulation/setup.hpp"

#include <optional>
#include <string>
#include <tuple>

// How people move, and what that asks of states: flows and the routes that they take, how they
// answer to policy, how many people states can handle, and what aid does about it.
namespace parley {

class Checker;
class Describer;

namespace written {

/// People who migrate from one state to another, by one pathway.
struct Flow {
    std::string origin{};
    std::string destination{};
    Pathway pathway = Pathway::any;
    double persons = 0.0;
    std::optional<double> stock{};
    std::optional<double> trend{};
    friend bool operator==(Flow const&, Flow const&) = default;
};

/// A state that people of a flow cross on their way.
struct Route {
    std::string origin{};
    std::string via{};
    std::string destination{};
    double share = 1.0;
    friend bool operator==(Route const&, Route const&) = default;
};

/// How flows answer to policy, and stocks to flows.
struct Migration {
    enum class Profiles { fixed, follow };
    double trend = 0.0;
    double stranded = parley::Migration::Params{}.stranded;
    double diverted = parley::Migration::Params{}.diverted;
    double attrition = MigrationParams{}.attrition;
    Profiles profiles = Profiles::fixed;
    double flow_weight = RoleVolumes::Params{}.flow_weight;
    double transit_time = RoleVolumes::Params{}.transit_time;
    friend bool operator==(Migration const&, Migration const&) = default;
};

/// How many people states must handle, and can.
struct Capacity : parley::Capacity::Params {
    friend bool operator==(Capacity const& a, Capacity const& b)
    {
        return std::tie(a.mixed, a.irregular, a.most, a.half_means, a.growth, a.pooling) ==
               std::tie(b.mixed, b.irregular, b.most, b.half_means, b.growth, b.pooling);
    }
};

/// What the budgets of organisations pay for.
struct Aid : Assistance::Params {
    friend bool operator==(Aid const& a, Aid const& b)
    {
        return std::tie(a.place_cost, a.relief_cost, a.departure_cost, a.development_time) ==
               std::tie(b.place_cost, b.relief_cost, b.departure_cost, b.development_time);
    }
};

}  // namespace written

void describe(Describer& describer, written::Flow& flow);
void describe(Describer& describer, written::Route& route);
void describe(Describer& describer, written::Migration& migration);
void describe(Describer& describer, written::Capacity& capacity);
void describe(Describer& describer, written::Aid& aid);

void check_flows(Checker const& checker);
void check_routes(Checker const& checker);
void check_migration(Checker const& checker);

/// The stock of a flow: as given, or the one that it would keep up against attrition.
[[nodiscard]] double stock_of(written::Flow const& flow, double attrition);

}  // namespace parley
