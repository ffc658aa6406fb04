#include "forum/secretariat.hpp"
#include "simulation/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

// The talks of a run: opened by decision, begun with a first round, and ended on the day of
// signing. See Talks and Diplomacy.
namespace parley {

/// What talks are known by in the random streams.
std::string Simulation::name_of(Topic const& topic) const
{
    std::string const& forum = state_.forums[topic.forum.slot()].id;
    return topic.issue == IssueId{} ? forum
                                    : forum + '/' + state_.world.issues.id[topic.issue.slot()];
}

/// The issues of a topic that the forum may treat now.
std::vector<IssueId> Simulation::open_on(Topic const& topic, Sitting const& sitting) const
{
    World const& world = state_.world_of(topic.forum);
    if (topic.issue == IssueId{}) {
        return open_issues(sitting, world);
    }
    if (std::ranges::count(sitting.agenda, topic.issue) == 0) {
        return {};
    }
    Sitting const on_it = sitting.about({&topic.issue, 1});
    return open_issues(on_it, world);
}

void Simulation::open_talks()
{
    auto const gain = [&](Topic const& topic) -> std::optional<double> {
        Forum const& forum = state_.forums[topic.forum.slot()];
        auto const agenda = routed(topic.forum);
        Sitting const sitting{forum, topic.forum, state_.tick, agenda};
        auto const issues = open_on(topic, sitting);
        if (issues.empty()) {
            return std::nullopt;
        }
        double const price = forum.cost.round *
                             state_.diplomacy.expected_rounds(topic.forum, forum) /
                             state_.diplomacy.habit(topic.forum, forum);
        return meeting_of(topic.forum)
            .least_net_gain(state_.world_of(topic.forum), sitting, issues, price);
    };
    auto const draw = [&](Topic const& topic, int chance) {
        RandomStream random{
            seed_,
            "opening of talks",
            {replicate_, static_cast<std::uint64_t>(chance), hash_name(name_of(topic))}};
        return random.uniform();
    };
    Diplomacy::Grounds const grounds{gain, draw,
                                     [this](Topic const& topic) { return mandate_of(topic); }};
    double const years = calendar().years_a_tick();
    if (state_.tick == 0) {
        state_.diplomacy.burn_in(state_.forums, state_.order, years, grounds);
    }
    state_.diplomacy.open_by_decision(state_.forums, state_.order, state_.tick, years, grounds);
}

void Simulation::tell_of_missed_talks(Observers observers)
{
    for (MissedTalks const& missed : state_.diplomacy.take_missed()) {
        for (Observer* observer : observers) {
            observer->on_missed_talks(*this, missed);
        }
    }
}

/// Ticks to the first round of talks that open now; expertise takes some of them off.
int Simulation::mandate_of(Topic const& topic) const
{
    Forum const& forum = state_.forums[topic.forum.slot()];
    std::span<IssueId const> issues{forum.agenda};
    if (topic.issue != IssueId{}) {
        issues = {&topic.issue, 1};
    }
    double const expertise = Secretariat{state_.world.organisations, topic.forum}.expertise(issues);
    return static_cast<int>(std::ceil(forum.talks->mandate * (1.0 - expertise) - 1e-9));
}

std::optional<std::vector<Session>> Simulation::go_on_with_talks(ForumId id,
                                                                 Meeting::Surroundings const& with,
                                                                 Observers observers)
{
    Forum const& forum = state_.forums[id.slot()];
    Diplomacy& diplomacy = state_.diplomacy;
    auto const agenda = routed(id);
    Sitting const sitting{forum, id, state_.tick, agenda};
    bool const meets = forum.meets(state_.tick) && forum.members.size() > 1 &&
                       (!agenda.empty() || forum.agenda.empty());
    if (meets && !forum.talks->initiative) {
        for (Topic const& topic : diplomacy.topics(id)) {
            if (!diplomacy.is_under_way(topic) && !open_on(topic, sitting).empty()) {
                diplomacy.open(topic, forum, state_.tick, mandate_of(topic));
            }
        }
    }
    auto& all = diplomacy.under_way();
    auto const of_forum = [&](Talks const& talks) { return talks.topic.forum == id; };
    auto const begins = [&](Talks const& talks) {
        return of_forum(talks) && !talks.table && talks.first_round <= state_.tick;
    };
    if (!meets && std::ranges::none_of(all, of_forum)) {
        return std::nullopt;
    }
    if (meets || std::ranges::any_of(all, begins)) {
        meeting_of(id).discuss(state_.world_of(id), sitting);
    }
    Meeting::Surroundings around{with};
    around.measuring = asked_by(observers, forum.level);
    std::vector<Session> sessions;
    for (std::size_t t = 0; t < all.size();) {
        Talks& talks = all[t];
        bool const empty = begins(talks) && !hold_first_round(talks, sitting, around);
        if (empty) {
            diplomacy.close(talks, forum, nullptr);
        } else if (of_forum(talks) && talks.table && talks.ends <= state_.tick) {
            sessions.push_back(
                sign(talks, std::move(*talks.table), Sitting{forum, id, state_.tick}, around));
        } else {
            ++t;
            continue;
        }
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(t));
    }
    return sessions;
}

/// Sets the table and bargains over it. Returns whether there is anything to talk about.
bool Simulation::hold_first_round(Talks& talks, Sitting const& sitting,
                                  Meeting::Surroundings const& around)
{
    auto const issues = open_on(talks.topic, sitting);
    if (sitting.forum.members.size() < 2 || issues.empty()) {
        return false;
    }
    RandomStream random{
        seed_,
        "bargaining",
        {replicate_, static_cast<std::uint64_t>(talks.number), hash_name(name_of(talks.topic))}};
    talks.table = meeting_of(sitting.id)
                      .bargain(state_.world_of(sitting.id), sitting, issues, random, around);
    talks.table->talks =
        OfTalks{.number = talks.number, .opened = talks.opened, .first_round = talks.first_round};
    double const expertise =
        Secretariat{state_.world.organisations, sitting.id}.expertise(talks.table->issues);
    double const round = sitting.forum.talks->round * (1.0 - expertise);
    talks.ends =
        talks.first_round + static_cast<int>(std::ceil(round * talks.table->outcome.rounds - 1e-9));
    return talks.ends >= 0;  // else they were over before the run began
}

Session Simulation::sign(Talks const& talks, Session session, Sitting const& sitting,
                         Meeting::Surroundings const& around)
{
    session.tick = state_.tick;
    if (session.agreed() && talks.ends > talks.first_round) {
        meeting_of(sitting.id).weigh_again(state_.world_of(sitting.id), sitting, session, around);
    }
    meeting_of(sitting.id).conclude(state_.world_of(sitting.id), session, sitting.forum);
    state_.diplomacy.close(talks, sitting.forum, &session);
    return session;
}

}  // namespace parley
