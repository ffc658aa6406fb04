#include "negotiation/solutions/price.hpp"

#include "negotiation/red_line_box.hpp"

#include <algorithm>
#include <array>
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

    /// What the terms of one issue are worth to all together, a unit of payoff of each weighing
    /// lambda [n].
    [[nodiscard]] double value(Eigen::Index issue, VectorView lambda) const
    {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < after_.members(); ++i) {
            sum += lambda[i] * after_.payoff_in_force_on(i, issue);
        }
        return sum;
    }

    [[nodiscard]] Vector payoffs() const { return after_.payoff_in_force(); }

  private:
    Table const& before_;
    Table after_;
    double bindingness_;
};

/// Where a quadratic is greatest in [lower, upper]: by its values at the ends and in the middle.
template <typename Value>
double greatest(double lower, double upper, Value const& value)
{
    double const middle = 0.5 * (lower + upper);
    double const half = 0.5 * (upper - lower);
    std::array<double, 3> const at{lower, middle, upper};
    std::array<double, 3> const of{value(lower), value(middle), value(upper)};
    double const slope = of[2] - of[0];
    double const curvature = of[0] - 2.0 * of[1] + of[2];
    if (curvature < 0.0 && half > 0.0) {
        return std::clamp(middle - half * slope / (2.0 * curvature), lower, upper);
    }
    return at[static_cast<std::size_t>(std::ranges::max_element(of) - of.begin())];
}

/// The terms [K] that bring all together most, a unit of payoff of each weighing lambda [n].
Vector best_terms_by(Table const& table, RedLineBox const& box, VectorView lambda, Text& text)
{
    Vector best(table.issues());
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        auto const value = [&](double terms) {
            text.set(k, terms);
            return text.value(k, lambda);
        };
        if (!table.has_options(k)) {
            best(k) = greatest(box.lower(k), box.upper(k), value);
        } else {
            auto const& open = box.options[static_cast<std::size_t>(k)];
            auto const of = [&](Eigen::Index option) { return value(table.place(k, option)); };
            best(k) = table.place(k, *std::ranges::max_element(open, {}, of));
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
    Vector const alike = Vector::Ones(table.members());
    Text text{table, bindingness};
    Price price{.terms = best_terms_by(table, box, lambda, text),
                .terms_if_alike = best_terms_by(table, box, alike, text),
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
