// A scenario file of any bytes. The tables that it names are those of scenarios/data.

#include "fuzz/target.hpp"

using namespace parley;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Bound const bound;
    try {
        fuzz::read_and_judge(
            ScenarioDocument{"scenarios/any.yaml", std::string{fuzz::as_text(data, size)}});
    } catch (InputError const& error) {
        fuzz::judge(error);
    }
    return 0;
}
