#include "cli/init/first_scenario.hpp"

#include "cli/init/shipped_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <vector>

namespace parley {
namespace {

/// What states of a kind are like: invented, of the size of real ones.
struct Kind {
    std::string_view id;
    std::string_view noun;
    std::string_view profile;
    int population;
    int gdp_per_head;
    double power;
};

constexpr std::array<Kind, 3> kinds{
    {{"SENDER", "Sender", "sending: 0.7, transit: 0.1, receiving: 0.2", 30'000'000, 5'000, 0.6},
     {"TRANSIT", "Transit", "sending: 0.3, transit: 0.5, receiving: 0.2", 20'000'000, 9'000, 0.5},
     {"RECEIVER", "Receiver", "sending: 0.1, transit: 0.1, receiving: 0.8", 40'000'000, 42'000,
      1.0}}};

/// The states of each kind, by id.
using Ids = std::array<std::vector<std::string>, kinds.size()>;

Ids ids_of(int states)
{
    Ids ids;
    for (int i = 0; i < states; ++i) {
        auto const kind = static_cast<std::size_t>(states == 2 ? 2 * i : i % 3);
        ids[kind].push_back(fmt::format("{}_{}", kinds[kind].id, ids[kind].size() + 1));
    }
    return ids;
}

std::string states_text(Ids const& ids)
{
    std::string text;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        auto const& kind = kinds[k];
        for (std::size_t i = 0; i < ids[k].size(); ++i) {
            // sizes differ a little, so that no two states are the same
            auto const population = kind.population * static_cast<int>(10 - i % 5) / 10;
            text += fmt::format(
                "  {}: {{name: {} {}, {}, population: {}, gdp_per_head: {}, power: {}}}\n",
                ids[k][i], kind.noun, i + 1, kind.profile, population,
                kind.gdp_per_head + static_cast<int>(i % 5) * kind.gdp_per_head / 20, kind.power);
        }
    }
    return text;
}

std::string flow_line(std::string_view origin, std::string_view destination, int persons, int stock)
{
    return fmt::format("  - {{origin: {}, destination: {}, persons: {}, stock: {}}}\n", origin,
                       destination, persons, stock);
}

/// Each state that is left is left towards one that receives, and so is each that is crossed.
std::string flows_text(Ids const& ids)
{
    std::string text;
    auto const& receivers = ids[2];
    for (std::size_t i = 0; i < ids[0].size(); ++i) {
        text += flow_line(ids[0][i], receivers[i % receivers.size()], 60'000, 900'000);
    }
    for (std::size_t i = 0; i < ids[1].size(); ++i) {
        text += flow_line(ids[1][i], receivers[i % receivers.size()], 25'000, 300'000);
    }
    return text;
}

std::string groups_text(Ids const& ids)
{
    return fmt::format("  senders: [{}]\n  hosts: all except senders\n", fmt::join(ids[0], ", "));
}

void replace(std::string& text, std::string_view word, std::string_view with)
{
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.replace(at, word.size(), with);
        at += with.size();
    }
}

}  // namespace

std::string first_scenario(int states)
{
    auto const ids = ids_of(states);
    std::string text{first_scenario_template()};
    replace(text, "@states@\n", states_text(ids));
    replace(text, "@groups@\n", groups_text(ids));
    replace(text, "@flows@\n", flows_text(ids));
    return text;
}

}  // namespace parley
