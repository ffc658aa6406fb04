#include "scenario/format/describer.hpp"
#include "scenario/format/ranges.hpp"
#include "scenario/movement/movement.hpp"

#include <array>

namespace parley {

namespace {

using namespace std::string_view_literals;

constexpr Range growth{.least = -0.5, .most = 0.5, .unit = "a year"};
constexpr Range cost{.least = 0.0, .most = 1e12, .above = true, .unit = "USD"};

}  // namespace

void describe(Describer& d, written::Flow& flow)
{
    d.id({.name = "origin",
          .about = "the state that people leave",
          .example = "MAR",
          .required = true},
         flow.origin, Named::state);
    d.id({.name = "destination",
          .about = "the state that they go to",
          .example = "ESP",
          .required = true},
         flow.destination, Named::state);
    d.number({.name = "persons", .about = "how many", .example = "50000", .required = true},
             flow.persons, {.least = 0.0, .most = 1e10, .unit = "persons a year"});
    d.choice({.name = "pathway",
              .about = "how they migrate; any is all who are not listed apart",
              .example = "labour"},
             flow.pathway, pathway_names);
    d.number({.name = "stock",
              .about = "who live there already",
              .example = "700000",
              .otherwise = "as many as keep their number: persons / migration.attrition"},
             flow.stock, {.least = 0.0, .most = 1e11, .unit = "persons"});
    d.number({.name = "trend",
              .about = "growth of the base flow",
              .example = "0.02",
              .otherwise = "migration.trend"},
             flow.trend, growth);
}

void describe(Describer& d, written::Route& route)
{
    d.id({.name = "origin",
          .about = "the state that people leave",
          .example = "MLI",
          .required = true},
         route.origin, Named::state);
    d.id({.name = "via", .about = "a state that they cross", .example = "DZA", .required = true},
         route.via, Named::state);
    d.id({.name = "destination",
          .about = "the state that they go to",
          .example = "FRA",
          .required = true},
         route.destination, Named::state);
    d.number({.name = "share",
              .about = "of the people of this flow who cross it; of several states that all cross "
                       "each has 1",
              .example = "0.4"},
             route.share, positive_share);
}

void describe(Describer& d, written::Migration& migration)
{
    static constexpr std::array profiles{"fixed"sv, "follow"sv};
    d.number({.name = "trend",
              .about = "growth of base flows that give none of their own",
              .example = "0.02"},
             migration.trend, growth);
    d.number({.name = "stranded",
              .about = "share of those whom policies stop who halt in states on their routes",
              .example = "0.2"},
             migration.stranded, share);
    d.number(
        {.name = "diverted",
         .about = "share of those whom policies stop who go to other destinations; the rest is "
                  "deterred",
         .example = "0.3"},
        migration.diverted, share);
    d.number({.name = "attrition",
              .about = "share of those who live abroad who die or return",
              .example = "0.02"},
             migration.attrition, {.least = 0.0, .most = 1.0, .unit = "a year"});
    d.choice({.name = "profiles",
              .about = "whether the roles of states follow stocks and flows",
              .example = "follow"},
             migration.profiles, profiles);
    d.number({.name = "flow_weight",
              .about = "years of flow that weigh as much as a stock in the roles of a state, and "
                       "in what ties it "
                       "to others",
              .example = "10"},
             migration.flow_weight, {.least = 0.0, .most = 1000.0, .above = true, .unit = "years"});
    d.number({.name = "transit_time",
              .about = "how long people take to cross a state",
              .example = "0.5"},
             migration.transit_time, {.least = 0.0, .most = 100.0, .unit = "years"});
}

void describe(Describer& d, written::Capacity& capacity)
{
    d.number({.name = "mixed",
              .about = "how much more people weigh where all roles are alike",
              .example = "0.5"},
             capacity.mixed, {.least = 0.0, .most = 100.0});
    d.number({.name = "irregular",
              .about = "how much more people weigh where all migrate irregularly",
              .example = "0.5"},
             capacity.irregular, {.least = 0.0, .most = 100.0});
    d.number({.name = "most",
              .about = "share of its load at the start that the richest state can handle",
              .example = "1.5"},
             capacity.most, {.least = 0.0, .most = 100.0, .above = true});
    d.number({.name = "half_means",
              .about = "product per head at which it is half that share",
              .example = "5000"},
             capacity.half_means, {.least = 0.0, .most = 1e9, .above = true, .unit = "USD a year"});
    d.number({.name = "growth", .about = "of capacity with means", .example = "0.02"},
             capacity.growth, growth);
    d.number({.name = "pooling",
              .about = "share of spare capacity, times bindingness, that those bound by a forum's "
                       "agreements lend each other",
              .example = "0.3"},
             capacity.pooling, share);
}

void describe(Describer& d, written::Aid& aid)
{
    d.number({.name = "place_cost",
              .about = "of capacity for one person a year, by technical assistance",
              .example = "2000"},
             aid.place_cost, cost);
    d.number({.name = "relief_cost",
              .about = "of one person whom an organisation handles in an emergency",
              .example = "1000"},
             aid.relief_cost, cost);
    d.number({.name = "departure_cost",
              .about = "a year, of development that keeps one person a year from leaving",
              .example = "20000"},
             aid.departure_cost, cost);
    d.number({.name = "development_time",
              .about = "in which development does 63 % of what it can",
              .example = "10"},
             aid.development_time, {.least = 0.0, .most = 1000.0, .above = true, .unit = "years"});
}

double stock_of(written::Flow const& flow, double attrition)
{
    return flow.stock.value_or(attrition > 0.0 ? flow.persons / attrition : 0.0);
}

}  // namespace parley
