#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "scenario/served_forums.hpp"
#include "scenario/warnings/warnings.hpp"

#include <algorithm>
#include <set>

namespace parley {

namespace {

/// Does it spend anything on states, be it by an event?
bool spends(written::Organisation const& organisation, Scenario const& scenario)
{
    bool const later = std::ranges::any_of(scenario.events, [&](written::Event const& event) {
        auto const* funding = event.as<Funding>();
        return funding != nullptr && funding->organisation == organisation.id;
    });
    return later || organisation.assistance > 0.0 || organisation.relief > 0.0 ||
           organisation.development > 0.0;
}

/// Does it do anything for the forums that it serves on issues of its mandate?
bool has_service(written::Organisation const& organisation)
{
    return organisation.mediation > 0.0 || organisation.expertise > 0.0 ||
           organisation.monitoring > 0.0 || organisation.voice > 0.0;
}

/// Does it do nothing at all, wherever it serves, and has nothing to say that could be heard?
bool is_idle(written::Organisation const& organisation, Scenario const& scenario)
{
    return !has_service(organisation) && !spends(organisation, scenario) && !organisation.agenda &&
           organisation.funds.empty() && organisation.position.of.empty();
}

/// May an issue come to the table of a forum by an event or by an organisation?
bool may_change_agendas(Scenario const& scenario)
{
    return std::ranges::any_of(
               scenario.events,
               [](written::Event const& event) { return event.as<AgendaChange>() != nullptr; }) ||
           std::ranges::any_of(scenario.organisations, [](auto const& other) {
               return other.agenda && other.agenda->chance > 0.0;
           });
}

void warn_of_mandate(Checker const& checker, written::Organisation const& organisation,
                     std::vector<ServedForum> const& served)
{
    auto const& scenario = checker.scenario();
    auto const issues = issues_of(organisation.mandate, scenario);
    std::set<std::string> const mandate{issues.begin(), issues.end()};
    auto const linkage = std::ranges::any_of(scenario.issues, [&](written::Issue const& issue) {
        return is_linkage(issue.kind) && mandate.contains(issue.id);
    });
    bool const any = std::ranges::any_of(served, [&](ServedForum const& forum) {
        return (linkage && forum.proceedings->scope == Scope::comprehensive) ||
               std::ranges::any_of(issues_of(forum.proceedings->agenda, scenario),
                                   [&](auto const& issue) { return mandate.contains(issue); });
    });
    if (!any && !may_change_agendas(scenario)) {
        checker.add({"organisations", organisation.id, "mandate"},
                    "no forum that {} serves treats an issue of its mandate",
                    "what it does is for these issues",
                    "add an issue of the forums, or put one on their agendas", {organisation.id});
    }
}

}  // namespace

void warn_of_organisations(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (auto const& organisation : scenario.organisations) {
        Path const path{"organisations", organisation.id};
        auto const served = served_by(organisation.id, scenario);
        if (served.empty() && !spends(organisation, scenario)) {
            checker.add(path, "organisation {} serves no forum", "so that it does nothing",
                        "name it as 'secretariat' of a forum, or leave it out", {organisation.id});
        } else if (is_idle(organisation, scenario)) {
            checker.add(path, "organisation {} does nothing", "all that it might do is 0",
                        "give it 'mediation', or leave it out", {organisation.id});
        } else if (has_service(organisation) && !served.empty()) {
            warn_of_mandate(checker, organisation, served);
        }
        if (organisation.agenda && organisation.agenda->chance == 0.0) {
            checker.add(path + "agenda" + "chance", "{} never brings up an issue",
                        "the chance of it is 0", "give a chance above 0, or leave 'agenda' out",
                        {organisation.id});
        }
    }
}

}  // namespace parley
