#include "negotiation/externality.hpp"

#include <algorithm>

namespace parley {
namespace {

double squared(double distance)
{
    return distance * distance;
}

}  // namespace

Externality::Common Externality::common(Eigen::Index member, Eigen::Index issue) const
{
    double const s = salience(member, issue);
    double const own_ideal = ideal(member, issue);
    double const of_others = expected(member, issue);
    double const g = weight[static_cast<std::size_t>(issue)].row(member).sum();
    double const own = is_dyadic(issue) ? (1.0 - share[issue]) * g : 1.0 - share[issue];
    double const felt = share[issue] * g;
    if (!(own + felt > 0.0)) {
        return {own_ideal, 0.0, 0.0};
    }
    auto const [low, high] = std::minmax(own_ideal, of_others);
    double const centre =
        std::clamp((own * own_ideal + felt * of_others) / (own + felt), low, high);
    double const spread = own * squared(own_ideal - centre) + felt * squared(of_others - centre);
    return {centre, s * (own + felt), -s * spread};
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
    auto const signs = [&](Eigen::Index i) { return signatories[static_cast<std::size_t>(i)] != 0; };
    auto const& partners = weight[static_cast<std::size_t>(issue)];
    auto const& before = towards[static_cast<std::size_t>(issue)];
    double sum = 0.0;
    for (Eigen::Index j = 0; j < partners.cols(); ++j) {
        if (j != member && among[static_cast<std::size_t>(j)] != 0) {
            bool const agreed = signs(member) && signs(j);
            double const own = squared((agreed ? terms : before(member, j)) - ideal(member, issue));
            double const felt =
                squared((agreed ? terms : before(j, member)) - expected(member, issue));
            sum += partners(member, j) * ((1.0 - share[issue]) * own + share[issue] * felt);
        }
    }
    return -salience(member, issue) * sum;
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
    std::vector<char> const nobody(left_out.size(), 0);
    for (Eigen::Index k = 0; k < share.size(); ++k) {
        if (!concerns(k)) {
            continue;
        }
        for (Eigen::Index row = 0; row < out.fixed.size(); ++row) {
            Eigen::Index const i = kept[static_cast<std::size_t>(row)];
            out.fixed[row] += is_dyadic(k) ? dyadic_payoff(i, k, nobody, 0.0, left_out)
                                           : felt(i, k, positions.col(k), left_out);
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
