#include "output/minutes/outcome_objects.hpp"

#include <cmath>

namespace parley {

using Index = Eigen::Index;

Json json_number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json json_by_name(std::span<std::string const> names, VectorView values)
{
    Json::object_t object;
    for (std::size_t i = 0; i < names.size(); ++i) {
        double const value = values(static_cast<Index>(i));
        if (!std::isnan(value)) {
            object.push_back({names[i], json_number(value)});
        }
    }
    return object;
}

std::string const& OutcomeObjects::member(Index i) const
{
    return members_[static_cast<std::size_t>(i)];
}

Json OutcomeObjects::terms(Vector const& terms) const
{
    return terms.size() == 0 ? Json(nullptr) : json_by_name(issues_, terms);
}

Json OutcomeObjects::by_member_and_issue(Matrix const& values) const
{
    Json::object_t object;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        Vector const row = values.row(static_cast<Index>(i));
        object.push_back({members_[i], json_by_name(issues_, row)});
    }
    return object;
}

Json OutcomeObjects::on_issues(Vector const& values) const
{
    return values.size() == 1 ? json_number(values(0)) : json_by_name(issues_, values);
}

Json OutcomeObjects::risks(Matrix const& risk) const
{
    return risk.cols() == 1 ? json_by_name(members_, risk.col(0)) : by_member_and_issue(risk);
}

Json OutcomeObjects::chosen(std::span<char const> members) const
{
    Json list = Json::array();
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i] != 0) {
            list.push_back(members_[i]);
        }
    }
    return list;
}

Json OutcomeObjects::block(Block const& block) const
{
    Json issue = nullptr;
    if (block.issue >= 0) {
        issue = issues_[static_cast<std::size_t>(block.issue)];
    }
    return {{"member", member(block.member)},
            {"issue", std::move(issue)},
            {"reason", to_string(block.reason)},
            {"shortfall", json_number(block.shortfall)}};
}

Json OutcomeObjects::nearest(NearestTerms const& nearest) const
{
    Json object{{"terms", terms(nearest.terms)},
                {"least_gain", json_number(nearest.least_gain)},
                {"all_could_gain", nearest.all_could_gain()},
                {"all_but", nullptr}};
    if (nearest.all_but) {
        object["all_but"] = member(*nearest.all_but);
        object["terms_of_others"] = terms(nearest.terms_of_others);
        object["lost"] = json_number(nearest.lost);
    }
    return object;
}

Json OutcomeObjects::price(Price const& price) const
{
    return {
        {"amount", json_number(price.amount())},
        {"affordable", json_number(price.affordable())},
        {"opens", price.opens()},
        {"terms", terms(price.terms)},
        {"terms_if_alike", terms(price.terms_if_alike)},
        {"transfers", price.opens() ? json_by_name(members_, price.transfers()) : Json(nullptr)}};
}

Json OutcomeObjects::move(Move const& move) const
{
    bool const by_member = move.member >= 0;
    return {{"member", by_member ? Json(member(move.member)) : Json(nullptr)},
            {"kind", to_string(move.kind)},
            {"terms", terms(move.terms)},
            {"payoff", by_member ? json_number(move.payoff) : Json(nullptr)}};
}

Json OutcomeObjects::metrics(OutcomeMetrics const& metrics)
{
    return {{"pareto_gap", json_number(metrics.pareto_gap)},
            {"nash_distance", json_number(metrics.nash_distance)},
            {"surplus_share", json_number(metrics.surplus_share)}};
}

Json OutcomeObjects::measures(Standing const& standing) const
{
    Json object = Json::object();
    if (!standing.risk.array().isNaN().all()) {
        object["risk"] = risks(standing.risk);
    }
    object["median"] = on_issues(standing.median);
    object["mean"] = on_issues(standing.mean);
    return object;
}

}  // namespace parley
