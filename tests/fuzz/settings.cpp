// Settings of any bytes, one a line, made in a scenario that has every section.

#include "fuzz/target.hpp"

using namespace parley;

namespace {

ScenarioDocument const& document()
{
    static ScenarioDocument const everything{"tests/fuzz/seeds/scenario/everything.yaml"};
    return everything;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Bound const bound;
    std::vector<Setting> settings;
    auto rest = fuzz::as_text(data, size);
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find('\n'));
        settings.push_back({std::string{line}});
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    try {
        (void)document().read(settings);
    } catch (InputError const& error) {  // what-ifs would cost twice as much and say it again
        fuzz::judge(error);
        return 0;
    }
    fuzz::read_and_judge(document(), settings);
    return 0;
}
