#include "model/partner_roles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

Eigen::Index at(std::size_t place)
{
    return static_cast<Eigen::Index>(place);
}

using Profile = Eigen::Array<double, 1, role_count>;

Profile to_the_power(Profile const& profile, double power)
{
    Profile const raised = (profile / profile.maxCoeff()).pow(power);  // which cannot underflow
    return raised / raised.sum();
}

}  // namespace

Partners::Partners(Flows const& flows, Eigen::Index states) : first_(StateId{states}.slot() + 1, 0)
{
    std::set<std::pair<StateId, StateId>> pairs;
    for (std::size_t c = 0; c < flows.origin.size(); ++c) {
        if (flows.origin[c] != flows.destination[c]) {
            pairs.emplace(flows.origin[c], flows.destination[c]);
            pairs.emplace(flows.destination[c], flows.origin[c]);
        }
    }
    for (auto const& [state, partner] : pairs) {
        ++first_[state.slot() + 1];
        partners_.push_back(partner);
    }
    for (std::size_t i = 1; i < first_.size(); ++i) {
        first_[i] += first_[i - 1];
    }
    number_.assign(StateId{states}.slot() * StateId{states}.slot(), 0);
    for (Eigen::Index i = 0; i < states; ++i) {
        std::uint16_t number = 0;
        for (StateId const j : of(StateId{i})) {
            number_[StateId{i}.slot() * StateId{states}.slot() + j.slot()] = ++number;
        }
    }
}

std::span<StateId const> Partners::of(StateId state) const
{
    std::span<StateId const> const all{partners_};
    return all.subspan(first(state), first_[state.slot() + 1] - first(state));
}

PartnerRoles::PartnerRoles(Params params, Flows const& flows, Eigen::Index states)
    : params_{params}, partners_{std::make_shared<Partners>(flows, states)}
{
    if (!(params.share >= 0.0 && params.share <= 1.0) || !(params.flow_weight > 0.0) ||
        !(params.sharpness >= 1.0)) {
        throw std::invalid_argument{
            "the share of roles by partner must be in [0, 1], flow_weight above 0, and the "
            "sharpness of self-images 1 or more"};
    }
    std::size_t const none = partners_->count();
    for (std::size_t c = 0; c < flows.origin.size(); ++c) {
        StateId const o = flows.origin[c];
        StateId const d = flows.destination[c];
        sending_.push_back(partners_->place(o, d).value_or(none));
        receiving_.push_back(partners_->place(d, o).value_or(none));
    }
    renew_volumes(flows);
}

void PartnerRoles::renew_volumes(Flows const& flows)
{
    Vector sending = Vector::Zero(at(partners_->count() + 1));
    Vector receiving = sending;
    for (std::size_t c = 0; c < sending_.size(); ++c) {
        double const stock = flows.stock.size() > 0 ? flows.stock(at(c)) : 0.0;
        double const stranded = flows.stranded.size() > 0 ? flows.stranded(at(c)) : 0.0;
        double const now = flows.now.size() > 0 ? flows.now(at(c)) : flows.persons(at(c));
        sending(at(sending_[c])) += stock + params_.flow_weight * now;
        receiving(at(receiving_[c])) += stock + params_.flow_weight * (now - stranded);
    }
    share_sending_ = Vector::NullaryExpr(at(partners_->count()), [&](Eigen::Index p) {
        double const all = sending(p) + receiving(p);
        return all > 0.0 ? sending(p) / all : nothing;
    });
}

void PartnerRoles::renew(States const& states, Flows const& flows)
{
    if (params_.follow) {
        renew_volumes(flows);
    }
    double const m = params_.share;
    double const kappa = params_.sharpness;
    actual_.resize(at(partners_->count()), role_count);
    self_image_.resize(at(partners_->count()), role_count);
    for (Eigen::Index i = 0; i < states.count(); ++i) {
        StateId const state{i};
        Profile const own = states.profile.row(i).array();
        Profile const image = states.self_image.row(i).array();
        bool const is_given =
            !states.own_self_image.empty() && states.own_self_image[state.slot()] != 0;
        Profile const seen = is_given ? image : to_the_power(image, 1.0 / kappa);  // w0
        std::size_t const first = partners_->first(state);
        for (std::size_t p = first; p < first + partners_->of(state).size(); ++p) {
            double const sends = share_sending_(at(p));
            if (std::isnan(sends)) {
                actual_.row(at(p)) = own.matrix();
                self_image_.row(at(p)) = image.matrix();
                continue;
            }
            double const moving = 1.0 - own(1);
            Profile const with{{moving * sends, own(1), moving * (1.0 - sends)}};
            Profile const mixed = (1.0 - m) * seen + m * with;
            actual_.row(at(p)) = ((1.0 - m) * own + m * with).matrix();
            self_image_.row(at(p)) =
                (is_given ? Profile{(1.0 - m) * image + m * to_the_power(with, kappa)}
                          : to_the_power(mixed, kappa))
                    .matrix();
        }
    }
}

Matrix PartnerRoles::actual(StateId state) const
{
    return actual_.middleRows(at(partners_->first(state)), std::ssize(partners_->of(state)));
}

Matrix PartnerRoles::perceived(StateId state, double recognition) const
{
    auto const first = at(partners_->first(state));
    auto const count = std::ssize(partners_->of(state));
    auto const image = self_image_.middleRows(first, count);
    return image + recognition * (actual_.middleRows(first, count) - image);
}

}  // namespace parley
