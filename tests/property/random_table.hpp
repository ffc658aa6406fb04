#pragma once

#include "negotiation/table.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <limits>

namespace parley {

/// Tables of all sorts, the odd ones on purpose: members without salience or power, issues that
/// nobody weighs, red lines, outside options, one member alone, what is in force common to all or
/// not. The rule is unanimity until it is replaced.
class RandomTables {
  public:
    /// A share `transfers` of the tables has one issue that is a transfer, and of the others a
    /// share `options` one that has options.
    explicit RandomTables(std::uint64_t seed, double transfers = 0.0, double options = 0.0)
        : random_{seed, "tables", {}}, transfers_{transfers}, options_{options}
    {
    }

    Table operator()()
    {
        auto const n = whole(1, 9);
        auto const issues = whole(1, 6);
        Table table;
        table.ideal = positions(n, issues);
        table.declared = table.ideal;
        table.salience = positions(n, issues);
        table.in_force = positions(n, issues);
        table.red_line = Matrix::Constant(n, issues, std::numeric_limits<double>::infinity());
        table.lower = Vector::Zero(issues);
        table.upper = Vector::Ones(issues);
        table.power = Vector::NullaryExpr(n, [&] { return random_.uniform() + 0.05; });
        table.constant = Vector::NullaryExpr(n, [&] { return random_.normal(); });
        table.disclosure = Vector::NullaryExpr(n, [&] { return random_.uniform(); });
        table.deadline = static_cast<int>(whole(1, 25));
        table.rule = DecisionRule::unanimity(static_cast<int>(n));
        if (often(0.7)) {
            table.in_force.rowwise() = Eigen::RowVectorXd{table.in_force.row(0)};
        }
        if (often(0.5)) {
            bring_together(table);
        }
        sprinkle(table);
        if (often(transfers_)) {
            make_a_transfer(table);
        } else if (options_ > 0.0 && often(options_)) {
            give_options(table);
        }
        table.reservation = table.payoff_in_force();
        if (often(0.3)) {
            table.reservation += 0.05 * Vector::NullaryExpr(n, [&] { return random_.normal(); });
        }
        if (often(0.5)) {
            table.mediation = random_.uniform();
        }
        table.check();
        return table;
    }

    RandomStream& random() { return random_; }

  private:
    Eigen::Index whole(std::uint64_t first, std::uint64_t last)
    {
        return static_cast<Eigen::Index>(first + random_.below(last - first + 1));
    }

    bool often(double share) { return random_.uniform() < share; }

    Matrix positions(Eigen::Index n, Eigen::Index issues)
    {
        return Matrix::NullaryExpr(n, issues, [&] { return random_.uniform(); });
    }

    /// All ideal points on one side of what is in force, as on soft issues.
    static void bring_together(Table& table)
    {
        table.in_force *= 0.3;
        table.ideal = (0.4 + 0.6 * table.ideal.array()).matrix();
        table.declared = table.ideal;
    }

    void sprinkle(Table& table)
    {
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            for (Eigen::Index k = 0; k < table.issues(); ++k) {
                if (often(0.1)) {
                    table.salience(i, k) = 0.0;
                }
                if (often(0.08)) {
                    table.red_line(i, k) = often(0.3) ? 0.0 : 0.2 * random_.uniform();
                }
                if (often(0.3)) {
                    table.declared(i, k) =
                        std::clamp(table.ideal(i, k) + 0.3 * random_.normal(), 0.0, 1.0);
                }
            }
            if (often(0.05)) {
                table.salience.row(i).setZero();
            }
            if (often(0.05)) {
                table.ideal.row(i) = table.in_force.row(i);  // at its best already
            }
            if (often(0.05)) {
                table.power[i] = 0.0;
            }
        }
        if (often(0.05)) {
            table.salience.col(0).setZero();
        }
    }

    /// The last issue becomes money: some pay, some receive, a few do not care; some have little
    /// means.
    void make_a_transfer(Table& table)
    {
        auto const k = table.issues() - 1;
        table.value = Matrix::Zero(table.members(), table.issues());
        table.salience.col(k).setZero();
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            table.value(i, k) = often(0.1) ? 0.0 : 2.0 * random_.uniform() - 1.0;
            table.ideal(i, k) = table.value(i, k) > 0.0 ? 1.0 : 0.0;
        }
        if (often(0.5)) {
            table.means = Matrix::NullaryExpr(table.members(), table.issues(),
                                              [&] { return 0.5 * random_.uniform(); });
        }
    }

    /// The last issue becomes a choice between a few alternatives, the first of them in force.
    void give_options(Table& table)
    {
        auto const k = table.issues() - 1;
        table.options.resize(static_cast<std::size_t>(table.issues()));
        table.options.back() = positions(table.members(), whole(2, 5));
        table.salience.col(k).setZero();
        table.in_force.col(k).setZero();
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            Eigen::Index best = 0;
            table.options.back().row(i).maxCoeff(&best);
            table.ideal(i, k) = table.place(k, best);
        }
    }

    RandomStream random_;
    double transfers_;
    double options_;
};

}  // namespace parley
