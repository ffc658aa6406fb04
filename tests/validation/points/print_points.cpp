// Prints points for others to analyse: the values of a study's parameters, a row a point, or points
// of Sobol's sequence without scrambling.

#include "sweep/plan.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

using namespace parley;

void print_plan(std::string const& path)
{
    Plan const plan{read_study(path)};
    for (std::uint64_t point = 0; point < plan.points(); ++point) {
        for (double const value : plan.values(point)) {
            std::printf("%.17g ", value);
        }
        std::puts("");
    }
}

void print_sobol(std::size_t dimensions, std::uint64_t points)
{
    SobolSequence const sequence{dimensions};
    for (std::uint64_t point = 0; point < points; ++point) {
        for (std::size_t i = 0; i < dimensions; ++i) {
            std::printf("%.17g ", sequence(point, i) * 0x1p-32);
        }
        std::puts("");
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc == 2) {
        print_plan(argv[1]);
    } else if (argc == 4 && std::string_view{argv[1]} == "sobol") {
        print_sobol(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
    } else {
        std::fputs("print_points STUDY.yaml | print_points sobol DIMENSIONS POINTS\n", stderr);
        return 2;
    }
    return 0;
}
