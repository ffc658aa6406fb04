#include "fuzz/target.hpp"

#include "scenario/build.hpp"
#include "scenario/description.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>

namespace parley::fuzz {

namespace {

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): `operator new` has no other
// place
bool bounded = false;
std::size_t objects = 0;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

void count_object()
{
    if (bounded && ++objects > Bound::most) {
        bounded = false;  // telling it takes objects too
        demand(false, "it takes more objects than any input may");
    }
}

bool is_plain(std::string_view text)
{
    std::size_t length = 1;
    for (; !text.empty(); text.remove_prefix(length)) {
        auto const character = first_code_point(text, length);
        if (character == not_utf8 || (character < 0x20 && character != '\n') ||
            (character >= 0x7f && character < 0xa0)) {
            return false;
        }
    }
    return true;
}

void judge(Scenario const& scenario)
{
    (void)set_up(scenario);
    auto const text = resolved_text(scenario);
    try {
        auto const again = ScenarioDocument{"resolved.yaml", text}.read();
        demand(again == scenario, "the resolved text is another scenario");
        demand(resolved_text(again) == text, "the resolved text changes when it is resolved again");
    } catch (InputError const& error) {
        std::fprintf(stderr, "%s\n%s\n", text.c_str(), error.what());
        demand(false, "the resolved text is refused");
    }
}

}  // namespace

Bound::Bound()
{
    bounded = true;
    objects = 0;
}

Bound::~Bound()
{
    bounded = false;
}

void demand(bool holds, char const* what)
{
    if (!holds) {
        std::fprintf(stderr, "broken: %s\n", what);
        std::abort();
    }
}

void judge(InputError const& error)
{
    demand(!error.mistakes().empty(), "input is refused without a reason");
    for (auto const& mistake : error.mistakes()) {
        demand(!mistake.problem.empty(), "a mistake says nothing");
    }
    if (!is_plain(error.what())) {
        std::fprintf(stderr, "%s\n", error.what());
        demand(false, "a message holds bytes that are no plain text");
    }
}

void judge(ScenarioFile const& file)
{
    judge(file.scenario);
    for (auto const& what_if : file.what_ifs) {
        judge(what_if.scenario);
    }
}

void read_and_judge(ScenarioDocument const& document, std::span<Setting const> settings)
{
    try {
        judge(document.read_all(settings));
    } catch (InputError const& error) {
        judge(error);
    }
}

}  // namespace parley::fuzz

#ifdef __has_feature
#if __has_feature(leak_sanitizer)
#define PARLEY_NEW_IS_TAKEN
#endif
#endif

#ifdef PARLEY_NEW_IS_TAKEN  // by the sanitizer, which calls whoever wants to know

#include <sanitizer/allocator_interface.h>

namespace {

[[maybe_unused]] int const counted = __sanitizer_install_malloc_and_free_hooks(
    [](void const volatile*, std::size_t) { parley::fuzz::count_object(); },
    [](void const volatile*) {});

}  // namespace

#else

// NOLINTBEGIN(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory,misc-const-correctness):
// this is where memory comes from

void* operator new(std::size_t size)
{
    parley::fuzz::count_object();
    void* const memory = std::malloc(size);
    return memory != nullptr ? memory : throw std::bad_alloc{};
}

void* operator new(std::size_t size, std::nothrow_t const& /*how*/) noexcept
{
    parley::fuzz::count_object();
    return std::malloc(size);
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

// NOLINTEND(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory,misc-const-correctness)

#endif
