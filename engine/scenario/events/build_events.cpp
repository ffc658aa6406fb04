#include "scenario/events/build_events.hpp"

#include "scenario/issues/build_issues.hpp"

#include <algorithm>

namespace parley {

namespace {

std::array<double, role_count> weights_of(written::Roles const& roles)
{
    double const sum = roles.sending + roles.transit + roles.receiving;
    return {roles.sending / sum, roles.transit / sum, roles.receiving / sum};
}

/// What an event does, with indices for names.
class BuildWhat {
  public:
    BuildWhat(Scenario const& scenario, Indices const& indices, std::vector<Forum> const& forums)
        : scenario_{scenario}, indices_{indices}, forums_{forums}
    {
    }

    Event::What operator()(std::monostate) const { return {}; }  // refused by the reader

    Event::What operator()(written::FlowShock const& given) const
    {
        return FlowShock{.from = indices_.states(given.from),
                         .to = indices_.states(given.to),
                         .factor = given.factor,
                         .ticks = ticks_in(given.lasts, scenario_.time)};
    }

    Event::What operator()(written::ProfileChange const& given) const
    {
        return ProfileChange{.state = indices_.state(given.state),
                             .profile = weights_of(given.roles),
                             .weight = given.weight};
    }

    Event::What operator()(written::SelfImageChange const& given) const
    {
        return SelfImageChange{.state = indices_.state(given.state),
                               .self_image = weights_of(given.roles)};
    }

    Event::What operator()(written::Outlook const& given) const
    {
        return OutlookChange{.states = indices_.states(given.states),
                             .recognition = given.recognition,
                             .disclosure = given.disclosure};
    }

    Event::What operator()(written::Override const& given) const
    {
        return build_override(given, indices_);
    }

    Event::What operator()(written::Attention const& given) const
    {
        return Attention{.states = indices_.states(given.states),
                         .issues = indices_.issues(given.issues),
                         .factor = given.factor,
                         .ticks = ticks_in(given.lasts, scenario_.time)};
    }

    Event::What operator()(written::Accession const& given) const
    {
        return Accession{.forum = forum(given.forum), .states = indices_.states(given.states)};
    }

    Event::What operator()(written::Withdrawal const& given) const
    {
        return Withdrawal{.forum = forum(given.forum), .states = indices_.states(given.states)};
    }

    Event::What operator()(written::AgendaChange const& given) const
    {
        return AgendaChange{.forum = forum(given.forum),
                            .add = indices_.issues(given.add),
                            .remove = indices_.issues(given.remove)};
    }

    Event::What operator()(written::Opening const& given) const
    {
        return Opening{.forum = forum(given.forum)};
    }

    Event::What operator()(written::Funding const& given) const
    {
        return Funding{.organisation = indices_.organisation(given.organisation),
                       .assistance = given.assistance,
                       .relief = given.relief,
                       .development = given.development};
    }

  private:
    [[nodiscard]] ForumId forum(std::string const& id) const
    {
        return ForumId{std::ranges::find(forums_, id, &Forum::id) - forums_.begin()};
    }

    Scenario const& scenario_;
    Indices const& indices_;
    std::vector<Forum> const& forums_;
};

}  // namespace

std::vector<Event> build_events(Scenario const& scenario, Indices const& indices,
                                std::vector<Forum> const& forums, Calendar const& calendar)
{
    std::vector<Event> events;
    for (auto const& given : scenario.events) {
        Event event{.about = given.about,
                    .hazard = given.hazard.value_or(0.0),
                    .what = std::visit(BuildWhat{scenario, indices, forums}, given.what)};
        if (given.at) {
            event.tick = calendar.tick_at(*given.at);
        }
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace parley
