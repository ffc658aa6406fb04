#pragma once

#include "output/errors.hpp"

#include <string_view>

namespace parley {

/// A file that appears under its name whole, or not at all.
///
/// It grows under a temporary name in the same folder, `NAME.PROCESS-COUNT.tmp`, and takes its name
/// in one step. Where the name is a symbolic link, what it points to is replaced.
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

    /// Synchronises the file with the disk, gives it its name, and synchronises the folder. Whoever
    /// wrote to the temporary file must have closed it. Throws OutputError.
    void commit();

  private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
    bool committed_ = false;
};

/// Writes a whole text file, or nothing. Throws OutputError.
void write_text_file(std::filesystem::path const& target, std::string_view text);

}  // namespace parley
