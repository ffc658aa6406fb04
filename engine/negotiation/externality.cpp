#include "negotiation/externality.hpp"

#include "support/dyadic_loss.hpp"

#include <algorithm>
#include <limits>

namespace parley {
namespace {

double squared(double distance)
{
    return distance * distance;
}

/// Those on whom a member depends, counted one by one.
class Others {
  public:
    void count(double depends, double shift)
    {
        dependence_ += depends;
        if (shift != 0.0) {
            sum_ += depends * shift;
            squares_ += depends * squared(shift);
        }
    }

    [[nodiscard]] double dependence() const { return dependence_; }

    /// How far beyond their positions it feels them, on average, and the variance of that.
    [[nodiscard]] double shift() const { return sum_ != 0.0 ? sum_ / dependence_ : 0.0; }
    [[nodiscard]] double variance() const
    {
        return squares_ > 0.0 ? std::max(0.0, squares_ / dependence_ - squared(shift())) : 0.0;
    }

  private:
    double dependence_ = 0.0;
    double sum_ = 0.0;
    double squares_ = 0.0;
};

/// Folds what a member feels of itself and of others.
Externality::Common folded(Externality const& at, Eigen::Index member, Eigen::Index issue,
                           Others const& others)
{
    double const dependence = others.dependence();
    double const s = at.salience(member, issue);
    double const own_ideal = at.ideal(member, issue);
    double const of_others = at.expected(member, issue) - others.shift();
    double const own =
        at.is_dyadic(issue) ? (1.0 - at.share[issue]) * dependence : 1.0 - at.share[issue];
    double const felt = at.share[issue] * dependence;
    if (!(own + felt > 0.0)) {
        return {own_ideal, 0.0, 0.0};
    }
    auto const [low, high] = std::minmax(own_ideal, of_others);
    double const centre =
        std::clamp((own * own_ideal + felt * of_others) / (own + felt), low, high);
    double const spread = own * squared(own_ideal - centre) +
                          felt * (squared(of_others - centre) + others.variance());
    return {centre, s * (own + felt), -s * spread};
}

/// All on whom a member depends. Their sum keeps the bits of a sum over the row.
Others others_of(Externality const& at, Eigen::Index member, Eigen::Index issue)
{
    auto const depends = at.weight[static_cast<std::size_t>(issue)].row(member);
    Others others;
    if (at.shift.size() == 0) {
        others.count(depends.sum(), 0.0);
        return others;
    }
    for (Eigen::Index j = 0; j < depends.size(); ++j) {
        others.count(depends[j], at.felt_at(j, issue, 0.0));
    }
    return others;
}

/// The same where it wants something else of each partner, over the partners that count.
template <class Counts>
Externality::Common folded_by_partner(Externality const& at, Eigen::Index member,
                                      Eigen::Index issue, Counts counts)
{
    auto const& wants = at.by_partner[static_cast<std::size_t>(issue)];
    auto const depends = at.weight[static_cast<std::size_t>(issue)].row(member);
    double const share = at.share[issue];
    double all = 0.0;
    double sum = 0.0;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    auto const over_partners = [&](auto add) {
        for (Eigen::Index j = 0; j < depends.size(); ++j) {
            double const weight = depends[j] * wants.salience(member, j);
            if (weight > 0.0 && counts(j)) {
                add(weight, wants.ideal(member, j), wants.expected(member, j));
            }
        }
    };
    over_partners([&](double weight, double own, double of_other) {
        all += weight;
        sum += weight * ((1.0 - share) * own + share * of_other);
        low = std::min({low, own, of_other});
        high = std::max({high, own, of_other});
    });
    if (!(all > 0.0)) {
        return {at.ideal(member, issue), 0.0, 0.0};
    }
    double const centre = std::clamp(sum / all, low, high);
    double spread = 0.0;
    over_partners([&](double weight, double own, double of_other) {
        spread +=
            weight * ((1.0 - share) * squared(own - centre) + share * squared(of_other - centre));
    });
    return {centre, all, -spread};
}

/// What a member feels on one issue of the members j that count, at their positions. Those on whom
/// it does not depend, most at a large table, add nothing.
template <class Counts, class Position>
double felt_of(Externality const& at, Eigen::Index member, Eigen::Index issue, Counts counts,
               Position position)
{
    auto const depends = at.weight[static_cast<std::size_t>(issue)].row(member);
    double const expected = at.expected(member, issue);
    double sum = 0.0;
    for (Eigen::Index j = 0; j < depends.size(); ++j) {
        if (depends[j] != 0.0 && counts(j)) {
            sum += depends[j] * squared(at.felt_at(j, issue, position(j)) - expected);
        }
    }
    return -at.salience(member, issue) * at.share[issue] * sum;
}

/// The payoff on one dyadic issue from the partners that count: `terms` with those with whom it has
/// agreed, what is in force with the others.
template <class Counts, class Agreed>
double dyadic_payoff_of(Externality const& at, Eigen::Index member, Eigen::Index issue,
                        Counts counts, Agreed agreed, double terms)
{
    auto const partners = at.weight[static_cast<std::size_t>(issue)].row(member);
    auto const& before = at.towards[static_cast<std::size_t>(issue)];
    bool const differs = at.differs_by_partner(issue);
    DyadicLoss loss{.share = at.share[issue],
                    .ideal = at.ideal(member, issue),
                    .expected = at.expected(member, issue)};
    double sum = 0.0;
    for (Eigen::Index j = 0; j < partners.size(); ++j) {
        if (partners[j] != 0.0 && j != member && counts(j)) {
            double weight = partners[j];
            if (differs) {
                auto const& wants = at.by_partner[static_cast<std::size_t>(issue)];
                loss.ideal = wants.ideal(member, j);
                loss.expected = wants.expected(member, j);
                weight *= wants.salience(member, j);
            }
            bool const both = agreed(j);
            sum +=
                weight * loss(both ? terms : before(member, j), both ? terms : before(j, member));
        }
    }
    return differs ? -sum : -at.salience(member, issue) * sum;
}

/// Members with a true entry.
auto among_those(std::span<char const> members)
{
    return [members](Eigen::Index j) { return members[static_cast<std::size_t>(j)] != 0; };
}

auto constexpr everybody = [](Eigen::Index) { return true; };
auto constexpr nobody = [](Eigen::Index) { return false; };

}  // namespace

Externality::Common Externality::common(Eigen::Index member, Eigen::Index issue) const
{
    if (differs_by_partner(issue)) {
        return folded_by_partner(*this, member, issue, everybody);
    }
    return folded(*this, member, issue, others_of(*this, member, issue));
}

Externality::Divided Externality::divided(Eigen::Index member, Eigen::Index issue,
                                          ColumnView positions,
                                          std::span<char const> coalition) const
{
    auto const is_in = among_those(coalition);
    auto const is_out = [&](Eigen::Index j) { return !is_in(j); };
    if (differs_by_partner(issue)) {
        return {folded_by_partner(*this, member, issue, is_in),
                dyadic_payoff_of(*this, member, issue, is_out, nobody, 0.0)};
    }
    auto const depends = weight[static_cast<std::size_t>(issue)].row(member);
    double const of_others = expected(member, issue);
    bool const shifted = shift.size() > 0;
    Others others;
    double inside = 0.0;
    double outside = 0.0;
    for (Eigen::Index j = 0; j < depends.size(); ++j) {
        if (depends[j] == 0.0) {
            continue;
        }
        double const beyond = shifted ? shift(j, issue) : 0.0;
        double const felt = depends[j] * squared(positions[j] + beyond - of_others);
        if (is_in(j)) {
            others.count(depends[j], beyond);
            inside += felt;
        } else {
            outside += felt;
        }
    }
    Common const common = folded(*this, member, issue, others);
    if (is_dyadic(issue)) {
        return {common, dyadic_payoff_of(*this, member, issue, is_out, nobody, 0.0)};
    }
    double const scale = -salience(member, issue) * share[issue];
    return {common, scale * outside, scale * inside};
}

double Externality::payoff(Eigen::Index member, Eigen::Index issue, ColumnView positions) const
{
    double const own = squared(positions[member] - ideal(member, issue));
    auto const position = [&](Eigen::Index j) { return positions[j]; };
    return felt_of(*this, member, issue, everybody, position) -
           salience(member, issue) * (1.0 - share[issue]) * own;
}

double Externality::payoff_when(Eigen::Index member, Eigen::Index issue,
                                std::span<char const> signatories, double terms,
                                ColumnView positions) const
{
    auto const signs = among_those(signatories);
    if (is_dyadic(issue)) {
        auto const agreed = [&](Eigen::Index j) { return signs(member) && signs(j); };
        return dyadic_payoff_of(*this, member, issue, everybody, agreed, terms);
    }
    auto const position = [&](Eigen::Index j) { return signs(j) ? terms : positions[j]; };
    double const own = squared(position(member) - ideal(member, issue));
    return felt_of(*this, member, issue, everybody, position) -
           salience(member, issue) * (1.0 - share[issue]) * own;
}

double Externality::payoff_before(Eigen::Index member, Eigen::Index issue,
                                  ColumnView positions) const
{
    return is_dyadic(issue) ? dyadic_payoff_of(*this, member, issue, everybody, nobody, 0.0)
                            : payoff(member, issue, positions);
}

double Externality::felt(Eigen::Index member, Eigen::Index issue, ColumnView positions,
                         std::span<char const> among) const
{
    auto const position = [&](Eigen::Index j) { return positions[j]; };
    return felt_of(*this, member, issue, among_those(among), position);
}

double Externality::felt(Eigen::Index member, Eigen::Index issue, double position,
                         std::span<char const> among) const
{
    return felt_of(*this, member, issue, among_those(among),
                   [&](Eigen::Index) { return position; });
}

double Externality::as_before(Eigen::Index member, Eigen::Index issue, ColumnView positions,
                              std::span<char const> among) const
{
    return is_dyadic(issue)
               ? dyadic_payoff_of(*this, member, issue, among_those(among), nobody, 0.0)
               : felt(member, issue, positions, among);
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
                    .by_partner = by_partner,
                    .shift = shift.size() > 0 ? Matrix{shift(kept, Eigen::all)} : Matrix{},
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
        if (differs_by_partner(k)) {
            auto& wants = out.by_partner[static_cast<std::size_t>(k)];
            for (Matrix* of : {&wants.ideal, &wants.expected, &wants.salience}) {
                *of = Matrix{(*of)(kept, kept)};
            }
        }
    }
    return out;
}

}  // namespace parley
