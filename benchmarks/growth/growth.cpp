// How time and memory of a run grow with states, issues, forums and corridors: one of them at a
// time, in worlds that are drawn, beyond what a scenario may hold. Every run is a process of its
// own, so that its memory is its own. Prints a table, and exponents fitted over the larger half.

#include "output/recorder.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace parley;

/// What a drawn world has. The first issue is dyadic, every second of the others has an
/// externality.
struct Size {
    Eigen::Index states = 250;
    Eigen::Index issues = 4;
    std::size_t corridors = 1250;
    std::size_t pairs = 400;     ///< forums of the two states of a corridor
    std::size_t unions = 8;      ///< forums of 25 states
    bool global_treaty = false;  ///< does a forum of all states agree on the dyadic issue at once?
};

Matrix drawn(RandomStream& random, Eigen::Index rows, Eigen::Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); });
}

Issues drawn_issues(Size const& size, RandomStream& random)
{
    Issues issues;
    for (Eigen::Index k = 0; k < size.issues; ++k) {
        issues.id.push_back(fmt::format("issue_{}", k));
        issues.about.emplace_back("a matter");
        issues.scale.push_back({"none", "all"});
        issues.kind.push_back(IssueKind::hard);
    }
    issues.role_ideal = drawn(random, role_count, size.issues);
    issues.role_salience = drawn(random, role_count, size.issues);
    issues.role_expected = drawn(random, role_count, size.issues);
    issues.externality =
        Vector::NullaryExpr(size.issues, [](Eigen::Index k) { return k % 2 == 0 ? 0.4 : 0.0; });
    issues.dyadic.assign(IssueId{size.issues}.slot(), 0);
    issues.dyadic[0] = 1;
    issues.dependence.assign(issues.dyadic.size(), Dependence::corridors);
    return issues;
}

States drawn_states(Eigen::Index n, RandomStream& random)
{
    States states{standard_keys(n)};
    for (Eigen::Index i = 0; i < n; ++i) {
        states.id.push_back(fmt::format("S{:04}", i));
        states.name.push_back(states.id.back());
    }
    states.population = states.gdp_per_head = states.exposure = Vector::Ones(n);
    states.power = drawn(random, n, 1);
    states.profile = role_weights(drawn(random, n, role_count));
    states.self_image = sharpened(states.profile, 4.0);
    states.recognition = states.disclosure = Vector::Constant(n, 0.2);
    return states;
}

Flows drawn_flows(Size const& size, RandomStream& random)
{
    auto const state = [&] {
        return StateId{
            static_cast<Eigen::Index>(random.uniform() * static_cast<double>(size.states))};
    };
    Flows flows;
    for (std::size_t c = 0; c < size.corridors; ++c) {
        flows.origin.push_back(state());
        auto destination = state();
        while (destination == flows.origin[c]) {
            destination = state();
        }
        flows.destination.push_back(destination);
    }
    auto const corridors = static_cast<Eigen::Index>(size.corridors);
    flows.persons = 1e4 * drawn(random, corridors, 1);
    flows.stock = 1e5 * drawn(random, corridors, 1);
    return flows;
}

Forum forum_of(std::string id, Level level, std::vector<StateId> members, Size const& size)
{
    Forum forum;
    forum.id = forum.name = forum.label = std::move(id);
    forum.level = level;
    forum.members = std::move(members);
    std::ranges::sort(forum.members);
    auto const again = std::ranges::unique(forum.members);
    forum.members.erase(again.begin(), again.end());
    for (Eigen::Index k = 0; k < size.issues; ++k) {
        forum.agenda.emplace_back(k);
    }
    forum.scope = Scope::single_issue;
    forum.rule = find_rule("unanimity");
    forum.protocol = find_protocol("alternating_offers")->make({});
    forum.term = 6;
    return forum;
}

Outcome all_sign(Table const& table, RandomStream&, Trace)
{
    std::vector<char> const everybody(static_cast<std::size_t>(table.members()), 1);
    return {.status = Status::agreed,
            .terms = Vector::Constant(table.issues(), 0.7),
            .signatories = everybody,
            .consenting = everybody,
            .rounds = 1,
            .blocked_by = {},
            .trace = {}};
}

std::vector<Forum> drawn_forums(Size const& size, Flows const& flows, RandomStream& random)
{
    std::vector<Forum> forums;
    for (std::size_t p = 0; p < size.pairs; ++p) {
        auto const c = p * size.corridors / size.pairs;
        forums.push_back(forum_of(fmt::format("pair_{:06}", p), Level::bilateral,
                                  {flows.origin[c], flows.destination[c]}, size));
        forums.back().label = "bilateral";
    }
    for (std::size_t u = 0; u < size.unions; ++u) {
        std::vector<StateId> members;
        members.reserve(25);
        for (int n = 0; n < 25; ++n) {
            members.emplace_back(
                static_cast<Eigen::Index>(random.uniform() * static_cast<double>(size.states)));
        }
        forums.push_back(
            forum_of(fmt::format("union_{:04}", u), Level::regional, std::move(members), size));
    }
    if (size.global_treaty) {
        std::vector<StateId> everybody;
        everybody.reserve(static_cast<std::size_t>(size.states));
        for (Eigen::Index i = 0; i < size.states; ++i) {
            everybody.emplace_back(i);
        }
        forums.push_back(forum_of("world", Level::global, std::move(everybody), size));
        forums.back().agenda = {IssueId{0}};
        forums.back().protocol = all_sign;
    }
    return forums;
}

Setup drawn_world(Size const& size)
{
    RandomStream random{1, "growth", {}};
    Issues issues = drawn_issues(size, random);
    States states = drawn_states(size.states, random);
    Flows flows = drawn_flows(size, random);
    auto forums = drawn_forums(size, flows, random);
    Interdependence interdependence{Ties{flows, size.states, 10.0}};
    IssueId const dyadic{0};
    double constexpr no_line = std::numeric_limits<double>::infinity();
    return {
        .calendar = {.start = Month{2005, 1}, .tick_months = 12, .ticks = 30},
        .world = {.issues = std::move(issues),
                  .states = std::move(states),
                  .flows = std::move(flows),
                  .interdependence = std::move(interdependence),
                  .organisations = {},
                  .politics = DomesticPolitics::none(size.states, size.issues),
                  .regime = Regime{Matrix::Constant(size.states, size.issues, 0.3), {&dyadic, 1}},
                  .actual = {},
                  .perceived = {}},
        .forums = std::move(forums),
        .events = {},
        .meetings = {.declaration = {},
                     .discussion = {},
                     .red_line = Matrix::Constant(size.states, size.issues, no_line)},
        .variation = 0.05};
}

/// A world drawn, run for 30 ticks, and recorded as all states of the world are.
void run(Size const& size)
{
    Setup const setup = drawn_world(size);
    Labels const labels{setup, {.every = 2, .sessions = SessionFilter::multilateral}};
    Simulation simulation{setup, 1, 0};
    Recorder recorder{labels, simulation};
    std::array<Observer*, 1> const observers{&recorder};
    simulation.run(observers);
}

struct Cost {
    double seconds;    ///< of CPU time
    double megabytes;  ///< at most in memory
};

/// What a process of its own takes for it.
Cost cost_of(Size const& size)
{
    pid_t const child = ::fork();
    if (child == 0) {
        run(size);
        std::_Exit(0);
    }
    int status = 0;
    ::rusage used{};
    ::wait4(child, &status, 0, &used);
    if (status != 0) {
        throw std::runtime_error{"a run failed"};
    }
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): so the C library has it
    auto const kilobytes = static_cast<double>(used.ru_maxrss);
    return {seconds(used.ru_utime) + seconds(used.ru_stime), kilobytes / 1000.0};
}

/// The exponent p of y ~ x^p, by least squares of the logarithms.
double exponent(std::vector<double> const& x, std::vector<double> const& y)
{
    auto const n = static_cast<double>(x.size());
    double sx = 0.0;
    double sy = 0.0;
    double sxx = 0.0;
    double sxy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        double const lx = std::log(x[i]);
        double const ly = std::log(y[i]);
        sx += lx;
        sy += ly;
        sxx += lx * lx;
        sxy += lx * ly;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

/// Costs of growing sizes, and their exponents over the larger half.
void print_growth(std::string_view what, std::array<double, 5> const& numbers,
                  std::function<void(Size&, double)> const& grow)
{
    std::vector<double> number;
    std::vector<double> seconds;
    std::vector<double> megabytes;
    for (double const x : numbers) {
        Size size;
        grow(size, x);
        Cost const cost = cost_of(size);
        fmt::print("{:<28} {:>7.0f} {:>9.3f} s {:>8.1f} MB\n", what, x, cost.seconds,
                   cost.megabytes);
        if (x >= numbers[2]) {
            number.push_back(x);
            seconds.push_back(cost.seconds);
            megabytes.push_back(cost.megabytes);
        }
    }
    fmt::print("{:<28} {:>7} {:>9.2f}   {:>8.2f}\n\n", what, "~ x^", exponent(number, seconds),
               exponent(number, megabytes));
}

}  // namespace

int main()
{
    print_growth("states", {125, 250, 500, 1000, 2000},
                 [](Size& s, double x) { s.states = static_cast<Eigen::Index>(x); });
    print_growth("states, one dyadic issue", {125, 250, 500, 1000, 2000}, [](Size& s, double x) {
        s.states = static_cast<Eigen::Index>(x);
        s.issues = 1;
        s.corridors = 5 * static_cast<std::size_t>(x);
        s.pairs = 2 * static_cast<std::size_t>(x);
    });
    print_growth("the same, a treaty of all", {125, 250, 500, 1000, 2000}, [](Size& s, double x) {
        s.states = static_cast<Eigen::Index>(x);
        s.issues = 1;
        s.corridors = 5 * static_cast<std::size_t>(x);
        s.pairs = 2 * static_cast<std::size_t>(x);
        s.global_treaty = true;
    });
    print_growth("issues", {2, 4, 8, 16, 32},
                 [](Size& s, double x) { s.issues = static_cast<Eigen::Index>(x); });
    print_growth("forums of two", {100, 200, 400, 800, 1600}, [](Size& s, double x) {
        s.pairs = static_cast<std::size_t>(x);
        s.corridors = 2000;
    });
    print_growth("forums of 25", {8, 16, 32, 64, 128},
                 [](Size& s, double x) { s.unions = static_cast<std::size_t>(x); });
    print_growth("corridors", {625, 1250, 2500, 5000, 10000},
                 [](Size& s, double x) { s.corridors = static_cast<std::size_t>(x); });
}
