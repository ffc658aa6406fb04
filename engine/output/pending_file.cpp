#include "output/pending_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace parley {
namespace {

/// An open file of the system's, closed when it goes.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

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

void synchronise(std::filesystem::path const& what, int flags, std::filesystem::path const& target)
{
    Descriptor const file{::open(what.c_str(), flags | O_CLOEXEC)};
    // Some file systems know no synchronising of folders, and say so with EINVAL.
    if (!file.is_open() || (::fsync(file.number()) != 0 && errno != EINVAL)) {
        throw OutputError{target, "synchronising it with the disk", system_words()};
    }
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path const& target) : target_{resolved(target)}
{
    refuse_what_cannot_be_replaced(target_);
    for (int count = 0;; ++count) {
        temporary_ = target_;
        temporary_ += fmt::format(".{}-{}.tmp", ::getpid(), count);
        Descriptor const file{
            ::open(temporary_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666)};
        if (file.is_open()) {
            return;
        }
        if (errno != EEXIST) {
            auto const reason = system_words();
            throw OutputError{target_, "creating a file in '" + folder_of(target_).string() + "'",
                              reason};
        }
    }
}

PendingFile::~PendingFile()
{
    if (!committed_) {
        ::unlink(temporary_.c_str());
    }
}

void PendingFile::commit()
{
    synchronise(temporary_, O_RDONLY, target_);
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
        throw OutputError{target_, "giving it its name", system_words()};
    }
    committed_ = true;
    synchronise(folder_of(target_), O_RDONLY | O_DIRECTORY, target_);
}

void write_text_file(std::filesystem::path const& target, std::string_view text)
{
    PendingFile pending{target};
    {
        Descriptor const file{::open(pending.temporary().c_str(), O_WRONLY | O_CLOEXEC)};
        while (!text.empty()) {
            auto const written = ::write(file.number(), text.data(), text.size());
            if (written < 0 && errno != EINTR) {
                throw OutputError{pending.target(), "writing its text", system_words()};
            }
            text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
    }
    pending.commit();
}

}  // namespace parley
