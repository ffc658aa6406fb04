#include "model/territories.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace parley {
namespace {

Eigen::Index at(std::size_t place)
{
    return static_cast<Eigen::Index>(place);
}

Pathway pathway_of(Flows const& flows, std::size_t corridor)
{
    return flows.pathway.empty() ? Pathway::any : flows.pathway[corridor];
}

/// Where corridors stand, by their ends and pathway.
class Places {
  public:
    using Key = std::tuple<StateId, StateId, Pathway>;

    explicit Places(Flows const& flows)
    {
        for (std::size_t c = 0; c < flows.origin.size(); ++c) {
            add({flows.origin[c], flows.destination[c], pathway_of(flows, c)}, c);
        }
    }

    void add(Key const& key, std::size_t place) { places_.emplace(key, place); }
    [[nodiscard]] bool has(Key const& key) const { return places_.contains(key); }

    /// None: it would lead from a state to itself.
    [[nodiscard]] std::optional<std::size_t> find(Key const& key) const
    {
        if (std::get<0>(key) == std::get<1>(key)) {
            return std::nullopt;
        }
        auto const found = places_.find(key);
        if (found == places_.end()) {
            throw std::invalid_argument{"a corridor between states that begin or end is missing"};
        }
        return found->second;
    }

  private:
    std::map<Key, std::size_t> places_;
};

/// From where to where parts of numbers go; none: they have no place there.
struct Way {
    std::optional<std::size_t> from, to;
    double part;  ///< what is described with it
};

/// Moves parts of numbers. What a place has none described of stays, unless the place `is_left`,
/// and then goes where `heir` says.
template <class IsLeft, class Heir>
void move(Vector& numbers, std::span<Way const> ways, IsLeft const& is_left, Heir const& heir)
{
    Vector described = Vector::Zero(numbers.size());
    for (Way const& way : ways) {
        if (way.from) {
            described(at(*way.from)) += way.part;
        }
    }
    Vector moved = numbers;
    for (Way const& way : ways) {
        if (way.from == way.to) {
            continue;
        }
        double amount = way.part;  // who moved within a state until now
        if (way.from) {
            double const all = described(at(*way.from));
            amount = all > 0.0 ? numbers(at(*way.from)) * (way.part / all) : 0.0;
            moved(at(*way.from)) -= amount;
        }
        if (way.to) {
            moved(at(*way.to)) += amount;
        }
    }
    for (std::size_t place = 0; place < StateId{numbers.size()}.slot(); ++place) {
        if (is_left(place)) {
            if (auto const to = heir(place)) {
                moved(at(*to)) += moved(at(place));
            }
            moved(at(place)) = 0.0;
        }
    }
    numbers = moved.cwiseMax(0.0);  // whatever rounding says
}

}  // namespace

Holders own_territories(Eigen::Index states)
{
    Holders holders;
    for (Eigen::Index i = 0; i < states; ++i) {
        holders.emplace_back(i);
    }
    return holders;
}

void add_corridors(Flows& flows, std::span<std::vector<StateId> const> heirs)
{
    Places places{flows};
    std::size_t const given = flows.origin.size();
    flows.pathway.resize(given, Pathway::any);
    std::vector<double> trends;
    for (std::size_t c = 0; c < given; ++c) {
        for (StateId const origin : heirs[flows.origin[c].slot()]) {
            for (StateId const destination : heirs[flows.destination[c].slot()]) {
                Places::Key const key{origin, destination, flows.pathway[c]};
                if (origin != destination && !places.has(key)) {
                    places.add(key, flows.origin.size());
                    flows.origin.push_back(origin);
                    flows.destination.push_back(destination);
                    flows.pathway.push_back(flows.pathway[c]);
                    trends.push_back(flows.trend.size() > 0 ? flows.trend(at(c)) : 0.0);
                }
            }
        }
    }
    Eigen::Index const all = std::ssize(flows.origin);
    Eigen::Index const before = flows.persons.size();
    for (Vector* numbers : {&flows.persons, &flows.stock, &flows.trend}) {
        numbers->conservativeResizeLike(Vector::Zero(all));
    }
    for (std::size_t n = 0; n < trends.size(); ++n) {
        flows.trend(before + at(n)) = trends[n];
    }
}

Flows held_by(Flows flows, Holders const& holders)
{
    for (std::vector<StateId>* ends : {&flows.origin, &flows.destination, &flows.routes.via}) {
        for (StateId& state : *ends) {
            state = holders[state.slot()];
        }
    }
    return flows;
}

void move_migrants(Flows& flows, Flows const& own, Holders const& before, Holders const& after)
{
    Places const places{flows};
    std::vector<Way> moving;
    std::vector<Way> settled;
    for (std::size_t c = 0; c < own.origin.size(); ++c) {
        auto const ends = [&](Holders const& by) {
            return places.find(
                {by[own.origin[c].slot()], by[own.destination[c].slot()], pathway_of(own, c)});
        };
        auto const [from, to] = std::pair{ends(before), ends(after)};
        moving.push_back({from, to, own.persons(at(c))});
        settled.push_back({from, to, own.stock.size() > 0 ? own.stock(at(c)) : 0.0});
    }
    auto const is_left = [&](std::size_t c) {
        auto const ends = {flows.origin[c], flows.destination[c]};
        return std::ranges::any_of(
            ends, [&](StateId i) { return before[i.slot()] == i && after[i.slot()] != i; });
    };
    auto const heir = [&](std::size_t c) {
        return places.find(
            {after[flows.origin[c].slot()], after[flows.destination[c].slot()], flows.pathway[c]});
    };
    move(flows.stock, settled, is_left, heir);
    for (Vector* numbers : {&flows.persons, &flows.unimpeded, &flows.stopped, &flows.deterred,
                            &flows.stranded, &flows.diverted, &flows.now}) {
        if (numbers->size() == flows.persons.size()) {
            move(*numbers, moving, is_left, heir);
        }
    }
}

void move_people(States& states, States const& own, Holders const& before, Holders const& after)
{
    Eigen::Index const n = states.count();
    auto const known = [](double number) { return std::isfinite(number) ? number : 0.0; };
    Vector product(n);
    std::vector<Way> people;
    std::vector<Way> worth;
    for (Eigen::Index t = 0; t < n; ++t) {
        StateId const territory{t};
        auto const [from, to] = std::pair{before[territory.slot()], after[territory.slot()]};
        double const persons = known(own.population(t));
        StateId const whole = from == territory ? to : from;
        double const per_head = std::isfinite(own.gdp_per_head(t))
                                    ? own.gdp_per_head(t)
                                    : known(own.gdp_per_head(whole.index()));
        people.push_back({from.slot(), to.slot(), persons});
        worth.push_back({from.slot(), to.slot(), persons * per_head});
        double const of_state =
            std::isfinite(states.gdp_per_head(t)) ? states.gdp_per_head(t) : per_head;
        product(t) = known(states.population(t)) * of_state;
    }
    auto const is_left = [&](std::size_t i) {
        return before[i] == StateId{i} && after[i] != StateId{i};
    };
    auto const heir = [&](std::size_t i) { return std::optional{after[i].slot()}; };
    Vector population = states.population.unaryExpr(known);
    move(population, people, is_left, heir);
    move(product, worth, is_left, heir);
    for (Eigen::Index i = 0; i < n; ++i) {
        bool const existed = before[StateId{i}.slot()] == StateId{i};
        bool const exists = after[StateId{i}.slot()] == StateId{i};
        double const counted = existed ? states.population(i) : own.population(i);
        if (!exists || !std::isfinite(counted)) {
            states.population(i) = exists ? counted : 0.0;  // what is not known stays so
        } else if (!existed || population(i) != counted) {
            states.population(i) = population(i);
            bool const is_known = std::isfinite(states.gdp_per_head(i)) || !existed;
            if (is_known && product(i) > 0.0) {
                states.gdp_per_head(i) = product(i) / population(i);
            }
        }
    }
}

}  // namespace parley
