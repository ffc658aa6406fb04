#include "model/dyads.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <tuple>

namespace parley {
namespace {

/// Does it hold where both would?
bool more_specific(Commitment const& c, Commitment const* than)
{
    auto const order = [](Commitment const& of) {
        return std::tuple{-static_cast<std::ptrdiff_t>(of.parties), of.tick, of.forum};
    };
    return than == nullptr || order(c) > order(*than);
}

bool is_among(Dyads::Commitments const& commitments, Commitment const& held)
{
    return std::ranges::count(commitments, held.agreement, &Commitment::agreement) > 0;
}

}  // namespace

Dyads::Place Dyads::Agreements::take(Commitment const& commitment)
{
    auto const [found, is_new] = place_of_.try_emplace(commitment.agreement, nowhere);
    if (is_new && free_.empty()) {
        kept_.push_back({commitment, 0});
        found->second = static_cast<Place>(kept_.size());
    } else if (is_new) {
        found->second = free_.back();
        free_.pop_back();
        kept_[found->second - 1] = {commitment, 0};
    }
    ++kept_[found->second - 1].pairs;
    return found->second;
}

void Dyads::Agreements::leave(Place place)
{
    Kept& kept = kept_[place - 1];
    if (--kept.pairs == 0) {
        place_of_.erase(kept.commitment.agreement);
        free_.push_back(place);
    }
}

Dyads::Dyads(VectorView status_quo) : policy_{status_quo}
{
    if (policy_.size() > std::numeric_limits<std::uint16_t>::max() + 1) {
        throw std::invalid_argument{"dyadic issues are between 65 536 states at most"};
    }
    pair_at_.resize(StateId{policy_.size() * (policy_.size() + 1) / 2}.slot());
}

Commitment const* Dyads::between(Commitments const& of_i, Commitments const& of_j, ForumId without)
{
    Commitment const* held = nullptr;
    for (Commitment const& c : of_i) {
        if (c.forum != without && more_specific(c, held) && is_among(of_j, c)) {
            held = &c;
        }
    }
    return held;
}

Dyads::Pair& Dyads::known(StateId i, StateId j)
{
    Place& place = pair_at_[place_of(i, j)];
    if (place == nowhere) {
        auto const [lower, higher] = std::minmax({i, j});
        pairs_.push_back({.policy = {policy_(lower.index()), policy_(higher.index())},
                          .held = nowhere,
                          .lower = static_cast<std::uint16_t>(lower.slot()),
                          .higher = static_cast<std::uint16_t>(higher.slot())});
        place = static_cast<Place>(pairs_.size());
    }
    return pairs_[place - 1];
}

void Dyads::hold(Pair& pair, Commitment const* commitment)
{
    Place const before =
        std::exchange(pair.held, commitment == nullptr ? nowhere : agreements_.take(*commitment));
    if (before != nowhere) {
        agreements_.leave(before);
    }
}

void Dyads::end(std::span<StateId const> changed, std::span<Commitments const> commitments)
{
    std::vector<char> is_changed(commitments.size(), 0);
    for (StateId const i : changed) {
        is_changed[i.slot()] = 1;
    }
    auto const has_left = [&](std::size_t i, Commitment const& held) {
        return is_changed[i] != 0 && !is_among(commitments[i], held);
    };
    auto const renew = [&](Pair& pair) {
        if (pair.held == nowhere) {
            return;
        }
        Commitment const& held = agreements_[pair.held];
        if (has_left(pair.lower, held) || has_left(pair.higher, held)) {
            hold(pair, between(commitments[pair.lower], commitments[pair.higher], ForumId{}));
        }
    };
    if (changed.size() * commitments.size() >= pairs_.size()) {
        std::ranges::for_each(pairs_, renew);
        return;
    }
    for (StateId const i : changed) {  // of those with whom few of many have something
        for (std::size_t j = 0; j < commitments.size(); ++j) {
            if (Place const place = pair_at_[place_of(i, StateId{j})]; place != nowhere) {
                renew(pairs_[place - 1]);
            }
        }
    }
}

void Dyads::add(std::span<StateId const> parties, Commitment const& commitment)
{
    for (std::size_t n = 0; n < parties.size(); ++n) {
        for (StateId const j : parties.subspan(n + 1)) {
            if (more_specific(commitment, between(parties[n], j))) {
                hold(known(parties[n], j), &commitment);
            }
        }
    }
}

void Dyads::succeed(StateId successor, StateId predecessor)
{
    policy_(successor.index()) = policy_(predecessor.index());
    for (Eigen::Index n = 0; n < policy_.size(); ++n) {
        StateId const other{n};
        bool const apart = pair_at_[place_of(predecessor, other)] != nowhere ||
                           pair_at_[place_of(successor, other)] != nowhere;
        if (other == successor || other == predecessor || !apart) {
            continue;
        }
        BothWays const towards = both_ways(predecessor, other);
        auto& policy = known(successor, other).policy;
        policy[successor < other ? 0 : 1] = towards.own;
        policy[successor < other ? 1 : 0] = towards.felt;
    }
    if (pair_at_[place_of(successor, predecessor)] != nowhere) {
        double const alike = policy_(predecessor.index());
        known(successor, predecessor).policy = {alike, alike};
    }
}

void Dyads::join(StateId state, std::span<Commitments const> commitments)
{
    for (std::size_t j = 0; j < commitments.size(); ++j) {
        StateId const other{j};
        if (other == state) {
            continue;
        }
        Commitment const* const held =
            between(commitments[state.slot()], commitments[j], ForumId{});
        if (held != nullptr || pair_at_[place_of(state, other)] != nowhere) {
            hold(known(state, other), held);
        }
    }
}

double Dyads::target(Commitment const* held, double alone)
{
    return held != nullptr ? alone + held->bindingness * (held->terms - alone) : alone;
}

double hastened(double rate, double monitoring)
{
    return monitoring > 0.0 ? 1.0 - std::pow(1.0 - rate, 1.0 + monitoring) : rate;
}

void Dyads::implement(VectorView rate, VectorView alone, Watched const& watched)
{
    policy_.array() += rate.array() * (alone - policy_).array();
    for (Pair& pair : pairs_) {
        Commitment const* const held = pair.held == nowhere ? nullptr : &agreements_[pair.held];
        double const m = held == nullptr ? 0.0 : watched(held->forum);
        auto const move = [&](double& policy, std::uint16_t state) {
            auto const i = StateId{state}.index();
            policy += hastened(rate(i), m) * (target(held, alone(i)) - policy);
        };
        move(pair.policy[0], pair.lower);
        move(pair.policy[1], pair.higher);
    }
}

}  // namespace parley
