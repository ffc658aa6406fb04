#include "sweep/probe.hpp"

#include "scenario/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

// Not to keep the user waiting: a reading takes up to some milliseconds.
constexpr std::size_t most_values = 1'000;
constexpr std::uint64_t most_points = 200;

std::vector<Assignment> assignments_of(Plan const& plan, std::vector<double> const& values)
{
    std::vector<Assignment> assignments;
    assignments.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        assignments.push_back(plan.parameters()[i].assignment(values[i]));
    }
    return assignments;
}

class Prober {
  public:
    Prober(Plan const& plan, Mistakes& mistakes) : plan_{plan}, mistakes_{mistakes} {}

    void extremes()
    {
        auto values = plan_.values(0);
        for (std::size_t i = 0; i < values.size() && !mistakes_.is_full(); ++i) {
            auto const first = values[i];
            auto const& parameter = plan_.parameters()[i];
            auto const before = mistakes_.count();
            for (auto const& telling : parameter.telling_values(most_values / values.size())) {
                if (telling.remedy.empty() || mistakes_.count() == before) {
                    values[i] = telling.value;
                    attempt(values, parameter.path_place(), telling.remedy, "");
                }
            }
            values[i] = first;
        }
    }

    void points()
    {
        auto const count = std::min(plan_.points(), most_points);
        auto const place = plan_.parameters().front().path_place();
        for (std::uint64_t point = 0; point < count && !mistakes_.is_full(); ++point) {
            attempt(plan_.values(point), place, "", fmt::format(" [point {}]", point));
        }
    }

  private:
    void attempt(std::vector<double> const& values, Place place, std::string const& remedy,
                 std::string const& context)
    {
        auto const assignments = assignments_of(plan_, values);
        Mistakes found;
        try {
            auto const differs =
                difference(plan_.file().scenario, plan_.file().document.read(assignments));
            if (!differs.empty()) {
                found.add(place, fmt::format("the points of this study differ in {}", differs),
                          "results of all points stand side by side",
                          "make studies of scenarios of their own");
            }
        } catch (InputError const& error) {
            auto told = error.mistakes();
            for (auto& mistake : told) {
                mistake.remedy = mistake.remedy.empty() ? remedy : mistake.remedy;
            }
            found.add(InputError{std::move(told), error.unlisted()});
        }
        mistakes_.add_new(found, mistakes_, context);
    }

    Plan const& plan_;
    Mistakes& mistakes_;
};

}  // namespace

void probe(Plan const& plan, Mistakes& mistakes)
{
    Prober prober{plan, mistakes};
    prober.extremes();
    if (mistakes.empty()) {
        prober.points();
    }
}

void keep_odd_at_all_points(Plan const& plan, Mistakes& warnings)
{
    constexpr std::uint64_t most = 20;
    auto const count = std::min(plan.points(), most);
    for (std::uint64_t i = 0; i < count && !warnings.empty(); ++i) {
        auto const point = count == 1 ? 0 : i * (plan.points() - 1) / (count - 1);
        warnings.keep_those_in(
            plan.file().document.warnings(assignments_of(plan, plan.values(point))));
    }
}

}  // namespace parley
