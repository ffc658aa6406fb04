#include "output/file_sum.hpp"

#include "output/checksum.hpp"
#include "output/descriptor.hpp"
#include "output/errors.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

namespace parley {
namespace {

constexpr std::string_view beginning = "parley sha256: ";
constexpr std::size_t digits = 64;
constexpr std::size_t line_size = beginning.size() + digits + 1;

[[noreturn]] void fail()
{
    throw std::system_error{errno, std::generic_category()};
}

Descriptor open(std::filesystem::path const& path)
{
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.is_open()) {
        fail();
    }
    return file;
}

/// Reads up to `size` bytes; fewer at the end of the file.
std::string_view read(Descriptor const& file, std::vector<char>& place, std::uint64_t size)
{
    for (;;) {
        auto const got =
            ::read(file.number(), place.data(),
                   static_cast<std::size_t>(std::min<std::uint64_t>(size, place.size())));
        if (got >= 0) {
            return {place.data(), static_cast<std::size_t>(got)};
        }
        if (errno != EINTR) {
            fail();
        }
    }
}

/// The last bytes of a file; none where it has fewer.
std::string end_of(std::filesystem::path const& path, std::uint64_t size)
{
    auto const file = open(path);
    if (size < line_size) {
        return {};
    }
    if (::lseek(file.number(), static_cast<off_t>(size - line_size), SEEK_SET) < 0) {
        fail();
    }
    std::vector<char> place(line_size);
    std::string end;
    while (end.size() < line_size) {
        auto const got = read(file, place, line_size - end.size());
        if (got.empty()) {
            break;
        }
        end += got;
    }
    return end;
}

}  // namespace

std::string file_sum_line(std::string_view sum)
{
    return std::string{beginning}.append(sum).append("\n");
}

void require_regular_file(std::filesystem::path const& path)
{
    std::error_code ignored;
    auto const status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status)) {
        throw InputFileError{path, "is a folder, not a result; name a file in it"};
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        throw InputFileError{path,
                             "is a device or a pipe, not a result; write what it gives to a file"};
    }
    try {
        static_cast<void>(open(path));
    } catch (std::system_error const& error) {
        refuse_to_read(path, "cannot be opened", error.code().value());
    }
}

std::string sha256_of_file(std::filesystem::path const& path, std::uint64_t size)
{
    auto const file = open(path);
    std::vector<char> place(std::size_t{1} << 20U);
    Checksum sum;
    while (size > 0) {
        auto const got = read(file, place, size);
        if (got.empty()) {
            break;
        }
        sum.add(got);
        size -= got.size();
    }
    return sum.hexadecimal();
}

std::string stated_file_sum(std::filesystem::path const& path)
{
    auto const end = end_of(path, std::filesystem::file_size(path));
    bool const is_line = end.starts_with(beginning) && end.ends_with('\n');
    return is_line ? end.substr(beginning.size(), digits) : std::string{};
}

FileSum file_sum_of(std::filesystem::path const& path)
{
    auto const size = std::filesystem::file_size(path);
    auto stated = stated_file_sum(path);
    auto found = sha256_of_file(path, stated.empty() ? size : size - line_size);
    return {.stated = std::move(stated), .found = std::move(found)};
}

}  // namespace parley
