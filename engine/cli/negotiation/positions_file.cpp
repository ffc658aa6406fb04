#include "cli/negotiation/positions_file.hpp"

#include "document/mistake.hpp"
#include "document/source.hpp"

#include <fmt/format.h>

#include <array>
#include <iostream>

namespace parley {

std::string read_positions_file(std::string const& path)
{
    if (path != "-") {
        return read_file(path, path, Source::Kind::table);
    }
    std::string text;
    std::array<char, 65536> block{};
    while (std::cin.read(block.data(), block.size()) || std::cin.gcount() > 0) {
        text.append(block.data(), static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > largest(Source::Kind::table)) {
            give_up_on(
                "standard input", "it cannot be read",
                fmt::format("it holds more than {} MiB", largest(Source::Kind::table) >> 20U));
        }
    }
    return text;
}

}  // namespace parley
