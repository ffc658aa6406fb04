#pragma once

#include "output/descriptor.hpp"
#include "output/errors.hpp"

#include <string_view>

namespace parley {

/// A file that appears under its name whole, or not at all.
///
/// It grows under a temporary name in the same folder, `NAME.PROCESS-COUNT.tmp`, and takes its name
/// in one step. Where the name is a symbolic link, what it points to is replaced. While it grows it
/// is locked. A temporary file without a lock is left from a killed process: the next process that
/// writes a file of that name removes it.
class PendingFile {
  public:
    /// Creates the temporary file, empty. Throws OutputError, also when `target` exists and is a
    /// folder or a device, which cannot be replaced.
    explicit PendingFile(std::filesystem::path const& target);
    PendingFile(PendingFile const&) = delete;
    PendingFile& operator=(PendingFile const&) = delete;

    /// Removes the temporary file unless it was committed.
    ~PendingFile();

    [[nodiscard]] std::filesystem::path const& target() const { return target_; }
    [[nodiscard]] std::filesystem::path const& temporary() const { return temporary_; }

    /// Adds bytes behind what has been written to the temporary file. Throws OutputError.
    void append(std::string_view bytes);

    /// Synchronises the file with the disk, gives it its name, and synchronises the folder. Whoever
    /// wrote to the temporary file by its name must have closed it. Throws OutputError.
    void commit();

  private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
    Descriptor file_;
    bool committed_ = false;
};

/// Removes the temporary files of this process. For a signal handler that then ends the process:
/// no other is made afterwards. Signals that lead here are not to interrupt one another.
void remove_unfinished_files() noexcept;

/// Writes a whole text file, or nothing. Throws OutputError.
void write_text_file(std::filesystem::path const& target, std::string_view text);

}  // namespace parley
