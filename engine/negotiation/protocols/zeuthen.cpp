#include "negotiation/protocols/zeuthen.hpp"

#include "negotiation/objection.hpp"
#include "negotiation/protocols/iso_utility.hpp"
#include "negotiation/protocols/opening.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>

namespace parley {
namespace {

double constexpr same_risk = 1e-9;

/// The talks of one table. Only those who stay have rows in the workspace, in order of index.
/// Payoffs are kept as losses: what terms cost a member by its ideal point.
class Talks {
  public:
    Talks(double step, Table const& table, Opening const& opening, Trace trace);

    Outcome run();

  private:
    using Row = Eigen::Index;  // of the workspace

    void prepare();
    void open();
    void aim(Row row);
    void propose(Row row);
    void put_on_the_table(Row row);
    void note(Row row);

    [[nodiscard]] bool exhausted(Row row) const { return aspired_[row] >= reserve_[row]; }
    [[nodiscard]] double risk(Row row) const;
    bool concede();
    [[nodiscard]] bool accepts(Row row, Row proposer) const;
    [[nodiscard]] bool carried(Row proposer);
    [[nodiscard]] double log_gains(Row proposer) const;
    [[nodiscard]] std::optional<Row> agreement();

    Outcome agreed(Row proposer);
    Outcome broken_off();

    [[nodiscard]] IsoUtility surface(Row row) const;
    [[nodiscard]] std::span<double const> row_of(Matrix const& matrix, Row row) const
    {
        return {matrix.data() + row * issues_, static_cast<std::size_t>(issues_)};
    }

    double step_;
    Table const& table_;
    RedLineBox const& box_;
    Trace trace_;
    Eigen::Index issues_;
    std::vector<char> staying_;          // [n]
    std::vector<Eigen::Index> members_;  // [rows] who stay
    Row rows_ = 0;

    Matrix ideal_, salience_, value_, others_weight_, shown_;  // [rows, K]
    Matrix proposal_, next_;                                   // [rows, K]
    Matrix loss_;                      // [rows, rows] of a member by a proposal
    Vector target_, sum_;              // [K]
    Vector best_, reserve_, aspired_;  // [rows] losses: least, greatest, and put up with now
    Vector tolerance_, risk_, multiplier_;
    std::vector<char> conceding_;  // [rows]
    std::vector<char> accepting_;  // [n] of the proposal looked at
    int round_ = 0;
    std::vector<Move> moves_;
};

Talks::Talks(double step, Table const& table, Opening const& opening, Trace trace)
    : step_{step},
      table_{table},
      box_{opening.box},
      trace_{trace},
      issues_{table.issues()},
      staying_{opening.staying},
      members_{seats_of(staying_)},
      rows_{std::ssize(members_)},
      accepting_(staying_.size(), 0)
{
    prepare();
}

void Talks::prepare()
{
    ideal_ = table_.ideal(members_, Eigen::all);
    salience_ = table_.salience(members_, Eigen::all);
    value_ = table_.value.size() > 0 ? Matrix{table_.value(members_, Eigen::all)}
                                     : Matrix::Zero(rows_, issues_);
    others_weight_ = mean_of_others(table_.weight()(members_, Eigen::all));
    shown_ = table_.shown()(members_, Eigen::all);
    proposal_ = shown_;
    next_ = proposal_;
    loss_.resize(rows_, rows_);
    target_.resize(issues_);
    best_.resize(rows_);
    reserve_.resize(rows_);
    tolerance_.resize(rows_);
    for (Row i = 0; i < rows_; ++i) {
        auto const member = members_[static_cast<std::size_t>(i)];
        double const constant = table_.constant[member];
        best_[i] = constant - table_.payoff(member, best_terms(table_, box_, member));
        // a member whose best is its reservation value to within the tolerance aspires to its best
        reserve_[i] = std::max(best_[i], constant - table_.reservation[member]);
        tolerance_[i] = table_.tolerance(member);
    }
    aspired_ = best_;
    risk_.resize(rows_);
    multiplier_ = Vector::Ones(rows_);
    conceding_.assign(members_.size(), 1);
}

IsoUtility Talks::surface(Row row) const
{
    auto const k = static_cast<std::size_t>(issues_);
    return {row_of(ideal_, row),         row_of(salience_, row), row_of(value_, row),
            row_of(others_weight_, row), {box_.lower.data(), k}, {box_.upper.data(), k}};
}

/// The mean of the others' proposals; with one other what it shows, with none what the member
/// shows.
void Talks::aim(Row row)
{
    if (rows_ <= 2) {
        target_ = shown_.row(rows_ - 1 - row).transpose();
        return;
    }
    target_ = (sum_ - proposal_.row(row).transpose()) / static_cast<double>(rows_ - 1);
}

void Talks::propose(Row row)
{
    aim(row);
    std::span<double> const terms{next_.data() + row * issues_, static_cast<std::size_t>(issues_)};
    std::span<double const> const target{target_.data(), static_cast<std::size_t>(issues_)};
    double const multiplier = surface(row).nearest(target, aspired_[row], terms, multiplier_[row]);
    if (multiplier > 0.0) {
        multiplier_[row] = multiplier;
    }
}

void Talks::put_on_the_table(Row row)
{
    proposal_.row(row) = next_.row(row);
    for (Row i = 0; i < rows_; ++i) {
        loss_(i, row) = surface(i).loss(row_of(proposal_, row));
    }
    note(row);
}

void Talks::note(Row row)
{
    if (trace_ == Trace::moves) {
        auto const member = members_[static_cast<std::size_t>(row)];
        moves_.push_back({round_, member, Move::Kind::offer, proposal_.row(row).transpose(),
                          table_.constant[member] - loss_(row, row)});
    }
}

/// Those who concede make their proposals at once, in view of the last ones.
void Talks::open()
{
    sum_ = proposal_.colwise().sum().transpose();
    for (Row row = 0; row < rows_; ++row) {
        if (conceding_[static_cast<std::size_t>(row)] != 0) {
            propose(row);
        }
    }
    for (Row row = 0; row < rows_; ++row) {
        if (conceding_[static_cast<std::size_t>(row)] != 0) {
            put_on_the_table(row);
        }
    }
}

double Talks::risk(Row row) const
{
    double const range = reserve_[row] - aspired_[row];
    double const worst = loss_.row(row).maxCoeff();
    return range > 0.0 ? std::min(1.0, (worst - aspired_[row]) / range) : 1.0;
}

/// Who has the least risk limit gives way; false when nobody can any more.
bool Talks::concede()
{
    for (Row row = 0; row < rows_; ++row) {
        risk_[row] = risk(row);
    }
    double const least = risk_.minCoeff();
    bool someone = false;
    for (Row row = 0; row < rows_; ++row) {
        bool const concedes = risk_[row] <= least + same_risk && !exhausted(row);
        conceding_[static_cast<std::size_t>(row)] = concedes ? 1 : 0;
        if (concedes) {
            someone = true;
            double const step = step_ * (reserve_[row] - best_[row]);
            // the last step ends where it leads, though steps do not add up to the range exactly
            double const rest = reserve_[row] - aspired_[row];
            aspired_[row] = rest <= step * (1.0 + 1e-9) ? reserve_[row] : aspired_[row] + step;
        }
    }
    return someone;
}

bool Talks::accepts(Row row, Row proposer) const
{
    double const enough = std::min(reserve_[row], std::max(aspired_[row], loss_(row, row)));
    return loss_(row, proposer) <= enough + tolerance_[row];
}

/// Does a proposal carry the rule, and is it worth it to anybody?
bool Talks::carried(Row proposer)
{
    std::ranges::fill(accepting_, char{0});
    bool gains = false;
    for (Row row = 0; row < rows_; ++row) {
        if (accepts(row, proposer)) {
            accepting_[static_cast<std::size_t>(members_[static_cast<std::size_t>(row)])] = 1;
            gains = gains || loss_(row, proposer) < reserve_[row] - tolerance_[row];
        }
    }
    if (!gains || !table_.rule.allows_abstention()) {
        return gains && table_.rule.passes(accepting_);
    }
    return carries(table_, proposal_.row(proposer).transpose(), accepting_);
}

/// Logarithm of the product of gains, each no less than the tolerance.
double Talks::log_gains(Row proposer) const
{
    double sum = 0.0;
    for (Row row = 0; row < rows_; ++row) {
        sum += std::log(std::max(reserve_[row] - loss_(row, proposer), tolerance_[row]));
    }
    return sum;
}

/// The best of the proposals that carry the rule.
std::optional<Talks::Row> Talks::agreement()
{
    std::optional<Row> best;
    double most = -std::numeric_limits<double>::infinity();
    for (Row proposer = 0; proposer < rows_; ++proposer) {
        if (carried(proposer)) {
            if (double const product = log_gains(proposer); product > most) {
                most = product;
                best = proposer;
            }
        }
    }
    return best;
}

Outcome Talks::run()
{
    bool goes_on = true;
    while (goes_on) {
        open();
        if (auto const proposer = agreement()) {
            return agreed(*proposer);
        }
        ++round_;
        goes_on = concede();
    }
    return broken_off();
}

Outcome Talks::agreed(Row proposer)
{
    (void)carried(proposer);
    auto outcome = agreed_by(table_, proposal_.row(proposer).transpose(), accepting_);
    outcome.rounds = round_ + 1;
    if (trace_ == Trace::moves) {
        auto const member = members_[static_cast<std::size_t>(proposer)];
        moves_.push_back({round_, member, Move::Kind::proposal, outcome.terms,
                          table_.constant[member] - loss_(proposer, proposer)});
    }
    outcome.trace = std::move(moves_);
    return outcome;
}

/// Everybody is at its limit. The proposal that would give most is what lay on the table; those it
/// does not satisfy are in the way, or all, if it leaves them where they are.
Outcome Talks::broken_off()
{
    Row nearest = 0;
    for (Row proposer = 1; proposer < rows_; ++proposer) {
        if (log_gains(proposer) > log_gains(nearest)) {
            nearest = proposer;
        }
    }
    auto outcome = nothing_agreed(table_);
    outcome.terms = proposal_.row(nearest).transpose();
    outcome.rounds = round_;
    Ballot const votes = ballot(table_, outcome.terms, consent(table_, outcome.terms));
    outcome.blocked_by = objections(table_, outcome.terms, not_in_the_way(table_, votes));
    if (outcome.blocked_by.empty()) {
        outcome.blocked_by = objections(table_, outcome.terms, outcome.consenting);
    }
    outcome.trace = std::move(moves_);
    return outcome;
}

}  // namespace

Zeuthen::Zeuthen(Params params) : step_{params.step}
{
    if (!(params.step > 0.0 && params.step <= 1.0)) {
        throw std::invalid_argument{"zeuthen: step must lie in (0, 1]"};
    }
}

Outcome Zeuthen::operator()(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_no_options("zeuthen");
    auto opening = open_talks(table, "zeuthen", trace);
    return opening.over ? *std::move(opening.over) : Talks{step_, table, opening, trace}.run();
}

}  // namespace parley
