#include "scenario/actors/check_budgets.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"

#include <algorithm>

namespace parley {

namespace {

/// The state joins the forum by some event.
bool accedes(Scenario const& scenario, std::string const& state, std::string const& forum)
{
    return std::ranges::any_of(scenario.events, [&](written::Event const& event) {
        auto const* accession = event.as<Accession>();
        return accession != nullptr && accession->forum == forum &&
               std::ranges::count(accession->states, state) > 0;
    });
}

/// What an event does is checked by its kind.
class EventCheck {
  public:
    EventCheck(Checker const& checker, Path path) : checker_{checker}, path_{std::move(path)} {}

    /// Of most kinds the reader knows all that can be wrong.
    template <class What>
    void operator()(What const& /*event*/) const
    {
    }

    void operator()(ForumOpening<ByName> const& opening) const
    {
        auto const& scenario = checker_.scenario();
        auto const forum = std::ranges::find(scenario.forums, opening.forum, &written::Forum::id);
        if (forum != scenario.forums.end() && forum->proceedings.opens != scenario.time.start) {
            checker_.contradict(path_ + ForumOpening<ByName>::kind, "{} would open twice", "",
                                "leave out its date, or this event",
                                {"forums", opening.forum, "opens"}, "it opens at this date",
                                {opening.forum});
        }
    }

    void operator()(Reform<ByName> const& reform) const
    {
        check_reform(checker_, path_ + Reform<ByName>::kind, reform);
    }

    void operator()(Funding<ByName> const& funding) const
    {
        check_budgets(checker_, path_ + Funding<ByName>::kind, funding.assistance.value_or(0.0),
                      funding.relief.value_or(0.0));
    }

    void operator()(FlowShock<ByName> const& shock) const
    {
        auto const& flows = checker_.scenario().flows;
        bool const any = std::ranges::any_of(flows, [&](written::Flow const& flow) {
            return std::ranges::count(shock.from, flow.origin) > 0 &&
                   std::ranges::count(shock.to, flow.destination) > 0;
        });
        if (!any && !checker_.is_broken_within({"flows"})) {
            checker_.add(path_ + FlowShock<ByName>::kind, "no flow is hit by this shock",
                         "the scenario describes none from these states to those",
                         "describe the flow under 'flows' or name other states");
        }
    }

    void operator()(ProfileChange<ByName> const& change) const
    {
        roles(change.roles, ProfileChange<ByName>::kind, change.state);
    }
    void operator()(SelfImageChange<ByName> const& change) const
    {
        roles(change.roles, SelfImageChange<ByName>::kind, change.state);
    }

    void operator()(Accession<ByName> const& accession) const
    {
        demand_states(accession.forum, Accession<ByName>::kind, "states join or leave");
    }

    void operator()(Withdrawal<ByName> const& withdrawal) const
    {
        auto const& scenario = checker_.scenario();
        if (!demand_states(withdrawal.forum, Withdrawal<ByName>::kind, "states join or leave")) {
            return;
        }
        auto const forum =
            std::ranges::find(scenario.forums, withdrawal.forum, &written::Forum::id);
        if (forum == scenario.forums.end() || checker_.is_broken({"forums", withdrawal.forum}) ||
            checker_.is_broken({"states"})) {
            return;
        }
        auto const members = members_of(forum->members, scenario);
        for (std::size_t i = 0; i < withdrawal.states.size(); ++i) {
            auto const& state = withdrawal.states[i];
            if (std::ranges::count(members, state) == 0 && !accedes(scenario, state, forum->id)) {
                checker_.contradict(path_ + Withdrawal<ByName>::kind + "states" + std::to_string(i),
                                    "{} cannot leave {}", "it is no member and never joins",
                                    "remove it here or add it there",
                                    {"forums", forum->id, "members"}, "the members",
                                    {state, forum->id});
            }
        }
    }

    void operator()(AgendaChange<ByName> const& change) const
    {
        demand_states(change.forum, AgendaChange<ByName>::kind,
                      "agendas of authorities stay as they are");
        for (std::size_t i = 0; i < change.add.size(); ++i) {
            auto const position = std::ranges::find(change.remove, change.add[i]);
            if (position != change.remove.end()) {
                checker_.contradict(path_ + AgendaChange<ByName>::kind + "add" + std::to_string(i),
                                    "issue {} is both added and removed", "", "keep one of them",
                                    path_ + AgendaChange<ByName>::kind + "remove" +
                                        std::to_string(position - change.remove.begin()),
                                    "it is removed here", {change.add[i]});
            }
        }
    }

  private:
    /// Does the event concern a forum of states? That of authorities has its own members.
    bool demand_states(std::string const& id, std::string_view kind, std::string const& why) const
    {
        auto const& forums = checker_.scenario().forums;
        auto const forum = std::ranges::find(forums, id, &written::Forum::id);
        if (forum == forums.end() || !forum->is_of_authorities()) {
            return true;
        }
        checker_.contradict(path_ + kind + "forum", "authorities meet in {}", why,
                            "leave the event out, or name a forum of states",
                            {"forums", id, "authorities"}, "the authorities", {id});
        return false;
    }

    void roles(written::Roles const& roles, std::string_view key, std::string const& state) const
    {
        if (roles == written::Roles{}) {
            checker_.add(path_ + key, "the roles of state {} would be all 0",
                         "a state needs at least one role: sending, transit or receiving", "",
                         {state});
        }
    }

    Checker const& checker_;
    Path path_;
};

}  // namespace

void check_events(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const& time = scenario.time;
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        auto const& event = scenario.events[i];
        Path const path{"events", std::to_string(i)};
        if (checker.is_broken(path) || checker.is_broken({"events"})) {
            continue;
        }
        // an event after the end is none of this run's, so that a scenario can be cut short
        if (event.at && !checker.is_broken({"time"}) && *event.at < time.start) {
            checker.contradict(path + "at", "this happens in {}, before the scenario begins", "",
                               "describe what it led to as the beginning, or leave it out",
                               {"time", "start"}, "the scenario begins here", {event.at->text()});
        }
        if (event.what) {
            std::visit(EventCheck{checker, path}, *event.what);
        }
    }
}

}  // namespace parley
