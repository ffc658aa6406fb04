#pragma once

#include "fuzz/target.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>

namespace parley::fuzz {

/// A file that lies in memory alone, so that what is in it goes the whole way of a user's.
class FileInMemory {
  public:
    explicit FileInMemory(std::string_view content) : descriptor_{::memfd_create("file", 0)}
    {
        demand(descriptor_ >= 0, "no file in memory");
        auto const written = ::write(descriptor_, content.data(), content.size());
        demand(std::cmp_equal(written, content.size()), "no room for a file in memory");
    }
    ~FileInMemory() { ::close(descriptor_); }
    FileInMemory(FileInMemory const&) = delete;
    FileInMemory& operator=(FileInMemory const&) = delete;

    [[nodiscard]] std::string path() const
    {
        return "/proc/self/fd/" + std::to_string(descriptor_);
    }

  private:
    int descriptor_;
};

}  // namespace parley::fuzz
