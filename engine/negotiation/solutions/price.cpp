#include "negotiation/solutions/price.hpp"

#include "negotiation/red_line_box.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace parley {
namespace {

/// The table after a text has moved what is in force, issue by issue.
class Text {
  public:
    Text(Table const& table, double bindingness)
        : before_{table}, after_{table}, bindingness_{bindingness}
    {
    }

    void set(Eigen::Index issue, double terms)
    {
        auto const moved = [&](auto const& policy) {
            return policy + bindingness_ * (terms - policy.array()).matrix();
        };
        after_.in_force.col(issue) = moved(before_.in_force.col(issue));
        if (after_.externality && after_.externality->is_dyadic(issue)) {
            auto const k = static_cast<std::size_t>(issue);
            after_.externality->towards[k] = moved(before_.externality->towards[k]);
        }
    }

    /// What the terms of one issue are worth to each member [n].
    [[nodiscard]] Vector payoffs_on(Eigen::Index issue) const
    {
        return Vector::NullaryExpr(
            after_.members(), [&](Eigen::Index i) { return after_.payoff_in_force_on(i, issue); });
    }

    [[nodiscard]] Vector payoffs() const { return after_.payoff_in_force(); }

  private:
    Table const& before_;
    Table after_;
    double bindingness_;
};

/// Where a quadratic is greatest in [lower, upper]: by its values `of` at the lower end, in the
/// middle and at the upper end.
double greatest(double lower, double upper, std::array<double, 3> const& of)
{
    double const middle = 0.5 * (lower + upper);
    double const half = 0.5 * (upper - lower);
    std::array<double, 3> const at{lower, middle, upper};
    double const slope = of[2] - of[0];
    double const curvature = of[0] - 2.0 * of[1] + of[2];
    if (curvature < 0.0 && half > 0.0) {
        return std::clamp(middle - half * slope / (2.0 * curvature), lower, upper);
    }
    return at[static_cast<std::size_t>(std::ranges::max_element(of) - of.begin())];
}

/// What payoffs are worth to all together, a unit of payoff of each weighing lambda.
double worth(Vector const& payoffs, VectorView lambda)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < payoffs.size(); ++i) {
        sum += lambda[i] * payoffs[i];
    }
    return sum;
}

/// The terms [K] that bring all together most, by each of two lambdas [n].
std::array<Vector, 2> best_terms_by(Table const& table, RedLineBox const& box,
                                    std::array<Vector, 2> const& lambdas, Text& text)
{
    std::array<Vector, 2> best{Vector(table.issues()), Vector(table.issues())};
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        auto const payoffs_at = [&](double terms) {
            text.set(k, terms);
            return text.payoffs_on(k);
        };
        if (!table.has_options(k)) {
            double const lower = box.lower(k);
            double const upper = box.upper(k);
            std::array<Vector, 3> const payoffs{
                payoffs_at(lower), payoffs_at(0.5 * (lower + upper)), payoffs_at(upper)};
            for (std::size_t l = 0; l < lambdas.size(); ++l) {
                best[l](k) = greatest(lower, upper,
                                      {worth(payoffs[0], lambdas[l]), worth(payoffs[1], lambdas[l]),
                                       worth(payoffs[2], lambdas[l])});
            }
            continue;
        }
        std::array<double, 2> most{};
        most.fill(-std::numeric_limits<double>::infinity());
        for (Eigen::Index const option : box.options[static_cast<std::size_t>(k)]) {
            double const place = table.place(k, option);
            Vector const payoffs = payoffs_at(place);
            for (std::size_t l = 0; l < lambdas.size(); ++l) {
                if (double const of = worth(payoffs, lambdas[l]); of > most[l]) {
                    most[l] = of;
                    best[l](k) = place;
                }
            }
        }
    }
    return best;
}

}  // namespace

std::optional<Price> price_of_agreement(Table const& table, VectorView lambda, double bindingness)
{
    RedLineBox const box = red_line_box(table);
    if (!box.clashes.empty() || !table.reservation.allFinite() || !lambda.allFinite()) {
        return std::nullopt;
    }
    Text text{table, bindingness};
    auto [terms, terms_if_alike] =
        best_terms_by(table, box, {lambda, Vector::Ones(table.members())}, text);
    Price price{.terms = std::move(terms),
                .terms_if_alike = std::move(terms_if_alike),
                .lambda = lambda,
                .lacking = {},
                .gaining = {}};
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        text.set(k, price.terms(k));
    }
    Vector const gain = lambda.cwiseProduct(text.payoffs() - table.reservation);
    price.lacking = (-gain).cwiseMax(0.0);
    price.gaining = gain.cwiseMax(0.0);
    return price;
}

}  // namespace parley
