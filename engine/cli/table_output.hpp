#pragma once

#include "cli/standard_streams.hpp"
#include "output/pending_file.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// Where a table goes, piece by piece: to standard output, or into a file that appears whole.
class TableOutput {
  public:
    /// To standard output where `path` is empty. Throws OutputError.
    explicit TableOutput(std::string const& path)
    {
        if (!path.empty()) {
            file_.emplace(path);
        }
    }

    void add(std::string_view text)
    {
        if (file_) {
            file_->append(text);
        } else {
            give_text(text);
        }
    }

    void finish()
    {
        if (file_) {
            file_->commit();
        }
    }

  private:
    std::optional<PendingFile> file_;
};

}  // namespace parley
