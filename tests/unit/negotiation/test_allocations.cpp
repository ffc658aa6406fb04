#include "catch.hpp"
#include "negotiation/protocols/alternating_offers.hpp"
#include "negotiation/protocols/challenge.hpp"
#include "negotiation/protocols/exchange.hpp"
#include "negotiation/protocols/single_text.hpp"
#include "negotiation/protocols/zeuthen.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/common_gain.hpp"
#include "negotiation/solutions/log_gains.hpp"
#include "tables.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

// Once a table is set up, talks allocate nothing, however long they last: rounds are counted in
// millions. Counted are `new` and the `malloc` that Eigen calls itself (the linker wraps it, see
// CMakeLists.txt).

namespace {

// volatile, since compilers take it that malloc changes no variable; the tests run on one thread
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): what stands in can reach
std::size_t volatile allocations = 0;

}  // namespace

extern "C" {
// The linker prescribes these names.
void* __real_malloc(std::size_t size);              // NOLINT
void* __real_realloc(void* old, std::size_t size);  // NOLINT

void* __wrap_malloc(std::size_t size)  // NOLINT
{
    allocations = allocations + 1;
    return __real_malloc(size);
}

void* __wrap_realloc(void* old, std::size_t size)  // NOLINT
{
    allocations = allocations + 1;
    return __real_realloc(old, size);
}
}

// NOLINTBEGIN(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory): this is where memory
// comes from

void* operator new(std::size_t size)
{
    if (void* memory = std::malloc(size > 0 ? size : 1)) {
        return memory;
    }
    throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

// NOLINTEND(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory)

namespace {

using namespace parley;

struct Counted {
    std::size_t allocations;
    int rounds;
};

template <class Talks>
Counted count(Talks const& talks, Table const& table)
{
    RandomStream random{1, "allocations", {}};
    std::size_t const before = allocations;
    int const rounds = talks(table, random, Trace::none).rounds;
    return {allocations - before, rounds};
}

/// Four members who cannot agree, so that talks last as long as they may.
Table opposed()
{
    auto table = table_of(matrix({{0.0, 0.1}, {0.2, 0.0}, {0.9, 1.0}, {1.0, 0.8}}),
                          Matrix::Ones(4, 2), vector({0.5, 0.5}));
    table.disclosure.setConstant(0.5);
    table.mediation = 0.5;
    return table;
}

}  // namespace

TEST_CASE("allocations are counted, those of containers and of matrices")
{
    std::size_t const before = allocations;
    std::vector<int> const container(3);
    Vector const numbers = Vector::Ones(3);
    CHECK(allocations - before == 2);
    CHECK(container.size() + static_cast<std::size_t>(numbers.size()) == 6);
}

TEST_CASE("twice the rounds until a deadline take no more allocations")
{
    auto table = opposed();
    auto const talk = [&](auto const& talks) {
        table.deadline = 40;
        auto const once = count(talks, table);
        table.deadline = 80;
        auto const twice = count(talks, table);
        CHECK(once.rounds == 40);
        CHECK(twice.rounds == 80);
        CHECK(once.allocations == twice.allocations);
    };
    talk(AlternatingOffers{{}});
    talk(AlternatingOffers{{.linear = 0.5, .tit_for_tat = 0.5}});
    talk(SingleText{{}});
    talk(SingleText{{.annealing = true}});
}

TEST_CASE("talks about one issue allocate what they return, and no more")
{
    auto const agree = line(Vector::LinSpaced(40, 0.6, 1.0), 0.3);
    CHECK(count(AlternatingOffers{{}}, agree).allocations == 3);  // terms, signatories, consenting
    auto const late = line(vector({0.0, 1.0, 0.4}), 0.5);
    CHECK(count(AlternatingOffers{{}}, late).rounds == late.deadline);
    CHECK(count(AlternatingOffers{{}}, late).allocations <= 8);  // and who is in the way
}

TEST_CASE("twice the concessions take no more allocations")
{
    auto const table = opposed();
    auto const once = count(Zeuthen{{.step = 0.02}}, table);
    auto const twice = count(Zeuthen{{.step = 0.01}}, table);
    CHECK(twice.rounds > once.rounds + 40);
    CHECK(once.allocations == twice.allocations);
}

TEST_CASE("twice the rounds of challenges and of exchanges take no more allocations")
{
    auto table = opposed();
    table.salience = matrix({{1.0, 0.5}, {0.4, 1.0}, {1.0, 0.7}, {0.3, 1.0}});
    table.declared = matrix({{0.1, 0.9}, {0.3, 0.2}, {0.8, 0.7}, {0.6, 0.1}});
    CHECK(count(Challenge{{.rounds = 10}}, table).allocations ==
          count(Challenge{{.rounds = 20}}, table).allocations);
    CHECK(count(Exchange{{.rounds = 10}}, table).allocations ==
          count(Exchange{{.rounds = 20}}, table).allocations);
}

TEST_CASE("more steps towards a solution take no more allocations")
{
    auto const table = table_of(matrix({{0.9, 0.1}, {0.7, 0.8}, {0.6, 1.0}}),
                                matrix({{1.0, 0.2}, {0.4, 1.0}, {1.0, 0.6}}), vector({0.3, 0.3}));
    auto const gains = gains_over(table, red_line_box(table), everybody(table));
    auto const to_a_gain = [&](Effort effort) {
        std::size_t const before = allocations;
        auto const least = largest_least_gain(gains, effort);
        std::size_t const used = allocations - before;
        CHECK(least.gain > 0.0);
        return used;
    };
    CHECK(to_a_gain(Effort::until_clear) == to_a_gain(Effort::to_the_end));

    Vector const weight = Vector::Constant(3, 1.0 / 3.0);
    auto const start = largest_least_gain(gains, Effort::until_clear).x;
    auto const to_the_optimum = [&](Vector x) {
        std::size_t const before = allocations;
        auto const end = maximise_log_gains(gains, weight, std::move(x));
        std::size_t const used = allocations - before;
        return std::pair{used, end};
    };
    auto const [far, optimum] = to_the_optimum(start);
    auto const [near, same] = to_the_optimum(optimum);
    CHECK((start - optimum).cwiseAbs().maxCoeff() > 1e-3);
    CHECK((same - optimum).cwiseAbs().maxCoeff() < 1e-9);
    CHECK(far == near);
}
