#include "sweep/check_study.hpp"

#include "document/flow.hpp"
#include "sweep/sampling/quantile.hpp"
#include "sweep/sampling/sobol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace parley {

namespace {

using Sample = Study::Sample;
using Pair = std::vector<double>;

/// Finds what is wrong in a study whose parts are right by themselves.
class StudyChecker {
  public:
    StudyChecker(Study const& study, Node const& document, Mistakes& mistakes)
        : study_{study}, design_{study.design}, document_{document}, mistakes_{mistakes}
    {
    }

    void operator()()
    {
        check_vary();
        if (!design_.sample) {
            check_file();
            return;
        }
        check_options();
        for (auto const& variation : study_.vary) {
            check_variation(variation);
        }
        if (*design_.sample == Sample::list) {
            check_lengths();
        }
        if (mistakes_.empty()) {
            check_number_of_points();
        }
    }

  private:
    /// Where the value of a key stands, or else the section that lacks it.
    [[nodiscard]] Place place(std::initializer_list<std::string_view> path) const
    {
        auto const* node = &document_;
        for (auto const step : path) {
            auto const* next = node->find(step);
            if (next == nullptr) {
                break;
            }
            node = next;
        }
        return node->place;
    }

    [[nodiscard]] bool is(Sample sample) const { return *design_.sample == sample; }

    void check_vary()
    {
        bool const given = document_.find("vary") != nullptr;
        if (design_.sample && study_.vary.empty()) {
            mistakes_.add(place({"vary"}), "this study varies nothing",
                          "all its points are the same",
                          "write 'vary: {forums.council.frankness: {uniform: [0, 1]}}'");
        } else if (design_.from && given) {
            mistakes_.add(document_.find("vary")->key_place,
                          "'vary' and 'design.from' exclude each other",
                          "the columns of the file say what varies", "remove one of them",
                          place({"design", "from"}), "the points come from this file");
        }
    }

    void check_file()
    {
        refuse_option("size", design_.size.has_value(), {});
        refuse_option("order", design_.order.has_value(), {});
        refuse_option("trajectories", design_.trajectories.has_value(), {});
        refuse_option("levels", design_.levels.has_value(), {});
    }

    void refuse_option(std::string_view name, bool given, std::initializer_list<Sample> for_these)
    {
        bool const right =
            design_.sample && std::ranges::find(for_these, *design_.sample) != for_these.end();
        if (given && !right) {
            mistakes_.add(document_.find("design")->find(name)->key_place,
                          fmt::format("this design has no '{}'", name),
                          "the key belongs to other samples",
                          "remove it, or choose another sample");
        }
    }

    void need_option(std::string_view name, bool given, std::string_view example)
    {
        if (!given) {
            mistakes_.add(place({"design", "sample"}), fmt::format("this sample needs '{}'", name),
                          "", fmt::format("write '{}: {}' beside it", name, example));
        }
    }

    void check_options()
    {
        bool const sized = is(Sample::latin_hypercube) || is(Sample::sobol) || is(Sample::saltelli);
        refuse_option("size", design_.size.has_value(),
                      {Sample::latin_hypercube, Sample::sobol, Sample::saltelli});
        refuse_option("order", design_.order.has_value(), {Sample::saltelli});
        refuse_option("trajectories", design_.trajectories.has_value(), {Sample::morris});
        refuse_option("levels", design_.levels.has_value(), {Sample::morris});
        if (sized) {
            need_option("size", design_.size.has_value(), "1024");
        }
        if (is(Sample::morris)) {
            need_option("trajectories", design_.trajectories.has_value(), "20");
        }
        if (design_.levels.value_or(4) % 2 != 0) {
            mistakes_.add(place({"design", "levels"}),
                          fmt::format("'levels' must be even, not {}", *design_.levels),
                          "each step of a trajectory spans half of them", "");
        }
        if (design_.size && (is(Sample::sobol) || is(Sample::saltelli)) &&
            !std::has_single_bit(*design_.size)) {
            mistakes_.add(place({"design", "size"}),
                          fmt::format("'size' must be a power of 2, not {}", *design_.size),
                          "only then is Sobol's sequence evenly spread",
                          fmt::format("write {} or {}", std::bit_floor(*design_.size),
                                      2 * std::bit_floor(*design_.size)));
        }
    }

    void check_variation(Study::Variation const& variation)
    {
        check_pair(variation, "uniform", variation.uniform);
        check_pair(variation, "log_uniform", variation.log_uniform);
        check_pair(variation, "integer", variation.integer);
        check_pair(variation, "within", variation.within);
        check_whole(variation);
        check_normal(variation);
        check_steps(variation);
        if (!is(Sample::list)) {
            check_repeated(variation);
        }
    }

    void check_pair(Study::Variation const& variation, std::string_view key, Pair const& pair)
    {
        if (pair.size() == 2 && !(pair[0] < pair[1])) {
            mistakes_.add(place({"vary", variation.id, key}),
                          fmt::format("'{}' must rise from its first to its second number", key),
                          fmt::format("{} is not less than {}", pair[0], pair[1]), "");
        }
    }

    void check_whole(Study::Variation const& variation)
    {
        for (std::size_t i = 0; i < variation.integer.size(); ++i) {
            if (variation.integer[i] != std::floor(variation.integer[i])) {
                mistakes_.add(
                    document_.find("vary")->find(variation.id)->find("integer")->items[i].place,
                    "'integer' must be whole numbers", "", "use 'uniform' for fractions");
            }
        }
    }

    void check_normal(Study::Variation const& variation)
    {
        auto const& of = variation.normal;
        auto const& within = variation.within;
        if (!within.empty() && of.empty()) {
            mistakes_.add(place({"vary", variation.id, "within"}),
                          "'within' belongs to a normal distribution", "",
                          "remove it; the others have bounds of their own");
            return;
        }
        if (of.size() != 2) {
            return;
        }
        if (!(of[1] > 0.0)) {
            mistakes_.add(place({"vary", variation.id, "normal"}),
                          "the standard deviation must be above 0", "", "");
        } else if (within.empty() && is(Sample::morris)) {
            mistakes_.add(place({"vary", variation.id, "normal"}),
                          "morris needs the extremes of each parameter",
                          "a normal distribution has none", "add 'within: [0, 1]' beside it");
        } else if (within.size() == 2 && normal_probability((within[1] - of[0]) / of[1]) -
                                                 normal_probability((within[0] - of[0]) / of[1]) <
                                             least_probability) {
            mistakes_.add(place({"vary", variation.id, "within"}),
                          "'within' leaves nearly nothing of the distribution",
                          "it lies far out in a tail", "");
        }
    }

    void check_steps(Study::Variation const& variation)
    {
        bool const continuous = !variation.uniform.empty() || !variation.log_uniform.empty();
        if (variation.steps && (!continuous || !is(Sample::grid))) {
            mistakes_.add(place({"vary", variation.id, "steps"}),
                          "'steps' belongs to 'uniform' and 'log_uniform' in a grid", "",
                          "remove it");
        }
        auto const at = place({"vary", variation.id});
        if (is(Sample::grid) && continuous && !variation.steps) {
            mistakes_.add(at, "a grid needs to know how many values this parameter takes", "",
                          "add 'steps: 5' beside it, or list them as 'values: [...]'");
        } else if (is(Sample::grid) && !variation.normal.empty()) {
            mistakes_.add(at, "a grid takes no normal distribution",
                          "it has no extremes to begin and end at", "list values: 'values: [...]'");
        } else if (is(Sample::list) && variation.values.empty() && variation.any_of.empty()) {
            mistakes_.add(at, "a list needs the values of each point", "",
                          "write 'values: [...]' or 'any_of: [...]'");
        }
    }

    void check_repeated(Study::Variation const& variation)
    {
        auto const* entry = document_.find("vary")->find(variation.id);
        for (std::string_view const key : {"values", "any_of"}) {
            auto const* list = entry == nullptr ? nullptr : entry->find(key);
            std::set<std::string> known;
            for (auto const& item : list == nullptr ? std::vector<Node>{} : list->items) {
                if (!known.insert(flow_text(item)).second) {
                    mistakes_.add(item.place,
                                  fmt::format("{} stands twice", in_quotes(flow_text(item))),
                                  "two points would be the same", "remove one of them");
                }
            }
        }
    }

    void check_lengths()
    {
        auto const length = [](Study::Variation const& variation) {
            return std::max(variation.values.size(), variation.any_of.size());
        };
        for (auto const& variation : study_.vary) {
            auto const& first = study_.vary.front();
            if (length(variation) != length(first) && length(variation) > 0 && length(first) > 0) {
                mistakes_.add(place({"vary", variation.id}),
                              fmt::format("{} has {} values, not {}", in_quotes(variation.id),
                                          length(variation), length(first)),
                              "in a list every parameter has a value for each point",
                              "use 'sample: grid' for all combinations", place({"vary", first.id}),
                              fmt::format("{} has {}", in_quotes(first.id), length(first)));
            }
        }
    }

    void check_number_of_points()
    {
        auto const k = study_.vary.size();
        auto dimensions = is(Sample::sobol) ? k : 0;
        if (is(Sample::saltelli)) {
            dimensions = 2 * k;
        }
        if (dimensions > SobolSequence::most) {
            mistakes_.add(
                place({"design", "sample"}),
                fmt::format("{} parameters are too many for this sample", k),
                fmt::format("it takes at most {}",
                            is(Sample::sobol) ? SobolSequence::most : SobolSequence::most / 2),
                "use latin_hypercube or morris");
        }
        double points = 1.0;
        if (is(Sample::grid)) {
            for (auto const& variation : study_.vary) {
                points *= static_cast<double>(StudyParameter{variation, {}, {}, {}}.count());
            }
        } else if (is(Sample::saltelli)) {
            points =
                static_cast<double>(design_.size.value_or(1) * (design_.order.value_or(1) * k + 2));
        } else if (is(Sample::morris)) {
            points = static_cast<double>(design_.trajectories.value_or(1) * (k + 1));
        }
        if (points > static_cast<double>(StudyLimits::points)) {
            mistakes_.add(place({"design"}), fmt::format("this design has {:.0f} points", points),
                          fmt::format("a study has at most {}", StudyLimits::points),
                          "use fewer values, or a sample such as sobol");
        }
    }

    static constexpr double least_probability = 1e-9;

    Study const& study_;
    Study::Design const& design_;
    Node const& document_;
    Mistakes& mistakes_;
};

}  // namespace

void check(Study const& study, Node const& document, Mistakes& mistakes)
{
    StudyChecker{study, document, mistakes}();
}

}  // namespace parley
