#include "negotiation/externality.hpp"

#include "support/dyadic_loss.hpp"

#include <algorithm>

namespace parley {
namespace {

double squared(double distance)
{
    return distance * distance;
}

/// Folds what a member feels of itself and of others on whom it depends by `dependence` in all.
Externality::Common folded(Externality const& at, Eigen::Index member, Eigen::Index issue,
                           double dependence)
{
    double const s = at.salience(member, issue);
    double const own_ideal = at.ideal(member, issue);
    double const of_others = at.expected(member, issue);
    double const own =
        at.is_dyadic(issue) ? (1.0 - at.share[issue]) * dependence : 1.0 - at.share[issue];
    double const felt = at.share[issue] * dependence;
    if (!(own + felt > 0.0)) {
        return {own_ideal, 0.0, 0.0};
    }
    auto const [low, high] = std::minmax(own_ideal, of_others);
    double const centre =
        std::clamp((own * own_ideal + felt * of_others) / (own + felt), low, high);
    double const spread = own * squared(own_ideal - centre) + felt * squared(of_others - centre);
    return {centre, s * (own + felt), -s * spread};
}

}  // namespace

Externality::Common Externality::common(Eigen::Index member, Eigen::Index issue) const
{
    return folded(*this, member, issue, weight[static_cast<std::size_t>(issue)].row(member).sum());
}

Externality::Common Externality::common(Eigen::Index member, Eigen::Index issue,
                                        std::span<char const> among) const
{
    auto const depends = weight[static_cast<std::size_t>(issue)].row(member);
    double sum = 0.0;
    for (std::size_t j = 0; j < among.size(); ++j) {
        sum += among[j] != 0 ? depends[static_cast<Eigen::Index>(j)] : 0.0;
    }
    return folded(*this, member, issue, sum);
}

double Externality::payoff(Eigen::Index member, Eigen::Index issue, VectorView positions) const
{
    std::vector<char> const all(static_cast<std::size_t>(positions.size()), 1);
    double const own = squared(positions[member] - ideal(member, issue));
    return felt(member, issue, positions, all) -
           salience(member, issue) * (1.0 - share[issue]) * own;
}

double Externality::felt(Eigen::Index member, Eigen::Index issue, VectorView positions,
                         std::span<char const> among) const
{
    auto const& depends = weight[static_cast<std::size_t>(issue)];
    double sum = 0.0;
    for (Eigen::Index j = 0; j < positions.size(); ++j) {
        if (among[static_cast<std::size_t>(j)] != 0) {
            sum += depends(member, j) * squared(positions[j] - expected(member, issue));
        }
    }
    return -salience(member, issue) * share[issue] * sum;
}

double Externality::dyadic_payoff(Eigen::Index member, Eigen::Index issue,
                                  std::span<char const> signatories, double terms,
                                  std::span<char const> among) const
{
    auto const signs = [&](Eigen::Index i) {
        return signatories[static_cast<std::size_t>(i)] != 0;
    };
    auto const& partners = weight[static_cast<std::size_t>(issue)];
    auto const& before = towards[static_cast<std::size_t>(issue)];
    DyadicLoss const loss{
        .share = share[issue], .ideal = ideal(member, issue), .expected = expected(member, issue)};
    double sum = 0.0;
    for (Eigen::Index j = 0; j < partners.cols(); ++j) {
        if (j != member && among[static_cast<std::size_t>(j)] != 0) {
            bool const agreed = signs(member) && signs(j);
            sum += partners(member, j) *
                   loss(agreed ? terms : before(member, j), agreed ? terms : before(j, member));
        }
    }
    return -salience(member, issue) * sum;
}

double Externality::as_before(Eigen::Index member, Eigen::Index issue, VectorView positions,
                              std::span<char const> among) const
{
    if (is_dyadic(issue)) {
        return dyadic_payoff(member, issue, std::vector<char>(among.size(), 0), 0.0, among);
    }
    return felt(member, issue, positions, among);
}

Externality Externality::with_only(std::span<Eigen::Index const> rows, MatrixView positions) const
{
    std::vector<Eigen::Index> const kept(rows.begin(), rows.end());
    std::vector<char> left_out(static_cast<std::size_t>(positions.rows()), 1);
    for (Eigen::Index const i : kept) {
        left_out[static_cast<std::size_t>(i)] = 0;
    }
    Externality out{.share = share,
                    .ideal = ideal(kept, Eigen::all),
                    .expected = expected(kept, Eigen::all),
                    .salience = salience(kept, Eigen::all),
                    .weight = weight,
                    .towards = towards,
                    .fixed = fixed(kept)};
    for (Eigen::Index k = 0; k < share.size(); ++k) {
        if (!concerns(k)) {
            continue;
        }
        for (Eigen::Index row = 0; row < out.fixed.size(); ++row) {
            out.fixed[row] +=
                as_before(kept[static_cast<std::size_t>(row)], k, positions.col(k), left_out);
        }
        auto& depends = out.weight[static_cast<std::size_t>(k)];
        depends = Matrix{depends(kept, kept)};
        if (is_dyadic(k)) {
            auto& before = out.towards[static_cast<std::size_t>(k)];
            before = Matrix{before(kept, kept)};
        }
    }
    return out;
}

}  // namespace parley
