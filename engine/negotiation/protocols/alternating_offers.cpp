#include "negotiation/protocols/alternating_offers.hpp"

#include "negotiation/objection.hpp"
#include "negotiation/protocols/last_offers.hpp"
#include "negotiation/protocols/opening.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <optional>
#include <utility>

namespace parley {
namespace {

std::string_view constexpr name = "alternating_offers";

/// A member who stays, and the losses between which it bargains.
struct Speaker {
    Eigen::Index member;
    double best, reserve;  // least and greatest
    double tolerance;
    double tit_for_tat;  // what tit-for-tat puts up with
    double heard = 0.0;  // payoff of the others' offers at the last turn
};

/// The talks of one table, about last offers of either kind. Only those who stay have rows, in
/// order of index.
template <class Offers>
class Talks {
  public:
    using Row = Eigen::Index;

    /// Borrows all.
    Talks(Tactics const& tactics, Table const& table, Offers& offers,
          std::span<Eigen::Index const> members, Trace trace, std::pmr::memory_resource* memory);

    Outcome run();

  private:
    bool take_turn(Row row);
    bool carried();
    [[nodiscard]] bool passes() const;
    double aspiration(Row row);
    void listen(Row row);
    double payoff_of_others_offers(Row row) const;
    void put_on_the_table(Row row);
    void note(Row row, Move::Kind kind);

    Outcome agreed();
    Outcome timed_out();
    std::vector<Block> open_at_the_deadline();

    Row rows() const { return std::ssize(speakers_); }
    Speaker& at(Row row) { return speakers_[static_cast<std::size_t>(row)]; }
    char& accepts(Row row) { return accepting_[static_cast<std::size_t>(at(row).member)]; }
    void accept(Row row)
    {
        accepts(row) = 1;
        ++accepted_;
    }
    /// What the standing offer costs a member.
    double offered(Row row) const { return offers_.loss(row, standing_row_); }

    Tactics const& tactics_;
    Table const& table_;
    Offers& offers_;
    Trace trace_;
    std::pmr::vector<Speaker> speakers_;
    double conceded_ = 0.0;  // share that time alone has members concede, of 1
    int round_ = 0;

    Row standing_row_ = -1;             // whose offer stands; -1: none yet
    std::pmr::vector<char> accepting_;  // [n] who made or accepted it
    int accepted_ = 0;                  // how many
    std::vector<Move> moves_;
};

template <class Offers>
Talks<Offers>::Talks(Tactics const& tactics, Table const& table, Offers& offers,
                     std::span<Eigen::Index const> members, Trace trace,
                     std::pmr::memory_resource* memory)
    : tactics_{tactics},
      table_{table},
      offers_{offers},
      trace_{trace},
      speakers_{memory},
      accepting_(static_cast<std::size_t>(table.members()), char{0}, memory)
{
    speakers_.reserve(members.size());
    for (Row row = 0; row < std::ssize(members); ++row) {
        auto const member = members[static_cast<std::size_t>(row)];
        double const best = offers_.least_loss(row);
        // a member whose best is its reservation value to within the tolerance aspires to its best
        double const reserve = std::max(best, table_.constant[member] - table_.reservation[member]);
        speakers_.push_back({member, best, reserve, table_.tolerance(member), best});
    }
    for (Row row = 0; row < rows() && tactics_.tit_for_tat() != 0.0; ++row) {
        at(row).heard = payoff_of_others_offers(row);
    }
}

template <class Offers>
Outcome Talks<Offers>::run()
{
    for (round_ = 0; round_ < table_.deadline; ++round_) {
        conceded_ = tactics_.conceded(static_cast<double>(round_ + 1) /
                                      static_cast<double>(table_.deadline));
        offers_.open_round();
        for (Row row = 0; row < rows(); ++row) {
            if (take_turn(row)) {
                return agreed();
            }
        }
    }
    return timed_out();
}

/// A turn; true when it brings agreement.
template <class Offers>
bool Talks<Offers>::take_turn(Row row)
{
    double const aspired = aspiration(row);
    double const reserve = at(row).reserve;
    if (standing_row_ < 0) {
        offers_.make(row, aspired, reserve);
    } else {
        double const loss = offered(row) - at(row).tolerance;
        if (loss <= aspired || loss <= std::min(offers_.make(row, aspired, reserve), reserve)) {
            accept(row);
            note(row, Move::Kind::accept);
            return carried();
        }
    }
    put_on_the_table(row);
    return carried();
}

/// Does the standing offer carry the rule, and is it worth it to anybody?
template <class Offers>
bool Talks<Offers>::carried()
{
    if (accepted_ < table_.rule.fewest() || !passes()) {
        return false;
    }
    for (Row row = 0; row < rows(); ++row) {
        if (accepts(row) != 0 && offered(row) < at(row).reserve - at(row).tolerance) {
            return true;
        }
    }
    return false;
}

/// Do those who accept the standing offer carry the rule?
template <class Offers>
bool Talks<Offers>::passes() const
{
    return table_.rule.allows_abstention()
               ? carries(table_, offers_.terms(standing_row_), accepting_)
               : table_.rule.passes(accepting_);
}

/// The aspiration of now, as the loss that the member puts up with.
template <class Offers>
double Talks<Offers>::aspiration(Row row)
{
    auto const& [member, best, reserve, tolerance, tit_for_tat, heard] = at(row);
    double const by_time = (1.0 - tactics_.tit_for_tat()) * best + conceded_ * (reserve - best);
    if (tactics_.tit_for_tat() == 0.0) {
        return std::min(by_time, reserve);
    }
    listen(row);
    return std::min(by_time + tactics_.tit_for_tat() * tit_for_tat, reserve);
}

/// Tit-for-tat answers what the others have conceded since the member's last turn.
template <class Offers>
void Talks<Offers>::listen(Row row)
{
    auto& own = at(row);
    double const now = payoff_of_others_offers(row);
    double const received = std::max(0.0, now - own.heard);
    own.tit_for_tat = std::min(own.reserve, own.tit_for_tat + received);
    own.heard = now;
}

/// Mean payoff, less the constant, of the others' last offers.
template <class Offers>
double Talks<Offers>::payoff_of_others_offers(Row row) const
{
    double sum = 0.0;
    for (Row j = 0; j < rows(); ++j) {
        if (j != row) {
            sum -= offers_.loss(row, j);
        }
    }
    return sum / std::max(1.0, static_cast<double>(rows() - 1));
}

template <class Offers>
void Talks<Offers>::put_on_the_table(Row row)
{
    offers_.put(row);
    standing_row_ = row;
    std::ranges::fill(accepting_, char{0});
    accepted_ = 0;
    accept(row);
    note(row, Move::Kind::offer);
}

template <class Offers>
void Talks<Offers>::note(Row row, Move::Kind kind)
{
    if (trace_ == Trace::moves) {
        auto const member = at(row).member;
        moves_.push_back({round_, member, kind, offers_.terms(standing_row_),
                          table_.constant[member] - offered(row)});
    }
}

template <class Offers>
Outcome Talks<Offers>::agreed()
{
    auto outcome = agreed_by(table_, offers_.terms(standing_row_), accepting_);
    outcome.rounds = round_ + 1;
    outcome.trace = std::move(moves_);
    return outcome;
}

template <class Offers>
Outcome Talks<Offers>::timed_out()
{
    Outcome outcome;
    outcome.status = Status::timed_out;
    outcome.terms = offers_.terms(standing_row_);
    outcome.signatories.assign(accepting_.size(), 0);
    Ballot votes = ballot(table_, outcome.terms, {accepting_.begin(), accepting_.end()});
    if (table_.rule.passes(votes.in_favour, votes.abstaining)) {
        votes = {std::vector<char>(accepting_.size(), 0), {}};  // to terms that leave all as it is
    }
    outcome.consenting = std::move(votes.in_favour);
    outcome.abstaining = std::move(votes.abstaining);
    outcome.rounds = table_.deadline;
    outcome.blocked_by = open_at_the_deadline();
    outcome.trace = std::move(moves_);
    return outcome;
}

/// Those who want more than the standing offer; if nobody does, those not asked any more; if all
/// have accepted, they are all where they were.
template <class Offers>
std::vector<Block> Talks<Offers>::open_at_the_deadline()
{
    std::vector<Block> wanting;
    std::vector<Block> not_asked;
    std::vector<Block> unmoved;
    for (Row row = 0; row < rows(); ++row) {
        auto const member = at(row).member;
        if (accepts(row) != 0) {
            unmoved.push_back({member, -1, Block::Reason::reservation_value, 0.0});
            continue;
        }
        double const beyond_reserve = offered(row) - at(row).reserve;
        double const beyond_aspired = offered(row) - aspiration(row);
        if (beyond_reserve > at(row).tolerance) {
            wanting.push_back({member, -1, Block::Reason::reservation_value, beyond_reserve});
        } else if (beyond_aspired > at(row).tolerance) {
            wanting.push_back({member, -1, Block::Reason::deadline, beyond_aspired});
        }
        not_asked.push_back({member, -1, Block::Reason::deadline, 0.0});
    }
    if (!wanting.empty()) {
        return wanting;
    }
    return not_asked.empty() ? unmoved : not_asked;
}

/// Does some position within the red lines give a member its reservation value?
bool stays(Table const& table, RedLines const& open, Eigen::Index member)
{
    double const best = std::min(std::max(table.ideal(member, 0), open.lower), open.upper);
    double const payoff = table.payoff(member, Eigen::Map<Vector const>{&best, 1});
    return !(payoff < table.reservation[member] - table.tolerance(member));
}

/// Talks about one issue; none where they are over before the first round.
std::optional<Outcome> talk_about_one_issue(Tactics const& tactics, Table const& table, Trace trace)
{
    auto const open = red_lines_on(table, 0);
    if (open.clash) {
        return std::nullopt;
    }
    std::array<std::byte, 8192> room;  // for some fifty members; what more need is allocated
    std::pmr::monotonic_buffer_resource memory{room.data(), room.size()};
    std::pmr::vector<char> staying(static_cast<std::size_t>(table.members()), char{0}, &memory);
    std::pmr::vector<Eigen::Index> members{&memory};
    members.reserve(staying.size());
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        if (stays(table, open, i)) {
            staying[static_cast<std::size_t>(i)] = 1;
            members.push_back(i);
        }
    }
    if (!table.rule.passes(staying)) {
        return std::nullopt;
    }
    LastOffersOnOneIssue offers{table, open, members, &memory};
    return Talks{tactics, table, offers, members, trace, &memory}.run();
}

}  // namespace

Outcome AlternatingOffers::operator()(Table const& table, RandomStream& random, Trace trace) const
{
    if (table.issues() == 1 && table.options.empty()) {
        table.demand_reservation(name);
        if (auto outcome = talk_about_one_issue(tactics_, table, trace)) {
            return *std::move(outcome);
        }
    }
    return about_any_issues(table, random, trace);
}

Outcome AlternatingOffers::about_any_issues(Table const& table, RandomStream&, Trace trace) const
{
    table.demand_no_options(name);
    auto opening = open_talks(table, name, trace);
    if (opening.over) {
        return *std::move(opening.over);
    }
    auto const members = seats_of(opening.staying);
    LastOffers offers{table, opening.box, members};
    return Talks{tactics_, table, offers, members, trace, std::pmr::get_default_resource()}.run();
}

}  // namespace parley
