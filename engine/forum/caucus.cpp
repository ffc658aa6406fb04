#include "forum/caucus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace parley {
namespace {

/// The issues of a table for which a caucus may have a common position.
std::vector<std::size_t> common_issues(Forum const& caucus, Seating const& seating)
{
    std::vector<std::size_t> common;
    for (std::size_t k = 0; k < seating.issues.size(); ++k) {
        if (std::ranges::count(caucus.agenda, seating.issues[k]) > 0) {
            common.push_back(k);
        }
    }
    return common;
}

Vector common_position(World const& world, ForumId caucus, Seating const& seating,
                       std::vector<std::size_t> const& seats,
                       std::vector<std::size_t> const& issues)
{
    double constexpr none = std::numeric_limits<double>::quiet_NaN();
    Vector agreed = Vector::Constant(std::ssize(seating.issues), none);
    for (std::size_t const k : issues) {
        double sum = 0.0;
        double weight = 0.0;
        for (std::size_t const n : seats) {
            StateId const i = seating.members[n];
            double const power = world.states.power(i.index());
            sum += power * *world.regime.terms(i, seating.issues[k], caucus);
            weight += power;
        }
        agreed(static_cast<Eigen::Index>(k)) = sum / weight;
    }
    return agreed;
}

Eigen::Index row(std::size_t seat)
{
    return static_cast<Eigen::Index>(seat);
}

/// The ideal point of a voice: the common position of its bloc; of a transfer the end that its
/// value points to, of options the place of its best.
void settle_ideals(Table& table, Eigen::Index voice, Bloc const* bloc)
{
    for (Eigen::Index k = 0; bloc != nullptr && k < table.issues(); ++k) {
        if (table.has_options(k)) {
            Eigen::Index best = 0;
            table.options_of(k).row(voice).maxCoeff(&best);
            table.ideal(voice, k) = table.declared(voice, k) = table.place(k, best);
        } else if (table.is_transfer(k)) {
            table.ideal(voice, k) = table.value(voice, k) < 0.0 ? table.lower(k) : table.upper(k);
            table.declared(voice, k) = table.ideal(voice, k);
        } else if (!std::isnan(bloc->agreed(k))) {
            table.ideal(voice, k) = table.declared(voice, k) = bloc->agreed(k);
        }
    }
}

}  // namespace

Caucuses::Caucuses(std::span<Forum const> forums) : forums_{forums}
{
    for (std::size_t f = 0; f < forums.size(); ++f) {
        if (forums[f].caucus && !forums[f].is_of_authorities()) {
            ids_.emplace_back(f);
        }
    }
}

std::vector<ForumId> Caucuses::below(Forum const& forum) const
{
    std::vector<ForumId> found;
    for (ForumId const id : ids_) {
        if ((*this)[id].level < forum.level) {
            found.push_back(id);
        }
    }
    std::ranges::sort(found, [this](ForumId a, ForumId b) {
        Forum const& left = (*this)[a];
        Forum const& right = (*this)[b];
        return left.level != right.level ? left.level > right.level : left.id < right.id;
    });
    return found;
}

std::vector<Bloc> blocs_at(World const& world, Caucuses const& caucuses, Forum const& forum,
                           Seating const& seating)
{
    std::vector<Bloc> blocs;
    std::vector<char> taken(seating.members.size(), 0);
    for (ForumId const id : caucuses.below(forum)) {
        auto const issues = common_issues(caucuses[id], seating);
        std::vector<std::size_t> seats;
        for (std::size_t n = 0; !issues.empty() && n < taken.size(); ++n) {
            auto const binds = [&](std::size_t k) {
                return world.regime.binds(seating.members[n], seating.issues[k], id);
            };
            if (taken[n] == 0 && std::ranges::all_of(issues, binds)) {
                seats.push_back(n);
            }
        }
        if (seats.size() > 1) {
            for (std::size_t const n : seats) {
                taken[n] = 1;
            }
            Vector agreed = common_position(world, id, seating, seats, issues);
            blocs.push_back({.caucus = id, .seats = std::move(seats), .agreed = std::move(agreed)});
        }
    }
    return blocs;
}

Voices::Voices(std::vector<Bloc> blocs, std::size_t seats) : blocs_{std::move(blocs)}
{
    if (blocs_.empty()) {
        return;
    }
    voice_of_.resize(seats);
    for (std::size_t n = 0; n < seats; ++n) {
        auto const bloc = std::ranges::find_if(
            blocs_, [&](Bloc const& b) { return std::ranges::count(b.seats, n) > 0; });
        if (bloc == blocs_.end()) {
            voice_of_[n] = seats_of_.size();
            seats_of_.push_back({n});
            bloc_of_.emplace_back();
        } else if (bloc->seats.front() == n) {
            for (std::size_t const seat : bloc->seats) {
                voice_of_[seat] = seats_of_.size();
            }
            seats_of_.push_back(bloc->seats);
            bloc_of_.emplace_back(static_cast<std::size_t>(bloc - blocs_.begin()));
        }
    }
    if (count() < 2) {
        blocs_.clear();  // one voice has nobody to talk to
    }
}

Matrix Voices::shares(VectorView power) const
{
    auto const voices = std::ssize(seats_of_);
    Matrix share = Matrix::Zero(voices, power.size());
    for (Eigen::Index v = 0; v < voices; ++v) {
        auto const& seats = seats_of_[static_cast<std::size_t>(v)];
        double all = 0.0;
        for (std::size_t const n : seats) {
            all += power(row(n));
        }
        for (std::size_t const n : seats) {
            double const part =
                all > 0.0 ? power(row(n)) / all : 1.0 / static_cast<double>(seats.size());
            share(v, row(n)) = seats.size() == 1 ? 1.0 : part;
        }
    }
    return share;
}

Vector Voices::means(Vector by_seat, VectorView power) const
{
    if (blocs_.empty()) {
        return by_seat;
    }
    return shares(power) * by_seat;
}

Table Voices::merged(Table table) const
{
    if (blocs_.empty()) {
        return table;
    }
    auto const voices = std::ssize(seats_of_);
    Matrix const share = shares(table.power);
    Matrix const cares = table.weight();
    auto const by_interest = [&](Matrix const& positions) {
        Matrix const weight = share * cares;
        Matrix mean = (share * cares.cwiseProduct(positions)).cwiseQuotient(weight);
        mean = (weight.array() > 0.0).select(mean, share * positions);
        for (Eigen::Index k = 0; k < mean.cols(); ++k) {  // a mean may be a rounding error outside
            mean.col(k) = mean.col(k).cwiseMax(table.lower(k)).cwiseMin(table.upper(k));
        }
        for (Eigen::Index v = 0; v < voices; ++v) {
            auto const& seats = seats_of_[static_cast<std::size_t>(v)];
            if (seats.size() == 1) {
                mean.row(v) = positions.row(row(seats.front()));
            }
        }
        return mean;
    };
    Table one = table;
    one.power = (share.array() > 0.0).cast<double>().matrix() * table.power;
    one.salience = share * table.salience;
    one.constant = share * table.constant;
    one.disclosure = share * table.disclosure;
    one.ideal = by_interest(table.ideal);
    one.declared = by_interest(table.declared);
    one.in_force = by_interest(table.in_force);
    if (table.value.size() > 0) {
        one.value = share * table.value;
    }
    for (auto& options : one.options) {
        options = options.size() > 0 ? Matrix{share * options} : Matrix{};
    }
    one.red_line.resize(voices, table.issues());
    if (table.means.size() > 0) {
        one.means.resize(voices, table.issues());
    }
    for (Eigen::Index v = 0; v < voices; ++v) {
        auto const& seats = seats_of_[static_cast<std::size_t>(v)];
        one.red_line.row(v) = table.red_line.row(row(seats.front()));
        if (table.means.size() > 0) {
            one.means.row(v) = table.means.row(row(seats.front()));
        }
        for (std::size_t s = 1; s < seats.size(); ++s) {
            one.red_line.row(v) = one.red_line.row(v).cwiseMin(table.red_line.row(row(seats[s])));
            if (table.means.size() > 0) {
                one.means.row(v) += table.means.row(row(seats[s]));
            }
        }
        auto const bloc = bloc_of_[static_cast<std::size_t>(v)];
        settle_ideals(one, v, bloc ? &blocs_[*bloc] : nullptr);
    }
    one.externality.reset();
    one.reservation = one.payoff_in_force();
    // and what it feels of the others is not what it would of common terms
    if (table.externality) {
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            double const common = table.payoff(i, table.in_force.row(i).transpose());
            one.reservation += share.col(i) * (table.reservation(i) - common);
        }
    }
    return one;
}

std::vector<double> Voices::summed(std::vector<double> by_seat) const
{
    if (blocs_.empty()) {
        return by_seat;
    }
    std::vector<double> sums(seats_of_.size(), 0.0);
    for (std::size_t n = 0; n < by_seat.size(); ++n) {
        sums[voice_of_[n]] += by_seat[n];
    }
    return sums;
}

Matrix Voices::by_seat(Matrix by_voice) const
{
    if (blocs_.empty() || by_voice.size() == 0) {
        return by_voice;
    }
    Matrix rows(std::ssize(voice_of_), by_voice.cols());
    for (std::size_t n = 0; n < voice_of_.size(); ++n) {
        rows.row(row(n)) = by_voice.row(row(voice_of_[n]));
    }
    return rows;
}

std::optional<Price> Voices::by_seat(std::optional<Price> price) const
{
    if (blocs_.empty() || !price) {
        return price;
    }
    for (Vector* part : {&price->lambda, &price->lacking, &price->gaining}) {
        Vector seats = Vector::Zero(std::ssize(voice_of_));
        for (std::size_t voice = 0; voice < count(); ++voice) {
            seats(row(seats_of_[voice].front())) = (*part)(row(voice));
        }
        *part = std::move(seats);
    }
    return price;
}

std::optional<NearestTerms> Voices::by_seat(std::optional<NearestTerms> nearest) const
{
    if (!blocs_.empty() && nearest && nearest->all_but) {
        nearest->all_but = row(seats_of_[StateId{*nearest->all_but}.slot()].front());
    }
    return nearest;
}

Outcome Voices::by_seat(Outcome outcome) const
{
    if (blocs_.empty()) {
        return outcome;
    }
    auto const first_seat = [&](Eigen::Index voice) {
        return row(seats_of_[static_cast<std::size_t>(voice)].front());
    };
    auto const spread = [&](std::vector<char> const& voices) {
        std::vector<char> seats;
        seats.reserve(voice_of_.size());
        for (std::size_t const voice : voice_of_) {
            seats.push_back(voices[voice]);
        }
        return seats;
    };
    outcome.signatories = spread(outcome.signatories);
    outcome.consenting = spread(outcome.consenting);
    if (!outcome.abstaining.empty()) {
        outcome.abstaining = spread(outcome.abstaining);
    }
    for (Block& block : outcome.blocked_by) {
        block.member = first_seat(block.member);
    }
    for (Move& move : outcome.trace) {
        move.member = move.member < 0 ? move.member : first_seat(move.member);
    }
    if (outcome.chances.size() > 0) {
        outcome.chances = by_seat(Matrix{outcome.chances});
    }
    for (Standing& standing : outcome.standings) {
        standing.position = by_seat(standing.position);
        standing.risk = by_seat(standing.risk);
    }
    return outcome;
}

}  // namespace parley
