#include "output/minutes/lines.hpp"

#include <iterator>
#include <string>
#include <utility>

namespace parley {
namespace {

template <class Id, class Named>
Json ids_of(std::vector<Id> const& some, Named const& named)
{
    Json list = Json::array();
    for (Id const i : some) {
        list.push_back(named.id[i.slot()]);
    }
    return list;
}

std::string month(Simulation const& simulation, int tick)
{
    return simulation.calendar().month_of(tick).text();
}

/// `record`, `time`, and the forum by id and name.
Json line_of(std::string_view record, Simulation const& simulation, ForumId id)
{
    Forum const& forum = simulation.forums()[id.slot()];
    return {{"record", record},
            {"time", month(simulation, simulation.tick())},
            {"forum", forum.id},
            {"forum_name", forum.name}};
}

/// Writes one table.
class TableLines {
  public:
    TableLines(Simulation const& simulation, Session const& session, int number)
        : simulation_{simulation},
          session_{session},
          number_{number},
          members_{names(simulation.world_of(session.forum).states, session.members)},
          issues_{names(simulation.world().issues, session.issues)},
          objects_{members_, issues_}
    {
    }

    [[nodiscard]] std::vector<Json> operator()()
    {
        lines_.push_back(table());
        for (std::size_t k = 0; k < session_.issues.size(); ++k) {
            lines_.push_back(declaration(k));
        }
        add_standings();
        for (Move const& move : session_.outcome.trace) {
            lines_.push_back(moved(move));
        }
        lines_.push_back(outcome());
        return std::move(lines_);
    }

  private:
    template <class Id, class Named>
    static std::vector<std::string> names(Named const& named, std::vector<Id> const& some)
    {
        std::vector<std::string> names;
        names.reserve(some.size());
        for (Id const i : some) {
            names.push_back(named.id[i.slot()]);
        }
        return names;
    }

    [[nodiscard]] Json line(std::string_view record) const
    {
        return {{"record", record}, {"table", number_}};
    }

    [[nodiscard]] Json table() const;
    [[nodiscard]] Json blocs() const;
    [[nodiscard]] Json options() const;
    [[nodiscard]] Json declaration(std::size_t k) const;
    void add_standings();
    [[nodiscard]] Json moved(Move const& move) const;
    [[nodiscard]] Json block(Block const& block) const;
    [[nodiscard]] Json outcome() const;

    Simulation const& simulation_;
    Session const& session_;
    int number_;
    std::vector<std::string> members_;
    std::vector<std::string> issues_;
    OutcomeObjects objects_;
    std::vector<Json> lines_;
};

Json TableLines::table() const
{
    Json opened = nullptr;
    if (session_.talks) {
        opened = {{"number", session_.talks->number},
                  {"opened", month(simulation_, session_.talks->opened)},
                  {"first_round", month(simulation_, session_.talks->first_round)}};
    }
    Json object = line("table");
    object.update(line_of("table", simulation_, session_.forum));
    object["issues"] = issues_;
    object["members"] = members_;
    object["blocs"] = blocs();
    object["options"] = options();
    object["talks"] = std::move(opened);
    return object;
}

/// Who spoke as one, and the forum that binds them to it.
Json TableLines::blocs() const
{
    Json list = Json::array();
    for (Bloc const& bloc : session_.blocs) {
        Json states = Json::array();
        for (std::size_t const n : bloc.seats) {
            states.push_back(members_[n]);
        }
        Forum const& caucus = simulation_.forums()[bloc.caucus.slot()];
        list.push_back(
            {{"caucus", caucus.id}, {"caucus_name", caucus.name}, {"members", std::move(states)}});
    }
    return list;
}

/// The options of those issues that have any, from position 0 to position 1.
Json TableLines::options() const
{
    Json object = Json::object();
    Issues const& issues = simulation_.world().issues;
    for (IssueId const k : session_.issues) {
        if (issues.has_options(k.index())) {
            object[issues.id[k.slot()]] = issues.options[k.slot()].id;
        }
    }
    return object;
}

Json TableLines::declaration(std::size_t k) const
{
    Hardness const& measured = session_.hardness[k];
    Json object = line("declaration");
    object["issue"] = issues_[k];
    object["pattern"] = interest_pattern_names[static_cast<std::size_t>(measured.pattern)];
    object["hardness"] = json_number(measured.hardness);
    object["balance"] = json_number(measured.balance);
    object["positions"] =
        json_by_name(members_, session_.declared.col(static_cast<Eigen::Index>(k)));
    return object;
}

void TableLines::add_standings()
{
    for (Standing const& standing : session_.outcome.standings) {
        Json object = line("standing");
        object["round"] = standing.round;
        object["positions"] = objects_.by_member_and_issue(standing.position);
        object.update(objects_.measures(standing));
        lines_.push_back(std::move(object));
    }
}

Json TableLines::moved(Move const& move) const
{
    Json object = line("move");
    object["round"] = move.round + 1;
    object.update(objects_.move(move));
    if (move.kind == Move::Kind::vote) {
        std::size_t const member = StateId{move.member}.slot();
        object["in_favour"] = session_.outcome.abstains(member)
                                  ? Json(nullptr)
                                  : Json(session_.outcome.consenting[member] != 0);
    }
    return object;
}

/// With what the shortfall is worth to the member, what it hoped for elsewhere, and the price of
/// its signature.
Json TableLines::block(Block const& block) const
{
    Json object = objects_.block(block);
    object["worth"] = session_.price
                          ? json_number(block.shortfall * session_.price->lambda(block.member))
                          : Json(nullptr);
    auto const of_member = [&](Vector const& raised) {
        return raised.size() > 0 ? json_number(raised(block.member)) : Json(nullptr);
    };
    object["outside_option"] = of_member(session_.outside_option);
    object["signature"] = of_member(session_.signature);
    return object;
}

Json TableLines::outcome() const
{
    Outcome const& came = session_.outcome;
    Json elsewhere = Json::array();
    for (std::size_t k = 0; k < issues_.size(); ++k) {
        if (session_.drops(k)) {
            elsewhere.push_back(issues_[k]);
        }
    }
    Json object = line("outcome");
    object["status"] = to_string(came.status);
    object["rounds"] = came.rounds;
    object["terms"] = objects_.terms(came.terms);
    object["settled_elsewhere"] = std::move(elsewhere);
    object["signatories"] = objects_.chosen(came.signatories);
    object["consenting"] = objects_.chosen(came.consenting);
    object["abstaining"] = objects_.chosen(came.abstaining);
    object["metrics"] = OutcomeObjects::metrics(session_.metrics);
    object["blocked_by"] = Json::array();
    if (!session_.agreed()) {
        for (Block const& each : came.blocked_by) {
            object["blocked_by"].push_back(block(each));
        }
        object["nearest"] = session_.nearest ? objects_.nearest(*session_.nearest) : Json(nullptr);
        object["price"] = session_.price ? objects_.price(*session_.price) : Json(nullptr);
    }
    return object;
}

}  // namespace

Json run_line(std::string_view what_if, Simulation const& simulation)
{
    return {{"record", "run"},
            {"format", minutes_format},
            {"format_version", minutes_version},
            {"what_if", what_if},
            {"replicate", simulation.replicate()},
            {"seed", simulation.seed()}};
}

Json event_line(Simulation const& simulation, Event const& event)
{
    return {{"record", "event"},
            {"time", month(simulation, simulation.tick())},
            {"kind", kind_of(event)},
            {"about", event.about}};
}

Json ratification_line(Simulation const& simulation, Decision const& decision)
{
    Agreement const& agreement = decision.agreement;
    States const& states = simulation.world_of(agreement.forum).states;
    Json ratified = Json::array();
    Json refused = Json::array();
    for (std::size_t n = 0; n < decision.ratified.size(); ++n) {
        auto& which = decision.ratified[n] != 0 ? ratified : refused;
        which.push_back(states.id[agreement.signatories[n].slot()]);
    }
    Json object = line_of("ratification", simulation, agreement.forum);
    object["issues"] = ids_of(agreement.issues, simulation.world().issues);
    object["in_force"] = decision.in_force;
    object["ratified"] = std::move(ratified);
    object["refused"] = std::move(refused);
    return object;
}

Json defection_line(Simulation const& simulation, Defection const& defection)
{
    States const& states = simulation.world_of(defection.forum).states;
    Json object = line_of("defection", simulation, defection.forum);
    object["state"] = states.id[defection.state.slot()];
    object["state_name"] = states.name[defection.state.slot()];
    object["issues"] = ids_of(defection.issues, simulation.world().issues);
    object["left_behind"] = ids_of(defection.left_behind, states);
    return object;
}

Json missed_talks_line(Simulation const& simulation, MissedTalks const& missed)
{
    auto const& [id, issue] = missed.topic;
    Json object = line_of("missed_talks", simulation, id);
    object["issue"] =
        issue == IssueId{} ? Json(nullptr) : Json(simulation.world().issues.id[issue.slot()]);
    object["without_team"] = ids_of(missed.without_team, simulation.world().states);
    return object;
}

Json meeting_line(Simulation const& simulation, ForumId id, std::size_t tables)
{
    Forum const& forum = simulation.forums()[id.slot()];
    Json object = line_of("meeting", simulation, id);
    object["level"] = level_names[static_cast<std::size_t>(forum.level)];
    object["present"] = ids_of(forum.members, simulation.world_of(id).states);
    object["has_talks"] = forum.talks.has_value();
    object["tables"] = tables;
    return object;
}

std::vector<Json> table_lines(Simulation const& simulation, Session const& session, int number)
{
    return TableLines{simulation, session, number}();
}

}  // namespace parley
