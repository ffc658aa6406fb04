#include "forum/table_setting.hpp"

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

/// What those who sit have in force towards each other on a dyadic issue [n, n], 0 where that
/// matters to neither; takes out of the weights the pairs that can agree on nothing here.
Matrix in_force_between(World const& world, Seating const& seating, IssueId issue, Matrix& weight)
{
    Matrix in_force = Matrix::Zero(weight.rows(), weight.cols());
    for (Eigen::Index i = 0; i < weight.rows(); ++i) {
        StateId const state = seating.members[StateId{i}.slot()];
        for (Eigen::Index j = 0; j < i; ++j) {
            if (!(weight(i, j) > 0.0) && !(weight(j, i) > 0.0)) {
                continue;  // most pairs are not tied at all
            }
            StateId const partner = seating.members[StateId{j}.slot()];
            if (seating.is_between(world, state, partner, issue)) {
                BothWays const both = world.without_agreement(state, partner, issue);
                in_force(i, j) = both.own;
                in_force(j, i) = both.felt;
            } else {
                weight(i, j) = weight(j, i) = 0.0;
            }
        }
    }
    return in_force;
}

/// What those who sit want of each other on a dyadic issue, where that matters to them.
Externality::ByPartner wants_at(Interests const& by, Seating const& seating, IssueId issue,
                                Matrix const& weight)
{
    Matrix const none = Matrix::Zero(weight.rows(), weight.cols());
    Externality::ByPartner at{.ideal = none, .expected = none, .salience = none};
    for (Eigen::Index i = 0; i < weight.rows(); ++i) {
        for (Eigen::Index j = 0; j < weight.cols(); ++j) {
            if (weight(i, j) > 0.0) {
                Wants const wants = World::wants(by, seating.members[StateId{i}.slot()],
                                                 seating.members[StateId{j}.slot()], issue);
                at.ideal(i, j) = wants.ideal;
                at.expected(i, j) = wants.expected;
                at.salience(i, j) = wants.salience;
            }
        }
    }
    return at;
}

/// The positions that suit those who sit best for what they bargain over, their own policies, from
/// which authorities depart: clamp(theta - shift, 0, 1).
Matrix ideal_at(World const& world, Interests const& by, Seating const& seating)
{
    Matrix ideal = seating.part_of(by.ideal);
    if (world.regime.shifts()) {
        Matrix const shift = seating.part_of(world.regime.shift());
        // where there is none the ideal point keeps its bits
        ideal = (shift.array() != 0.0).select((ideal - shift).cwiseMax(0.0).cwiseMin(1.0), ideal);
    }
    return ideal;
}

/// What those who sit feel of each other's policies; nothing is fixed yet.
Externality externality_at(World const& world, Interests const& by, Seating const& seating)
{
    Externality at{
        .share = Vector(std::ssize(seating.issues)),
        .ideal = ideal_at(world, by, seating),
        .expected = seating.part_of(by.expected),
        .salience = seating.part_of(by.salience),
        .weight = std::vector<Matrix>(seating.issues.size()),
        .towards = std::vector<Matrix>(seating.issues.size()),
        .shift = world.regime.shifts() ? seating.part_of(world.regime.shift()) : Matrix{},
        .fixed = Vector::Zero(std::ssize(seating.members))};
    for (std::size_t k = 0; k < seating.issues.size(); ++k) {
        IssueId const issue = seating.issues[k];
        at.share(static_cast<Eigen::Index>(k)) = world.issues.externality(issue.index());
        if (world.issues.is_between_states(issue.index())) {
            at.weight[k] =
                world.interdependence.among(seating.members, world.issues.dependence[issue.slot()]);
        }
        if (world.issues.is_dyadic(issue.index())) {
            at.towards[k] = in_force_between(world, seating, issue, at.weight[k]);
            if (by.of_partners.any()) {
                at.by_partner.resize(seating.issues.size());
                at.by_partner[k] = wants_at(by, seating, issue, at.weight[k]);
            }
        }
    }
    return at;
}

/// Who sits at a table, asked for many states.
class Seated {
  public:
    Seated(Seating const& seating, Eigen::Index states) : members_{seating.members}
    {
        if (members_.size() > few) {
            sits_.assign(StateId{states}.slot(), 0);
            for (StateId const i : members_) {
                sits_[i.slot()] = 1;
            }
        }
    }

    [[nodiscard]] bool operator()(StateId state) const
    {
        return sits_.empty() ? std::ranges::find(members_, state) != members_.end()
                             : sits_[state.slot()] != 0;
    }

  private:
    static std::size_t constexpr few = 8;  // are looked through faster than marked

    std::span<StateId const> members_;
    std::vector<char> sits_;
};

/// The payoff of a state on a dyadic issue from those with whom a table settles nothing.
double payoff_elsewhere(World const& world, Interests const& by, Seating const& seating,
                        Seated const& sits, StateId state, IssueId issue)
{
    auto const elsewhere = [&](StateId j, DyadicLoss const& loss) {
        if (sits(j) && seating.is_between(world, state, j, issue)) {
            return 0.0;
        }
        BothWays const both = world.without_agreement(state, j, issue);
        return loss.beyond_tension()(both.own, both.felt);
    };
    return -world.sum_over_partners(by, state, issue, elsewhere);
}

/// What those who sit feel of the policies of all states on an issue, each against what it expects
/// of others [n]: see Interdependence::square_felt.
Vector felt_of_all(World const& world, Seating const& seating, IssueId issue, VectorView expected)
{
    auto const policy = [&](StateId j) {
        return world.in_effect(j, issue, world.without_agreement(j, issue));
    };
    Interdependence const& felt = world.interdependence;
    Dependence const dependence = world.issues.dependence[issue.slot()];
    if (dependence == Dependence::uniform) {
        Vector const policies = Vector::NullaryExpr(
            world.states.count(), [&](Eigen::Index j) { return policy(StateId{j}); });
        return felt.squares_felt(seating.members, dependence, policies, expected);
    }
    return Vector::NullaryExpr(expected.size(), [&](Eigen::Index n) {
        return felt.square_felt(seating.members[StateId{n}.slot()], dependence, policy,
                                expected(n));
    });
}

/// The part of payoffs that no terms change: what members have from those with whom the table
/// settles nothing, who keep their policies.
void add_what_is_fixed(Externality& at, Table const& table, World const& world, Interests const& by,
                       Seating const& seating)
{
    Matrix const tension = seating.part_of(by.tension);
    Matrix const of_others = seating.part_of(by.tension_of_expected);
    std::vector<char> const everybody(seating.members.size(), 1);
    Seated const sits{seating, world.states.count()};
    auto const of_tension = [](StateId, DyadicLoss const& loss) { return loss.of_tension(); };
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (!at.concerns(k)) {
            continue;
        }
        IssueId const issue = seating.issues[IssueId{k}.slot()];
        bool const dyadic = at.is_dyadic(k);
        Vector const of_all =
            dyadic ? Vector{} : felt_of_all(world, seating, issue, at.expected.col(k));
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            StateId const state = seating.members[StateId{i}.slot()];
            double const weight = at.share[k] * at.salience(i, k);
            at.fixed[i] += at.differs_by_partner(k)
                               ? at.salience(i, k) * tension(i, k) -
                                     world.sum_over_partners(by, state, issue, of_tension)
                               : weight * (tension(i, k) - of_others(i, k));
            if (dyadic) {
                at.fixed[i] += payoff_elsewhere(world, by, seating, sits, state, issue);
                continue;
            }
            at.fixed[i] -= weight * of_all[i] + at.felt(i, k, table.in_force.col(k), everybody);
        }
    }
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
