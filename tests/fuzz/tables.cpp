// Any bytes as positions, as the table of states, and as the table of flows between states that are
// there.

#include "fuzz/file_in_memory.hpp"
#include "negotiation/catalogue.hpp"
#include "positions/positions_reader.hpp"

using namespace parley;

namespace {

constexpr auto world = R"(parley: 1
name: Tables
time: {start: 2005-01, tick: 1 year, ticks: 2}
issues:
  quota:
    kind: hard
    status_quo: 0.2
    ideal: {sending: 0.9, transit: 0.5, receiving: 0.1}
    salience: {sending: 1, transit: 0.5, receiving: 1}
states:
  A: {sending: 1, transit: 0, receiving: 0}
  B: {sending: 0, transit: 1, receiving: 1}
  C: {sending: 1, transit: 1, receiving: 1}
)";

/// Positions are refused in plain text, or make a table on which members may vote.
void read_positions_and_judge(std::string_view text)
{
    try {
        auto const table = table_of(read_positions(text, "positions.csv"));
        RandomStream random{1, "fuzz", {}};
        auto const outcome = find_protocol("compromise")->make({})(table, random, Trace::none);
        fuzz::demand(outcome.terms.allFinite(), "terms are no numbers");
    } catch (InputError const& error) {
        fuzz::judge(error);
    }
}

ScenarioDocument const& document()
{
    static ScenarioDocument const without_tables = [] {
        ScenarioDocument result{"tables.yaml", world};
        (void)result.read();  // it is right, or no table would ever be
        return result;
    }();
    return without_tables;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Bound const bound;
    read_positions_and_judge(fuzz::as_text(data, size));
    fuzz::FileInMemory const file{fuzz::as_text(data, size)};
    for (std::string const table : {"states", "flows"}) {
        Setting const from{table + "={from: " + file.path() + '}'};
        fuzz::read_and_judge(document(), {&from, 1});
    }
    return 0;
}
