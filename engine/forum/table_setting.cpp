#include "forum/table_setting.hpp"

namespace parley {
namespace {

std::vector<double> copied(VectorView values)
{
    return {values.begin(), values.end()};
}

DecisionRule rule_of(Forum const& forum, World const& world, Seating const& seating,
                     Voices const* voices = nullptr)
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

/// What options are worth to those who sit, by issue on the table; empty where none has any.
std::vector<Matrix> options_at(World const& world, Seating const& seating)
{
    std::vector<Matrix> options(seating.issues.size());
    bool any = false;
    for (std::size_t k = 0; k < options.size(); ++k) {
        if (world.issues.has_options(seating.issues[k].index())) {
            any = true;
            Matrix const& all = world.perceived.options[seating.issues[k].slot()];
            options[k].resize(std::ssize(seating.members), all.cols());
            for (std::size_t n = 0; n < seating.members.size(); ++n) {
                options[k].row(static_cast<Eigen::Index>(n)) = all.row(seating.members[n].index());
            }
        }
    }
    return any ? options : std::vector<Matrix>{};
}

}  // namespace

Table set_table(World const& world, Forum const& forum, Seating const& seating, MatrixView red_line,
                Declaration const& declare)
{
    Table table;
    table.ideal = seating.part_of(world.perceived.ideal);
    table.lower = Vector::Zero(table.issues());
    table.upper = Vector::Ones(table.issues());
    table.salience = seating.part_of(world.perceived.salience);
    table.in_force = seating.part_of(world.regime.policy());
    table.red_line = seating.part_of(red_line);
    if (world.perceived.value.size() > 0) {
        table.value = seating.part_of(world.perceived.value);
        table.means = seating.part_of(means_to_pay(world.states, world.issues));
    }
    table.options = options_at(world, seating);
    table.disclosure = seating.entries_of(world.states.disclosure);
    table.power = seating.entries_of(world.states.power);
    table.declared =
        declare(table.ideal, table.weight(), seating.part_of(world.regime.status_quo()),
                table.disclosure, table.power);
    table.constant =
        -table.salience.cwiseProduct(seating.part_of(world.perceived.tension)).rowwise().sum();
    if (table.value.size() > 0) {  // the table counts from the ideal point, a transfer from nothing
        table.constant += table.value.cwiseProduct(table.ideal).rowwise().sum();
    }
    for (auto const& payoff : table.options) {
        if (payoff.size() > 0) {  // and options from the best
            table.constant += payoff.rowwise().maxCoeff();
        }
    }
    table.reservation = table.payoff_in_force();
    table.mediation = forum.mediation(world.organisations);
    table.rule = rule_of(forum, world, seating);
    table.deadline = forum.deadline;
    return table;
}

Table set_table(World const& world, Forum const& forum, Seating const& seating, MatrixView red_line,
                Declaration const& declare, Voices const& voices)
{
    Table table = voices.merged(set_table(world, forum, seating, red_line, declare));
    table.rule = rule_of(forum, world, seating, &voices);
    return table;
}

}  // namespace parley
