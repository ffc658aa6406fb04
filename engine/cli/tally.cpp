#include "cli/tally.hpp"

#include "simulation/gains.hpp"
#include "simulation/measures.hpp"

#include <algorithm>
#include <limits>

namespace parley {

void IssueTally::add(Session const& session, std::size_t issue)
{
    ++tables;
    places = 1;
    hardness += session.hardness[issue].hardness;
    if (session.agreed() && !session.drops(issue)) {
        double const terms = session.outcome.terms(static_cast<Eigen::Index>(issue));
        ++agreed;
        settled_in = 1;
        first_tick = first_tick.value_or(session.tick);
        lowest_terms = std::min(lowest_terms, terms);
        highest_terms = std::max(highest_terms, terms);
    } else if (Block const* block = furthest_block(session.outcome)) {
        ++blocked_by[session.members[StateId{block->member}.slot()]];
    }
    if (auto const mechanism = mechanism_of(session)) {
        ++reasons[static_cast<std::size_t>(*mechanism)];
    }
}

void IssueTally::add(IssueTally const& other)
{
    tables += other.tables;
    agreed += other.agreed;
    settled_in += other.settled_in;
    places += other.places;
    if (other.first_tick) {
        first_tick = std::min(first_tick.value_or(*other.first_tick), *other.first_tick);
    }
    lowest_terms = std::min(lowest_terms, other.lowest_terms);
    highest_terms = std::max(highest_terms, other.highest_terms);
    hardness += other.hardness;
    if (other.settled_in > 0) {
        return;
    }
    for (auto const& [state, times] : other.blocked_by) {
        blocked_by[state] += times;
    }
    for (std::size_t r = 0; r < reasons.size(); ++r) {
        reasons[r] += other.reasons[r];
    }
}

void TalksTally::add(Session const& session)
{
    switch (session.outcome.status) {
        case Status::agreed:
            ++signed_;
            ++lasted[session.tick - session.talks->opened];
            break;
        case Status::overtaken:
            ++overtaken;
            break;
        case Status::broken_off:
        case Status::timed_out:
            ++failed;
            break;
    }
}

void TalksTally::add(TalksTally const& other)
{
    signed_ += other.signed_;
    failed += other.failed;
    overtaken += other.overtaken;
    under_way += other.under_way;
    missed += other.missed;
    for (auto const& [ticks, times] : other.lasted) {
        lasted[ticks] += times;
    }
    for (auto const& [state, times] : other.left) {
        left[state] += times;
    }
}

double TalksTally::median() const
{
    auto const at = [&](int rank) {
        auto place = lasted.begin();
        for (int seen = place->second; seen <= rank; seen += place->second) {
            ++place;
        }
        return place->first;
    };
    return (at((signed_ - 1) / 2) + at(signed_ / 2)) / 2.0;
}

double median(std::vector<double> values)
{
    if (values.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    std::ranges::sort(values);
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2.0;
}

void PriceTally::add(Session const& session)
{
    Price const& found = *session.price;
    Block const& block = *furthest_block(session.outcome);
    ++tables;
    blocked_by[session.members[StateId{block.member}.slot()]].push_back(block.shortfall *
                                                                        found.lambda(block.member));
    if (found.opens()) {
        price.push_back(found.amount());
        affordable.push_back(found.affordable());
    }
}

void PriceTally::add(PriceTally const& other)
{
    auto const append = [](std::vector<double>& all, std::vector<double> const& more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    tables += other.tables;
    append(price, other.price);
    append(affordable, other.affordable);
    for (auto const& [state, worth] : other.blocked_by) {
        append(blocked_by[state], worth);
    }
}

void NearnessTally::add(Session const& session)
{
    NearestTerms const& found = *session.nearest;
    ++tables;
    all_could_gain += found.all_could_gain() ? 1 : 0;
    if (found.all_but) {
        ++all_but[session.members[StateId{*found.all_but}.slot()]];
    }
}

void NearnessTally::add(NearnessTally const& other)
{
    tables += other.tables;
    all_could_gain += other.all_could_gain;
    for (auto const& [state, times] : other.all_but) {
        all_but[state] += times;
    }
}

Teller::Teller(Simulation const& simulation)
{
    tally_.issues.resize(simulation.forums().size());
    tally_.talks.resize(simulation.forums().size());
    tally_.prices.resize(simulation.forums().size());
    tally_.nearness.resize(simulation.forums().size());
    tally_.policy_before = simulation.world().regime.status_quo().colwise().mean();
}

void Teller::on_meeting(Simulation const&, ForumId id, std::vector<Session> const& sessions)
{
    for (Session const& session : sessions) {
        ++tally_.tables;
        tally_.agreed += session.agreed() ? 1 : 0;
        if (session.talks) {
            tally_.talks[id.slot()].add(session);
        }
        if (session.price) {
            tally_.prices[id.slot()][session.issues].add(session);
        }
        if (session.nearest && !session.agreed()) {
            tally_.nearness[id.slot()][session.issues].add(session);
        }
        for (std::size_t k = 0; k < session.issues.size(); ++k) {
            tally_.issues[id.slot()][session.issues[k]].add(session, k);
        }
    }
}

void Teller::on_missed_talks(Simulation const&, MissedTalks const& missed)
{
    ++tally_.talks[missed.topic.forum.slot()].missed;
}

void Teller::on_defection(Simulation const&, Defection const& defection)
{
    ++tally_.talks[defection.forum.slot()].left[defection.state];
}

void Teller::on_tick(Simulation const& simulation)
{
    if (simulation.tick() + 1 == simulation.calendar().ticks) {
        tally_.hard_movement = movement(simulation.world(), IssueKind::hard);
        tally_.soft_movement = movement(simulation.world(), IssueKind::soft);
        Vector const& gained = simulation.gain();
        Vector const joint = joint_gains(simulation.world(), gained);
        tally_.joint_gain = joint_gain_shares(joint, simulation.best_joint_gain())(0);
        tally_.losers = losers(simulation.world(), gained);
        tally_.substantive = substantive(tally_.hard_movement, joint);
        tally_.coverage = regime_coverage(simulation.world());
        tally_.policy = simulation.world().policies().colwise().mean();
        note_capacity(simulation);
        for (Talks const& talks : simulation.diplomacy().under_way()) {
            ++tally_.talks[talks.topic.forum.slot()].under_way;
        }
    }
}

void Teller::note_capacity(Simulation const& simulation)
{
    tally_.management_gap = management_gap(simulation);
    for (std::size_t level = 0; level < level_names.size(); ++level) {
        tally_.level_gap[level] = management_gap(simulation, static_cast<Level>(level));
    }
    Handling const& handling = simulation.world().handling;
    tally_.places_lacking = (handling.load - handling.capacity).cwiseMax(0.0).sum();
}

}  // namespace parley
