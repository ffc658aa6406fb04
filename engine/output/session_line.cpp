#include "output/session_line.hpp"

#include "forum/mechanism.hpp"
#include "simulation/measures.hpp"

#include <limits>
#include <utility>

namespace parley {
namespace {

constexpr double not_observed = std::numeric_limits<double>::quiet_NaN();

Part part_of(Outcome const& outcome, std::size_t member)
{
    if (member >= outcome.signatories.size() || outcome.signatories[member] == 0) {
        return Part::seated;
    }
    if (outcome.abstains(member)) {
        return Part::abstained;
    }
    return outcome.consenting[member] != 0 ? Part::signed_ : Part::outvoted;
}

class Line {
  public:
    Line(SessionRecord& lines, Labels const& labels, Session const& session,
         Simulation const& simulation)
        : lines_{lines},
          labels_{labels},
          session_{session},
          simulation_{simulation},
          forum_{simulation.forums()[session.forum.slot()]}
    {
    }

    void write(std::size_t label) const;

  private:
    void write_breakdown() const;
    void write_nearest_terms() const;
    void write_parts() const;
    [[nodiscard]] std::pair<StateId, StateId> state_and_authority(Eigen::Index member) const;

    SessionRecord& lines_;
    Labels const& labels_;
    Session const& session_;
    Simulation const& simulation_;
    Forum const& forum_;
};

void Line::write(std::size_t label) const
{
    Calendar const& calendar = simulation_.calendar();
    std::size_t const line = lines_.count();
    Outcome const& outcome = session_.outcome;
    auto const day = [&](int tick) { return calendar.month_of(tick).days_since_epoch(); };
    OfTalks const talks =
        session_.talks.value_or(OfTalks{.opened = session_.tick, .first_round = session_.tick});
    bool const binds = session_.agreed() && !forum_.ratification;
    lines_.time.push_back(day(session_.tick));
    lines_.opened.push_back(day(talks.opened));
    lines_.first_round.push_back(day(talks.first_round));
    lines_.in_force.push_back(binds ? day(session_.tick) : not_observed);
    lines_.ended.push_back(not_observed);
    lines_.end.push_back(-1);
    lines_.forum.push_back(static_cast<std::int16_t>(label));
    lines_.level.push_back(code(forum_.level));
    lines_.scope.push_back(code(forum_.scope));
    lines_.result.push_back(code(outcome.status));
    lines_.rounds.push_back(outcome.rounds);
    Fate const fate = forum_.ratification ? Fate::awaiting_ratification : Fate::in_force;
    lines_.fate.push_back(session_.agreed() ? code(fate) : std::int8_t{-1});

    write_parts();
    lines_.terms.resize((line + 1) * labels_.issue.size(), not_observed);
    lines_.movement.resize((line + 1) * labels_.issue.size(), not_observed);
    lines_.hardness.resize((line + 1) * labels_.issue.size(), not_observed);
    auto const of_line = [&](std::size_t k) {
        return line * labels_.issue.size() + session_.issues[k].slot();
    };
    for (std::size_t k = 0; k < session_.issues.size(); ++k) {
        lines_.terms[of_line(k)] = outcome.terms(IssueId{k}.index());
        lines_.hardness[of_line(k)] = session_.hardness[k].hardness;
    }
    if (session_.agreed()) {
        for (std::size_t const k : session_.kept()) {
            lines_.movement[of_line(k)] =
                forum_.bindingness *
                farthest_from(simulation_.world_of(session_.forum), session_, k);
        }
    }

    write_breakdown();
    write_nearest_terms();
    lines_.pareto_gap.push_back(session_.metrics.pareto_gap);
    lines_.nash_distance.push_back(session_.metrics.nash_distance);
    lines_.surplus_share.push_back(session_.metrics.surplus_share);
}

/// What kept a table from an agreement, and what it would take.
void Line::write_breakdown() const
{
    std::size_t const issues = labels_.issue.size();
    std::size_t const line = lines_.blocked_issue.size();
    Block const* block = session_.agreed() ? nullptr : furthest_block(session_.outcome);
    std::int16_t issue = -1;
    if (block != nullptr && block->issue >= 0) {
        issue = static_cast<std::int16_t>(session_.issues[IssueId{block->issue}.slot()].index());
    }
    lines_.blocked_issue.push_back(issue);
    lines_.block_reason.push_back(block != nullptr ? code(block->reason) : std::int8_t{-1});
    auto const mechanism = mechanism_of(session_);
    lines_.mechanism.push_back(mechanism ? code(*mechanism) : std::int8_t{-1});
    lines_.shortfall.push_back(block != nullptr ? block->shortfall : not_observed);
    bool const elsewhere = block != nullptr && session_.outside_option.size() > 0;
    lines_.outside_option.push_back(elsewhere ? session_.outside_option(block->member)
                                              : not_observed);

    bool const priced = block != nullptr && session_.price.has_value();
    lines_.shortfall_worth.push_back(
        priced ? block->shortfall * session_.price->lambda(block->member) : not_observed);
    lines_.price.push_back(priced ? session_.price->amount() : not_observed);
    lines_.affordable.push_back(priced ? session_.price->affordable() : not_observed);
    lines_.price_terms.resize((line + 1) * issues, not_observed);
    lines_.even_terms.resize((line + 1) * issues, not_observed);
    for (std::size_t k = 0; priced && k < session_.issues.size(); ++k) {
        std::size_t const at = line * issues + session_.issues[k].slot();
        lines_.price_terms[at] = session_.price->terms(IssueId{k}.index());
        lines_.even_terms[at] = session_.price->terms_if_alike(IssueId{k}.index());
    }
}

/// A member as a state; of an authority the state it is of, and itself.
std::pair<StateId, StateId> Line::state_and_authority(Eigen::Index member) const
{
    StateId const seated = session_.members[StateId{member}.slot()];
    return forum_.is_of_authorities()
               ? std::pair{simulation_.local()->authorities().of[seated.slot()], seated}
               : std::pair{seated, StateId{}};
}

/// How near a table without agreement was to one.
void Line::write_nearest_terms() const
{
    std::size_t const issues = labels_.issue.size();
    std::size_t const line = lines_.least_gain.size();
    bool const known = !session_.agreed() && session_.nearest.has_value();
    lines_.least_gain.push_back(known ? session_.nearest->least_gain : not_observed);
    lines_.nearest_terms.resize((line + 1) * issues, not_observed);
    lines_.terms_of_others.resize((line + 1) * issues, not_observed);
    bool const one = known && session_.nearest->all_but.has_value();
    for (std::size_t k = 0; known && k < session_.issues.size(); ++k) {
        std::size_t const at = line * issues + session_.issues[k].slot();
        lines_.nearest_terms[at] = session_.nearest->terms(IssueId{k}.index());
        if (one) {
            lines_.terms_of_others[at] = session_.nearest->terms_of_others(IssueId{k}.index());
        }
    }
    auto const [state, authority] =
        one ? state_and_authority(*session_.nearest->all_but) : std::pair<StateId, StateId>{};
    lines_.all_but.push_back(static_cast<std::int16_t>(state.index()));
    lines_.all_but_authority.push_back(static_cast<std::int16_t>(authority.index()));
}

/// Who took part, and who stood in the way: states, or authorities and the state of the one that
/// did.
void Line::write_parts() const
{
    bool const local = forum_.is_of_authorities();
    auto& part = local ? lines_.authority_part : lines_.part;
    std::size_t const first = part.size();
    lines_.part.resize(lines_.part.size() + labels_.state.size(), code(Part::absent));
    lines_.authority_part.resize(lines_.authority_part.size() + labels_.authority.size(),
                                 code(Part::absent));
    for (std::size_t n = 0; n < session_.members.size(); ++n) {
        part[first + session_.members[n].slot()] = code(part_of(session_.outcome, n));
    }
    Block const* block = session_.agreed() ? nullptr : furthest_block(session_.outcome);
    auto const [by, authority] =
        block != nullptr ? state_and_authority(block->member) : std::pair<StateId, StateId>{};
    lines_.blocked_by.push_back(static_cast<std::int16_t>(by.index()));
    lines_.blocked_by_authority.push_back(static_cast<std::int16_t>(authority.index()));
}

}  // namespace

void add_measures(SessionRecord& lines, Session const& session)
{
    lines.rounds.push_back(session.outcome.rounds);
    lines.pareto_gap.push_back(session.metrics.pareto_gap);
    lines.nash_distance.push_back(session.metrics.nash_distance);
    lines.surplus_share.push_back(session.metrics.surplus_share);
}

void add_line(SessionRecord& lines, Labels const& labels, std::size_t label, Session const& session,
              Simulation const& simulation)
{
    Line{lines, labels, session, simulation}.write(label);
}

}  // namespace parley
