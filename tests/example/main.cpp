// Negotiates one table, then reads a scenario and runs it: what another program needs of Parley.

#include "negotiation/catalogue.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

#include <iostream>
#include <limits>

using namespace parley;

namespace {

/// Two members, one issue: they want 0.9 and 0.5, and without agreement have 0.2.
Table two_members()
{
    Table table;
    table.ideal = (Matrix(2, 1) << 0.9, 0.5).finished();
    table.declared = table.ideal;
    table.salience = Matrix::Ones(2, 1);
    table.in_force = Matrix::Constant(2, 1, 0.2);
    table.red_line = Matrix::Constant(2, 1, std::numeric_limits<double>::infinity());
    table.lower = Vector::Zero(1);
    table.upper = Vector::Ones(1);
    table.constant = Vector::Zero(2);
    table.reservation = table.payoff_in_force();
    table.disclosure = Vector::Ones(2);
    table.power = Vector::Ones(2);
    table.rule = DecisionRule::unanimity(2);
    table.check();
    return table;
}

}  // namespace

int main(int argc, char** argv)
try {
    if (argc != 2) {
        std::cerr << "usage: example SCENARIO.yaml\n";
        return 2;
    }
    Protocol const nash = find_protocol("nash_bargaining")->make({});
    RandomStream random{1, "example", {}};
    Outcome const outcome = nash(two_members(), random, Trace::none);
    std::cout << "one table: " << to_string(outcome.status) << " at " << outcome.terms(0) << '\n';

    Simulation simulation{set_up(read_scenario(argv[1]).scenario), 1, 0};
    simulation.run({});
    std::cout << "policy of " << simulation.world().states.id[0] << " on "
              << simulation.world().issues.id[0] << ": " << simulation.world().regime.policy()(0, 0)
              << '\n';
    return 0;
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 2;
}
