#include "output/pending_file.hpp"

#include "output/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>
#include <thread>

namespace parley {
namespace {

std::string system_words()
{
    return std::generic_category().message(errno);
}

std::filesystem::path folder_of(std::filesystem::path const& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
}

/// What is to be replaced: the name itself, or what it points to.
std::filesystem::path resolved(std::filesystem::path const& target)
{
    std::error_code failed;
    if (!std::filesystem::is_symlink(target, failed)) {
        return target;
    }
    auto const pointed_to = std::filesystem::weakly_canonical(target, failed);
    return failed ? target : pointed_to;
}

void refuse_what_cannot_be_replaced(std::filesystem::path const& target)
{
    std::error_code ignored;
    auto const status = std::filesystem::status(target, ignored);
    if (std::filesystem::is_directory(status)) {
        throw OutputError{target, "", "it is a folder"};
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        throw OutputError{target, "",
                          "it is a device or a pipe, and only a file can be replaced as a whole"};
    }
}

/// Some file systems know no synchronising of folders, and say so with EINVAL.
void synchronise(Descriptor const& file, std::filesystem::path const& target)
{
    if (!file.is_open() || (::fsync(file.number()) != 0 && errno != EINVAL)) {
        throw OutputError{target, "synchronising it with the disk", system_words()};
    }
}

enum class Lock { ours, of_another, unknown_here };

/// The lock that a file holds while it grows. It belongs to the open file and not to the process,
/// so that it ends with whoever holds it, also by a kill, and says nothing of numbers of processes,
/// which are given again and are others on another host.
Lock lock(Descriptor const& file)
{
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(file.number(), F_OFD_SETLK, &whole) == 0) {
        return Lock::ours;
    }
    return errno == EAGAIN || errno == EACCES ? Lock::of_another : Lock::unknown_here;
}

/// Does the path still name this open file?
bool is_still(std::filesystem::path const& path, Descriptor const& file)
{
    struct stat named = {};
    struct stat open = {};
    return ::lstat(path.c_str(), &named) == 0 && ::fstat(file.number(), &open) == 0 &&
           named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

/// Is `name` NAME.PROCESS-COUNT.tmp?
bool is_temporary_of(std::string_view target, std::string_view name)
{
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view end = ".tmp";
    if (!name.starts_with(target) || !name.ends_with(end)) {
        return false;
    }
    name.remove_prefix(target.size());
    name.remove_suffix(std::min(end.size(), name.size()));
    auto const dash = name.find('-');
    return name.starts_with('.') && dash != std::string_view::npos && dash > 1 &&
           dash + 1 < name.size() &&
           name.substr(1, dash - 1).find_first_not_of(digits) == std::string_view::npos &&
           name.substr(dash + 1).find_first_not_of(digits) == std::string_view::npos;
}

/// Removes a temporary file that nobody is writing any more. Where the file system has no locks,
/// nobody can tell, and it stays.
void remove_if_abandoned(std::filesystem::path const& path)
{
    Descriptor const file{::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    if (file.is_open() && lock(file) == Lock::ours && is_still(path, file)) {
        ::unlink(path.c_str());
    }
}

void remove_abandoned_files_of(std::filesystem::path const& target)
{
    auto const name = target.filename().string();
    std::error_code failed;
    std::filesystem::directory_iterator entry{folder_of(target), failed};
    for (; !failed && entry != end(entry); entry.increment(failed)) {
        if (is_temporary_of(name, entry->path().filename().string())) {
            remove_if_abandoned(entry->path());
        }
    }
}

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): what a signal handler can reach

/// Names of the temporary files of this process, for the end by a signal. There are more places
/// than files that grow at a time; a file without a place stays behind, as after a kill.
std::array<char const*, 16> unfinished{};
pid_t process_of_unfinished = 0;  // a child of it has the names, too, and not the files

/// Held while a temporary file is made and noted, or removed and forgotten. The end by a signal
/// takes it for good: whoever asks for it then waits until the process has ended.
std::atomic<bool> unfinished_in_use{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

void use_unfinished() noexcept
{
    while (unfinished_in_use.exchange(true)) {
        std::this_thread::yield();
    }
}

/// Has `unfinished` to itself, and holds signals back in this thread: a handler on top of it would
/// wait for ever.
class Undisturbed {
  public:
    Undisturbed()
    {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_BLOCK, &all, &before_);
        use_unfinished();
    }
    Undisturbed(Undisturbed const&) = delete;
    Undisturbed& operator=(Undisturbed const&) = delete;
    ~Undisturbed()
    {
        unfinished_in_use = false;
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

  private:
    sigset_t before_{};
};

/// Makes a temporary file, locks it and notes its name. Returns 0; EEXIST where another process
/// has the name; else why not. Takes no memory: a process that gets none ends, and removes what is
/// unfinished.
int make(Descriptor& file, std::filesystem::path const& temporary)
{
    Undisturbed const undisturbed;
    file = Descriptor{::open(temporary.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666)};
    if (!file.is_open()) {
        return errno;
    }
    // Between these lines another process may have taken it for abandoned.
    if (lock(file) == Lock::of_another || !is_still(temporary, file)) {
        return EEXIST;
    }
    process_of_unfinished = ::getpid();
    if (auto* const free = std::ranges::find(unfinished, nullptr); free != unfinished.end()) {
        *free = temporary.c_str();
    }
    return 0;
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path const& target) : target_{resolved(target)}
{
    refuse_what_cannot_be_replaced(target_);
    remove_abandoned_files_of(target_);
    int failure = EEXIST;
    for (int count = 0; failure == EEXIST; ++count) {
        temporary_ = target_;
        temporary_ += fmt::format(".{}-{}.tmp", ::getpid(), count);
        failure = make(file_, temporary_);
    }
    if (failure != 0) {
        throw OutputError{target_, "creating a file in '" + folder_of(target_).string() + "'",
                          std::generic_category().message(failure)};
    }
}

PendingFile::~PendingFile()
{
    Undisturbed const undisturbed;
    if (!committed_) {
        ::unlink(temporary_.c_str());
    }
    std::ranges::replace(unfinished, temporary_.c_str(), nullptr);
}

void PendingFile::commit()
{
    synchronise(file_, target_);
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
        throw OutputError{target_, "giving it its name", system_words()};
    }
    committed_ = true;
    file_.close_now();
    Descriptor const folder{::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    synchronise(folder, target_);
}

void remove_unfinished_files() noexcept
{
    if (process_of_unfinished != ::getpid()) {
        return;
    }
    use_unfinished();
    for (char const* const name : unfinished) {
        if (name != nullptr) {
            ::unlink(name);
        }
    }
}

void PendingFile::append(std::string_view bytes)
{
    bool const at_the_end = ::lseek(file_.number(), 0, SEEK_END) >= 0;
    while (!bytes.empty()) {
        auto const written =
            at_the_end ? ::write(file_.number(), bytes.data(), bytes.size()) : ssize_t{-1};
        if (written < 0 && errno != EINTR) {
            throw OutputError{target_, "writing it", system_words()};
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

void write_text_file(std::filesystem::path const& target, std::string_view text)
{
    PendingFile pending{target};
    pending.append(text);
    pending.commit();
}

}  // namespace parley
