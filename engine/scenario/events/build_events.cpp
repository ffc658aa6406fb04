#include "scenario/events/build_events.hpp"

#include "support/members.hpp"

#include <algorithm>

namespace parley {

namespace {

/// What names refer to, as a run knows it; what refers to nothing stays as it is.
class Resolver {
  public:
    Resolver(Scenario const& scenario, Indices const& indices, std::vector<Forum> const& forums)
        : time_{scenario.time}, indices_{indices}, forums_{forums}
    {
    }

    StateId operator()(ByName::State const& name) const { return indices_.state(name); }
    IssueId operator()(ByName::Issue const& name) const { return indices_.issue(name); }
    OrganisationId operator()(ByName::Organisation const& name) const
    {
        return indices_.organisation(name);
    }
    ForumId operator()(ByName::Forum const& name) const
    {
        std::string const& id = name;
        return ForumId{std::ranges::find(forums_, id, &Forum::id) - forums_.begin()};
    }
    int operator()(ByName::Span span) const { return ticks_in(span, time_); }
    ById::Roles operator()(ByName::Roles const& roles) const
    {
        double const sum = roles.sending + roles.transit + roles.receiving;
        return {roles.sending / sum, roles.transit / sum, roles.receiving / sum};
    }

    std::optional<ById::Rule> operator()(std::optional<ByName::Rule> const& rule) const
    {
        return rule ? std::optional{ById::Rule{find_rule(rule->name), rule->values}} : std::nullopt;
    }

    template <class Reference>
    auto operator()(std::vector<Reference> const& names) const
    {
        std::vector<decltype((*this)(names[0]))> found;
        std::ranges::transform(names, std::back_inserter(found), *this);
        return found;
    }

    template <class Value>
    Value operator()(Value const& value) const
    {
        return value;
    }

    /// An event, or what else is written by name.
    template <template <class> class What>
    What<ById> resolve(What<ByName> const& given) const
    {
        What<ById> found;
        for_each_pair(found, given, [this](auto& to, auto const& from) { to = (*this)(from); });
        return found;
    }

  private:
    written::Time const& time_;
    Indices const& indices_;
    std::vector<Forum> const& forums_;
};

}  // namespace

std::vector<Event> build_events(Scenario const& scenario, Indices const& indices,
                                std::vector<Forum> const& forums, Calendar const& calendar)
{
    Resolver const resolver{scenario, indices, forums};
    std::vector<Event> events;
    for (auto const& given : scenario.events) {
        Event event{.about = given.about,
                    .hazard = given.hazard.value_or(0.0),
                    .what = std::visit(
                        [&](auto const& what) { return Event::What{resolver.resolve(what)}; },
                        given.what.value())};
        if (given.at) {
            event.tick = calendar.tick_at(*given.at);
        }
        events.push_back(std::move(event));
    }
    return events;
}

DomesticPolitics build_politics(Scenario const& scenario, Indices const& indices)
{
    auto politics =
        DomesticPolitics::none(std::ssize(scenario.states), std::ssize(scenario.issues));
    std::vector<Forum> const no_forums;
    Resolver const resolver{scenario, indices, no_forums};
    for (auto const& given : scenario.overrides) {
        apply(resolver.resolve(given), politics);
    }
    return politics;
}

}  // namespace parley
