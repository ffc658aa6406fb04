#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "simulation/calendar.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <type_traits>

namespace parley {

namespace {

/// When something happens in a run: the tick, and of one tick the order of the file.
using Moment = std::pair<int, std::size_t>;

/// The event by which a state begins or ends.
struct Change {
    std::size_t event;
    std::optional<Moment> moment;  ///< none: at random
};

using Changes = std::map<std::string, Change, std::less<>>;

class SuccessionCheck {
  public:
    explicit SuccessionCheck(Checker const& checker)
        : checker_{checker},
          scenario_{checker.scenario()},
          calendar_{.start = scenario_.time.start,
                    .tick_months = scenario_.time.tick.count,
                    .ticks = scenario_.time.ticks}
    {
        for (std::size_t e = 0; e < scenario_.events.size(); ++e) {
            if (auto const* separation = scenario_.events[e].as<Separation>()) {
                note(e, separation->states, separation->from, begins_, "begin");
            } else if (auto const* union_ = scenario_.events[e].as<Union>()) {
                note(e, union_->states, union_->into, ends_, "end");
            }
        }
    }

    void operator()() const
    {
        if (begins_.empty() && ends_.empty()) {
            return;
        }
        for (auto const& [state, change] : begins_) {
            check_origin(state, change);
        }
        for (std::size_t e = 0; e < scenario_.events.size(); ++e) {
            if (scenario_.events[e].what) {
                check_event(e);
            }
        }
        check_forums();
        check_agreements();
        check_what_is_below_and_on_the_way();
    }

  private:
    [[nodiscard]] std::optional<Moment> moment_of(std::size_t event) const
    {
        auto const& at = scenario_.events[event].at;
        return at ? std::optional{Moment{calendar_.tick_at(*at), event}} : std::nullopt;
    }

    [[nodiscard]] Path path_of(std::size_t event) const
    {
        return {"events", std::to_string(event)};
    }

    [[nodiscard]] Path path_of(Change const& change) const
    {
        bool const separates = scenario_.events[change.event].as<Separation>() != nullptr;
        return path_of(change.event) + (separates ? Separation<ByName>::kind : Union<ByName>::kind);
    }

    void note(std::size_t event, std::vector<ByName::State> const& states, std::string const& other,
              Changes& changes, std::string const& does)
    {
        Change const change{event, moment_of(event)};
        for (std::size_t i = 0; i < states.size(); ++i) {
            Path const here = path_of(change) + "states" + std::to_string(i);
            auto const [first, is_new] = changes.emplace(states[i], change);
            if (states[i] == other) {
                checker_.add(here, "{} would " + does + " by itself",
                             "it becomes a part of another, or ceases to be one",
                             "name another state", {states[i]});
            } else if (!is_new) {
                checker_.contradict(here, "{} would " + does + " twice", "",
                                    "leave it out of one of these events", path_of(first->second),
                                    "it does so here", {states[i]});
            }
        }
    }

    /// Separations that lead back to where they began.
    void check_origin(std::string const& state, Change const& change) const
    {
        std::string at = state;
        for (std::size_t steps = 0; steps <= begins_.size(); ++steps) {
            auto const found = begins_.find(at);
            if (found == begins_.end()) {
                return;
            }
            at = scenario_.events[found->second.event].as<Separation>()->from;
            if (at == state && steps == 0) {
                return;  // it is told elsewhere
            }
            if (at == state) {
                checker_.add(path_of(change) + "from",
                             "{} would separate from a state that separates from it", "",
                             "let one of them exist from the start", {state});
                return;
            }
        }
    }

    /// Does a state exist then? `there` is where it is named.
    void demand_existence(std::string const& state, Moment moment, Path const& there,
                          std::string const& when) const
    {
        auto const begun = begins_.find(state);
        if (begun != begins_.end() && begun->second.moment && moment < *begun->second.moment) {
            checker_.contradict(there, "{} does not exist yet in {}", "it begins later",
                                "let this happen later, or let it begin earlier",
                                path_of(begun->second), "it begins by this event", {state, when});
        }
        auto const ended = ends_.find(state);
        if (ended != ends_.end() && ended->second.moment && *ended->second.moment < moment) {
            checker_.contradict(there, "{} does not exist any more in {}", "it has ended",
                                "let this happen earlier, or let it end later",
                                path_of(ended->second), "it ends by this event", {state, when});
        }
    }

    /// Do all states exist that an event names, but for those that begin by it?
    void check_event(std::size_t e) const
    {
        auto const moment = moment_of(e);
        if (!moment) {
            return;
        }
        std::string const when = scenario_.events[e].at->text();
        std::visit(
            [&](auto const& what) {
                using What = std::remove_cvref_t<decltype(what)>;
                Path const path = path_of(e) + What::kind;
                auto const demand = [&](auto const& member) {
                    using Member = std::remove_cvref_t<decltype(member)>;
                    if constexpr (std::is_same_v<Member, ByName::State>) {
                        demand_existence(member, *moment, path, when);
                    } else if constexpr (std::is_same_v<Member, std::vector<ByName::State>>) {
                        for (auto const& state : member) {
                            demand_existence(state, *moment, path, when);
                        }
                    }
                };
                std::apply([&](auto const&... members) { (demand(members), ...); },
                           What::members(what));
            },
            *scenario_.events[e].what);
    }

    /// Is there anybody to meet where states meet?
    void check_forums() const
    {
        for (auto const& forum : scenario_.forums) {
            if (forum.is_of_authorities() || checker_.is_broken({"forums", forum.id})) {
                continue;
            }
            int const opens = std::max(0, calendar_.tick_at(forum.proceedings.opens));
            Change const* first = nullptr;
            auto const members = members_of(forum.members, scenario_);
            bool const is_empty = std::ranges::all_of(members, [&](std::string const& state) {
                auto const begun = begins_.find(state);
                bool const late = begun != begins_.end() && begun->second.moment &&
                                  begun->second.moment->first > opens;
                first = late && first == nullptr ? &begun->second : first;
                return late;
            });
            if (is_empty && first != nullptr) {
                checker_.contradict(Path{"forums", forum.id} + "members",
                                    "no member of {} exists when it opens", "they begin later",
                                    "let it open later, or name a member that exists",
                                    path_of(*first), "a member begins here", {forum.id});
            }
        }
    }

    void check_agreements() const
    {
        for (std::size_t i = 0; i < scenario_.agreements.size(); ++i) {
            for (auto const& party : scenario_.agreements[i].parties) {
                auto const begun = begins_.find(party);
                if (begun != begins_.end()) {
                    checker_.contradict(
                        Path{"agreements", std::to_string(i)} + "parties",
                        "{} does not exist as the run begins", "so that it has signed nothing",
                        "name the state of which it was a part: what binds that goes on to bind it",
                        path_of(begun->second), "it begins by this event", {party});
                }
            }
        }
    }

    [[nodiscard]] Change const* change_of(std::string const& state) const
    {
        for (Changes const* changes : {&begins_, &ends_}) {
            if (auto const found = changes->find(state); found != changes->end()) {
                return &found->second;
            }
        }
        return nullptr;
    }

    void check_what_is_below_and_on_the_way() const
    {
        for (auto const& authority : scenario_.authorities) {
            if (auto const* change = change_of(authority.of)) {
                checker_.contradict(Path{"authorities", authority.id} + "of",
                                    "{} begins or ends, and has authorities", "",
                                    "leave out its authorities, or the event", path_of(*change),
                                    "the event", {authority.of});
            }
        }
        for (std::size_t r = 0; r < scenario_.routes.size(); ++r) {
            if (auto const* change = change_of(scenario_.routes[r].via)) {
                checker_.contradict(Path{"routes", std::to_string(r)} + "via",
                                    "{} begins or ends, and a route crosses it", "",
                                    "let the route cross a state that is there all the time",
                                    path_of(*change), "the event", {scenario_.routes[r].via});
            }
        }
    }

    Checker const& checker_;
    Scenario const& scenario_;
    Calendar calendar_;
    Changes begins_, ends_;
};

}  // namespace

void check_successions(Checker const& checker)
{
    for (char const* section :
         {"time", "states", "events", "agreements", "authorities", "routes"}) {
        if (checker.is_broken_within({section})) {
            return;
        }
    }
    SuccessionCheck{checker}();
}

}  // namespace parley
