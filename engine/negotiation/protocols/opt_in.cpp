#include "negotiation/protocols/opt_in.hpp"

#include "negotiation/folded_externality.hpp"
#include "negotiation/objection.hpp"
#include "negotiation/solutions/coalition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace parley {
namespace {

double constexpr indifference = 1e-9;  // of a member's unit

using Coalition = std::vector<char>;  // [n] who is in it

std::size_t slot(Eigen::Index i)
{
    return static_cast<std::size_t>(i);
}

Coalition with_other_choice(Coalition coalition, Eigen::Index member)
{
    coalition[slot(member)] = coalition[slot(member)] != 0 ? 0 : 1;
    return coalition;
}

/// A member that may change sides, its payoff as it is, and more than it can gain, in its unit.
struct Deviation {
    Eigen::Index member;
    double now;
    double most;
};

/// The search for a stable coalition at one table.
class Formation {
  public:
    Formation(Protocol const& talks, OptIn::Payoff const& payoff, Table const& table,
              RandomStream const& random)
        : talks_{talks},
          payoff_{payoff},
          table_{table},
          plain_{without_externality(table)},
          random_{random}
    {
        if (table.externality) {
            folded_.emplace(table);
        }
    }

    Outcome run(Trace trace);

  private:
    static Table without_externality(Table table)
    {
        table.externality.reset();
        return table;
    }

    Table table_of(Coalition const& coalition);
    Outcome negotiate(Coalition const& coalition, Trace trace);
    Outcome const& treaty(Coalition const& coalition);
    Outcome const* in_force(Coalition const& coalition);
    double payoff(Eigen::Index member, Coalition const& coalition, Outcome const* treaty) const;

    Coalition first_to_agree();
    Eigen::Index furthest_short(Outcome const& outcome) const;
    std::vector<Deviation> deviations_from(Coalition const& coalition);
    double most(Eigen::Index member, Coalition const& other) const;
    std::optional<Eigen::Index> best_deviation(Coalition const& coalition);

    Outcome signed_by(Coalition const& coalition, Trace trace);
    Outcome void_for_want_of_members() const;
    Outcome cycling(std::vector<Coalition> const& path, Coalition const& again) const;

    Protocol const& talks_;
    OptIn::Payoff const& payoff_;
    Table const& table_;
    Table plain_;                              // the same without externality
    std::optional<FoldedExternality> folded_;  // none without externality
    RandomStream const& random_;
    std::map<Coalition, Outcome> treaties_;
    std::vector<Block> in_the_way_;  // of coalitions that came to no agreement
};

/// What a coalition bargains over: as Table::with_only, but who depends on whom, which talks do not
/// ask for, is left behind, since at a large table copying it would take longer than they do.
Table Formation::table_of(Coalition const& coalition)
{
    Table seated = plain_.with_only(coalition);
    if (!folded_) {
        return seated;
    }
    folded_->fold_for(coalition);
    auto const members = seats_of(coalition);
    for (Eigen::Index row = 0; row < seated.members(); ++row) {
        Eigen::Index const i = members[slot(row)];
        seated.constant[row] = folded_->constant(i);
        for (Eigen::Index k = 0; k < seated.issues(); ++k) {
            if (table_.externality->concerns(k)) {
                seated.ideal(row, k) = folded_->felt(i, k).common.ideal;
                seated.salience(row, k) = folded_->felt(i, k).common.salience;
            }
        }
    }
    return seated;
}

/// The talks of a coalition, with members counted as at the whole table.
Outcome Formation::negotiate(Coalition const& coalition, Trace trace)
{
    auto const members = seats_of(coalition);
    RandomStream random = random_;
    Outcome outcome = talks_(table_of(coalition), random, trace);
    for (auto& block : outcome.blocked_by) {
        block.member = members[slot(block.member)];
    }
    for (auto& move : outcome.trace) {
        move.member = move.member < 0 ? move.member : members[slot(move.member)];
    }
    for (auto& standing : outcome.standings) {
        Matrix position = table_.declared;
        position(members, Eigen::all) = standing.position;
        Matrix risk = Matrix::Constant(position.rows(), position.cols(), std::nan(""));
        risk(members, Eigen::all) = standing.risk;
        standing.position = std::move(position);
        standing.risk = std::move(risk);
    }
    if (outcome.chances.size() > 0) {
        Vector chances = Vector::Zero(table_.members());
        for (std::size_t row = 0; row < members.size(); ++row) {
            chances[members[row]] = outcome.chances[static_cast<Eigen::Index>(row)];
        }
        outcome.chances = std::move(chances);
    }
    return outcome;
}

Outcome const& Formation::treaty(Coalition const& coalition)
{
    auto found = treaties_.find(coalition);
    if (found == treaties_.end()) {
        found = treaties_.emplace(coalition, negotiate(coalition, Trace::none)).first;
    }
    return found->second;
}

/// The treaty of a coalition, unless it is void.
Outcome const* Formation::in_force(Coalition const& coalition)
{
    if (!table_.rule.passes(coalition)) {
        return nullptr;
    }
    auto const& found = treaty(coalition);
    return found.status == Status::agreed ? &found : nullptr;
}

/// What a coalition means to a member, in it or not; without a treaty nothing.
double Formation::payoff(Eigen::Index member, Coalition const& coalition,
                         Outcome const* treaty) const
{
    if (treaty == nullptr) {
        return table_.reservation[member];
    }
    return payoff_ ? payoff_(table_, member, coalition, treaty->terms)
                   : table_.payoff_when(member, coalition, treaty->terms);
}

/// Who stands most in the way of an agreement.
Eigen::Index Formation::furthest_short(Outcome const& outcome) const
{
    Block const* worst = nullptr;
    auto const shortfall = [&](Block const& block) {
        return block.shortfall / table_.unit(block.member);
    };
    for (auto const& block : outcome.blocked_by) {
        if (worst == nullptr || shortfall(block) > shortfall(*worst) + indifference ||
            (shortfall(block) > shortfall(*worst) - indifference &&
             table_.power[block.member] < table_.power[worst->member])) {
            worst = &block;
        }
    }
    return worst->member;
}

/// Everybody; else the broadest coalition with a gain for all its members, or what is left of it
/// when those furthest short stay out one by one; empty when too few are left.
Coalition Formation::first_to_agree()
{
    Coalition coalition(slot(table_.members()), 1);
    auto const box = red_line_box(table_);
    bool const comparable = box.clashes.empty() && table_.reservation.allFinite();
    if (comparable && treaty(coalition).status != Status::agreed) {
        auto const broadest = broadest_coalition(table_, box, table_.terms_in_force());
        coalition = broadest.empty() ? coalition : broadest;
    }
    while (table_.rule.passes(coalition)) {
        auto const& outcome = treaty(coalition);
        if (outcome.status == Status::agreed) {
            return coalition;
        }
        in_the_way_.insert(in_the_way_.end(), outcome.blocked_by.begin(), outcome.blocked_by.end());
        coalition[slot(furthest_short(outcome))] = 0;
    }
    return {};
}

/// More than a member can have by changing sides, in `other`; the externality is folded for the
/// coalition before the change.
double Formation::most(Eigen::Index member, Coalition const& other) const
{
    if (payoff_) {
        return std::numeric_limits<double>::infinity();
    }
    bool const joins = other[slot(member)] != 0;
    double const reservation = table_.reservation[member];
    if (!folded_) {
        return joins ? std::max(table_.constant[member], reservation) : reservation;
    }
    return std::max(joins ? folded_->most_when_joining(member) : folded_->most_when_leaving(member),
                    reservation);
}

/// Who may gain by changing sides, the most promising first.
std::vector<Deviation> Formation::deviations_from(Coalition const& coalition)
{
    auto const* const treaty = in_force(coalition);
    if (folded_) {
        folded_->fold_for(coalition);
    }
    std::vector<Deviation> found;
    bool const outsiders_differ = payoff_ || table_.externality;
    auto other = coalition;
    for (Eigen::Index i = 0; i < table_.members(); ++i) {
        bool const inside = coalition[slot(i)] != 0;
        other[slot(i)] = inside ? 0 : 1;
        if (inside ? outsiders_differ : table_.rule.passes(other)) {
            double const now = payoff(i, coalition, treaty);
            found.push_back({i, now, (most(i, other) - now) / table_.unit(i)});
        }
        other[slot(i)] = coalition[slot(i)];
    }
    std::ranges::sort(found, [](Deviation const& a, Deviation const& b) {
        return a.most != b.most ? a.most > b.most : a.member < b.member;
    });
    return found;
}

/// Who changes sides with the greatest gain, in its unit; nobody when the coalition is stable.
std::optional<Eigen::Index> Formation::best_deviation(Coalition const& coalition)
{
    std::optional<Eigen::Index> best;
    double largest = -std::numeric_limits<double>::infinity();
    for (auto const& [member, now, most] : deviations_from(coalition)) {
        if (most < largest) {
            break;  // nor does anybody after it gain more
        }
        bool const inside = coalition[slot(member)] != 0;
        auto const other = with_other_choice(coalition, member);
        if (most < -indifference) {
            continue;
        }
        auto const* const treaty = in_force(other);
        if (!inside && treaty == nullptr) {
            continue;
        }
        double const gain = (payoff(member, other, treaty) - now) / table_.unit(member);
        bool const pays = inside ? gain > indifference : gain >= -indifference;
        if (pays && (gain > largest || (gain == largest && member < *best))) {
            largest = gain;
            best = member;
        }
    }
    return best;
}

Outcome Formation::run(Trace trace)
{
    Coalition coalition = first_to_agree();
    if (coalition.empty()) {
        return void_for_want_of_members();
    }
    std::vector<Coalition> path{coalition};
    while (auto const member = best_deviation(coalition)) {
        coalition = with_other_choice(coalition, *member);
        if (in_force(coalition) == nullptr) {
            in_the_way_.assign(1, {*member, -1, Block::Reason::reservation_value, 0.0});
            return void_for_want_of_members();
        }
        if (std::ranges::count(path, coalition) > 0) {
            return cycling(path, coalition);
        }
        path.push_back(coalition);
    }
    return signed_by(coalition, trace);
}

Outcome Formation::signed_by(Coalition const& coalition, Trace trace)
{
    Outcome outcome = negotiate(coalition, trace);
    outcome.signatories = coalition;
    outcome.consenting = coalition;
    return outcome;
}

/// Whoever was in the way of a coalition, for the first reason it was; the others would have
/// signed.
Outcome Formation::void_for_want_of_members() const
{
    Outcome outcome = nothing_agreed(table_);
    for (Eigen::Index i = 0; i < table_.members(); ++i) {
        auto const found = std::ranges::find(in_the_way_, i, &Block::member);
        outcome.blocked_by.push_back(
            found != in_the_way_.end() ? *found : Block{i, -1, Block::Reason::participation, 0.0});
    }
    return outcome;
}

/// Everybody who joined or left since the coalition was seen first is in the way.
Outcome Formation::cycling(std::vector<Coalition> const& path, Coalition const& again) const
{
    Outcome outcome = nothing_agreed(table_);
    auto const first = std::ranges::find(path, again);
    for (Eigen::Index i = 0; i < table_.members(); ++i) {
        bool const moved = std::any_of(first, path.end(), [&](Coalition const& coalition) {
            return coalition[slot(i)] != again[slot(i)];
        });
        if (moved) {
            outcome.blocked_by.push_back({i, -1, Block::Reason::cycling, 0.0});
        }
    }
    return outcome;
}

}  // namespace

OptIn::OptIn(Protocol talks, Payoff payoff) : talks_{std::move(talks)}, payoff_{std::move(payoff)}
{
}

Outcome OptIn::operator()(Table const& table, RandomStream& random, Trace trace) const
{
    if (!table.rule.is_opt_in()) {
        return talks_(table, random, trace);
    }
    return Formation{talks_, payoff_, table, random}.run(trace);
}

}  // namespace parley
