// Prints what fuzzing puts together scenarios from: the keys, columns and choices of the schema,
// and the marks of YAML and CSV, as a dictionary of libFuzzer.

#include "scenario/description.hpp"
#include "scenario/manual/schema.hpp"
#include "sweep/study.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <set>
#include <string>

namespace {

using Json = nlohmann::json;
using Words = std::set<std::string>;

void collect(Json const& schema, Words& words)
{
    if (!schema.is_structured()) {
        return;
    }
    for (auto const& [key, value] : schema.items()) {
        if (key == "properties") {
            for (auto const& property : value.items()) {
                words.insert(property.key());
                words.insert(property.key() + ": ");
                words.insert('.' + property.key());
            }
        } else if (key == "enum") {
            for (auto const& choice : value) {
                words.insert(choice.is_string() ? choice.get<std::string>() : choice.dump());
            }
        } else if (key == "const" && value.is_string()) {
            words.insert(value.get<std::string>());
        }
        collect(value, words);
    }
}

}  // namespace

int main()
{
    Words words{"{",           "}",          "[",        "]",
                ": ",          ", ",         "- ",       "\n  ",
                "&a ",         "*a",         "<<: ",     "!!str ",
                "|\n  ",       ">-\n  ",     "? ",       "--- ",
                "\"\"",        "''",         "\\0",      "\\u0085",
                "\\uFEFF",     "\\x07",      "*.",       "0.",
                "1e308",       "1e-308",     "-1",       "18446744073709551615",
                "2005-01",     "9999-12",    "6 months", "every 1 year",
                "2 ticks",     "~",          "null",     ".nan",
                "NO",          "MAR",        "from: ",   "#",
                "=",           "\xc2\xa0",   "2005-Q1",  "quarterly",
                "all except ", "builds_on: "};
    collect(Json::parse(parley::scenario_schema()), words);
    collect(Json::parse(parley::study_schema()), words);
    for (auto const& table : parley::scenario_tables()) {
        for (auto const& column : table.columns) {
            words.insert(column.name + ',');
        }
    }
    for (auto const& word : words) {
        std::fputc('"', stdout);
        for (char const letter : word) {
            auto const c = static_cast<unsigned char>(letter);
            bool const plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
            std::printf(plain ? "%c" : "\\x%02X", c);
        }
        std::puts("\"");
    }
}
