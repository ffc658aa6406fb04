#include "cli/csv_field.hpp"

#include "document/number.hpp"

#include <variant>

namespace parley {

std::string csv_field(std::string const& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (char const c : text) {
        quoted += c == '"' ? "\"\"" : std::string{c};
    }
    return quoted + '"';
}

std::string csv_text(std::string const& text)
{
    bool const is_formula = text.find_first_of("=+-@\t\r\n") == 0 &&
                            !std::holds_alternative<double>(parse_number(text));
    return csv_field(is_formula ? "'" + text : text);
}

}  // namespace parley
