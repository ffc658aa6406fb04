#include "output/recorder.hpp"

#include "forum/funds.hpp"
#include "output/run_summary.hpp"
#include "output/session_line.hpp"
#include "output/variables.hpp"
#include "simulation/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

constexpr std::size_t no_pair = std::numeric_limits<std::size_t>::max();
constexpr double not_observed = std::numeric_limits<double>::quiet_NaN();

RunIdentity identity_of(Simulation const& simulation, std::string what_if, std::int32_t point)
{
    return {.point = point,
            .replicate = static_cast<std::int32_t>(simulation.replicate()),
            .seed = simulation.seed(),
            .what_if = std::move(what_if)};
}

/// Copies one row of a series: the row-th of as many as the values fill.
template <class Derived>
void write_row(std::vector<double>& series, std::size_t row,
               Eigen::DenseBase<Derived> const& values)
{
    auto const size = static_cast<std::size_t>(values.size());
    std::copy_n(values.derived().data(), size,
                series.begin() + static_cast<std::ptrdiff_t>(row * size));
}

/// Nothing is observed of states that do not exist; `values` are those of all states, one after the
/// other.
void leave_out_who_does_not_exist(States const& states, std::span<double> values)
{
    std::size_t const each = values.size() / StateId{states.count()}.slot();
    for (Eigen::Index i = 0; i < states.count(); ++i) {
        if (!states.exists(StateId{i})) {
            std::ranges::fill(values.subspan(StateId{i}.slot() * each, each), not_observed);
        }
    }
}

}  // namespace

Recorder::Recorder(Labels const& labels, Simulation const& simulation, std::string what_if,
                   std::int32_t point, Purpose purpose)
    : labels_{labels},
      record_{labels, identity_of(simulation, std::move(what_if), point)},
      purpose_{purpose}
{
    World const& world = simulation.world();
    if (world.states.id != labels.state || world.issues.id != labels.issue) {
        throw std::invalid_argument{"the labels are those of other states or issues"};
    }
    if (auto const& local = simulation.local()) {
        write_row(record_.authority_share, 0, local->authorities().share);
    }
    declared_ = Matrix::Constant(world.states.count(), world.issues.count(), not_observed);
    tallies_.resize(labels.forum.size() * labels.issue.size());
    std::map<std::string_view, std::size_t> pairs;
    for (std::string const& pair : labels.pair) {
        pairs.emplace(pair, pairs.size());
    }
    for (Forum const& forum : simulation.forums()) {
        label_of_.push_back(labels.forum_index(forum.label));
        auto const found = pairs.find(forum.id);
        pair_of_.push_back(found == pairs.end() ? no_pair : found->second);
    }
    for (Organisation const& organisation : world.organisations) {
        auto const found = std::ranges::find(labels.organisation, organisation.id);
        organisation_of_.push_back(
            static_cast<std::size_t>(found - labels.organisation.begin()));  // or past the end
    }
    write_row(record_.power, 0, world.states.power);
    write_row(record_.status_quo, 0, world.regime.status_quo());
}

std::unique_ptr<Recorder> Recorder::copy() const
{
    std::unique_ptr<Recorder> copied{new Recorder{labels_, record_}};
    copied->label_of_ = label_of_;
    copied->declared_ = declared_;
    copied->tallies_ = tallies_;
    copied->lives_ = lives_;
    copied->pair_of_ = pair_of_;
    copied->organisation_of_ = organisation_of_;
    copied->row_ = row_;
    return copied;
}

void Recorder::on_meeting(Simulation const& simulation, ForumId id,
                          std::vector<Session> const& sessions)
{
    Forum const& forum = simulation.forums()[id.slot()];
    std::size_t const label = label_of_[id.slot()];
    for (Session const& session : sessions) {
        count(session, forum);
        if (purpose_ == Purpose::summary) {
            add_measures(record_.sessions, session);
        } else if (labels_.keeps_sessions(forum.level)) {
            std::size_t const line = record_.sessions.count();
            add_line(record_.sessions, labels_, label, session, simulation);
            if (session.agreed()) {
                lives_.follow(session, !forum.ratification, line);
            }
        }
    }
}

Recorder::Tally& Recorder::tally_of(ForumId forum, IssueId issue)
{
    return tallies_[label_of_[forum.slot()] * labels_.issue.size() + issue.slot()];
}

void Recorder::count(Session const& session, Forum const& forum)
{
    record_.sessions_held += 1;
    record_.sessions_agreed += session.agreed() ? 1 : 0;
    std::size_t const pair = pair_of_[session.forum.slot()];
    if (session.agreed() && pair != no_pair) {
        record_.talks_signed[pair] += 1;
    }
    for (std::size_t k = 0; k < session.issues.size(); ++k) {
        IssueId const issue = session.issues[k];
        Tally& tally = tally_of(session.forum, issue);
        tally.attempts += 1;
        tally.hardness += session.hardness[k].hardness;
        tally.balance += session.hardness[k].balance;
        tally.pattern = code(session.hardness[k].pattern);
        if (session.agreed() && !session.drops(k)) {
            tally.agreements += 1;
            std::int8_t& lowest = record_.settled_level[issue.slot()];
            lowest = lowest < 0 ? code(forum.level) : std::min(lowest, code(forum.level));
        }
        for (std::size_t n = 0; !forum.is_of_authorities() && n < session.members.size(); ++n) {
            declared_(session.members[n].index(), issue.index()) =
                session.declared(StateId{n}.index(), IssueId{k}.index());
        }
    }
}

void Recorder::on_missed_talks(Simulation const& simulation, MissedTalks const& missed)
{
    auto const& [forum, issue] = missed.topic;
    if (issue != IssueId{}) {
        ++tally_of(forum, issue).without_team;
        return;
    }
    for (IssueId const k : simulation.forums()[forum.slot()].agenda) {
        ++tally_of(forum, k).without_team;
    }
}

void Recorder::on_ratification(Simulation const& simulation, Decision const& decision)
{
    Agreement const& agreement = decision.agreement;
    for (IssueId const k : agreement.issues) {
        tally_of(agreement.forum, k).unratified += decision.in_force ? 0 : 1;
    }
    if (purpose_ == Purpose::series) {
        lives_.decide(record_.sessions, simulation, decision);
    }
}

void Recorder::on_defection(Simulation const&, Defection const& defection)
{
    for (IssueId const k : defection.issues) {
        tally_of(defection.forum, k).defections += 1;
    }
}

void Recorder::write_pairs(Simulation const& simulation)
{
    Diplomacy const& diplomacy = simulation.diplomacy();
    for (std::size_t f = 0; f < pair_of_.size(); ++f) {
        if (pair_of_[f] != no_pair) {
            record_.opening_chance[pair_of_[f]] = diplomacy.opening_chance(ForumId{f});
            record_.talks_opened[pair_of_[f]] = diplomacy.opened(ForumId{f});
        }
    }
}

void Recorder::write_organisations(Simulation const& simulation)
{
    if (labels_.organisation.empty()) {
        return;
    }
    Vector const paid = parley::funds_paid(simulation.world());
    std::size_t const first = row_ * labels_.organisation.size();
    for (std::size_t o = 0; o < organisation_of_.size(); ++o) {
        std::size_t const label = organisation_of_[o];
        if (label < labels_.organisation.size()) {
            auto const row = OrganisationId{o}.index();
            RunState const& state = simulation.state();
            record_.funds_paid[first + label] = paid(row);
            record_.brought_up[first + label] = static_cast<std::int32_t>(state.brought_up(row));
            record_.texts_agreed[first + label] =
                static_cast<std::int32_t>(state.texts_agreed(row));
        }
    }
}

void Recorder::on_tick(Simulation const& simulation)
{
    if (purpose_ == Purpose::summary) {
        if (labels_.records(simulation.tick())) {
            observe(simulation);
            write_tallies();
            ++row_;
        }
        return;
    }
    lives_.note_ends(record_.sessions, simulation);
    if (labels_.records(simulation.tick())) {
        observe(simulation);
        write_row(record_.declared_position, row_, declared_);
        write_tallies();
        write_routes(simulation);
        write_maturity(simulation);
        write_pairs(simulation);
        write_organisations(simulation);
        ++row_;
    }
}

void Recorder::observe(Simulation const& simulation)
{
    auto const& variables = observed_variables();
    bool const is_last = row_ + 1 == labels_.ticks.size();
    for (std::size_t i = 0; i < variables.size(); ++i) {
        if (purpose_ == Purpose::summary && !is_read_by_summaries(variables[i].name, is_last)) {
            continue;
        }
        std::span<double> const series{record_.observed[i]};
        std::size_t const size = series.size() / labels_.ticks.size();
        auto const place = series.subspan(row_ * size, size);
        variables[i].observe(simulation, place);
        if (variables[i].dimensions.size() > 2 && variables[i].dimensions[2] == Dimension::state) {
            leave_out_who_does_not_exist(simulation.world().states, place);
        }
    }
}

void Recorder::write_routes(Simulation const& simulation)
{
    std::size_t const first = row_ * tallies_.size();
    std::vector<std::int32_t> forums(tallies_.size(), 0);
    for (std::size_t f = 0; f < label_of_.size(); ++f) {
        Forum const& forum = simulation.forums()[f];
        if (!forum.is_open(simulation.tick()) || forum.members.size() < 2) {
            continue;  // that of a pair one of whom does not exist
        }
        Vector const& covered = simulation.coverage(ForumId{f});
        for (IssueId const k : forum.agenda) {
            std::size_t const at = label_of_[f] * labels_.issue.size() + k.slot();
            if (++forums[at] == 1) {
                record_.coverage[first + at] = record_.routed[first + at] = 0.0;
            }
            record_.coverage[first + at] += covered(k.index());
            record_.routed[first + at] += simulation.routing().takes_up(ForumId{f}, k) ? 1.0 : 0.0;
        }
    }
    for (std::size_t at = 0; at < forums.size(); ++at) {
        if (forums[at] > 1) {
            record_.coverage[first + at] /= forums[at];
            record_.routed[first + at] /= forums[at];
        }
    }
}

void Recorder::write_maturity(Simulation const& simulation)
{
    std::size_t const first = row_ * labels_.forum.size();
    std::vector<std::int32_t> forums(labels_.forum.size(), 0);
    for (std::size_t f = 0; f < label_of_.size(); ++f) {
        Forum const& forum = simulation.forums()[f];
        if (forum.maturing && forum.is_open(simulation.tick())) {
            double& mean = record_.maturity[first + label_of_[f]];
            double const count = ++forums[label_of_[f]];
            mean = count == 1.0 ? forum.maturity : mean + (forum.maturity - mean) / count;
        }
    }
}

void Recorder::write_tallies()
{
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
        Tally const tally = std::exchange(tallies_[i], {});
        std::size_t const at = row_ * tallies_.size() + i;
        record_.attempts[at] = tally.attempts;
        record_.agreements[at] = tally.agreements;
        record_.unratified[at] = tally.unratified;
        record_.defections[at] = tally.defections;
        record_.without_team[at] = tally.without_team;
        if (tally.attempts > 0) {
            record_.hardness[at] = tally.hardness / tally.attempts;
            record_.balance[at] = tally.balance / tally.attempts;
            record_.interest_pattern[at] = tally.pattern;
        }
    }
}

}  // namespace parley
