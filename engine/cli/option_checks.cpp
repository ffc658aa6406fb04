#include "cli/option_checks.hpp"

#include "cli/sweep_options.hpp"
#include "document/mistake.hpp"
#include "document/nearest.hpp"
#include "document/number.hpp"
#include "support/machine.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

namespace parley {
namespace {

/// The part of a message after what was wanted: `not '1e3' (why); write 1000`.
std::string but_not(std::string const& text, Refusal const& refusal)
{
    return fmt::format("not {}{}{}", in_quotes(text),
                       refusal.why.empty() ? "" : fmt::format(" ({})", refusal.why),
                       refusal.remedy.empty() ? "" : "; " + refusal.remedy);
}

/// Why a text is no such number; nothing where it is one that lies outside a range.
template <class Number>
Refusal refusal_of(std::variant<Number, Refusal> const& parsed)
{
    auto const* refusal = std::get_if<Refusal>(&parsed);
    return refusal == nullptr ? Refusal{} : *refusal;
}

std::string wrong_target(std::string const& text)
{
    namespace fs = std::filesystem;
    if (text.empty()) {
        return "must name a file, not ''; give it a name";
    }
    std::error_code none;
    if (fs::is_directory(text, none)) {
        return fmt::format("must name a file, not the folder {}; name a file in it",
                           in_quotes(text));
    }
    auto const folder = fs::path{text}.parent_path();
    return folder.empty() || fs::is_directory(folder, none)
               ? ""
               : fmt::format(
                     "must lie in a folder, and there is no {}; make it first, or name "
                     "another",
                     in_quotes(folder.string()));
}

/// How a check that knows the values of an option is called: the way that completion finds them.
constexpr std::string_view offers = "offers";

std::string called_by(std::vector<std::string> const& names)
{
    return fmt::format("{} {}", offers, fmt::join(names, " "));
}

}  // namespace

unsigned usable_cpus()
{
    return usable_processors();
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most)
{
    return {[=](std::string const& text) {
                auto const parsed = parse_whole(text);
                auto const* number = std::get_if<std::uint64_t>(&parsed);
                return number != nullptr && *number >= least && *number <= most
                           ? std::string{}
                           : fmt::format("must be a whole number from {} to {}, {}", least, most,
                                         but_not(text, refusal_of(parsed)));
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
                           : fmt::format("must be a number from 0 to 1, {}",
                                         but_not(text, refusal_of(parsed)));
            },
            ""};
}

CLI::Validator above_zero()
{
    return {[](std::string const& text) {
                auto const parsed = parse_number(text);
                auto const* number = std::get_if<double>(&parsed);
                return number != nullptr && *number > 0.0
                           ? std::string{}
                           : fmt::format("must be a number above 0, {}",
                                         but_not(text, refusal_of(parsed)));
            },
            ""};
}

CLI::Validator shard_of_many()
{
    return {[](std::string const& text) {
                return parse_shard(text)
                           ? std::string{}
                           : fmt::format(
                                 "must be a shard, not {}; write it as 3/16, counted from "
                                 "0/16 to 15/16",
                                 in_quotes(text));
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
                                  "must be a name for Slurm, not {}; use letters, digits and _ - . "
                                  ", @ +",
                                  in_quotes(text));
            },
            ""};
}

CLI::Validator batch_option()
{
    return {
        [](std::string const& text) {
            bool const fits =
                text.starts_with('-') && text.find_first_of("\r\n") == std::string::npos;
            return fits
                       ? std::string{}
                       : fmt::format(
                             "must be an option of sbatch, not {}; write it as --sbatch=--qos=long",
                             in_quotes(text));
        },
        ""};
}

CLI::Validator one_of(std::vector<std::string> names)
{
    auto const called = called_by(names);
    return {[names = std::move(names)](std::string const& text) {
                return std::ranges::find(names, text) != names.end()
                           ? std::string{}
                           : fmt::format("cannot be {}; {}", in_quotes(text),
                                         suggestion(text, names));
            },
            "", called};
}

CLI::Validator offer(std::vector<std::string> const& names)
{
    return {[](std::string const&) { return std::string{}; }, "", called_by(names)};
}

std::vector<std::string> offered(CLI::Option& option)
{
    std::vector<std::string> names;
    try {
        for (int i = 0;; ++i) {
            std::istringstream words{option.get_validator(i)->get_name()};
            std::string word;
            if (words >> word && word == offers) {
                names.assign(std::istream_iterator<std::string>{words}, {});
            }
        }
    } catch (CLI::OptionNotFound const&) {  // NOLINT(bugprone-empty-catch)
        // there are no more
    }
    return names;
}

CLI::Validator file_to_write()
{
    return {[](std::string const& text) { return wrong_target(text); }, ""};
}

CLI::Validator file_to_read()
{
    return {[](std::string const& text) {
                return text.empty() ? "must name a file, not ''" : std::string{};
            },
            ""};
}

}  // namespace parley
