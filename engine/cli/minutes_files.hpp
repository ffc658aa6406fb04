#pragma once

#include "output/pending_file.hpp"

#include <filesystem>
#include <string>

namespace parley {

/// Minutes as text and as lines of data.
struct Minutes {
    std::string text;
    std::string data;
};

/// The minutes beside a result: to be read, and as data.
struct MinutesFiles {
    explicit MinutesFiles(std::filesystem::path const& output);

    std::filesystem::path text;  ///< NAME.transcript.txt
    std::filesystem::path data;  ///< NAME.minutes.jsonl
};

/// Minutes on their way into their files, run by run: those of large worlds fill the memory.
class GrowingMinutes {
  public:
    explicit GrowingMinutes(MinutesFiles const& files);

    void add(Minutes const& minutes);

    /// Both appear under their names.
    void commit();

  private:
    PendingFile text_;
    PendingFile data_;
};

}  // namespace parley
