#include "forecast/settlement.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace parley {

namespace {

using Index = Eigen::Index;

int constexpr most_steps = 5000;
double constexpr enough = 1e-10;  // change of a weight in a step

/// Of w' A w - 2 b' w: the sum of scores on the places, but for a constant.
struct Quadratic {
    Matrix a;
    Vector b;

    static Quadratic zero(Index parts) { return {Matrix::Zero(parts, parts), Vector::Zero(parts)}; }
};

/// The nearest point of the simplex.
Vector on_simplex(Vector const& point)
{
    Vector sorted = point;
    std::ranges::sort(sorted, std::greater{});
    double sum = 0.0;
    double shift = 0.0;
    for (Index i = 0; i < sorted.size(); ++i) {
        sum += sorted(i);
        double const candidate = (sum - 1.0) / static_cast<double>(i + 1);
        if (sorted(i) > candidate) {
            shift = candidate;
        }
    }
    return (point.array() - shift).max(0.0);
}

Vector minimum(Quadratic const& score)
{
    Index const parts = score.b.size();
    double const steepest = std::max(score.a.cwiseAbs().rowwise().sum().maxCoeff(), 1e-300);
    Vector weight = Vector::Constant(parts, 1.0 / static_cast<double>(parts));
    Vector ahead = weight;
    double speed = 1.0;
    for (int step = 0; step < most_steps; ++step) {
        Vector const next = on_simplex(ahead - (score.a * ahead - score.b) / steepest);
        double const change = (next - weight).cwiseAbs().maxCoeff();
        double const faster = 0.5 * (1.0 + std::sqrt(1.0 + 4.0 * speed * speed));
        ahead = next + (speed - 1.0) / faster * (next - weight);
        weight = next;
        speed = faster;
        if (change < enough) {
            break;
        }
    }
    return weight;
}

Vector shares_of_outcomes(std::span<SettlementCase const* const> cases)
{
    Vector shares = Vector::Zero(settlement_places);
    for (SettlementCase const* each : cases) {
        double const place = std::clamp(each->outcome, 0.0, 100.0);
        auto const below = std::min<Index>(static_cast<Index>(place), settlement_places - 2);
        double const above = place - static_cast<double>(below);
        shares(below) += 1.0 - above;
        shares(below + 1) += above;
    }
    return shares / static_cast<double>(cases.size());
}

/// What a case adds to the score of weights.
void add(Quadratic& score, SettlementCase const& each, Vector const& past,
         std::vector<std::string> const& names)
{
    Matrix cumulated = each.parts;
    for (Index p = 0; p < cumulated.rows(); ++p) {
        if (names[static_cast<std::size_t>(p)] == "past") {
            cumulated.row(p) = past.transpose();
        }
        for (Index x = 1; x < settlement_places; ++x) {
            cumulated(p, x) += cumulated(p, x - 1);
        }
    }
    score.a.noalias() += cumulated * cumulated.transpose();
    for (Index x = 0; x < settlement_places; ++x) {
        if (static_cast<double>(x) >= each.outcome) {
            score.b += cumulated.col(x);
        }
    }
}

}  // namespace

SettlementWeights fit_settlement(std::span<SettlementCase const* const> cases,
                                 std::vector<std::string> const& parts,
                                 std::vector<std::string> const& kind, SettlementFit const& fit)
{
    Index const count = std::ssize(parts);
    SettlementWeights weights{.parts = parts, .kind = kind};
    weights.past = shares_of_outcomes(cases);
    Quadratic all = Quadratic::zero(count);
    std::map<std::string, Quadratic> by_kind;
    for (SettlementCase const* each : cases) {
        auto const found = by_kind.emplace(each->kind, Quadratic::zero(count)).first;
        add(found->second, *each, weights.past, parts);
        ++weights.cases[each->kind];
    }
    for (auto const& [name, score] : by_kind) {
        all.a += score.a;
        all.b += score.b;
    }
    weights.overall = minimum(all);
    for (auto& [name, score] : by_kind) {
        score.a.diagonal().array() += fit.pull;
        score.b += fit.pull * weights.overall;
        weights.by_kind[name] = minimum(score);
    }
    return weights;
}

}  // namespace parley
