#include "catch.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

// Optima computed without the engine by nash_optima.py, which says how and with what accuracy.

namespace {

using namespace parley;

struct Cell {
    Eigen::Index member, issue;
    double ideal, salience, in_force, red_line, power, reservation;
    std::string optimum;
};

struct Case {
    Table table;
    std::vector<std::string> optimum;  // empty texts: there is none
};

std::map<int, std::vector<Cell>> read_cells()
{
    std::ifstream file{"tests/validation/data/nash_optima.csv"};
    REQUIRE(file);
    std::map<int, std::vector<Cell>> tables;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> field;
        std::istringstream text{line};
        for (std::string part; std::getline(text, part, ',');) {
            field.push_back(part);
        }
        field.resize(10);
        auto const number = [&](std::size_t i) { return std::stod(field[i]); };
        tables[std::stoi(field[0])].push_back({std::stoi(field[1]), std::stoi(field[2]), number(3),
                                               number(4), number(5), number(6), number(7),
                                               number(8), field[9]});
    }
    return tables;
}

Case as_case(std::vector<Cell> const& cells)
{
    auto const n = cells.back().member + 1;
    auto const issues = cells.back().issue + 1;
    Case out;
    out.optimum.resize(static_cast<std::size_t>(issues));
    auto& table = out.table;
    table.ideal = table.salience = table.in_force = table.red_line = Matrix::Zero(n, issues);
    table.constant = table.reservation = table.power = Vector::Zero(n);
    table.lower = Vector::Zero(issues);
    table.upper = Vector::Ones(issues);
    table.disclosure = Vector::Ones(n);
    for (auto const& cell : cells) {
        table.ideal(cell.member, cell.issue) = cell.ideal;
        table.salience(cell.member, cell.issue) = cell.salience;
        table.in_force(cell.member, cell.issue) = cell.in_force;
        table.red_line(cell.member, cell.issue) = cell.red_line;
        table.power[cell.member] = cell.power;
        table.reservation[cell.member] = cell.reservation;
        out.optimum[static_cast<std::size_t>(cell.issue)] = cell.optimum;
    }
    table.declared = table.ideal;
    table.rule = DecisionRule::unanimity(static_cast<int>(n));
    table.check();
    return out;
}

}  // namespace

TEST_CASE(
    "Nash bargaining finds the optima that SciPy finds, and breaks off exactly where there are "
    "none")
{
    auto const tables = read_cells();
    REQUIRE(tables.size() == 40);
    for (auto const& [number, cells] : tables) {
        INFO("table " << number);
        auto const [table, optimum] = as_case(cells);
        RandomStream random{1, "nash", {}};
        auto const outcome = NashBargaining{}(table, random, Trace::none);
        bool const exists = !optimum.front().empty();
        REQUIRE((outcome.status == Status::agreed) == exists);
        CHECK(outcome.blocked_by.empty() == exists);
        for (std::size_t k = 0; exists && k < optimum.size(); ++k) {
            INFO("issue " << k);
            double const found = outcome.terms[static_cast<Eigen::Index>(k)];
            CHECK_THAT(found, WithinAbs(std::stod(optimum[k]), 1e-6));
        }
    }
}
