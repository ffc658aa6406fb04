#include "model/migration.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

Eigen::Index at(std::size_t place)
{
    return static_cast<Eigen::Index>(place);
}

constexpr double nobody = 1e-9;  // persons a year: where so few go, nobody is diverted to

bool share(double value)
{
    return value >= 0.0 && value <= 1.0;
}

void check(Migration::Params const& params, Flows const& flows)
{
    auto const corridors = flows.origin.size();
    bool const equal = flows.destination.size() == corridors && flows.pathway.size() == corridors &&
                       flows.count() == at(corridors) && flows.trend.size() == at(corridors) &&
                       flows.stock.size() == at(corridors);
    if (!equal) {
        throw std::invalid_argument{"flows need as many of everything as corridors"};
    }
    if (!share(params.stranded) || !share(params.diverted) ||
        params.stranded + params.diverted > 1.0 + 1e-9) {
        throw std::invalid_argument{"stranded and diverted must be shares whose sum is at most 1"};
    }
}

}  // namespace

Migration::Migration(Params params, Flows const& flows, Issues const& issues)
    : params_{params}, route_shares_(flows.origin.size(), 0.0)
{
    check(params, flows);
    for (Eigen::Index k = 0; k < issues.flow_response.size(); ++k) {
        if (issues.flow_response(k) != 0.0) {
            governing_.push_back(
                {IssueId{k}, issues.flow_response(k), issues.pathway[IssueId{k}.slot()]});
        }
    }
    for (std::size_t r = 0; r < flows.routes.count(); ++r) {
        route_shares_[flows.routes.corridor[r]] += flows.routes.share(at(r));
    }
    number_pairs(flows);
}

void Migration::number_pairs(Flows const& flows)
{
    std::vector<std::size_t> order(flows.origin.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto const pair_of = [&](std::size_t c) {
        return std::pair{flows.origin[c], flows.destination[c]};
    };
    std::ranges::stable_sort(order, {}, pair_of);
    pair_.resize(order.size());
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        bool const first = i == 0;
        if (first || flows.origin[order[i]] != flows.origin[order[i - 1]]) {
            first_pair_.push_back(pairs);
        }
        pairs += first || pair_of(order[i]) != pair_of(order[i - 1]) ? 1 : 0;
        pair_[order[i]] = pairs - 1;
    }
    first_pair_.push_back(pairs);
}

double Migration::exponent(Flows const& flows, std::size_t corridor, Regime const& regime) const
{
    Eigen::Index const d = flows.destination[corridor].index();
    double sum = 0.0;
    for (Governing const& g : governing_) {
        bool const governs = g.pathway == Pathway::any || g.pathway == flows.pathway[corridor] ||
                             flows.pathway[corridor] == Pathway::any;
        if (governs) {
            Eigen::Index const k = g.issue.index();
            double const policy = regime.is_dyadic(g.issue)
                                      ? regime.dyads(g.issue).policy(flows.destination[corridor],
                                                                     flows.origin[corridor])
                                      : regime.in_effect()(d, k);
            sum += g.response * (policy - regime.status_quo()(d, k));
        }
    }
    return sum;
}

void Migration::operator()(Flows& flows, Regime const& regime, double years) const
{
    for (std::size_t c = 0; c < flows.origin.size(); ++c) {
        Eigen::Index const i = at(c);
        double const grown = std::pow(1.0 + flows.trend(i), years);
        double const unimpeded = flows.persons(i) * grown * flows.factor(i);
        double const flow = unimpeded * std::exp(exponent(flows, c, regime));
        flows.unimpeded(i) = unimpeded;
        flows.now(i) = flow;
        flows.stopped(i) = std::max(0.0, unimpeded - flow);
    }
    flows.stranded.setZero();
    flows.diverted.setZero();
    flows.deterred = flows.stopped;
    strand(flows);
    divert(flows);
    flows.deterred = flows.deterred.cwiseMax(0.0);  // of what rounding leaves below 0
    flows.now += flows.stranded + flows.diverted;
}

void Migration::strand(Flows& flows) const
{
    for (std::size_t r = 0; r < flows.routes.count(); ++r) {
        std::size_t const c = flows.routes.corridor[r];
        double const part = flows.routes.share(at(r)) / std::max(1.0, route_shares_[c]);
        double const persons = params_.stranded * part * flows.stopped(at(c));
        flows.stranded(at(flows.routes.halt[r])) += persons;
        flows.deterred(at(c)) -= persons;
    }
}

void Migration::divert(Flows& flows) const
{
    std::vector<double> flow(pairs(), 0.0);
    // persons who go elsewhere for each who goes elsewhere anyway
    std::vector<double> rate(pairs(), 0.0);
    for (std::size_t c = 0; c < pair_.size(); ++c) {
        flow[pair_[c]] += flows.now(at(c));
        rate[pair_[c]] += params_.diverted * flows.stopped(at(c));
    }
    std::vector<double> const open = sums_of_others(flow);
    for (std::size_t p = 0; p < pairs(); ++p) {
        rate[p] = open[p] > nobody ? rate[p] / open[p] : 0.0;
    }
    std::vector<double> const coming = sums_of_others(rate);
    for (std::size_t c = 0; c < pair_.size(); ++c) {
        if (rate[pair_[c]] > 0.0) {
            flows.deterred(at(c)) -= params_.diverted * flows.stopped(at(c));
        }
        flows.diverted(at(c)) = flows.now(at(c)) * coming[pair_[c]];
    }
}

/// Added from both ends, so that nothing is lost as it would be by subtraction from a total.
std::vector<double> Migration::sums_of_others(std::vector<double> const& numbers) const
{
    std::vector<double> others(pairs(), 0.0);
    for (std::size_t o = 0; o + 1 < first_pair_.size(); ++o) {
        double before = 0.0;
        for (std::size_t p = first_pair_[o]; p < first_pair_[o + 1]; ++p) {
            others[p] = before;
            before += numbers[p];
        }
        double after = 0.0;
        for (std::size_t p = first_pair_[o + 1]; p-- > first_pair_[o];) {
            others[p] += after;
            after += numbers[p];
        }
    }
    return others;
}

void renew_stocks(Flows& flows, double attrition, double years)
{
    double const kept = std::exp(-attrition * years);
    double const arrived = attrition > 0.0 ? -std::expm1(-attrition * years) / attrition : years;
    flows.stock = kept * flows.stock + arrived * flows.now;
}

}  // namespace parley
