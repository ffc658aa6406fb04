#include "forum/meeting.hpp"

#include "forum/funds.hpp"
#include "forum/secretariat.hpp"
#include "negotiation/objection.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/nash_solution.hpp"
#include "negotiation/solutions/two_members.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parley {
namespace {

/// The position between the two sides of each issue, for each member at the table [n, K]: its
/// status quo `quo`, and 1/2 on a transfer.
Matrix sides_at(World const& world, Seating const& seating, Matrix const& quo)
{
    Matrix sides = quo;
    for (std::size_t k = 0; k < seating.issues.size(); ++k) {
        if (world.issues.is_transfer(seating.issues[k].index())) {
            // between paying and receiving, whatever is paid now
            sides.col(IssueId{k}.index()).setConstant(0.5);
        }
    }
    return sides;
}

/// Hardness and balance of each issue; the pattern of interests is not looked at.
std::vector<Hardness> hardness_of(World const& world, Seating const& seating, Matrix const& sides,
                                  CommonInterests const& interests, Matrix const& declared)
{
    Vector const power = seating.entries_of(world.states.power);
    std::vector<Hardness> measured;
    measured.reserve(seating.issues.size());
    Vector position;  // of one issue after the other, without gaps
    Vector weight;
    Vector side;
    for (Eigen::Index k = 0; k < declared.cols(); ++k) {
        position = declared.col(k);
        weight = interests.weight.col(k).cwiseProduct(power);
        side = sides.col(k);
        measured.push_back(measure_hardness(position, weight, side));
    }
    return measured;
}

/// Hardness of every issue of a seating, from declared positions [n, K].
std::vector<Hardness> hardness_and_pattern_of(World const& world, Seating const& seating,
                                              CommonInterests const& interests,
                                              Matrix const& declared)
{
    Matrix const sides = sides_at(world, seating, seating.part_of(world.regime.status_quo()));
    std::vector<Hardness> measured = hardness_of(world, seating, sides, interests, declared);
    Matrix profile(std::ssize(seating.members), role_count);
    for (Eigen::Index n = 0; n < profile.rows(); ++n) {
        profile.row(n) = world.states.profile.row(seating.members[StateId{n}.slot()].index());
    }
    Vector ideal;
    Vector side;
    Vector of_roles;
    for (Eigen::Index k = 0; k < declared.cols(); ++k) {
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        ideal = interests.ideal.col(k);
        side = sides.col(k);
        of_roles = world.issues.role_ideal.col(issue.index());
        measured[IssueId{k}.slot()].pattern = interest_pattern(ideal, side, profile, of_roles);
    }
    return measured;
}

/// The terms [K] of the Nash solution of a table; where `both_must_gain`, of two members, by the
/// quick way.
std::optional<Vector> nash_terms(Table const& table, bool both_must_gain = false)
{
    RedLineBox const box = red_line_box(table);
    if (!box.clashes.empty()) {
        return std::nullopt;
    }
    if (both_must_gain) {
        return nash_solution_of_two(table, box);
    }
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    NashSolution solution = nash_solution(table, box, everybody);
    return solution.exists ? std::optional{std::move(solution.terms)} : std::nullopt;
}

/// What a unit of payoff is worth to those who speak, in USD a year: to a bloc by the product of
/// all of it.
Vector money_for_payoff(World const& world, Seating const& seating, Voices const& voices)
{
    std::vector<double> money;
    for (StateId const i : seating.members) {
        money.push_back(1.0 / world.money.worth_of_one(world.states, i));
    }
    money = voices.summed(std::move(money));
    return Vector::Map(money.data(), std::ssize(money));
}

}  // namespace

Meeting::Meeting(MeetingParams params)
    : params_{std::move(params)}, declare_{params_.declaration}, discussion_{params_.discussion}
{
}

void Meeting::discuss(World& world, Sitting const& sitting) const
{
    if (sitting.forum.members.size() < 2 || sitting.agenda.empty()) {
        return;
    }
    Seating const seating{sitting.forum.members, sitting.agenda, sitting.id};
    CommonInterests const interests = common_interests(world, seating);
    Matrix const quo = seating.part_of(world.regime.status_quo());
    Matrix const declared = declare_(interests.ideal, interests.weight, quo,
                                     seating.entries_of(world.states.disclosure),
                                     seating.entries_of(world.states.power));
    std::vector<Hardness> const measured =
        hardness_of(world, seating, sides_at(world, seating, quo), interests, declared);
    Vector hardness(std::ssize(measured));
    for (Eigen::Index k = 0; k < hardness.size(); ++k) {
        hardness(k) = measured[IssueId{k}.slot()].hardness;
    }
    Vector const before = seating.entries_of(world.states.recognition);
    discussion_(world, seating, hardness, sitting.frankness_with(world.organisations));
    std::vector<StateId> changed;
    for (Eigen::Index n = 0; n < before.size(); ++n) {
        StateId const i = seating.members[StateId{n}.slot()];
        if (world.states.recognition(i.index()) != before(n)) {
            changed.push_back(i);
        }
    }
    world.renew_perceived(changed);
}

Meeting::Laid Meeting::lay(World const& world, Sitting const& sitting, Seating const& seating,
                           Voices const& voices, Surroundings const& around) const
{
    Laid laid{.table = set_table(world, sitting, seating, params_.red_line, declare_),
              .interests = {},
              .outside_option = {},
              .signature = {}};
    Table& table = laid.table;
    laid.interests = {table.ideal, table.weight()};
    Vector const power = seating.entries_of(world.states.power);
    if (!voices.blocs().empty()) {
        Vector const paid = worth_of_funds(world, seating);
        if (paid.size() > 0) {  // what a bloc has in force is known without it
            table.reservation += paid;
        }
        table = voices.merged(std::move(table));
        table.rule = rule_at(world, sitting.forum, seating, voices);
        if (paid.size() > 0) {
            table.reservation -= voices.means(paid, power);
        }
    }
    if (around.outside_option) {
        laid.outside_option = voices.means(around.outside_option(seating), power);
        table.reservation += laid.outside_option;
    }
    if (double const price = sitting.forum.cost.signature; price > 0.0) {
        Vector const saved = cost_saved(world, sitting.id, seating.members, seating.issues);
        Vector const left = saved.size() > 0 ? voices.means((1.0 - saved.array()).matrix(), power)
                                             : Vector::Ones(table.members());
        laid.signature = Vector::NullaryExpr(
            table.members(), [&](Eigen::Index i) { return price * left(i) * table.stake(i); });
        table.reservation += laid.signature;
    }
    return laid;
}

Session Meeting::seated(World const& world, Sitting const& sitting, std::span<IssueId const> issues,
                        Surroundings const& around)
{
    auto members = Seating{sitting.forum.members, issues, sitting.id}.concerned(world);
    Seating const seating{members, issues, sitting.id};
    Voices const voices{blocs_at(world, around.caucuses, sitting.forum, seating), members.size()};
    return {.tick = sitting.tick,
            .forum = sitting.id,
            .members = std::move(members),
            .blocs = voices.blocs(),
            .issues = {issues.begin(), issues.end()},
            .declared = {},
            .hardness = {},
            .outside_option = {},
            .signature = {},
            .outcome = {},
            .metrics = {}};
}

void Meeting::note_what_is_said(World const& world, Voices const& voices, Laid const& laid,
                                Session& session)
{
    Seating const seating{session.members, session.issues, session.forum};
    if (laid.outside_option.size() > 0) {
        session.outside_option = voices.by_seat(Matrix{laid.outside_option});
    }
    if (laid.signature.size() > 0) {
        session.signature = voices.by_seat(Matrix{laid.signature});
    }
    session.declared = voices.by_seat(laid.table.declared);
    session.hardness = hardness_and_pattern_of(world, seating, laid.interests, session.declared);
}

Session Meeting::bargain(World const& world, Sitting const& sitting,
                         std::span<IssueId const> issues, RandomStream& random,
                         Surroundings const& around) const
{
    Session session = seated(world, sitting, issues, around);
    Seating const seating{session.members, session.issues, sitting.id};
    Voices const voices{session.blocs, session.members.size()};
    Laid laid = lay(world, sitting, seating, voices, around);
    Outcome outcome = sitting.forum.protocol(laid.table, random, params_.trace);
    if (around.measuring == Measuring::outcomes && outcome.status != Status::agreed) {
        session.price = voices.by_seat(price_of_agreement(
            laid.table, money_for_payoff(world, seating, voices), sitting.forum.bindingness));
        session.nearest = voices.by_seat(nearest_terms(laid.table));
    }
    note_what_is_said(world, voices, laid, session);
    note_outcome(std::move(outcome), voices, std::move(laid), around.measuring, session);
    return session;
}

void Meeting::note_outcome(Outcome outcome, Voices const& voices, Laid laid, Measuring measuring,
                           Session& session)
{
    if (measuring == Measuring::outcomes) {
        if (laid.signature.size() > 0) {  // what an outcome is worth does not depend on its price
            laid.table.reservation -= laid.signature;
        }
        session.metrics = measure(laid.table, outcome);
    }
    session.outcome = voices.by_seat(std::move(outcome));
}

std::optional<Meeting::Prospect> Meeting::prospect(World const& world, Sitting const& sitting,
                                                   Seating const& seating) const
{
    Table table = set_table(world, sitting, seating, params_.red_line, declare_);
    auto terms = nash_terms(table);
    return terms ? std::optional{Prospect{std::move(table), std::move(*terms)}} : std::nullopt;
}

std::optional<double> Meeting::least_net_gain(World const& world, Sitting const& sitting,
                                              std::span<IssueId const> issues, double cost) const
{
    auto const members = Seating{sitting.forum.members, issues, sitting.id}.concerned(world);
    if (members.size() < 2) {
        return std::nullopt;
    }
    Seating const seating{members, issues, sitting.id};
    Table const table =
        set_table(world, sitting, seating, params_.red_line, declare_, Payoffs::differences);
    auto const terms = nash_terms(table, has_two_members(table) && table.rule.fewest() == 2);
    if (!terms) {
        return std::nullopt;
    }
    Vector const saved = cost_saved(world, sitting.id, members, issues);
    std::vector<char> gains;
    double least = std::numeric_limits<double>::infinity();
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        double const price = saved.size() > 0 ? cost * (1.0 - saved(i)) : cost;
        double const gain = table.payoff(i, *terms) - table.reservation(i) - price * table.stake(i);
        gains.push_back(gain > table.tolerance(i) ? 1 : 0);
        least = gains.back() != 0 ? std::min(least, gain) : least;
    }
    return carries(table, *terms, gains) ? std::optional{least} : std::nullopt;
}

Vector Meeting::settlement(World const& world, Sitting const& sitting, Seating const& seating) const
{
    auto found = prospect(world, sitting, seating);
    return found ? std::move(found->terms)
                 : set_table(world, sitting, seating, params_.red_line, declare_).terms_in_force();
}

Vector Meeting::expected_gains(World const& world, Sitting const& sitting, IssueId issue) const
{
    Forum const& forum = sitting.forum;
    Vector gains = Vector::Zero(std::ssize(forum.members));
    std::vector<IssueId> issues = open_issues(sitting, world);
    if (std::ranges::count(issues, issue) == 0) {
        return gains;
    }
    if (forum.scope == Scope::single_issue) {
        issues = {issue};
    }
    auto const members = Seating{forum.members, issues, sitting.id}.concerned(world);
    if (auto const found = prospect(world, sitting, Seating{members, issues, sitting.id})) {
        for (std::size_t n = 0, seat = 0; seat < members.size(); ++n) {
            if (forum.members[n] == members[seat]) {
                auto const i = static_cast<Eigen::Index>(seat++);
                gains(static_cast<Eigen::Index>(n)) = std::max(
                    0.0, found->table.payoff(i, found->terms) - found->table.reservation(i));
            }
        }
    }
    return gains;
}

Expectation Meeting::expectation(World const& world, Sitting const& sitting) const
{
    Forum const& forum = sitting.forum;
    Expectation expected;
    if (forum.members.size() < 2 || sitting.agenda.empty()) {
        return expected;
    }
    expected.issues = open_issues(sitting, world);
    expected.gain = Matrix::Zero(std::ssize(forum.members), std::ssize(expected.issues));
    std::span<IssueId const> const issues = expected.issues;
    std::size_t const together = forum.scope == Scope::single_issue ? 1 : issues.size();
    for (std::size_t first = 0; first < issues.size(); first += together) {
        auto const on_table = issues.subspan(first, together);
        if (std::ranges::all_of(on_table, [&](IssueId k) { return world.regime.is_dyadic(k); })) {
            continue;
        }
        auto const found = prospect(world, sitting, Seating{forum.members, on_table, sitting.id});
        for (Eigen::Index k = 0; found && k < found->table.issues(); ++k) {
            if (world.regime.is_dyadic(on_table[IssueId{k}.slot()])) {
                continue;
            }
            for (Eigen::Index n = 0; n < expected.gain.rows(); ++n) {
                expected.gain(n, static_cast<Eigen::Index>(first) + k) =
                    found->table.gain_on(n, k, found->terms(k));
            }
        }
    }
    return expected;
}

std::vector<Session> Meeting::operator()(World& world, Sitting const& sitting,
                                         RandomStream& random) const
{
    return (*this)(world, sitting, random, {});
}

std::vector<Session> Meeting::operator()(World& world, Sitting const& sitting, RandomStream& random,
                                         Surroundings const& around) const
{
    std::vector<Session> sessions;
    if (sitting.forum.members.size() < 2 || sitting.agenda.empty()) {
        return sessions;
    }
    discuss(world, sitting);
    std::vector<IssueId> const open = open_issues(sitting, world);
    std::span<IssueId const> const issues{open};
    std::size_t const together = sitting.forum.scope == Scope::single_issue ? 1 : open.size();
    for (std::size_t first = 0; first < open.size(); first += together) {
        sessions.push_back(
            bargain(world, sitting, issues.subspan(first, together), random, around));
        conclude(world, sessions.back(), sitting.forum);
    }
    return sessions;
}

}  // namespace parley
