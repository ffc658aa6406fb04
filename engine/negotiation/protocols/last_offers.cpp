#include "negotiation/protocols/last_offers.hpp"

#include "negotiation/objection.hpp"

#include <algorithm>

namespace parley {

LastOffers::LastOffers(Table const& table, RedLineBox const& box,
                       std::span<Eigen::Index const> members)
    : box_{box}, multiplier_{Vector::Ones(std::ssize(members))}
{
    std::vector<Eigen::Index> const rows(members.begin(), members.end());
    ideal_ = table.ideal(rows, Eigen::all);
    salience_ = table.salience(rows, Eigen::all);
    last_ = table.declared(rows, Eigen::all);
    value_ = table.value.size() > 0 ? Matrix{table.value(rows, Eigen::all)}
                                    : Matrix::Zero(std::ssize(rows), table.issues());
    shown_ = table.shown()(rows, Eigen::all);
    others_weight_ = mean_of_others(table.weight()(rows, Eigen::all));
    offer_.resize(table.issues());
    target_.resize(table.issues());
    sum_.resize(table.issues());
}

IsoUtility LastOffers::surface(Matrix const& ideal, Row row) const
{
    auto const k = static_cast<std::size_t>(ideal.cols());
    return {row_of(ideal, row),          row_of(salience_, row), row_of(value_, row),
            row_of(others_weight_, row), {box_.lower.data(), k}, {box_.upper.data(), k}};
}

double LastOffers::least_loss(Row row) const
{
    Vector const best = ideal_.row(row).transpose().cwiseMax(box_.lower).cwiseMin(box_.upper);
    return own(row).loss({best.data(), static_cast<std::size_t>(best.size())});
}

void LastOffers::open_round()
{
    sum_.setZero();
    for (Row i = 0; i < last_.rows(); ++i) {
        sum_ += last_.row(i).transpose();
    }
}

/// The mean of the others' last offers; with no others, what the member itself shows.
void LastOffers::aim(Row row)
{
    if (last_.rows() == 1) {
        target_ = shown_.row(row).transpose();
        return;
    }
    double const share = 1.0 / static_cast<double>(last_.rows() - 1);
    target_ = share * (sum_ - last_.row(row).transpose());
}

double LastOffers::make(Row row, double aspired, double reserve)
{
    aim(row);
    std::span<double> const offer{offer_.data(), static_cast<std::size_t>(offer_.size())};
    std::span<double const> const target{target_.data(), offer.size()};
    double const multiplier = shown(row).nearest(target, aspired, offer, multiplier_[row]);
    if (multiplier > 0.0) {
        multiplier_[row] = multiplier;
    }
    if (own(row).loss(offer) > reserve) {
        std::ranges::copy(offer, target_.data());
        own(row).nearest(target, reserve, offer);
    }
    return own(row).loss(offer);
}

void LastOffers::put(Row row)
{
    sum_ += offer_ - last_.row(row).transpose();
    last_.row(row) = offer_.transpose();
}

LastOffersOnOneIssue::LastOffersOnOneIssue(Table const& table, RedLines const& open,
                                           std::span<Eigen::Index const> members,
                                           std::pmr::memory_resource* memory)
    : rows_{memory}
{
    bool const transfer = table.is_transfer(0);
    auto const weight = [&](Eigen::Index i) {
        return transfer ? std::abs(table.value(i, 0)) : table.salience(i, 0);
    };
    double sum = 0.0;
    for (auto const i : members) {
        sum += weight(i);
    }
    double const others = std::max(1.0, static_cast<double>(members.size() - 1));
    share_ = 1.0 / static_cast<double>(std::max<std::size_t>(members.size() - 1, 1));
    rows_.reserve(members.size());
    for (auto const i : members) {
        double const ideal = table.ideal(i, 0);
        double const declared = table.declared(i, 0);
        double const rest = sum - weight(i);
        IsoUtilityOnOneIssue const own{.ideal = ideal,
                                       .salience = table.salience(i, 0),
                                       .value = table.value_of(i, 0),
                                       .weight = rest > 1e-12 * sum ? rest / others : 0.0,
                                       .lower = open.lower,
                                       .upper = open.upper};
        IsoUtilityOnOneIssue shown = own;
        if (!transfer) {
            shown.ideal = declared + table.disclosure[i] * (ideal - declared);
        }
        rows_.push_back({own, shown, declared});
    }
}

}  // namespace parley
