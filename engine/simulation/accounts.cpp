#include "simulation/accounts.hpp"

#include "simulation/gains.hpp"

namespace parley {
namespace {

/// What is not known stays so.
bool same(Vector const& left, Vector const& right)
{
    return (left.array() == right.array() || (left.array().isNaN() && right.array().isNaN())).all();
}

/// Towards all, to the last bit.
bool same(Interests const& left, Interests const& right)
{
    return left.ideal == right.ideal && left.salience == right.salience &&
           left.tension == right.tension && left.value == right.value &&
           left.options == right.options && left.expected == right.expected &&
           left.tension_of_expected == right.tension_of_expected;
}

}  // namespace

Vector const& WithoutAgreements::payoffs(World const& world)
{
    forget_what_is_old(world);
    if (!payoffs_) {
        payoffs_ = world.payoffs_alone(world.actual);
    }
    return *payoffs_;
}

Vector const& WithoutAgreements::best(World const& world)
{
    forget_what_is_old(world);
    if (!best_) {
        best_ = best_joint_gains(world);
    }
    return *best_;
}

void WithoutAgreements::forget_what_is_old(World const& world)
{
    Interests const& wanted = world.actual;
    bool const more_counts = wanted.of_partners.any() || !world.purses.empty();
    if (!more_counts && from_ && same(from_->wanted, wanted) &&
        from_->alone == world.regime.policy_alone() &&
        same(from_->population, world.states.population) &&
        same(from_->power, world.states.power) && from_->holders == world.states.holders) {
        return;
    }
    payoffs_.reset();
    best_.reset();
    if (!more_counts) {
        from_ = From{wanted, world.regime.policy_alone(), world.states.population,
                     world.states.power, world.states.holders};
    }
}

void Accounts::renew()
{
    actual_.reset();
    perceived_.reset();
    gain_.reset();
}

Vector const& Accounts::actual(World const& world)
{
    if (!actual_) {
        actual_ = world.payoffs(world.actual);
    }
    return *actual_;
}

Vector const& Accounts::perceived(World const& world)
{
    if (!perceived_) {
        perceived_ = world.payoffs(world.perceived);
    }
    return *perceived_;
}

Vector const& Accounts::gain(World const& world)
{
    if (!gain_) {
        gain_ = actual(world) - without_agreements_.payoffs(world);
    }
    return *gain_;
}

}  // namespace parley
