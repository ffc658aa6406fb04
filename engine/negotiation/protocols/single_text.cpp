#include "negotiation/protocols/single_text.hpp"

#include "negotiation/objection.hpp"
#include "negotiation/protocols/opening.hpp"
#include "negotiation/secretariat_text.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

using Index = Eigen::Index;

/// The place of the open option that is nearest to a position; of two the lower.
double nearest_option(Table const& table, RedLineBox const& box, Index issue, double position)
{
    auto const& open = box.options[static_cast<std::size_t>(issue)];
    auto const distance = [&](Index l) { return std::abs(table.place(issue, l) - position); };
    return table.place(issue, *std::ranges::min_element(open, {}, distance));
}

/// The talks of one table.
class Talks {
  public:
    Talks(SingleText::Params const& params, Table const& table, Opening const& opening,
          RandomStream& random, Trace trace);

    Outcome run();

  private:
    void hold_round(int round);
    void propose();
    void wander();
    bool votes_for(Index member, double before, double after);
    bool adopted();
    Outcome signing();

    SingleText::Params const& params_;
    Table const& table_;
    RedLineBox const& box_;
    RandomStream& random_;
    Trace trace_;
    std::vector<char> staying_;  // [n]
    Vector text_, proposal_;     // [K]
    bool has_options_;
    Vector goal_;               // [K] where the secretariat steers; empty: nowhere
    Vector payoff_, proposed_;  // [n] of the text and of the proposal
    Vector range_, tolerance_;  // [n]
    std::vector<char> in_favour_;
    double temperature_ = 0.0;
    std::vector<Move> moves_;
};

Talks::Talks(SingleText::Params const& params, Table const& table, Opening const& opening,
             RandomStream& random, Trace trace)
    : params_{params},
      table_{table},
      box_{opening.box},
      random_{random},
      trace_{trace},
      staying_{opening.staying},
      text_{table.terms_in_force().cwiseMax(box_.lower).cwiseMin(box_.upper)},
      proposal_{text_},
      has_options_{!table.options.empty()},
      payoff_(table.members()),
      proposed_(table.members()),
      range_(table.members()),
      tolerance_(table.members()),
      in_favour_(staying_.size(), 0)
{
    for (Index k = 0; k < text_.size(); ++k) {
        if (table.has_options(k)) {
            text_[k] = nearest_option(table, box_, k, text_[k]);
        }
    }
    for (Index i = 0; i < table.members(); ++i) {
        payoff_[i] = table.payoff(i, text_);
        tolerance_[i] = table.tolerance(i);
        range_[i] = table.payoff(i, best_terms(table, box_, i)) - table.reservation[i];
    }
    if (table.mediation > 0.0) {
        goal_ = secretariat_text(table, box_, Vector::Zero(table.members()));
    }
}

Outcome Talks::run()
{
    for (int round = 0; round < table_.deadline; ++round) {
        hold_round(round);
    }
    return signing();
}

void Talks::hold_round(int round)
{
    double const time = static_cast<double>(round + 1) / static_cast<double>(table_.deadline);
    temperature_ = params_.annealing ? params_.temperature * (1.0 - time) : 0.0;
    for (int p = 0; p < params_.proposals; ++p) {
        propose();
        if (adopted()) {
            std::swap(text_, proposal_);
            std::swap(payoff_, proposed_);
            if (trace_ == Trace::moves) {
                moves_.push_back(
                    {.round = round, .member = -1, .kind = Move::Kind::proposal, .terms = text_});
            }
        }
    }
}

void Talks::propose()
{
    if (goal_.size() > 0 && random_.uniform() < table_.mediation) {
        double const part = random_.uniform();
        proposal_ = text_ + part * (goal_ - text_);
        proposal_ = proposal_.cwiseMax(box_.lower).cwiseMin(box_.upper);
        for (Index k = 0; k < text_.size() && has_options_; ++k) {
            if (table_.has_options(k)) {
                proposal_[k] = random_.uniform() < part ? goal_[k] : text_[k];
            }
        }
        return;
    }
    wander();
}

/// Some issues, one at least, move part of the way to a random point of the box.
void Talks::wander()
{
    proposal_ = text_;
    auto const issues = static_cast<std::uint64_t>(text_.size());
    auto const chosen = static_cast<Index>(random_.below(issues));
    double const u = random_.uniform();
    for (Index k = 0; k < text_.size(); ++k) {
        if (k != chosen && random_.uniform() >= 0.5) {
            continue;
        }
        if (has_options_ && table_.has_options(k)) {
            auto const& open = box_.options[static_cast<std::size_t>(k)];
            proposal_[k] = table_.place(k, open[random_.below(open.size())]);
        } else {
            double const goal = box_.lower[k] + random_.uniform() * (box_.upper[k] - box_.lower[k]);
            proposal_[k] =
                std::clamp(text_[k] + u * u * (goal - text_[k]), box_.lower[k], box_.upper[k]);
        }
    }
}

bool Talks::votes_for(Index member, double before, double after)
{
    if (after >= before - tolerance_[member]) {
        // many losses within the tolerance must not add up to one below the reservation value
        return after >= before || after >= table_.reservation[member];
    }
    double const scale = temperature_ * range_[member];
    return after >= table_.reservation[member] && scale > 0.0 &&
           random_.uniform() < std::exp((after - before) / scale);
}

bool Talks::adopted()
{
    for (Index i = 0; i < table_.members(); ++i) {
        proposed_[i] = table_.payoff(i, proposal_);
        auto const slot = static_cast<std::size_t>(i);
        bool const votes = staying_[slot] != 0 && votes_for(i, payoff_[i], proposed_[i]);
        in_favour_[slot] = votes ? 1 : 0;
    }
    return table_.rule.passes(in_favour_);
}

Outcome Talks::signing()
{
    Outcome outcome = nothing_agreed(table_);
    outcome.rounds = table_.deadline;
    std::vector<char> const consenting = consent(table_, text_);
    Ballot votes = ballot(table_, text_, consenting);
    bool gains = false;
    for (Index i = 0; i < table_.members(); ++i) {
        bool const signs = consenting[static_cast<std::size_t>(i)] != 0;
        gains = gains || (signs && payoff_[i] > table_.reservation[i] + tolerance_[i]);
        if (trace_ == Trace::moves) {
            moves_.push_back({table_.deadline - 1, i, Move::Kind::vote, text_, payoff_[i]});
        }
    }
    if (gains && table_.rule.passes(votes.in_favour, votes.abstaining)) {
        outcome.status = Status::agreed;
        outcome.signatories.assign(consenting.size(), 1);
        outcome.consenting = std::move(votes.in_favour);
        outcome.abstaining = std::move(votes.abstaining);
    } else {
        outcome.blocked_by =
            objections(table_, text_, gains ? not_in_the_way(table_, votes) : outcome.consenting);
    }
    outcome.terms = text_;
    outcome.trace = std::move(moves_);
    return outcome;
}

}  // namespace

SingleText::SingleText(Params params) : params_{params}
{
    if (!(params.temperature > 0.0 && std::isfinite(params.temperature))) {
        throw std::invalid_argument{"single_text: temperature must be positive"};
    }
    if (params.proposals < 1) {
        throw std::invalid_argument{"single_text: there must be at least one proposal a round"};
    }
}

Outcome SingleText::operator()(Table const& table, RandomStream& random, Trace trace) const
{
    auto opening = open_talks(table, "single_text", trace);
    return opening.over ? *std::move(opening.over)
                        : Talks{params_, table, opening, random, trace}.run();
}

}  // namespace parley
