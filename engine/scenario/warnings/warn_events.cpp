#include "scenario/format/writer.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "scenario/warnings/run_time.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace parley {

namespace {

template <class Item>
bool among(Item const& item, std::vector<Item> const& items)
{
    return std::ranges::find(items, item) != items.end();
}

/// Does a change leave a number as it is?
bool stays(std::optional<double> const& change, std::optional<double> const& number)
{
    return !change || change == number;
}

/// How many events touch what.
struct Touched {
    explicit Touched(Scenario const& scenario)
    {
        for (auto const& event : scenario.events) {
            if (auto const* left = event.as<Withdrawal>()) {
                for (auto const& state : left->states) {
                    withdrawn.emplace(left->forum, state);
                }
            } else if (auto const* size = event.as<SizeChange>()) {
                for (auto const& state : size->states) {
                    ++sizes[state];
                }
            } else if (auto const* change = event.as<AgendaChange>()) {
                ++agendas[change->forum];
            } else if (auto const* reform = event.as<Reform>()) {
                ++reforms[reform->forum];
            } else if (auto const* funding = event.as<Funding>()) {
                ++budgets[funding->organisation];
            }
        }
    }

    std::set<std::pair<std::string, std::string>> withdrawn{};  ///< forum, state
    std::map<std::string, int> sizes{};
    std::map<std::string, int> agendas{};
    std::map<std::string, int> reforms{};
    std::map<std::string, int> budgets{};
};

/// What an event changes is judged by its kind, against the scenario as it begins: where another
/// event touches the same, nothing is said.
class EventWarning {
  public:
    EventWarning(Checker const& checker, Touched const& touched, std::size_t index)
        : checker_{checker},
          scenario_{checker.scenario()},
          touched_{touched},
          event_{scenario_.events[index]},
          path_{"events", std::to_string(index)}
    {
    }

    /// Of some kinds nothing is odd by itself.
    template <class What>
    void operator()(What const& /*event*/) const
    {
    }

    void operator()(FlowShock<ByName> const& shock) const
    {
        of_factor(shock, "flows stay what they are");
    }

    void operator()(Attention<ByName> const& attention) const
    {
        of_factor(attention, "issues weigh what they did");
    }

    void operator()(ProfileChange<ByName> const& change) const
    {
        of_weight(change, "the roles stay what they are");
    }

    void operator()(Override<ByName> const& change) const
    {
        of_weight(change, "home politics counts for nothing there");
    }

    void operator()(Accession<ByName> const& accession) const
    {
        auto const* forum = find(accession.forum);
        bool const is_bound = forum != nullptr && forum->proceedings.binds_newcomers;
        if (!is_bound && is_closed(forum, Accession<ByName>::kind)) {
            return;  // else what the forum has agreed binds them all the same
        }
        if (forum == nullptr || forum->is_of_authorities()) {
            return;
        }
        auto const members = members_of(forum->members, scenario_);
        for (std::size_t i = 0; i < accession.states.size(); ++i) {
            auto const& state = accession.states[i];
            if (among<std::string>(state, members) &&
                !touched_.withdrawn.contains({forum->id, state})) {
                checker_.contradict(
                    path_ + Accession<ByName>::kind + "states" + std::to_string(i),
                    "{} is a member of {} already", "", "remove it here, or from the members",
                    {"forums", forum->id, "members"}, "the members", {state, forum->id});
            }
        }
    }

    void operator()(AgendaChange<ByName> const& change) const
    {
        auto const* forum = find(change.forum);
        if (is_closed(forum, AgendaChange<ByName>::kind) || is_served_with_agenda(*forum) ||
            touched_.agendas.at(forum->id) > 1) {
            return;
        }
        auto const agenda = issues_of(forum->proceedings.agenda, scenario_);
        auto const here = path_ + AgendaChange<ByName>::kind;
        for (std::size_t i = 0; i < change.add.size(); ++i) {
            if (among<std::string>(change.add[i], agenda)) {
                contradict_agenda(here + "add" + std::to_string(i),
                                  "{} is on the agenda of {} already", change.add[i], *forum);
            }
        }
        for (std::size_t i = 0; i < change.remove.size(); ++i) {
            if (!among<std::string>(change.remove[i], agenda)) {
                contradict_agenda(here + "remove" + std::to_string(i),
                                  "{} is not on the agenda of {}", change.remove[i], *forum);
            }
        }
    }

    void operator()(Reform<ByName> const& reform) const
    {
        auto const* forum = find(reform.forum);
        if (is_closed(forum, Reform<ByName>::kind)) {
            return;
        }
        auto const& now = forum->proceedings;
        bool const same = (!reform.rule || *reform.rule == now.rule) &&
                          stays(reform.bindingness, now.bindingness);
        if (same && touched_.reforms.at(forum->id) == 1 &&
            !(now.maturity && !now.maturity->deepen.empty())) {
            checker_.contradict(path_ + Reform<ByName>::kind, "this reform changes nothing",
                                "the forum decides and binds so already",
                                "give another rule or bindingness, or leave the event out",
                                {"forums", forum->id}, "the forum");
        }
    }

    void operator()(SizeChange<ByName> const& change) const
    {
        bool const same = std::ranges::all_of(change.states, [&](auto const& id) {
            auto const state =
                std::ranges::find(scenario_.states, std::string{id}, &written::State::id);
            return stays(change.population, state->population) &&
                   stays(change.gdp_per_head, state->gdp_per_head) &&
                   stays(change.power, state->power) && state->power_spread == 0.0 &&
                   touched_.sizes.at(id) == 1;
        });
        if (same) {
            checker_.add(path_ + SizeChange<ByName>::kind, "this event changes nothing",
                         "these numbers are those of the states already",
                         "give other numbers, or leave the event out");
        }
    }

    void operator()(Funding<ByName> const& funding) const
    {
        auto const organisation = std::ranges::find(
            scenario_.organisations, std::string{funding.organisation}, &written::Organisation::id);
        if (stays(funding.assistance, organisation->assistance) &&
            stays(funding.relief, organisation->relief) &&
            stays(funding.development, organisation->development) &&
            touched_.budgets.at(organisation->id) == 1) {
            checker_.contradict(path_ + Funding<ByName>::kind, "this event changes nothing",
                                "the organisation spends as much already",
                                "give other budgets, or leave the event out",
                                {"organisations", organisation->id}, "the organisation");
        }
    }

  private:
    template <class What>
    void of_factor(What const& event, std::string why) const
    {
        if (event.factor == 1.0) {
            checker_.add(path_ + What::kind + "factor", "a factor of 1 changes nothing",
                         std::move(why), "give another factor, or leave the event out");
        }
    }

    template <class What>
    void of_weight(What const& event, std::string why) const
    {
        if (event.weight == 0.0) {
            checker_.add(path_ + What::kind + "weight", "a weight of 0 changes nothing",
                         std::move(why), "give a weight above 0, or leave the event out");
        }
    }

    [[nodiscard]] written::Forum const* find(std::string const& id) const
    {
        auto const forum = std::ranges::find(scenario_.forums, id, &written::Forum::id);
        return forum != scenario_.forums.end() ? &*forum : nullptr;
    }

    /// Warns of what happens to a forum that meets no more. Returns whether nothing else is to be
    /// said, since it is closed or one of those that are generated.
    bool is_closed(written::Forum const* forum, std::string_view kind) const
    {
        if (forum == nullptr || forum->is_of_authorities()) {
            return true;
        }
        auto const& closes = forum->proceedings.closes;
        if (!event_.at || !closes || *event_.at < *closes) {
            return false;
        }
        checker_.contradict(path_ + kind, "forum {} meets no more by then",
                            "so that nothing follows from it",
                            "let the forum close later, or leave the event out",
                            {"forums", forum->id, "closes"}, "it closes here", {forum->id});
        return true;
    }

    /// May an organisation bring up issues there?
    [[nodiscard]] bool is_served_with_agenda(written::Forum const& forum) const
    {
        return std::ranges::any_of(scenario_.organisations, [&](auto const& organisation) {
            return organisation.agenda && among(organisation.id, forum.proceedings.secretariat);
        });
    }

    void contradict_agenda(Path const& path, std::string_view problem, std::string const& issue,
                           written::Forum const& forum) const
    {
        checker_.contradict(path, problem, "", "remove it here", {"forums", forum.id, "agenda"},
                            "the agenda", {issue, forum.id});
    }

    Checker const& checker_;
    Scenario const& scenario_;
    Touched const& touched_;
    written::Event const& event_;
    Path path_;
};

std::string text_of(written::Event event)
{
    return resolved_text([&](Describer& describer) { describe(describer, event); });
}

/// Warns of an event that never happens. Returns whether it does not.
bool never_happens(Checker const& checker, Path const& path, written::Event const& event)
{
    RunTime const time{checker};
    if (event.at && time.is_over(time.tick_at(*event.at))) {
        checker.contradict(path + "at", "this happens in {}, after the run", time.end_in_words(),
                           "let the run last longer, or leave the event out", {"time", "ticks"},
                           "how long it lasts", {event.at->text()});
        return true;
    }
    if (event.hazard == 0.0) {
        checker.add(path + "hazard", "this never happens", "its hazard is 0",
                    "give it a hazard above 0 or a date, or leave the event out");
        return true;
    }
    return false;
}

}  // namespace

void warn_of_events(Checker const& checker)
{
    auto const& events = checker.scenario().events;
    Touched const touched{checker.scenario()};
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < events.size(); ++i) {
        Path const path{"events", std::to_string(i)};
        if (never_happens(checker, path, events[i])) {
            continue;
        }
        auto const [first, is_new] = known.emplace(text_of(events[i]), i);
        if (is_new) {
            std::visit(EventWarning{checker, touched, i}, events[i].what.value());
        } else {
            checker.contradict(path, "this event stands twice", "it happens both times",
                               "leave one of them out", {"events", std::to_string(first->second)},
                               "it first stands here");
        }
    }
}

}  // namespace parley
