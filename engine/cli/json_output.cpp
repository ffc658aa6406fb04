#include "cli/json_output.hpp"

#include "cli/standard_streams.hpp"

namespace parley {

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

Json fault_in_json(std::vector<Mistake> const& mistakes, std::size_t unlisted,
                   std::string_view failure)
{
    return {{"mistakes", in_json(mistakes)},
            {"warnings", Json::array()},
            {"unlisted", {{"mistakes", unlisted}, {"warnings", std::size_t{0}}}},
            {"failure", failure.empty() ? Json{} : Json(std::string{failure})}};
}

}  // namespace parley
