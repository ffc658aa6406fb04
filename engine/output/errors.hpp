#pragma once

#include "support/machine_failure.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace parley {

/// A file cannot be written: the machine's failure (disk full, folder not writable), not the
/// user's.
///
/// Nothing is left behind under the file's name or beside it; what stood there before still does.
class OutputError : public std::runtime_error {
  public:
    /// Says "cannot write 'PATH' (REASON, while DOING)"; nothing of the while when `doing` is
    /// empty.
    OutputError(std::filesystem::path path, std::string doing, std::string reason)
        : std::runtime_error{"cannot write '" + path.string() + "' (" + reason +
                             (doing.empty() ? "" : ", while ") + doing + ")"},
          path_{std::move(path)},
          doing_{std::move(doing)},
          reason_{std::move(reason)}
    {
    }

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::string const& doing() const { return doing_; }
    [[nodiscard]] std::string const& reason() const { return reason_; }  ///< the system's words

  private:
    std::filesystem::path path_;
    std::string doing_;
    std::string reason_;
};

/// The system does not let a file be read that may be sound: the machine's failure.
class ReadError : public std::runtime_error {
  public:
    /// Says "cannot read 'PATH' (REASON)".
    ReadError(std::filesystem::path const& path, std::string const& reason)
        : std::runtime_error{"cannot read '" + path.string() + "' (" + reason + ")"},
          reason_{reason}
    {
    }

    [[nodiscard]] std::string const& reason() const { return reason_; }  ///< the system's words

  private:
    std::string reason_;
};

/// A file that was given as a result is none that this engine can read.
class InputFileError : public std::runtime_error {
  public:
    /// Says "'PATH' PROBLEM".
    InputFileError(std::filesystem::path path, std::string problem)
        : std::runtime_error{"'" + path.string() + "' " + problem},
          path_{std::move(path)},
          problem_{std::move(problem)}
    {
    }

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::string const& problem() const
    {
        return problem_;
    }  ///< "is not an HDF5 file"

  private:
    std::filesystem::path path_;
    std::string problem_;
};

/// What the system said of a file to be read, with its errno `number`: a ReadError where the
/// machine failed, else an InputFileError that says "'PATH' PROBLEM (REASON)".
[[noreturn]] inline void refuse_to_read(std::filesystem::path const& path, std::string_view problem,
                                        int number)
{
    auto const reason = std::generic_category().message(number);
    if (is_machine_failure(number)) {
        throw ReadError{path, reason};
    }
    throw InputFileError{path, std::string{problem} + " (" + reason + ")"};
}

}  // namespace parley
