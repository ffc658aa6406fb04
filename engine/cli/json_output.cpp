#include "cli/json_output.hpp"

#include "cli/standard_streams.hpp"
#include "document/number.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

namespace parley {

using namespace std::string_view_literals;

void give_json(Json const& json)
{
    give("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
}

Json in_json(std::vector<Mistake> const& mistakes)
{
    Json all = Json::array();
    for (Mistake const& mistake : mistakes) {
        all.push_back({{"file", mistake.at.file},
                       {"line", mistake.at.line},
                       {"column", mistake.at.column},
                       {"text", sentence(mistake)}});
    }
    return all;
}

Json attribute_in_json(std::string_view name, std::string const& text)
{
    constexpr std::array numbers{"format_version"sv, "git_dirty"sv, "seed"sv,
                                 "planned_runs"sv,   "plan_runs"sv, "first_run"sv,
                                 "mixed_platforms"sv};
    auto const number = parse_whole(text);
    auto const* const whole = std::get_if<std::uint64_t>(&number);
    bool const is_number = std::ranges::find(numbers, name) != numbers.end();
    return is_number && whole != nullptr ? Json(*whole) : Json(text);
}

Json fault_in_json(std::vector<Mistake> const& mistakes, std::size_t unlisted,
                   std::string_view failure)
{
    return {{"mistakes", in_json(mistakes)},
            {"warnings", Json::array()},
            {"unlisted", {{"mistakes", unlisted}, {"warnings", std::size_t{0}}}},
            {"failure", failure.empty() ? Json{} : Json(std::string{failure})}};
}

}  // namespace parley
