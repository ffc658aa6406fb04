#include "negotiation/protocols/opt_in.hpp"

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

/// The search for a stable coalition at one table.
class Formation {
  public:
    Formation(Protocol const& talks, OptIn::Payoff const& payoff, Table const& table,
              RandomStream const& random)
        : talks_{talks}, payoff_{payoff}, table_{table}, random_{random}
    {
    }

    Outcome run(Trace trace);

  private:
    Outcome negotiate(Coalition const& coalition, Trace trace) const;
    Outcome const& treaty(Coalition const& coalition);
    bool in_force(Coalition const& coalition);
    double payoff(Eigen::Index member, Coalition const& coalition);

    Coalition first_to_agree();
    Eigen::Index furthest_short(Outcome const& outcome) const;
    std::optional<Eigen::Index> best_deviation(Coalition const& coalition);

    Outcome signed_by(Coalition const& coalition, Trace trace) const;
    Outcome void_for_want_of_members() const;
    Outcome cycling(std::vector<Coalition> const& path, Coalition const& again) const;

    Protocol const& talks_;
    OptIn::Payoff const& payoff_;
    Table const& table_;
    RandomStream const& random_;
    std::map<Coalition, Outcome> treaties_;
    std::vector<Block> in_the_way_;  // of coalitions that came to no agreement
};

/// The talks of a coalition, with members counted as at the whole table.
Outcome Formation::negotiate(Coalition const& coalition, Trace trace) const
{
    std::vector<Eigen::Index> members;
    for (Eigen::Index i = 0; i < table_.members(); ++i) {
        if (coalition[slot(i)] != 0) {
            members.push_back(i);
        }
    }
    RandomStream random = random_;
    Outcome outcome = talks_(table_.with_only(coalition), random, trace);
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

/// Does a coalition have a treaty that is not void?
bool Formation::in_force(Coalition const& coalition)
{
    return table_.rule.passes(coalition) && treaty(coalition).status == Status::agreed;
}

double Formation::payoff(Eigen::Index member, Coalition const& coalition)
{
    if (!in_force(coalition)) {
        return table_.reservation[member];
    }
    auto const& terms = treaty(coalition).terms;
    if (payoff_) {
        return payoff_(table_, member, coalition, terms);
    }
    return table_.payoff_when(member, coalition, terms);
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

/// Everybody; else the broadest coalition with a gain for all its members, or what is left of it when
/// those furthest short stay out one by one; empty when too few are left.
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

/// Who changes sides with the greatest gain, in its unit; nobody when the coalition is stable.
std::optional<Eigen::Index> Formation::best_deviation(Coalition const& coalition)
{
    std::optional<Eigen::Index> best;
    double most = -std::numeric_limits<double>::infinity();
    bool const outsiders_differ = payoff_ || table_.externality;
    for (Eigen::Index i = 0; i < table_.members(); ++i) {
        bool const inside = coalition[slot(i)] != 0;
        auto const other = with_other_choice(coalition, i);
        if (inside ? !outsiders_differ : !in_force(other)) {
            continue;
        }
        double const gain = (payoff(i, other) - payoff(i, coalition)) / table_.unit(i);
        bool const pays = inside ? gain > indifference : gain >= -indifference;
        if (pays && gain > most) {
            most = gain;
            best = i;
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
        if (!in_force(coalition)) {
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

Outcome Formation::signed_by(Coalition const& coalition, Trace trace) const
{
    Outcome outcome = negotiate(coalition, trace);
    outcome.signatories = coalition;
    outcome.consenting = coalition;
    return outcome;
}

/// Whoever was in the way of a coalition, for the first reason it was; the others would have signed.
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
