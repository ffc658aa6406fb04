#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace parley {

/// Opens /dev/null for standard input, output and error where they are closed. Otherwise a file
/// that is opened later gets the number of one of them, and then what is meant for the user.
/// To be called first of all. Throws std::system_error where there is no /dev/null.
void open_standard_streams();

/// How much a call says. Quiet: faults alone, mistakes, warnings and what is damaged, on standard
/// error. Verbose: also what it does, how long that takes, and lists in full.
enum class Loudness { quiet, usual, verbose };

/// To be called before anything is said. `json` promises that standard output is one value of JSON,
/// whatever happens.
void set_loudness(Loudness loudness, bool json);

[[nodiscard]] Loudness loudness();
[[nodiscard]] bool is_json_promised();

/// Prints what was asked for by name, such as a table or JSON, to standard output, also when quiet.
/// A failure is kept for `flush_output`.
void give_text(std::string_view text);

template <class... Values>
void give(fmt::format_string<Values...> format, Values&&... values)
{
    give_text(fmt::format(format, std::forward<Values>(values)...));
}

/// Prints for people to standard output, but not when quiet.
void say_text(std::string_view text);

template <class... Values>
void say(fmt::format_string<Values...> format, Values&&... values)
{
    say_text(fmt::format(format, std::forward<Values>(values)...));
}

/// Prints to standard error. A failure is passed over: there is no place left to tell it.
void warn_text(std::string_view text);

template <class... Values>
void warn(fmt::format_string<Values...> format, Values&&... values)
{
    warn_text(fmt::format(format, std::forward<Values>(values)...));
}

/// Prints what a verbose call does to standard error, as a line that begins with `parley: `.
template <class... Values>
void tell(fmt::format_string<Values...> format, Values&&... values)
{
    if (loudness() == Loudness::verbose) {
        warn("parley: {}\n", fmt::format(format, std::forward<Values>(values)...));
    }
}

/// Prints what standard output still holds back. Returns the error number of the first failure to
/// print there, or 0. A reader who has read enough and is gone, as in `| head`, is no failure.
[[nodiscard]] int flush_output();

}  // namespace parley
