#include "cli/negotiation/negotiation.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <span>
#include <string_view>

namespace parley {
namespace {

using Index = Eigen::Index;
using Json = nlohmann::ordered_json;

/// JSON knows no infinity and no NaN: what is not known is null.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Writes what came of one protocol as an object.
class Object {
  public:
    Object(Negotiation const& negotiation, Bargaining const& talks)
        : negotiation_{negotiation}, talks_{talks}
    {
    }

    [[nodiscard]] Json operator()() const;

  private:
    [[nodiscard]] std::vector<std::string> const& actors() const
    {
        return negotiation_.positions.actors;
    }
    [[nodiscard]] std::vector<std::string> const& issues() const
    {
        return negotiation_.positions.issues;
    }

    /// Values by name; NaN is left out.
    [[nodiscard]] static Json by_name(std::vector<std::string> const& names, VectorView values)
    {
        Json::object_t object;
        for (std::size_t i = 0; i < names.size(); ++i) {
            double const value = values(static_cast<Index>(i));
            if (!std::isnan(value)) {
                object.push_back({names[i], number(value)});
            }
        }
        return object;
    }

    [[nodiscard]] Json terms(Vector const& terms) const
    {
        return terms.size() == 0 ? Json(nullptr) : by_name(issues(), terms);
    }

    [[nodiscard]] Json by_actor_and_issue(Matrix const& values) const
    {
        Json::object_t object;
        for (std::size_t i = 0; i < actors().size(); ++i) {
            Vector const row = values.row(static_cast<Index>(i));
            object.push_back({actors()[i], by_name(issues(), row)});
        }
        return object;
    }

    /// A number where there is one issue, else one by issue.
    [[nodiscard]] Json on_issues(Vector const& values) const
    {
        return values.size() == 1 ? number(values(0)) : by_name(issues(), values);
    }

    [[nodiscard]] Json risks(Matrix const& risk) const
    {
        return risk.cols() == 1 ? by_name(actors(), risk.col(0)) : by_actor_and_issue(risk);
    }

    [[nodiscard]] Json members(std::span<char const> chosen) const
    {
        Json list = Json::array();
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (chosen[i] != 0) {
                list.push_back(actors()[i]);
            }
        }
        return list;
    }

    [[nodiscard]] Json blocks(std::span<Block const> blocks) const;
    [[nodiscard]] Json payoffs() const;
    [[nodiscard]] Json reference_points() const;
    [[nodiscard]] Json nearest() const;
    [[nodiscard]] Json price() const;
    [[nodiscard]] Json move(Move const& move) const;
    [[nodiscard]] Json trace() const;

    Negotiation const& negotiation_;
    Bargaining const& talks_;
};

Json Object::blocks(std::span<Block const> blocks) const
{
    Json list = Json::array();
    for (Block const& block : blocks) {
        list.push_back({
            {"member", actors()[static_cast<std::size_t>(block.member)]},
            {"issue", block.issue < 0 ? Json(nullptr)
                                      : Json(issues()[static_cast<std::size_t>(block.issue)])},
            {"reason", to_string(block.reason)},
            {"shortfall", number(block.shortfall)},
        });
    }
    return list;
}

Json Object::payoffs() const
{
    Table const& table = negotiation_.table;
    return by_name(actors(), Vector::NullaryExpr(table.members(), [&](Index i) {
                       return table.payoff(i, talks_.outcome.terms);
                   }));
}

Json Object::reference_points() const
{
    ReferencePoints const& points = negotiation_.points;
    return {{"nash", terms(points.nash)},
            {"kalai_smorodinsky", terms(points.kalai_smorodinsky)},
            {"egalitarian", terms(points.egalitarian)},
            {"utilitarian", terms(points.utilitarian)}};
}

Json Object::nearest() const
{
    if (!talks_.nearest) {
        return nullptr;
    }
    NearestTerms const& nearest = *talks_.nearest;
    Json object{{"terms", terms(nearest.terms)},
                {"least_gain", number(nearest.least_gain)},
                {"all_could_gain", nearest.all_could_gain()},
                {"all_but", nullptr}};
    if (nearest.all_but) {
        object["all_but"] = actors()[static_cast<std::size_t>(*nearest.all_but)];
        object["terms_of_others"] = terms(nearest.terms_of_others);
        object["lost"] = number(nearest.lost);
    }
    return object;
}

Json Object::price() const
{
    if (!talks_.price) {
        return nullptr;
    }
    Price const& price = *talks_.price;
    return {{"amount", number(price.amount())},
            {"affordable", number(price.affordable())},
            {"opens", price.opens()},
            {"terms", terms(price.terms)},
            {"terms_if_alike", terms(price.terms_if_alike)},
            {"transfers", price.opens() ? by_name(actors(), price.transfers()) : Json(nullptr)}};
}

Json Object::move(Move const& move) const
{
    return {{"member", move.member < 0 ? Json(nullptr)
                                       : Json(actors()[static_cast<std::size_t>(move.member)])},
            {"kind", to_string(move.kind)},
            {"terms", terms(move.terms)},
            {"payoff", move.member < 0 ? Json(nullptr) : number(move.payoff)}};
}

Json Object::trace() const
{
    Json list = Json::array();
    for (ToldRound const& told : rounds_of(negotiation_, talks_)) {
        Json round{{"round", told.round}, {"positions", by_actor_and_issue(told.position)}};
        if (told.standing != nullptr) {
            if (!told.standing->risk.array().isNaN().all()) {
                round["risk"] = risks(told.standing->risk);
            }
            round["median"] = on_issues(told.standing->median);
            round["mean"] = on_issues(told.standing->mean);
        }
        if (!told.moves.empty()) {
            Json moves = Json::array();
            for (Move const* each : told.moves) {
                moves.push_back(move(*each));
            }
            round["moves"] = std::move(moves);
        }
        list.push_back(std::move(round));
    }
    return list;
}

Json Object::operator()() const
{
    if (!talks_.refusal.empty()) {
        return {{"protocol", talks_.protocol},
                {"rule", negotiation_.rule},
                {"status", "refused"},
                {"refused_because", talks_.refusal}};
    }
    Outcome const& outcome = talks_.outcome;
    bool const agreed = outcome.status == Status::agreed;
    Json object{
        {"protocol", talks_.protocol},
        {"rule", negotiation_.rule},
        {"status", to_string(outcome.status)},
        {"rounds", outcome.rounds},
        {"terms", terms(outcome.terms)},
        {"signatories", members(outcome.signatories)},
        {"consenting", members(outcome.consenting)},
        {"metrics",
         {{"pareto_gap", number(talks_.metrics.pareto_gap)},
          {"nash_distance", number(talks_.metrics.nash_distance)},
          {"surplus_share", number(talks_.metrics.surplus_share)}}},
        {"payoffs", payoffs()},
        {"reservation_values", by_name(actors(), negotiation_.table.reservation)},
        {"reference_points", reference_points()},
        {"blocked_by", blocks(agreed ? std::span<Block const>{} : talks_.against)},
        {"objections", blocks(agreed ? talks_.against : std::span<Block const>{})},
    };
    if (!agreed) {
        object["nearest"] = nearest();
        object["price"] = price();
    }
    if (!outcome.abstaining.empty()) {
        object["abstaining"] = members(outcome.abstaining);
    }
    if (outcome.chances.size() > 0) {
        object["chances"] = by_name(actors(), outcome.chances);
    }
    object["trace"] = trace();
    return object;
}

}  // namespace

std::string in_json(Negotiation const& negotiation, bool listed)
{
    Json list = Json::array();
    for (Bargaining const& talks : negotiation.talks) {
        list.push_back(Object{negotiation, talks}());
    }
    return (listed ? list : list.front()).dump(2) + '\n';
}

}  // namespace parley
