#include "scenario/reading/checker.hpp"
#include "scenario/warnings/warnings.hpp"

#include <algorithm>

namespace parley {

namespace {

/// Sections about movement where nobody moves.
void warn_without_flows(Checker const& checker)
{
    for (std::string const section : {"migration", "capacity"}) {
        if (checker.is_given({section})) {
            checker.add({section}, "section '{}' changes nothing", "the scenario has no flows",
                        "describe 'flows', or leave this out", {section});
        }
    }
}

/// What becomes of people whom policies stop, where none does.
void warn_of_the_stopped(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    bool const stops = std::ranges::any_of(
        scenario.issues, [](written::Issue const& issue) { return issue.flow_response != 0.0; });
    bool const matters = scenario.migration.stranded > 0.0 || scenario.migration.diverted > 0.0;
    for (std::string const key : {"stranded", "diverted"}) {
        if (!stops && matters && checker.is_given({"migration", key})) {
            checker.add({"migration", key}, "'{}' changes nothing",
                        "no policy stops anybody: no issue has a flow response",
                        "give an issue 'flow_response', or leave this out", {key});
        }
    }
}

/// What aid costs, where nobody pays for it.
void warn_of_aid(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    struct Use {
        std::string key;
        std::string budget;
        double written::Organisation::*amount;
        std::optional<double> Funding<ByName>::*later;
    };
    using O = written::Organisation;
    using F = Funding<ByName>;
    for (auto const& [key, budget, amount, later] :
         {Use{"place_cost", "assistance", &O::assistance, &F::assistance},
          Use{"relief_cost", "relief", &O::relief, &F::relief},
          Use{"departure_cost", "development", &O::development, &F::development},
          Use{"development_time", "development", &O::development, &F::development}}) {
        auto const pays = [amount = amount](O const& given) { return given.*amount > 0.0; };
        auto const comes_to_pay = [later = later](written::Event const& event) {
            auto const* funding = event.as<Funding>();
            return funding != nullptr && (funding->*later).value_or(0.0) > 0.0;
        };
        if (checker.is_given({"aid", key}) && std::ranges::none_of(scenario.organisations, pays) &&
            std::ranges::none_of(scenario.events, comes_to_pay)) {
            checker.add({"aid", key}, "'{}' changes nothing",
                        "no organisation spends anything on " + budget,
                        "give one '" + budget + "', or leave this out", {key});
        }
    }
}

}  // namespace

void warn_of_movement(Checker const& checker)
{
    if (checker.scenario().flows.empty()) {
        warn_without_flows(checker);
    } else {
        warn_of_the_stopped(checker);
    }
    warn_of_aid(checker);
}

}  // namespace parley
