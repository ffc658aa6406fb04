#include "negotiation/secretariat_text.hpp"

#include "negotiation/solutions/nash_solution.hpp"

#include <utility>

namespace parley {

Vector secretariat_text(Table const& table, RedLineBox const& box, VectorView told)
{
    Table known = table;
    known.disclosure = told;
    known.ideal = known.shown();
    known.externality.reset();
    known.reservation = known.payoff_in_force();
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    auto solution = nash_solution(known, box, everybody);
    if (!solution.exists || table.counsel.is_empty()) {
        return solution.exists ? std::move(solution.terms) : Vector{};
    }
    return table.counsel.heard(std::move(solution.terms)).cwiseMax(box.lower).cwiseMin(box.upper);
}

}  // namespace parley
