#include "cli/option_checks.hpp"

#include "cli/sweep_options.hpp"
#include "scenario/text/number.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace parley {

unsigned usable_cpus()
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0
               ? static_cast<unsigned>(std::max(1, CPU_COUNT(&set)))
               : 1U;
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most)
{
    return {[=](std::string const& text) {
                auto const parsed = parse_whole(text);
                auto const* number = std::get_if<std::uint64_t>(&parsed);
                return number != nullptr && *number >= least && *number <= most
                           ? std::string{}
                           : fmt::format("'{}' is no whole number from {} to {}", text, least,
                                         most);
            },
            ""};
}

CLI::Validator share()
{
    return {[](std::string const& text) {
                auto const parsed = parse_number(text);
                auto const* number = std::get_if<double>(&parsed);
                return number != nullptr && *number >= 0.0 && *number <= 1.0
                           ? std::string{}
                           : fmt::format("'{}' is no number from 0 to 1", text);
            },
            ""};
}

CLI::Validator shard_of_many()
{
    return {[](std::string const& text) {
                return parse_shard(text) ? std::string{}
                                         : fmt::format(
                                               "'{}' is no shard; write it as 3/16, counted "
                                               "from 0/16 to 15/16",
                                               text);
            },
            ""};
}

CLI::Validator batch_name()
{
    return {[](std::string const& text) {
                bool const fits = !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
                    return std::isalnum(c) != 0 ||
                           std::string_view{"_-.,@+"}.find(static_cast<char>(c)) !=
                               std::string_view::npos;
                });
                return fits ? std::string{}
                            : fmt::format(
                                  "'{}' is no name for Slurm; use letters, digits and _ - . , @ +",
                                  text);
            },
            ""};
}

CLI::Validator batch_option()
{
    return {[](std::string const& text) {
                bool const fits =
                    text.starts_with('-') && text.find_first_of("\r\n") == std::string::npos;
                return fits ? std::string{}
                            : fmt::format(
                                  "'{}' is no option of sbatch; write it as --sbatch=--qos=long",
                                  text);
            },
            ""};
}

}  // namespace parley
