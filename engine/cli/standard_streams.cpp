#include "cli/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <tuple>

namespace parley {
namespace {

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): of the streams, as they are
int first_failure = 0;  // errno
Loudness chosen = Loudness::usual;
pid_t json_promised_by = 0;  // the process; 0: none has
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

}  // namespace

void open_standard_streams()
{
    for (int const stream : {0, 1, 2}) {
        // A file that is opened gets the lowest number that is free: those below are taken.
        if (::fcntl(stream, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) != stream) {
            throw std::system_error{errno, std::generic_category(), "cannot open /dev/null"};
        }
    }
}

void set_loudness(Loudness loudness, bool json)
{
    chosen = loudness;
    json_promised_by = json ? ::getpid() : 0;
}

Loudness loudness()
{
    return chosen;
}

bool is_json_promised()
{
    return json_promised_by == ::getpid();  // and by none of its children
}

void say_text(std::string_view text)
{
    if (chosen != Loudness::quiet) {
        give_text(text);
    }
}

void give_text(std::string_view text)
{
    bool const failed = std::fwrite(text.data(), 1, text.size(), stdout) != text.size();
    if (failed && first_failure == 0) {
        first_failure = errno;
    }
}

void warn_text(std::string_view text)
{
    std::ignore = std::fwrite(text.data(), 1, text.size(), stderr);
}

int flush_output()
{
    if (std::fflush(stdout) != 0 && first_failure == 0) {
        first_failure = errno;
    }
    return first_failure == EPIPE ? 0 : first_failure;
}

}  // namespace parley
