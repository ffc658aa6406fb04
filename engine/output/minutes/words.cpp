#include "output/minutes/words.hpp"

#include <limits>

namespace parley {

std::string_view word(Json const& value)
{
    return value.get_ref<std::string const&>();
}

std::string listed(Json const& texts)
{
    std::string list;
    for (Json const& text : texts) {
        list += list.empty() ? "" : ", ";
        list += word(text);
    }
    return list;
}

double number(Json const& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

}  // namespace parley
