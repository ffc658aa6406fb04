#include "scenario/movement/build_movement.hpp"

#include <limits>
#include <map>
#include <tuple>

namespace parley {

namespace {

/// Corridors as they come, by their ends and pathway.
class Corridors {
  public:
    using Key = std::tuple<StateId, StateId, Pathway>;

    struct Given {
        double persons;
        double stock;
        double trend;
    };

    void add(Key const& key, Given const& given)
    {
        places_.emplace(key, given_.size());
        keys_.push_back(key);
        given_.push_back(given);
    }

    /// Where a corridor stands; it is added, without persons, where there is none.
    std::size_t at_or_new(Key const& key)
    {
        if (auto const found = places_.find(key); found != places_.end()) {
            return found->second;
        }
        add(key, {});
        return given_.size() - 1;
    }

    /// Those of all pathways from one state to another.
    [[nodiscard]] std::vector<std::pair<Pathway, std::size_t>> between(StateId origin,
                                                                       StateId destination) const
    {
        std::vector<std::pair<Pathway, std::size_t>> found;
        for (auto i = places_.lower_bound({origin, destination, Pathway::any});
             i != places_.end() && std::get<0>(i->first) == origin &&
             std::get<1>(i->first) == destination;
             ++i) {
            found.emplace_back(std::get<2>(i->first), i->second);
        }
        return found;
    }

    void write_to(Flows& flows) const
    {
        auto const count = std::ssize(keys_);
        flows.persons.resize(count);
        flows.stock.resize(count);
        flows.trend.resize(count);
        for (Eigen::Index c = 0; auto const& [persons, stock, trend] : given_) {
            flows.persons(c) = persons;
            flows.stock(c) = stock;
            flows.trend(c) = trend;
            ++c;
        }
        for (auto const& [origin, destination, pathway] : keys_) {
            flows.origin.push_back(origin);
            flows.destination.push_back(destination);
            flows.pathway.push_back(pathway);
        }
    }

  private:
    std::map<Key, std::size_t> places_;
    std::vector<Key> keys_;
    std::vector<Given> given_;
};

Routes build_routes(Scenario const& scenario, Indices const& indices, Corridors& corridors)
{
    Routes routes;
    std::vector<double> shares;
    for (auto const& given : scenario.routes) {
        auto const origin = indices.state(given.origin);
        auto const via = indices.state(given.via);
        for (auto const& [pathway, corridor] :
             corridors.between(origin, indices.state(given.destination))) {
            routes.corridor.push_back(corridor);
            routes.via.push_back(via);
            routes.halt.push_back(corridors.at_or_new({origin, via, pathway}));
            shares.push_back(given.share);
        }
    }
    routes.share = Eigen::Map<Vector const>(shares.data(), std::ssize(shares));
    return routes;
}

}  // namespace

Flows build_flows(Scenario const& scenario, Indices const& indices)
{
    double const attrition = scenario.migration.attrition;
    Corridors corridors;
    for (auto const& flow : scenario.flows) {
        corridors.add({indices.state(flow.origin), indices.state(flow.destination), flow.pathway},
                      {.persons = flow.persons,
                       .stock = stock_of(flow, attrition),
                       .trend = flow.trend.value_or(scenario.migration.trend)});
    }
    Flows flows;
    flows.routes = build_routes(scenario, indices, corridors);
    corridors.write_to(flows);
    flows.begin();
    return flows;
}

MigrationParams build_migration(Scenario const& scenario)
{
    auto const& given = scenario.migration;
    return {.response = {.stranded = given.stranded, .diverted = given.diverted},
            .attrition = given.attrition,
            .profiles_follow = given.profiles == written::Migration::Profiles::follow,
            .roles = {.flow_weight = given.flow_weight, .transit_time = given.transit_time}};
}

AdministrationParams build_administration(Scenario const& scenario)
{
    AdministrationParams params{.own_capacity = Vector(std::ssize(scenario.states)),
                                .assistance = scenario.aid};
    if (scenario.capacity) {
        params.capacity = *scenario.capacity;
    }
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        params.own_capacity(i++) =
            state.capacity.value_or(std::numeric_limits<double>::quiet_NaN());
    }
    return params;
}

}  // namespace parley
