#include "catch.hpp"
#include "negotiation/catalogue.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/price.hpp"
#include "random_table.hpp"

// The price of a breakdown, paid as it says, turns it into an agreement; and no other terms bring
// all together more. Over random tables of all sorts.

using namespace parley;

namespace {

/// What terms bring all together, a unit of payoff of each weighing lambda.
double together(Table const& table, VectorView lambda, VectorView terms)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        sum += lambda(i) * (table.payoff(i, terms) - table.reservation(i));
    }
    return sum;
}

Vector anywhere(Table const& table, RedLineBox const& box, RandomStream& random)
{
    return Vector::NullaryExpr(table.issues(), [&](Eigen::Index k) {
        if (!table.has_options(k)) {
            return box.lower(k) + random.uniform() * (box.upper(k) - box.lower(k));
        }
        auto const& open = box.options[static_cast<std::size_t>(k)];
        auto const one =
            static_cast<std::size_t>(random.uniform() * static_cast<double>(open.size()));
        return table.place(k, open[std::min(one, open.size() - 1)]);
    });
}

}  // namespace

TEST_CASE("the price, paid as it says, turns a breakdown into an agreement")
{
    RandomTables tables{20153, 0.15, 0.15};
    int opened = 0;
    int closed = 0;
    while (opened < 1000 || closed < 300) {
        Table table = tables();
        Vector const lambda = Vector::NullaryExpr(
            table.members(), [&] { return 1e6 * (0.05 + tables.random().uniform()); });
        auto const price = price_of_agreement(table, lambda);
        RedLineBox const box = red_line_box(table);
        REQUIRE(price.has_value() == box.clashes.empty());
        if (!price) {
            continue;
        }
        double const best = together(table, lambda, price->terms);
        double const unit = lambda.maxCoeff() * 1e-9;
        CHECK(best == Approx(price->affordable() - price->amount()).margin(unit));
        for (int n = 0; n < 20; ++n) {
            REQUIRE(together(table, lambda, anywhere(table, box, tables.random())) < best + unit);
        }
        if (price->affordable() - price->amount() < 1e-3 * lambda.maxCoeff()) {
            ++closed;
            continue;
        }
        ++opened;
        Vector const paid = price->transfers();
        CHECK(paid.sum() == Approx(0.0).margin(unit));
        // what each is paid on condition of signing, and of what is left over a thousandth to all
        double const over = 1e-3 * (price->affordable() - price->amount());
        Vector const share =
            Vector::Constant(table.members(), over / static_cast<double>(table.members())) -
            price->gaining * (over / price->affordable());
        table.reservation -= (paid + share).cwiseQuotient(lambda);
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            REQUIRE(table.payoff(i, price->terms) >= table.reservation(i) - table.tolerance(i));
        }
        Outcome const outcome =
            find_protocol("nash_bargaining")->make({})(table, tables.random(), Trace::none);
        CHECK(outcome.status == Status::agreed);
    }
}
