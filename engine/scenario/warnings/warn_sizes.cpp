#include "scenario/reading/checker.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace parley {

namespace {

// Tuvalu and Nauru, the smallest members of the United Nations, have some 10 000 inhabitants; India
// and China have 1.4 billion.
constexpr double fewest_inhabitants = 5'000.0;
constexpr double most_inhabitants = 2e9;

// The product per head of Burundi is above, that of Monaco below [World Bank, WDI, 2000 to 2020].
constexpr double least_product = 100.0;
constexpr double greatest_product = 300'000.0;

/// People of one state who move, or have moved, and where most of them stand.
struct Movement {
    double persons = 0.0;
    std::size_t largest = 0;
};

using Movements = std::map<std::string_view, Movement>;

/// Sums up numbers of flows by one of their ends.
template <class End, class Number>
Movements sum_up(std::vector<written::Flow> const& flows, End end, Number number)
{
    Movements sums;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto& sum = sums.try_emplace(flows[i].*end, Movement{.largest = i}).first->second;
        sum.persons += number(flows[i]);
        if (number(flows[i]) > number(flows[sum.largest])) {
            sum.largest = i;
        }
    }
    return sums;
}

void warn_of_population(Checker const& checker, Path const& path, double population)
{
    bool const few = population < fewest_inhabitants;
    if (few || population > most_inhabitants) {
        checker.add(path + "population", "no state has {} inhabitants",
                    few ? "the smallest members of the United Nations have some 10 000"
                        : "the largest have 1 400 000 000",
                    "write persons, not thousands or millions",
                    {fmt::format("{:.0f}", population)});
    }
}

void warn_of_product(Checker const& checker, Path const& path, double product)
{
    if (product > 0.0 && (product < least_product || product > greatest_product)) {
        checker.add(path + "gdp_per_head", "no state has a product of {} USD a head",
                    "they have from 100 to 300 000 a year", "write US dollars a year and head",
                    {fmt::format("{:.10g}", product)});
    }
}

/// More people than there are cannot move, nor have moved.
void warn_of_more_than_all(Checker const& checker, Movements const& sums, std::string_view problem,
                           std::string_view key)
{
    for (auto const& state : checker.scenario().states) {
        auto const found = sums.find(state.id);
        if (found == sums.end() || !state.population ||
            found->second.persons <= *state.population) {
            continue;
        }
        checker.contradict(Path{"states", state.id, "population"}, problem,
                           fmt::format("{:.0f} against {:.0f} inhabitants", found->second.persons,
                                       *state.population),
                           "write persons in both places, not thousands",
                           Path{"flows", std::to_string(found->second.largest)} + key,
                           "the largest of its flows", {state.id});
    }
}

}  // namespace

void warn_of_sizes(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (auto const& state : scenario.states) {
        Path const path{"states", state.id};
        if (state.population) {
            warn_of_population(checker, path, *state.population);
        }
        warn_of_product(checker, path, state.gdp_per_head.value_or(0.0));
    }
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        if (auto const* change = scenario.events[i].as<SizeChange>()) {
            Path const path{"events", std::to_string(i), "size"};
            if (change->population) {
                warn_of_population(checker, path, *change->population);
            }
            warn_of_product(checker, path, change->gdp_per_head.value_or(0.0));
        }
    }
    auto const persons = [](written::Flow const& flow) { return flow.persons; };
    auto const stock = [](written::Flow const& flow) { return flow.stock.value_or(0.0); };
    warn_of_more_than_all(checker, sum_up(scenario.flows, &written::Flow::origin, persons),
                          "more people leave {} in a year than live there", "persons");
    warn_of_more_than_all(checker, sum_up(scenario.flows, &written::Flow::destination, persons),
                          "more people come to {} in a year than live there", "persons");
    warn_of_more_than_all(checker, sum_up(scenario.flows, &written::Flow::destination, stock),
                          "more migrants than people live in {}", "stock");
}

}  // namespace parley
