// The minutes of whole runs, as they stand beside this file: a change of behaviour is reviewed as a
// change of text. `PARLEY_UPDATE=1 ctest -L golden` writes them anew; the changelog then says why.

#include "catch.hpp"
#include "output/minutes/transcript.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace parley;

namespace {

struct Case {
    std::string name;
    std::string scenario;
    std::vector<Setting> settings{};
};

std::string minutes_of(Case const& golden)
{
    ScenarioFile const file = read_scenario(golden.scenario, golden.settings);
    Transcript transcript;
    std::vector<Observer*> const observers{&transcript};
    Simulation simulation{set_up(file.scenario, Trace::moves), file.scenario.seed, 0};
    simulation.run(observers);
    return transcript.text();
}

std::string contents(std::string const& path)
{
    std::ifstream const file{path};
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The next word; a number is cut off before what punctuates it.
std::string next_word(std::istream& text)
{
    std::string word;
    text >> word;
    while (word.size() > 1 && (word.back() == '.' || word.back() == ',' || word.back() == ';')) {
        word.pop_back();
    }
    return word;
}

/// Same words, with numbers a rounding apart: the C library's pow differs between processors.
void check_same(std::string const& found, std::string const& expected)
{
    std::istringstream a{found};
    std::istringstream b{expected};
    std::size_t words = 0;
    while (a && b) {
        std::string const left = next_word(a);
        std::string const right = next_word(b);
        ++words;
        if (left == right) {
            continue;
        }
        CAPTURE(words, left, right);
        char* left_end = nullptr;
        char* right_end = nullptr;
        double const left_number = std::strtod(left.c_str(), &left_end);
        double const right_number = std::strtod(right.c_str(), &right_end);
        bool const numbers =
            *left_end == '\0' && *right_end == '\0' && left.find('.') != std::string::npos;
        REQUIRE(numbers);
        REQUIRE(std::abs(left_number - right_number) <= 0.0101);
    }
    CHECK((!a && !b));
}

}  // namespace

TEST_CASE("the minutes of a run read as they did")
{
    auto const golden =
        GENERATE(Case{"two_states", "scenarios/tutorial/01_two_states.yaml"},
                 Case{"package", "scenarios/tutorial/02_package.yaml"},
                 Case{"one_by_one",
                      "scenarios/tutorial/02_package.yaml",
                      {{.text = "forums.conference.scope=single_issue"}, {.text = "time.ticks=2"}}},
                 Case{"soft_and_hard", "scenarios/tutorial/03_soft_and_hard.yaml"},
                 Case{"western_mediterranean",
                      "scenarios/western_mediterranean.yaml",
                      {{.text = "time.ticks=1"},
                       {.text = "events=[]"},
                       {.text = "bilateral.between=[[MAR], [ESP]]"}}});
    CAPTURE(golden.name);
    std::string const path = "tests/golden/" + golden.name + ".txt";
    std::string const found = minutes_of(golden);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment
    if (std::getenv("PARLEY_UPDATE") != nullptr) {
        std::ofstream{path} << found;
    }
    check_same(found, contents(path));
}
