// A study of any bytes. Its scenario, and the table of its points, are whatever it names.

#include "fuzz/target.hpp"
#include "sweep/plan.hpp"

#include <algorithm>
#include <cmath>

using namespace parley;

namespace {

constexpr auto path = "tests/fuzz/seeds/study/any.yaml";

/// A study that was read has points, each run can be found again, and its resolved text is the same
/// study.
void judge(Plan const& plan)
{
    fuzz::demand(plan.points() > 0, "a plan has no points");
    for (auto const run : {std::uint64_t{0}, plan.runs() / 2, plan.runs() - 1}) {
        auto const place = plan.run(run);
        fuzz::demand(plan.index(place) == run, "a run is not where it was");
        auto const values = plan.values(place.point);
        fuzz::demand(std::ranges::all_of(values, [](double value) { return std::isfinite(value); }),
                     "a value is no number");
        fuzz::demand(plan.settings(place.point).size() == values.size(), "a setting is missing");
    }
    (void)plan.scenario(0);  // the first points were tried when the study was read
    Plan const again{read_study(path, resolved_text(plan.study()))};
    fuzz::demand(again.hash() == plan.hash(), "the resolved text is another study");
    fuzz::demand(again.values(0) == plan.values(0), "the resolved text has other points");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Bound const bound;
    try {
        judge(Plan{read_study(path, std::string{fuzz::as_text(data, size)})});
    } catch (InputError const& error) {
        fuzz::judge(error);
    }
    return 0;
}
