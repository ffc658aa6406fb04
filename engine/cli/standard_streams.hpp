#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace parley {

/// Opens /dev/null for standard input, output and error where they are closed. Otherwise a file
/// that is opened later gets the number of one of them, and then what is meant for the user.
/// To be called first of all. Throws std::system_error where there is no /dev/null.
void open_standard_streams();

/// Prints to standard output. A failure is kept for `flush_output`.
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

/// Prints what standard output still holds back. Returns the error number of the first failure to
/// print there, or 0. A reader who has read enough and is gone, as in `| head`, is no failure.
[[nodiscard]] int flush_output();

}  // namespace parley
