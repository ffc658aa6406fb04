#include "forum/ratification.hpp"

#include "forum/funds.hpp"
#include "forum/table_setting.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

Table payoffs_at_home(World const& world, Agreement const& agreement)
{
    return payoffs_at(world, world.actual,
                      Seating{agreement.signatories, agreement.issues, agreement.forum});
}

Vector gains_over(Table const& home, VectorView terms)
{
    return Vector::NullaryExpr(home.members(), [&](Eigen::Index i) {
        return home.payoff(i, terms) - home.reservation(i);
    });
}

}  // namespace

Vector gain_at_home(World const& world, Agreement const& agreement)
{
    return gains_over(payoffs_at_home(world, agreement), agreement.terms);
}

Decision decide(World const& world, Forum const& forum, Agreement agreement,
                std::function<double(StateId)> const& normal)
{
    Decision decision{.agreement = std::move(agreement), .ratified = {}};
    auto const& signatories = decision.agreement.signatories;
    if (signatories.empty()) {
        return decision;  // all have withdrawn
    }
    Seating const seating{signatories, decision.agreement.issues, decision.agreement.forum};
    Table const home = payoffs_at_home(world, decision.agreement);
    Vector gain = gains_over(home, decision.agreement.terms);
    if (Vector const paid = worth_of_funds(world, seating); paid.size() > 0) {
        gain += paid;
    }
    for (std::size_t n = 0; n < signatories.size(); ++n) {
        auto const i = static_cast<Eigen::Index>(n);
        double const shock = forum.ratification->shock * normal(signatories[n]) * home.stake(i);
        decision.ratified.push_back(gain(i) + shock >= -home.tolerance(i) ? 1 : 0);
    }
    bool const parties = std::ranges::count(decision.ratified, 1) > 1;
    decision.in_force =
        parties &&
        rule_at(world, forum, seating, Voices{{}, signatories.size()}).passes(decision.ratified);
    return decision;
}

void enforce(Regime& regime, Decision const& decision)
{
    if (decision.in_force) {
        Agreement agreement = decision.agreement;
        agreement.signatories.clear();
        for (std::size_t n = 0; n < decision.ratified.size(); ++n) {
            if (decision.ratified[n] != 0) {
                agreement.signatories.push_back(decision.agreement.signatories[n]);
            }
        }
        regime.add(agreement);
    }
}

}  // namespace parley
