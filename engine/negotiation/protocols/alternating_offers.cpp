#include "negotiation/protocols/alternating_offers.hpp"

#include "negotiation/objection.hpp"
#include "negotiation/protocols/iso_utility.hpp"
#include "negotiation/protocols/opening.hpp"

#include <algorithm>

namespace parley {
namespace {

/// The talks of one table. Only those who stay have rows in the workspace, in order of index.
class Talks {
  public:
    Talks(Tactics const& tactics, Table const& table, Opening const& opening, Trace trace);

    Outcome run();

  private:
    using Row = Eigen::Index;  // of the workspace

    void prepare();
    void open_round(int round);
    bool take_turn(Row row);
    bool carried();
    double aspiration(Row row);
    void listen(Row row);
    double payoff_of_others_offers(Row row) const;
    void make_offer(Row row, double aspired);
    void aim(Row row);
    void put_on_the_table(Row row);
    void note(Row row, Move::Kind kind, std::span<double const> terms);

    Outcome agreed();
    Outcome timed_out();
    std::vector<Block> open_at_the_deadline();

    /// What terms cost a member by its own ideal, and what it can bear at most.
    double loss(Row row, std::span<double const> terms) const { return own(row).loss(terms); }
    IsoUtility own(Row row) const { return surface(ideal_, row); }
    IsoUtility shown(Row row) const { return surface(shown_, row); }
    IsoUtility surface(Matrix const& ideal, Row row) const;

    std::span<double const> row_of(Matrix const& matrix, Row row) const
    {
        return {matrix.data() + row * issues_, static_cast<std::size_t>(issues_)};
    }
    std::span<double const> standing() const { return row_of(last_, standing_row_); }
    char& accepts(Row row) { return accepting_[static_cast<std::size_t>(members_[row])]; }

    Tactics const& tactics_;
    Table const& table_;
    RedLineBox const& box_;
    Trace trace_;
    Eigen::Index issues_;
    Eigen::Matrix<Eigen::Index, Eigen::Dynamic, 1> members_;  // [rows] who stay
    std::vector<char> staying_;                               // [n] who did not walk away
    Row rows_ = 0;

    Matrix ideal_, salience_, value_, shown_;  // [rows, K]
    Matrix others_weight_;                     // [rows, K] mean of the others'
    Matrix last_;   // [rows, K] each one's last offer, at first its declared position
    Matrix offer_;  // [1, K] the offer being made
    Vector sum_of_last_, target_;  // [K]
    Vector best_, reserve_;        // [rows] least and greatest loss that a member bargains between
    Vector tolerance_;             // [rows]
    Vector multiplier_;            // [rows] of the last offer, to start the next search from
    Vector tit_for_tat_;           // [rows] loss that tit-for-tat puts up with
    Vector heard_;                 // [rows] what the others' offers cost at the last turn
    double conceded_ = 0.0;        // share that time alone has members concede, of 1
    int round_ = 0;

    Row standing_row_ = -1;        // whose offer stands; -1: none yet
    std::vector<char> accepting_;  // [n] who made or accepted it
    std::vector<Move> moves_;
};

Talks::Talks(Tactics const& tactics, Table const& table, Opening const& opening, Trace trace)
    : tactics_{tactics},
      table_{table},
      box_{opening.box},
      trace_{trace},
      issues_{table.issues()},
      staying_{opening.staying},
      accepting_(staying_.size(), 0)
{
    auto const stay = seats_of(staying_);
    members_ = Eigen::Map<decltype(members_) const>(stay.data(), std::ssize(stay));
    rows_ = members_.size();
    prepare();
}

void Talks::prepare()
{
    ideal_ = table_.ideal(members_, Eigen::all);
    salience_ = table_.salience(members_, Eigen::all);
    last_ = table_.declared(members_, Eigen::all);
    value_ = table_.value.size() > 0 ? Matrix{table_.value(members_, Eigen::all)}
                                     : Matrix::Zero(rows_, issues_);
    shown_ = table_.shown()(members_, Eigen::all);
    others_weight_ = mean_of_others(table_.weight()(members_, Eigen::all));
    offer_.resize(1, issues_);
    sum_of_last_.resize(issues_);
    target_.resize(issues_);
    best_.resize(rows_);
    reserve_.resize(rows_);
    tolerance_.resize(rows_);
    for (Row i = 0; i < rows_; ++i) {
        Vector const best = best_terms(table_, box_, members_[i]);
        best_[i] = loss(i, {best.data(), static_cast<std::size_t>(issues_)});
        // a member whose best is its reservation value to within the tolerance aspires to its best
        reserve_[i] =
            std::max(best_[i], table_.constant[members_[i]] - table_.reservation[members_[i]]);
        tolerance_[i] = table_.tolerance(members_[i]);
    }
    multiplier_ = Vector::Ones(rows_);
    tit_for_tat_ = best_;
    heard_.resize(rows_);
    for (Row i = 0; i < rows_; ++i) {
        heard_[i] = payoff_of_others_offers(i);
    }
}

IsoUtility Talks::surface(Matrix const& ideal, Row row) const
{
    auto const k = static_cast<std::size_t>(issues_);
    return {row_of(ideal, row),          row_of(salience_, row), row_of(value_, row),
            row_of(others_weight_, row), {box_.lower.data(), k}, {box_.upper.data(), k}};
}

Outcome Talks::run()
{
    for (round_ = 0; round_ < table_.deadline; ++round_) {
        open_round(round_);
        for (Row row = 0; row < rows_; ++row) {
            if (take_turn(row)) {
                return agreed();
            }
        }
    }
    return timed_out();
}

void Talks::open_round(int round)
{
    double const time = static_cast<double>(round + 1) / static_cast<double>(table_.deadline);
    conceded_ = tactics_.conceded(time);
    // summed afresh each round, so that rounding does not gather over long talks
    sum_of_last_.setZero();
    for (Row i = 0; i < rows_; ++i) {
        sum_of_last_ += last_.row(i).transpose();
    }
}

/// A turn; true when it brings agreement.
bool Talks::take_turn(Row row)
{
    double const aspired = aspiration(row);
    if (standing_row_ >= 0) {
        double const offered = loss(row, standing()) - tolerance_[row];
        bool accepted = offered <= aspired;
        if (!accepted) {
            make_offer(row, aspired);
            accepted = offered <= std::min(loss(row, row_of(offer_, 0)), reserve_[row]);
        }
        if (accepted) {
            accepts(row) = 1;
            note(row, Move::Kind::accept, standing());
            return carried();
        }
    } else {
        make_offer(row, aspired);
    }
    put_on_the_table(row);
    return carried();
}

/// Does the standing offer carry the rule, and is it worth it to anybody?
bool Talks::carried()
{
    if (!table_.rule.passes(accepting_)) {
        return false;
    }
    for (Row row = 0; row < rows_; ++row) {
        if (accepts(row) != 0 && loss(row, standing()) < reserve_[row] - tolerance_[row]) {
            return true;
        }
    }
    return false;
}

/// The aspiration of now, as the loss that the member puts up with.
double Talks::aspiration(Row row)
{
    double const range = reserve_[row] - best_[row];
    double const by_time = (1.0 - tactics_.tit_for_tat()) * best_[row] + conceded_ * range;
    if (tactics_.tit_for_tat() == 0.0) {
        return std::min(by_time, reserve_[row]);
    }
    listen(row);
    return std::min(by_time + tactics_.tit_for_tat() * tit_for_tat_[row], reserve_[row]);
}

/// Tit-for-tat answers what the others have conceded since the member's last turn.
void Talks::listen(Row row)
{
    double const now = payoff_of_others_offers(row);
    double const received = std::max(0.0, now - heard_[row]);
    tit_for_tat_[row] = std::min(reserve_[row], tit_for_tat_[row] + received);
    heard_[row] = now;
}

/// Mean payoff, less the constant, of the others' last offers.
double Talks::payoff_of_others_offers(Row row) const
{
    double sum = 0.0;
    for (Row j = 0; j < rows_; ++j) {
        if (j != row) {
            sum -= loss(row, row_of(last_, j));
        }
    }
    return sum / std::max(1.0, static_cast<double>(rows_ - 1));
}

/// The mean of the others' last offers; with no others, what the member itself shows.
void Talks::aim(Row row)
{
    if (rows_ == 1) {
        target_ = shown_.row(row).transpose();
        return;
    }
    double const share = 1.0 / static_cast<double>(rows_ - 1);
    target_ = share * (sum_of_last_ - last_.row(row).transpose());
}

void Talks::make_offer(Row row, double aspired)
{
    aim(row);
    std::span<double> const offer{offer_.data(), static_cast<std::size_t>(issues_)};
    std::span<double const> const target{target_.data(), static_cast<std::size_t>(issues_)};
    double const multiplier = shown(row).nearest(target, aspired, offer, multiplier_[row]);
    if (multiplier > 0.0) {
        multiplier_[row] = multiplier;
    }
    if (loss(row, offer) > reserve_[row]) {
        std::ranges::copy(offer, target_.data());
        own(row).nearest(target, reserve_[row], offer);
    }
}

void Talks::put_on_the_table(Row row)
{
    sum_of_last_ += offer_.row(0).transpose() - last_.row(row).transpose();
    last_.row(row) = offer_.row(0);
    standing_row_ = row;
    std::ranges::fill(accepting_, char{0});
    accepts(row) = 1;
    note(row, Move::Kind::offer, standing());
}

void Talks::note(Row row, Move::Kind kind, std::span<double const> terms)
{
    if (trace_ == Trace::moves) {
        auto const member = members_[row];
        moves_.push_back({round_, member, kind, Eigen::Map<Vector const>(terms.data(), issues_),
                          table_.constant[member] - loss(row, terms)});
    }
}

Outcome Talks::agreed()
{
    auto outcome = agreed_by(table_, last_.row(standing_row_).transpose(), accepting_);
    outcome.rounds = round_ + 1;
    outcome.trace = std::move(moves_);
    return outcome;
}

Outcome Talks::timed_out()
{
    Outcome outcome;
    outcome.status = Status::timed_out;
    outcome.terms = last_.row(standing_row_).transpose();
    outcome.signatories.assign(staying_.size(), 0);
    outcome.consenting = accepting_;
    if (table_.rule.passes(accepting_)) {
        outcome.consenting.assign(staying_.size(), 0);  // to terms that leave all where they are
    }
    outcome.rounds = table_.deadline;
    outcome.blocked_by = open_at_the_deadline();
    outcome.trace = std::move(moves_);
    return outcome;
}

/// Those who want more than the standing offer; if nobody does, those not asked any more; if all
/// have accepted, they are all where they were.
std::vector<Block> Talks::open_at_the_deadline()
{
    std::vector<Block> wanting;
    std::vector<Block> not_asked;
    std::vector<Block> unmoved;
    Vector const terms = last_.row(standing_row_).transpose();
    for (Row row = 0; row < rows_; ++row) {
        auto const member = members_[row];
        if (accepts(row) != 0) {
            unmoved.push_back({member, -1, Block::Reason::reservation_value, 0.0});
            continue;
        }
        double const offered = loss(row, standing());
        double const beyond_reserve = offered - reserve_[row];
        double const beyond_aspired = offered - aspiration(row);
        if (beyond_reserve > tolerance_[row]) {
            wanting.push_back({member, -1, Block::Reason::reservation_value, beyond_reserve});
        } else if (beyond_aspired > tolerance_[row]) {
            wanting.push_back({member, -1, Block::Reason::deadline, beyond_aspired});
        }
        not_asked.push_back({member, -1, Block::Reason::deadline, 0.0});
    }
    if (!wanting.empty()) {
        return wanting;
    }
    return not_asked.empty() ? unmoved : not_asked;
}

}  // namespace

Outcome AlternatingOffers::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_no_options("alternating_offers");
    auto opening = open_talks(table, "alternating_offers", trace);
    return opening.over ? *std::move(opening.over) : Talks{tactics_, table, opening, trace}.run();
}

}  // namespace parley
