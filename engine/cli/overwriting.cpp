#include "cli/overwriting.hpp"

#include "output/call_record.hpp"
#include "output/descriptor.hpp"
#include "output/errors.hpp"
#include "output/result_reader.hpp"
#include "support/machine_failure.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace parley {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_record = std::size_t{4} << 20U;  // no command line is longer

/// Is it the file, or a folder that the file lies in?
bool holds(fs::path const& output, fs::path const& input)
{
    std::error_code none;
    if (fs::equivalent(output, input, none)) {
        return true;
    }
    auto const place = fs::weakly_canonical(input, none);
    for (auto folder = place.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (fs::equivalent(output, folder, none)) {
            return true;
        }
    }
    return false;
}

[[noreturn]] void refuse(fs::path const& path, std::string_view problem)
{
    throw InputFileError{path, fmt::format("{}; give another name with -o, or replace it with "
                                           "--overwrite",
                                           problem)};
}

/// Is there a file that holds anything? What is no file is refused when it is written.
bool stands(fs::path const& path)
{
    std::error_code none;
    return fs::is_regular_file(path, none) && fs::file_size(path, none) > 0;
}

/// What a result is, and the what-if of each of its runs.
struct Standing {
    ResultHeader header;
    std::vector<std::string> what_ifs;
};

Standing standing_at(fs::path const& path)
{
    try {
        ResultReader const reader{path};
        return {reader.header(), reader.texts("what_if")};
    } catch (InputFileError const& error) {
        refuse(path, error.problem());
    }
}

std::size_t runs_in(ResultHeader const& header)
{
    auto const run = std::ranges::find(header.dimensions, "run", &ResultHeader::Dimension::name);
    return run == header.dimensions.end() ? 0 : run->size;
}

/// The first bytes of a file, at most so many.
std::string beginning_of(fs::path const& path, std::size_t most)
{
    std::string text(most, '\0');
    std::size_t size = 0;
    Descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    ssize_t got = file.is_open() ? 1 : -1;
    while (got > 0 && size < most) {
        got = ::read(file.number(), text.data() + size, most - size);
        if (got < 0 && errno == EINTR) {
            got = 1;  // again
            continue;
        }
        size += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    if (got < 0) {
        int const number = errno;
        auto const reason = std::generic_category().message(number);
        if (is_machine_failure(number)) {
            throw ReadError{path, reason};
        }
        refuse(path, fmt::format("cannot be read ({})", reason));
    }
    text.resize(size);
    return text;
}

/// As text or as data.
bool begins_as_minutes(fs::path const& path)
{
    std::string const beginning = beginning_of(path, 80);
    return beginning.starts_with("Minutes of ") ||
           beginning.starts_with(R"({"record":"run","format":"parley minutes",)");
}

}  // namespace

std::size_t refuse_to_lose(NewResult const& result)
{
    refuse_to_lose_record(result.path);
    for (fs::path const& minutes : result.minutes) {
        if (stands(minutes) && !begins_as_minutes(minutes)) {
            refuse(minutes, "holds no minutes of Parley's");
        }
    }
    if (!stands(result.path)) {
        return 0;
    }
    auto const [header, what_ifs] = standing_at(result.path);
    auto const title = header.attribute("title");
    auto const runs = runs_in(header);
    if (!header.attribute("plan_sha256").empty()) {
        refuse(result.path, fmt::format("is the result of a sweep of '{}'", title));
    }
    if (title != result.title) {
        refuse(result.path, fmt::format("is the result of another scenario, '{}'", title));
    }
    if (runs > result.runs) {
        refuse(result.path,
               fmt::format("holds {} runs, and this call makes {}", runs, result.runs));
    }
    auto const lost = std::ranges::find_if(what_ifs, [&](std::string const& name) {
        return std::ranges::count(result.what_ifs, name) == 0;
    });
    if (lost != what_ifs.end()) {
        refuse(result.path,
               fmt::format("holds runs of '{}', which this call does not make", *lost));
    }
    return runs;
}

void refuse_to_lose_record(fs::path const& result)
{
    auto const record = call_record_of(result);
    if (stands(record) && !is_call_record(beginning_of(record, longest_record))) {
        refuse(record, "holds no record of a call of Parley's");
    }
}

void refuse_to_overwrite(std::vector<InputFile> const& inputs, std::vector<fs::path> const& outputs)
{
    for (fs::path const& output : outputs) {
        for (InputFile const& input : inputs) {
            if (holds(output, input.path)) {
                throw InputFileError{output,
                                     fmt::format("is {}; give another name with -o", input.what)};
            }
        }
    }
}

}  // namespace parley
