#include "forum/secretariat.hpp"

#include <algorithm>

namespace parley {
namespace {

/// The share of issues that lies within the mandate of an organisation.
double covered(Organisation const& organisation, std::span<IssueId const> issues)
{
    auto const count =
        std::ranges::count_if(issues, [&](IssueId k) { return organisation.is_competent(k); });
    return issues.empty() ? 0.0 : static_cast<double>(count) / static_cast<double>(issues.size());
}

}  // namespace

Secretariat::Secretariat(std::span<Organisation const> organisations, ForumId forum)
{
    for (Organisation const& organisation : organisations) {
        if (organisation.is_secretariat_of(forum)) {
            all_.push_back(&organisation);
        }
    }
}

double Secretariat::together(double Organisation::*share, std::span<IssueId const> issues) const
{
    double sum = 0.0;
    for (Organisation const* const organisation : all_) {
        sum += (1.0 - sum) * (organisation->*share * covered(*organisation, issues));
    }
    return sum;
}

double Secretariat::mediation(std::span<IssueId const> issues) const
{
    return together(&Organisation::mediation, issues);
}

double Secretariat::expertise(std::span<IssueId const> issues) const
{
    return together(&Organisation::expertise, issues);
}

double Secretariat::monitoring(IssueId issue) const
{
    return together(&Organisation::monitoring, {&issue, 1});
}

Counsel Secretariat::counsel(Issues const& world, std::span<IssueId const> issues) const
{
    if (std::ranges::all_of(all_, [](auto const* one) { return one->position.empty(); })) {
        return {};
    }
    Counsel counsel{.weight = Vector::Zero(std::ssize(issues)),
                    .position = Vector::Zero(std::ssize(issues))};
    for (Eigen::Index k = 0; k < counsel.weight.size(); ++k) {
        IssueId const issue = issues[IssueId{k}.slot()];
        if (world.is_transfer(issue.index()) || world.has_options(issue.index())) {
            continue;
        }
        for (Organisation const* const organisation : all_) {
            auto const stand = std::ranges::find(organisation->position, issue, &Stand::issue);
            if (stand != organisation->position.end() && organisation->is_competent(issue)) {
                counsel.weight(k) += organisation->voice;
                counsel.position(k) += organisation->voice * stand->position;
            }
        }
        if (counsel.weight(k) > 0.0) {
            counsel.position(k) = std::clamp(counsel.position(k) / counsel.weight(k), 0.0, 1.0);
        }
    }
    return (counsel.weight.array() > 0.0).any() ? counsel : Counsel{};
}

Vector smallness(States const& states, std::span<StateId const> members)
{
    Vector gdp(std::ssize(members));
    Vector power(std::ssize(members));
    for (Eigen::Index n = 0; n < gdp.size(); ++n) {
        auto const i = members[StateId{n}.slot()].index();
        gdp(n) = states.gdp(members[StateId{n}.slot()]);
        power(n) = states.power(i);
    }
    Vector const& size = gdp.allFinite() && gdp.maxCoeff() > 0.0 ? gdp : power;
    return (1.0 - size.array() / size.maxCoeff()).matrix();
}

Vector cost_saved(World const& world, ForumId forum, std::span<StateId const> members,
                  std::span<IssueId const> issues)
{
    double const expertise = Secretariat{world.organisations, forum}.expertise(issues);
    return expertise > 0.0 ? Vector{expertise * smallness(world.states, members)} : Vector{};
}

}  // namespace parley
