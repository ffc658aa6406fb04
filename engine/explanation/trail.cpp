#include "explanation/trail.hpp"

#include <algorithm>
#include <bit>

namespace parley {
namespace {

/// A sum over the bits of numbers, in their order [FNV-1a, over words].
class Sum {
  public:
    void add(double value)
    {
        value_ = (value_ ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001b3U;
        value_ ^= value_ >> 29U;
    }

    template <class Derived>
    void add_all(Eigen::DenseBase<Derived> const& values)
    {
        for (Eigen::Index row = 0; row < values.rows(); ++row) {
            for (Eigen::Index column = 0; column < values.cols(); ++column) {
                add(values.derived().coeff(row, column));
            }
        }
    }

    [[nodiscard]] std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_ = 0xcbf29ce484222325U;
};

void add_interests(Sum& sum, Interests const& by, StateId state, IssueId issue)
{
    auto const [i, k] = std::pair{state.index(), issue.index()};
    sum.add(by.ideal(i, k));
    sum.add(by.salience(i, k));
    if (by.value.size() > 0) {
        sum.add(by.value(i, k));
    }
    if (!by.options.empty() && by.options[issue.slot()].size() > 0) {
        sum.add_all(by.options[issue.slot()].row(i));
    }
    if (by.expected.size() > 0) {
        sum.add(by.expected(i, k));
    }
}

std::uint64_t sum_over(Interests const& by)
{
    Sum sum;
    for (Eigen::Index i = 0; i < by.ideal.rows(); ++i) {
        for (Eigen::Index k = 0; k < by.ideal.cols(); ++k) {
            add_interests(sum, by, StateId{i}, IssueId{k});
        }
    }
    return sum.value();
}

std::uint64_t sum_over(Matrix const& values)
{
    Sum sum;
    sum.add_all(values);
    return sum.value();
}

}  // namespace

bool TableTrail::holds(IssueId issue) const
{
    return std::ranges::count(issues, issue) > 0;
}

bool TableTrail::agreed_on(IssueId issue) const
{
    auto const place = std::ranges::find(issues, issue);
    return agreed() && place != issues.end() &&
           (dropped.empty() || dropped[static_cast<std::size_t>(place - issues.begin())] == 0);
}

Follower::Follower(Simulation const& simulation) : in_force_{simulation.world().policies()}
{
    trail_.meetings.resize(simulation.forums().size());
    trail_.forums.resize(simulation.forums().size());
}

TableTrail Follower::trail_of(Simulation const& simulation, Session const& session) const
{
    Outcome const& outcome = session.outcome;
    TableTrail table{.tick = session.tick,
                     .forum = session.forum,
                     .members = session.members,
                     .issues = session.issues,
                     .dropped = session.dropped,
                     .brought = {},
                     .status = outcome.status,
                     .terms = outcome.terms,
                     .bound = outcome.signatories,
                     .consenting = outcome.consenting,
                     .rounds = outcome.rounds,
                     .mechanism = mechanism_of(session),
                     .talks = session.talks};
    if (Block const* block = session.agreed() ? nullptr : furthest_block(outcome)) {
        table.blocked_by = session.members[StateId{block->member}.slot()];
    }
    bool const local = simulation.forums()[session.forum.slot()].is_of_authorities();
    Interests const& perceived = simulation.world_of(session.forum).perceived;
    for (std::size_t n = 0; n < session.members.size(); ++n) {
        StateId const member = session.members[n];
        auto const row = StateId{n}.index();
        std::array<Sum, brought_count> sums;
        auto const of = [&](Brought what) -> Sum& { return sums[static_cast<std::size_t>(what)]; };
        for (IssueId const k : session.issues) {
            add_interests(of(Brought::interests), perceived, member, k);
            if (!local) {
                of(Brought::in_force).add(in_force_(member.index(), k.index()));
            }
        }
        of(Brought::declared).add_all(session.declared.row(row));
        for (Vector const* raised : {&session.outside_option, &session.signature}) {
            of(Brought::hopes).add(raised->size() > 0 ? (*raised)(row) : 0.0);
        }
        auto& values = table.brought.emplace_back();
        std::ranges::transform(sums, values.begin(), &Sum::value);
    }
    return table;
}

void Follower::on_meeting(Simulation const& simulation, ForumId id,
                          std::vector<Session> const& sessions)
{
    trail_.meetings[id.slot()].push_back(simulation.tick());
    for (Session const& session : sessions) {
        trail_.tables.push_back(trail_of(simulation, session));
    }
}

void Follower::on_missed_talks(Simulation const& simulation, MissedTalks const& missed)
{
    trail_.missed.push_back({simulation.tick(), missed});
}

void Follower::on_tick(Simulation const& simulation)
{
    in_force_ = simulation.world().policies();
    trail_.policies.push_back(sum_over(in_force_));
    trail_.interests.push_back(sum_over(simulation.world().perceived));
    note_forums(simulation);
    if (simulation.tick() + 1 == simulation.calendar().ticks) {
        trail_.policy = in_force_;
    }
}

/// Forums as this tick found them: members change by events, agendas by routing.
void Follower::note_forums(Simulation const& simulation)
{
    Routing const& routing = simulation.routing();
    int const tick = simulation.tick();
    std::vector<IssueId> taken_up;
    for (std::size_t f = 0; f < trail_.forums.size(); ++f) {
        Forum const& forum = simulation.forums()[f];
        if (!routing.is_fixed()) {
            taken_up = routing.taken_up(forum, ForumId{f});
        }
        auto const& agenda = routing.is_fixed() ? forum.agenda : taken_up;
        bool const open = forum.is_open(tick);
        auto& so_far = trail_.forums[f];
        if (so_far.empty() || so_far.back().open != open || so_far.back().agenda != agenda ||
            so_far.back().members != forum.members) {
            so_far.push_back({tick, open, agenda, forum.members});
        }
    }
}

}  // namespace parley
