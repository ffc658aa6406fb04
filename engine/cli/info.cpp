#include "cli/commands.hpp"
#include "cli/standard_streams.hpp"
#include "cli/text_table.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

namespace parley {
namespace {

std::string size_text(std::uint64_t bytes)
{
    if (bytes < 10'000) {
        return fmt::format("{} B", bytes);
    }
    return bytes < 10'000'000 ? fmt::format("{} kB", bytes / 1000)
                              : fmt::format("{} MB", bytes / 1'000'000);
}

/// "DZA, LBY, MRT, ... TUN": as many as fit into a line.
std::string labels_text(std::vector<std::string> const& labels)
{
    constexpr std::size_t room = 60;
    std::string text;
    for (std::size_t l = 0; l < labels.size(); ++l) {
        bool const last = l + 1 == labels.size();
        if (!last && text.size() + labels[l].size() + labels.back().size() > room) {
            return text + "... " + labels.back();
        }
        text += labels[l] + (last ? "" : ", ");
    }
    return text;
}

std::string dimension_list(std::vector<std::string> const& names)
{
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string attributes_of(ResultHeader const& header)
{
    TextTable table{{{"attribute"}, {"value"}}};
    for (auto const& [name, value] : header.attributes) {
        table.add({name, value});
    }
    return table.text();
}

std::string dimensions_of(ResultHeader const& header)
{
    TextTable table{{{"dimension"}, {"size", TextTable::Align::right}, {"labels"}}};
    for (auto const& dimension : header.dimensions) {
        table.add(
            {dimension.name, fmt::format("{}", dimension.size), labels_text(dimension.labels)});
    }
    return table.text();
}

std::string variables_of(ResultHeader const& header)
{
    TextTable table{{{"variable"},
                     {"dimensions"},
                     {"unit"},
                     {"type"},
                     {"size", TextTable::Align::right},
                     {"meaning"}}};
    for (auto const& variable : header.variables) {
        table.add({variable.name, dimension_list(variable.dimensions), variable.units,
                   variable.type, size_text(variable.bytes), variable.long_name});
    }
    return table.text();
}

std::string texts_of(ResultHeader const& header)
{
    TextTable table{{{"text"}, {"size", TextTable::Align::right}}};
    for (auto const& text : header.provenance) {
        table.add({text.name, size_text(text.text.size())});
    }
    for (auto const& file : header.files) {
        table.add({file.name, size_text(file.text.size())});
    }
    return table.text();
}

}  // namespace

Exit show_info(std::string const& file)
{
    ResultHeader const header = ResultReader{file}.header();
    std::string_view const sums =
        header.has_sums ? "Every array and text has a sum: parley verify holds it against them."
                        : "It is of format 1, which has no sums: damage cannot be seen.";
    say("{}\n{}\n\nWhere it comes from\n\n{}\nWhat it holds\n\n{}\n{}\nWhat it was made from\n\n{}",
        file, sums, attributes_of(header), dimensions_of(header), variables_of(header),
        texts_of(header));
    return Exit::done;
}

}  // namespace parley
