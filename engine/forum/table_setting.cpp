#include "forum/table_setting.hpp"

#include "forum/felt_policies.hpp"
#include "forum/funds.hpp"
#include "forum/secretariat.hpp"

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
            for (Eigen::Index i = 0; i < in_force.rows(); ++i) {
                in_force(i, k) = world.without_agreement(seating.members[StateId{i}.slot()], issue);
            }
        }
    }
    return in_force;
}

/// Transfers in dollars are worth what those who sit pay and get if they are bound and no others.
void value_payments(Table& table, World const& world, Seating const& seating)
{
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        if (world.issues.is_payment(issue.index())) {
            table.value.col(k) = world.worth_of_transfer(issue, seating.members,
                                                         Vector::Ones(std::ssize(seating.members)));
            table.ideal.col(k) = table.value.col(k).unaryExpr(&end_of_transfer);
        }
    }
}

/// How much of transfers those who sit can pay [n, K], on the scale.
Matrix means_at(World const& world, Seating const& seating)
{
    Matrix means(std::ssize(seating.members), std::ssize(seating.issues));
    for (Eigen::Index k = 0; k < means.cols(); ++k) {
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        double of_amount = 1.0;  // what the whole is here, as a share of the amount
        if (world.issues.is_payment(issue.index())) {
            Vector const& pays = world.purses[issue.slot()].pays;
            of_amount = 0.0;
            for (StateId const i : seating.members) {
                of_amount += pays(i.index()) / world.issues.amount(issue.index());
            }
        }
        for (Eigen::Index i = 0; i < means.rows(); ++i) {
            StateId const state = seating.members[StateId{i}.slot()];
            means(i, k) = means_to_pay(world.states, world.issues, state, issue);
            means(i, k) /= of_amount > 0.0 ? of_amount : 1.0;
        }
    }
    return means;
}

}  // namespace

DecisionRule rule_at(World const& world, Forum const& forum, Seating const& seating,
                     Voices const& voices)
{
    RuleWeights weights;
    weights["members"] = voices.summed(std::vector<double>(seating.members.size(), 1.0));
    if (!forum.rule->by_heads) {
        Vector const population = seating.entries_of(world.states.population);
        Vector const gdp = population.cwiseProduct(seating.entries_of(world.states.gdp_per_head));
        weights["power"] = voices.summed(copied(seating.entries_of(world.states.power)));
        if (population.allFinite()) {
            weights["population"] = voices.summed(copied(population));
        }
        if (gdp.allFinite()) {
            weights["gdp"] = voices.summed(copied(gdp));
        }
    }
    return forum.rule->make(forum.rule_values, weights);
}

CommonInterests common_interests(World const& world, Seating const& seating)
{
    CommonInterests common{ideal_at(world, world.perceived, seating),
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

Table payoffs_at(World const& world, Interests const& by, Seating const& seating, Payoffs payoffs)
{
    Table table;
    table.ideal = ideal_at(world, by, seating);
    table.lower = Vector::Zero(table.issues());
    table.upper = Vector::Ones(table.issues());
    if (world.lowest.size() > 0) {
        table.lower = seating.part_of(world.lowest).colwise().minCoeff();
        table.upper = seating.part_of(world.highest).colwise().maxCoeff();
    }
    table.salience = seating.part_of(by.salience);
    std::optional<Externality> between;
    if (any_between_states(world, seating)) {
        between = externality_at(world, by, seating);
    }
    table.in_force = in_force_at(world, seating, between);
    if (by.value.size() > 0) {
        table.value = seating.part_of(by.value);
    }
    value_payments(table, world, seating);
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
        between->fixed = table.constant;
        if (payoffs == Payoffs::whole) {
            add_what_is_fixed(*between, table, world, by, seating);
        }
        table.externality = std::move(between);
        table.settle_externality();
    }
    table.reservation = table.payoff_in_force();
    return table;
}

Table set_table(World const& world, Sitting const& sitting, Seating const& seating,
                MatrixView red_line, Declaration const& declare, Payoffs payoffs)
{
    Table table = payoffs_at(world, world.perceived, seating, payoffs);
    table.red_line = seating.part_of(red_line);
    if (table.value.size() > 0) {
        table.means = means_at(world, seating);
    }
    table.disclosure = seating.entries_of(world.states.disclosure);
    table.power = seating.entries_of(world.states.power);
    table.declared =
        declare(table.ideal, table.weight(), seating.part_of(world.regime.status_quo()),
                table.disclosure, table.power);
    if (world.lowest.size() > 0) {  // nobody declares what no one could do
        for (Eigen::Index k = 0; k < table.issues(); ++k) {
            auto column = table.declared.col(k);
            column = column.cwiseMax(table.lower(k)).cwiseMin(table.upper(k)).eval();
        }
    }
    table.mediation = sitting.mediation(world.organisations);
    table.counsel =
        Secretariat{world.organisations, sitting.id}.counsel(world.issues, seating.issues);
    if (Vector const paid = worth_of_funds(world, seating); paid.size() > 0) {
        table.reservation -= paid;
    }
    table.rule = rule_at(world, sitting.forum, seating, Voices{{}, seating.members.size()});
    table.deadline = sitting.habits.deadline;
    return table;
}

}  // namespace parley
