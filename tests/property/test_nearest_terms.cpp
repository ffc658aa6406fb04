#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/nearest_terms.hpp"
#include "random_table.hpp"

// What is said of a table that has come to nothing holds against brute force: at the nearest terms
// nobody is further from gaining than it must be, and where one alone is said to stand in the way,
// all others gain at the terms that are named.

using namespace parley;

namespace {

constexpr double margin = 1e-6;  // of the unit

double gain_in_units(Table const& table, Eigen::Index member, VectorView terms)
{
    return (table.payoff(member, terms) - table.reservation(member)) / table.unit(member);
}

/// Has a member anything to win or to lose by what red lines leave open, or lost already?
bool is_concerned(Table const& table, Eigen::Index member)
{
    RedLineBox const box = red_line_box(table);
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (box.upper(k) > box.lower(k) && table.weight()(member, k) > 0.0) {
            return true;
        }
    }
    return gain_in_units(table, member, box.lower) < -1e-9;
}

Eigen::Index concerned(Table const& table)
{
    Eigen::Index count = 0;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        count += is_concerned(table, i) ? 1 : 0;
    }
    return count;
}

/// The least gain of all who are concerned but one.
double least_gain(Table const& table, VectorView terms, Eigen::Index but = -1)
{
    double least = std::numeric_limits<double>::infinity();
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        if (i != but && is_concerned(table, i)) {
            least = std::min(least, gain_in_units(table, i, terms));
        }
    }
    return least;
}

Vector anywhere(RedLineBox const& box, RandomStream& random)
{
    return Vector::NullaryExpr(box.lower.size(), [&](Eigen::Index k) {
        return box.lower(k) + random.uniform() * (box.upper(k) - box.lower(k));
    });
}

}  // namespace

TEST_CASE("no terms are nearer to an agreement than those that are named")
{
    RandomTables tables{60811, 0.15};
    int alone = 0;
    int stuck = 0;
    while (alone < 100 || stuck < 30) {
        Table const table = tables();
        RedLineBox const box = red_line_box(table);
        auto const near = nearest_terms(table);
        if (!near) {
            CHECK((!box.clashes.empty() || !std::isfinite(least_gain(table, table.lower))));
            continue;
        }
        REQUIRE(least_gain(table, near->terms) == Approx(near->least_gain).margin(margin));
        for (int n = 0; n < 300; ++n) {
            Vector const terms = anywhere(box, tables.random());
            REQUIRE(least_gain(table, terms) < near->least_gain + margin);
            if (!near->all_but && near->least_gain < -margin && concerned(table) > 2) {
                for (Eigen::Index but = 0; but < table.members(); ++but) {
                    // whoever is alone in the way by brute force is not missed
                    REQUIRE((!is_concerned(table, but) || least_gain(table, terms, but) < margin));
                }
            }
        }
        if (near->all_but) {
            ++alone;
            CHECK(least_gain(table, near->terms_of_others, *near->all_but) > 0.0);
            CHECK(near->lost == Approx(std::max(0.0, -gain_in_units(table, *near->all_but,
                                                                    near->terms_of_others) *
                                                         table.unit(*near->all_but)))
                                    .margin(margin));
        } else {
            stuck += near->all_could_gain() ? 0 : 1;
        }
    }
}
