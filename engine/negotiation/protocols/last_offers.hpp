#pragma once

#include "negotiation/protocols/iso_utility.hpp"
#include "negotiation/red_line_box.hpp"

#include <cmath>
#include <memory_resource>
#include <span>
#include <vector>

namespace parley {

/// The last offer of everybody who takes turns at a table, at first its declared position, and the
/// next to make: of the terms that cost a member what it aspires to, those nearest to what the
/// others have offered; see AlternatingOffers. Rows are those who stay, in order of index.
///
/// LastOffersOnOneIssue is the same where there is one issue, with the same numbers in the same
/// order: a position is a number then, the nearest one is known (IsoUtilityOnOneIssue), and nothing
/// is allocated but what `memory` gives.
class LastOffers {
  public:
    using Row = Eigen::Index;

    /// Borrows the box; `members` [rows] are those of the table who stay.
    LastOffers(Table const& table, RedLineBox const& box, std::span<Eigen::Index const> members);

    /// What the last offer of row `of` costs a row, less its constant, by its own ideal.
    [[nodiscard]] double loss(Row row, Row of) const { return own(row).loss(row_of(last_, of)); }

    /// What the best terms within the red lines cost a row.
    [[nodiscard]] double least_loss(Row row) const;

    /// Begins a round: sums the last offers afresh, so that rounding does not gather.
    void open_round();

    /// Makes the offer of a row that aspires to a loss, and does not bear more than `reserve`;
    /// returns what the offer costs the row.
    double make(Row row, double aspired, double reserve);

    /// The offer made becomes the row's last.
    void put(Row row);

    /// The last offer of a row [K].
    [[nodiscard]] Eigen::Map<Vector const> terms(Row row) const
    {
        return {last_.data() + row * last_.cols(), last_.cols()};
    }

  private:
    [[nodiscard]] static std::span<double const> row_of(Matrix const& matrix, Row row)
    {
        return {matrix.data() + row * matrix.cols(), static_cast<std::size_t>(matrix.cols())};
    }
    [[nodiscard]] IsoUtility surface(Matrix const& ideal, Row row) const;
    [[nodiscard]] IsoUtility own(Row row) const { return surface(ideal_, row); }
    [[nodiscard]] IsoUtility shown(Row row) const { return surface(shown_, row); }
    void aim(Row row);

    RedLineBox const& box_;
    Matrix ideal_, salience_, value_, shown_;  // [rows, K]
    Matrix others_weight_;                     // [rows, K] mean of the others'
    Matrix last_;                              // [rows, K]
    Vector offer_, target_, sum_;              // [K]
    Vector multiplier_;  // [rows] of the last offer, to start the next search from
};

class LastOffersOnOneIssue {
  public:
    using Row = Eigen::Index;

    LastOffersOnOneIssue(Table const& table, RedLines const& open,
                         std::span<Eigen::Index const> members, std::pmr::memory_resource* memory);

    [[nodiscard]] double loss(Row row, Row of) const { return at(row).own.loss(at(of).last); }

    [[nodiscard]] double least_loss(Row row) const
    {
        auto const& own = at(row).own;
        return own.loss(own.inside(own.ideal));
    }

    void open_round()
    {
        sum_ = 0.0;
        for (auto const& member : rows_) {
            sum_ += member.last;
        }
    }

    double make(Row row, double aspired, double reserve)
    {
        auto const& [own, shown, last] = at(row);
        double const target = rows_.size() == 1 ? shown.ideal : share_ * (sum_ - last);
        offer_ = shown.nearest(target, aspired).position;
        if (own.loss(offer_) > reserve) {
            offer_ = own.nearest(offer_, reserve).position;
        }
        return own.loss(offer_);
    }

    void put(Row row)
    {
        double& last = rows_[static_cast<std::size_t>(row)].last;
        sum_ += offer_ - last;
        last = offer_;
    }

    [[nodiscard]] Eigen::Map<Vector const> terms(Row row) const { return {&at(row).last, 1}; }

  private:
    struct Position {
        IsoUtilityOnOneIssue own, shown;
        double last;
    };
    [[nodiscard]] Position const& at(Row row) const { return rows_[static_cast<std::size_t>(row)]; }

    std::pmr::vector<Position> rows_;
    double share_ = 0.0;  // of each of the others in the target
    double sum_ = 0.0;
    double offer_ = 0.0;
};

}  // namespace parley
