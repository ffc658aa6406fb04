#include "sweep/part_folder.hpp"

#include "output/errors.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <system_error>

namespace parley {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view extension = ".part";

std::string host_name()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

/// "FIRST.HOST.PROCESS-COUNT.part": no two processes on earth give the same.
std::string new_name(std::uint64_t first_run)
{
    static std::atomic<std::uint64_t> count{0};
    return fmt::format("{:012}.{}.{}-{}{}", first_run, host_name(), ::getpid(), count++, extension);
}

/// Has the process that was writing this temporary file ended? Of another host's we only know that
/// a part takes no ten minutes to write.
bool is_abandoned(fs::path const& path)
{
    std::error_code failed;
    std::string const name = path.filename().string();
    auto const mark = "." + host_name() + ".";
    auto const at = name.find(mark);
    pid_t process = 0;
    if (at != std::string::npos) {
        auto const* digits = name.data() + at + mark.size();
        std::from_chars(digits, name.data() + name.size(), process);
    }
    if (process > 0) {
        return ::kill(process, 0) != 0 && errno == ESRCH;
    }
    auto const written = fs::last_write_time(path, failed);
    return !failed && fs::file_time_type::clock::now() - written > std::chrono::minutes{10};
}

void read_to_the_end(PartReader& reader)
{
    while (reader.next() != nullptr) {
    }
}

}  // namespace

RunSet PartFolder::Content::runs() const
{
    RunSet all;
    for (Part const& part : parts) {
        std::ranges::for_each(part.head.runs, [&](RunRange range) { all.add(range); });
    }
    return all;
}

PartFolder::Content PartFolder::content(bool to_the_end) const
{
    std::vector<fs::path> paths;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator{path_, none}) {
        if (entry.path().extension() == extension) {
            paths.push_back(entry.path());
        }
    }
    std::ranges::sort(paths);
    Content content;
    for (fs::path& path : paths) {
        try {
            PartReader reader{path};
            if (to_the_end) {
                read_to_the_end(reader);
            }
            content.parts.push_back({path, reader.head()});
        } catch (DamagedPart const&) {
            content.damaged.push_back(std::move(path));
        }
    }
    return content;
}

void PartFolder::add(PartHead const& head, std::vector<FinishedRun> const& runs) const
{
    auto const first = std::ranges::min(runs, {}, &FinishedRun::run).run;
    for (int tries_left = 3;; --tries_left) {
        std::error_code failed;
        fs::create_directory(path_, failed);
        if (failed) {
            throw OutputError{path_, "making the folder of its parts", failed.message()};
        }
        try {
            write_part(path_ / new_name(first), head, runs);
            return;
        } catch (OutputError const&) {
            if (tries_left == 0 || fs::exists(path_)) {
                throw;
            }  // another process has finished, and cleared the folder away in this moment
        }
    }
}

void PartFolder::clear(Content const& content) const
{
    std::error_code ignored;
    for (auto const& part : content.parts) {
        fs::remove(part.path, ignored);
    }
    for (fs::path const& path : content.damaged) {
        fs::remove(path, ignored);
    }
    for (auto const& entry : fs::directory_iterator{path_, ignored}) {
        if (entry.path().extension() == ".tmp" && is_abandoned(entry.path())) {
            fs::remove(entry.path(), ignored);
        }
    }
    fs::remove(path_, ignored);
}

void PartFolder::remove() const
{
    std::error_code failed;
    fs::remove_all(path_, failed);
    if (failed) {
        throw OutputError{path_, "removing it", failed.message()};
    }
}

}  // namespace parley
