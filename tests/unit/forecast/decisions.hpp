#pragma once

#include "forecast/decisions_reader.hpp"

#include <string>
#include <string_view>

namespace parley {

inline Source table(std::string_view text)
{
    return source_of(text, "table.csv", Source::Kind::table);
}

inline Dossiers wide(std::string_view text, DecisionColumns const& columns = {},
                     std::optional<PowerTable> const& power = {})
{
    auto const source = table(text);
    return read_wide(source, columns, power);
}

}  // namespace parley
