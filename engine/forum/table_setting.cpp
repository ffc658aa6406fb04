#include "forum/table_setting.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

std::vector<double> copied(VectorView values)
{
    return {values.begin(), values.end()};
}

/// What options are worth to those who sit, by issue on the table; empty where none has any.
std::vector<Matrix> options_at(World const& world, Interests const& by, Seating const& seating)
{
    std::vector<Matrix> options(seating.issues.size());
    bool any = false;
    for (std::size_t k = 0; k < options.size(); ++k) {
        if (world.issues.has_options(seating.issues[k].index())) {
            any = true;
            Matrix const& all = by.options[seating.issues[k].slot()];
            options[k].resize(std::ssize(seating.members), all.cols());
            for (std::size_t n = 0; n < seating.members.size(); ++n) {
                options[k].row(static_cast<Eigen::Index>(n)) = all.row(seating.members[n].index());
            }
        }
    }
    return any ? options : std::vector<Matrix>{};
}

bool any_between_states(World const& world, Seating const& seating)
{
    return std::ranges::any_of(
        seating.issues, [&](IssueId k) { return world.issues.is_between_states(k.index()); });
}

/// What holds for those who sit while nothing more is agreed; on a dyadic issue towards each other,
/// on average.
Matrix in_force_at(World const& world, Seating const& seating, std::optional<Externality> const& at)
{
    Matrix in_force = seating.part_of(world.regime.policy());
    for (Eigen::Index k = 0; k < in_force.cols(); ++k) {
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        if (world.issues.is_dyadic(issue.index())) {
            auto const& weight = at->weight[IssueId{k}.slot()];
            for (Eigen::Index i = 0; i < in_force.rows(); ++i) {
                double const all = weight.row(i).sum();
                double const sum = weight.row(i).dot(at->towards[IssueId{k}.slot()].row(i));
                in_force(i, k) = all > 0.0 ? std::clamp(sum / all, 0.0, 1.0) : in_force(i, k);
            }
        } else if (world.issues.moves_alone(issue.index())) {
            in_force.col(k) = seating.entries_of(world.without_agreement(issue));
        }
    }
    return in_force;
}

/// What those who sit feel of each other's policies; nothing is fixed yet.
Externality externality_at(World const& world, Interests const& by, Seating const& seating)
{
    auto const n = std::ssize(seating.members);
    auto const sitting = [&](Eigen::Index i) { return seating.members[StateId{i}.slot()]; };
    Externality at{.share = Vector(std::ssize(seating.issues)),
                   .ideal = seating.part_of(by.ideal),
                   .expected = seating.part_of(by.expected),
                   .salience = seating.part_of(by.salience),
                   .weight = std::vector<Matrix>(seating.issues.size()),
                   .towards = std::vector<Matrix>(seating.issues.size()),
                   .fixed = Vector::Zero(n)};
    for (std::size_t k = 0; k < seating.issues.size(); ++k) {
        IssueId const issue = seating.issues[k];
        bool const dyadic = world.issues.is_dyadic(issue.index());
        at.share(static_cast<Eigen::Index>(k)) = world.issues.externality(issue.index());
        if (world.issues.is_between_states(issue.index())) {
            auto const dependence = world.issues.dependence[issue.slot()];
            at.weight[k] = Matrix::NullaryExpr(n, n, [&](Eigen::Index i, Eigen::Index j) {
                bool const counts =
                    !dyadic || seating.is_between(world, sitting(i), sitting(j), issue);
                return counts ? world.interdependence(sitting(i), sitting(j), dependence) : 0.0;
            });
        }
        if (dyadic) {
            at.towards[k] = Matrix::NullaryExpr(n, n, [&](Eigen::Index i, Eigen::Index j) {
                return world.without_agreement(sitting(i), sitting(j), issue);
            });
        }
    }
    return at;
}

/// The payoff of a state on a dyadic issue from those with whom a table settles nothing.
double payoff_elsewhere(World const& world, Interests const& by, Seating const& seating,
                        StateId state, IssueId issue)
{
    auto const squared = [](double distance) { return distance * distance; };
    double const share = world.issues.externality(issue.index());
    double const ideal = by.ideal(state.index(), issue.index());
    double const expected = by.expected(state.index(), issue.index());
    double const loss =
        world.interdependence.mean(state, world.issues.dependence[issue.slot()], [&](StateId j) {
            if (std::ranges::count(seating.members, j) > 0 &&
                seating.is_between(world, state, j, issue)) {
                return 0.0;
            }
            return (1.0 - share) * squared(world.without_agreement(state, j, issue) - ideal) +
                   share * squared(world.without_agreement(j, state, issue) - expected);
        });
    return -by.salience(state.index(), issue.index()) * loss;
}

/// Sets a table by what its members feel of others: who does not sit keeps its policy.
void add_externality(Table& table, Externality at, World const& world, Interests const& by,
                     Seating const& seating)
{
    at.fixed = table.constant;
    Matrix const tension = seating.part_of(by.tension);
    Matrix const of_others = seating.part_of(by.tension_of_expected);
    std::vector<char> const everybody(seating.members.size(), 1);
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (!at.concerns(k)) {
            continue;
        }
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        bool const dyadic = at.is_dyadic(k);
        Vector const policy = dyadic ? Vector{} : world.without_agreement(issue);
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            StateId const state = seating.members[StateId{i}.slot()];
            double const weight = at.share[k] * at.salience(i, k);
            at.fixed[i] += weight * (tension(i, k) - of_others(i, k));
            if (dyadic) {
                at.fixed[i] += payoff_elsewhere(world, by, seating, state, issue);
                continue;
            }
            double const of_all = world.interdependence.square_felt(
                state, world.issues.dependence[issue.slot()], policy, at.expected(i, k));
            at.fixed[i] -= weight * of_all + at.felt(i, k, table.in_force.col(k), everybody);
        }
    }
    table.externality = std::move(at);
    table.settle_externality();
}

}  // namespace

DecisionRule rule_at(World const& world, Forum const& forum, Seating const& seating,
                     Voices const* voices)
{
    Vector const population = seating.entries_of(world.states.population);
    Vector const gdp = population.cwiseProduct(seating.entries_of(world.states.gdp_per_head));
    RuleWeights weights;
    weights["members"] = std::vector<double>(seating.members.size(), 1.0);
    weights["power"] = copied(seating.entries_of(world.states.power));
    if (population.allFinite()) {
        weights["population"] = copied(population);
    }
    if (gdp.allFinite()) {
        weights["gdp"] = copied(gdp);
    }
    if (voices != nullptr) {
        for (auto& [name, weight] : weights) {
            weight = voices->summed(weight);
        }
    }
    return forum.rule->make(forum.rule_values, weights);
}

CommonInterests common_interests(World const& world, Seating const& seating)
{
    CommonInterests common{seating.part_of(world.perceived.ideal),
                           seating.weight_by(world.perceived)};
    if (any_between_states(world, seating)) {
        Externality const at = externality_at(world, world.perceived, seating);
        for (Eigen::Index k = 0; k < common.ideal.cols(); ++k) {
            for (Eigen::Index i = 0; at.concerns(k) && i < common.ideal.rows(); ++i) {
                auto const folded = at.common(i, k);
                common.ideal(i, k) = folded.ideal;
                common.weight(i, k) = folded.salience;
            }
        }
    }
    return common;
}

Table payoffs_at(World const& world, Interests const& by, Seating const& seating)
{
    Table table;
    table.ideal = seating.part_of(by.ideal);
    table.lower = Vector::Zero(table.issues());
    table.upper = Vector::Ones(table.issues());
    table.salience = seating.part_of(by.salience);
    std::optional<Externality> between;
    if (any_between_states(world, seating)) {
        between = externality_at(world, by, seating);
    }
    table.in_force = in_force_at(world, seating, between);
    if (by.value.size() > 0) {
        table.value = seating.part_of(by.value);
    }
    table.options = options_at(world, by, seating);
    table.constant = -table.salience.cwiseProduct(seating.part_of(by.tension)).rowwise().sum();
    if (table.value.size() > 0) {  // the table counts from the ideal point, a transfer from nothing
        table.constant += table.value.cwiseProduct(table.ideal).rowwise().sum();
    }
    for (auto const& payoff : table.options) {
        if (payoff.size() > 0) {  // and options from the best
            table.constant += payoff.rowwise().maxCoeff();
        }
    }
    if (between) {
        add_externality(table, std::move(*between), world, by, seating);
    }
    table.reservation = table.payoff_in_force();
    return table;
}

Table set_table(World const& world, Forum const& forum, Seating const& seating, MatrixView red_line,
                Declaration const& declare)
{
    Table table = payoffs_at(world, world.perceived, seating);
    table.red_line = seating.part_of(red_line);
    if (table.value.size() > 0) {
        table.means = seating.part_of(means_to_pay(world.states, world.issues));
    }
    table.disclosure = seating.entries_of(world.states.disclosure);
    table.power = seating.entries_of(world.states.power);
    table.declared =
        declare(table.ideal, table.weight(), seating.part_of(world.regime.status_quo()),
                table.disclosure, table.power);
    table.mediation = forum.mediation(world.organisations);
    table.rule = rule_at(world, forum, seating);
    table.deadline = forum.deadline;
    return table;
}

Table set_table(World const& world, Forum const& forum, Seating const& seating, MatrixView red_line,
                Declaration const& declare, Voices const& voices)
{
    Table table = voices.merged(set_table(world, forum, seating, red_line, declare));
    table.rule = rule_at(world, forum, seating, &voices);
    return table;
}

}  // namespace parley
