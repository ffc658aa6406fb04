#include "fuzz/target.hpp"

#include "scenario/build.hpp"
#include "scenario/format/writer.hpp"

#include <cstdio>
#include <cstdlib>

namespace parley::fuzz {

namespace {

// Where every access to memory is watched, a second's work may take ten.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::clock_t allowance = 10;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr std::clock_t allowance = 10;
#else
constexpr std::clock_t allowance = 1;
#endif
#else
constexpr std::clock_t allowance = 1;
#endif

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

OneSecond::~OneSecond()
{
    demand(std::clock() - start_ <= allowance * CLOCKS_PER_SEC, "it takes more than a second");
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
