#include "sweep/probe.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

constexpr std::size_t most_values = 1'000;  // of one parameter
constexpr std::uint64_t most_points = 200;

class Prober {
  public:
    Prober(Plan const& plan, Mistakes& mistakes) : plan_{plan}, mistakes_{mistakes} {}

    void extremes()
    {
        auto values = plan_.values(0);
        for (std::size_t i = 0; i < values.size() && !mistakes_.is_full(); ++i) {
            auto const first = values[i];
            for (double const value : plan_.parameters()[i].telling_values(most_values)) {
                values[i] = value;
                attempt(values, "");
            }
            values[i] = first;
        }
    }

    void points()
    {
        auto const count = std::min(plan_.points(), most_points);
        for (std::uint64_t point = 0; point < count && !mistakes_.is_full(); ++point) {
            attempt(plan_.values(point), fmt::format(" [point {}]", point));
        }
    }

  private:
    void attempt(std::vector<double> const& values, std::string const& context)
    {
        std::vector<Assignment> assignments;
        for (std::size_t i = 0; i < values.size(); ++i) {
            assignments.push_back(plan_.parameters()[i].assignment(values[i]));
        }
        Mistakes found;
        try {
            auto const differs =
                difference(plan_.file().scenario, plan_.file().document.read(assignments));
            if (!differs.empty()) {
                found.add(assignments.back().path_place,
                          fmt::format("the points of this study differ in {}", differs),
                          "results of all points stand side by side",
                          "make studies of scenarios of their own");
            }
        } catch (InputError const& error) {
            found.add(error);
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

}  // namespace parley
