#include "cli/negotiation/negotiation.hpp"
#include "output/minutes/outcome_objects.hpp"

#include <span>
#include <utility>

namespace parley {
namespace {

using Index = Eigen::Index;

/// Writes what came of one protocol as an object.
class Object {
  public:
    Object(Negotiation const& negotiation, Bargaining const& talks)
        : negotiation_{negotiation},
          talks_{talks},
          actors_{negotiation.positions.actors},
          objects_{actors_, negotiation.positions.issues}
    {
    }

    [[nodiscard]] Json operator()() const;

  private:
    [[nodiscard]] Json blocks(std::span<Block const> blocks) const;
    [[nodiscard]] Json payoffs() const;
    [[nodiscard]] Json reference_points() const;
    [[nodiscard]] Json trace() const;

    Negotiation const& negotiation_;
    Bargaining const& talks_;
    std::vector<std::string> const& actors_;
    OutcomeObjects objects_;
};

Json Object::blocks(std::span<Block const> blocks) const
{
    Json list = Json::array();
    for (Block const& block : blocks) {
        list.push_back(objects_.block(block));
    }
    return list;
}

Json Object::payoffs() const
{
    Table const& table = negotiation_.table;
    return json_by_name(actors_, Vector::NullaryExpr(table.members(), [&](Index i) {
                            return table.payoff(i, talks_.outcome.terms);
                        }));
}

Json Object::reference_points() const
{
    ReferencePoints const& points = negotiation_.points;
    return {{"nash", objects_.terms(points.nash)},
            {"kalai_smorodinsky", objects_.terms(points.kalai_smorodinsky)},
            {"egalitarian", objects_.terms(points.egalitarian)},
            {"utilitarian", objects_.terms(points.utilitarian)}};
}

Json Object::trace() const
{
    Json list = Json::array();
    for (ToldRound const& told : rounds_of(negotiation_, talks_)) {
        Json round{{"round", told.round},
                   {"positions", objects_.by_member_and_issue(told.position)}};
        if (told.standing != nullptr) {
            round.update(objects_.measures(*told.standing));
        }
        if (!told.moves.empty()) {
            Json moves = Json::array();
            for (Move const* each : told.moves) {
                moves.push_back(objects_.move(*each));
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
        {"terms", objects_.terms(outcome.terms)},
        {"signatories", objects_.chosen(outcome.signatories)},
        {"consenting", objects_.chosen(outcome.consenting)},
        {"metrics", OutcomeObjects::metrics(talks_.metrics)},
        {"payoffs", payoffs()},
        {"reservation_values", json_by_name(actors_, negotiation_.table.reservation)},
        {"reference_points", reference_points()},
        {"blocked_by", blocks(agreed ? std::span<Block const>{} : talks_.against)},
        {"objections", blocks(agreed ? talks_.against : std::span<Block const>{})},
    };
    if (!agreed) {
        object["nearest"] = talks_.nearest ? objects_.nearest(*talks_.nearest) : Json(nullptr);
        object["price"] = talks_.price ? objects_.price(*talks_.price) : Json(nullptr);
    }
    if (!outcome.abstaining.empty()) {
        object["abstaining"] = objects_.chosen(outcome.abstaining);
    }
    if (outcome.chances.size() > 0) {
        object["chances"] = json_by_name(actors_, outcome.chances);
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
