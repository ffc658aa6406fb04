#pragma once

#include "output/checksum.hpp"
#include "sweep/run_set.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley {

/// Some finished runs of a sweep, as they wait on disk until all are there.
///
/// A part is one file: the eight bytes `parleypt`, the length of a head and its SHA-256; the head;
/// the runs in order, each its number, its length and its row as bytes; and the SHA-256 of these. A
/// part appears under its name whole, and never changes. Numbers are of eight bytes, lowest first.
struct PartHead {
    std::string plan_sha256;
    std::string layout;    ///< SHA-256 of what a row holds
    std::string platform;  ///< what computed it
    std::uint64_t failed = 0;
    double opened = 0.0;  ///< when its first run began, in seconds since 1970
    double closed = 0.0;
    std::vector<RunRange> runs{};
    std::uint64_t body_bytes = 0;

    [[nodiscard]] std::uint64_t count() const;
};

/// A finished run: its place in the plan, and its row as bytes.
struct FinishedRun {
    std::uint64_t run = 0;
    std::string row;
};

/// A file is no whole part.
struct DamagedPart : std::runtime_error {
    explicit DamagedPart(std::filesystem::path const& path)
        : std::runtime_error{"'" + path.string() + "' is damaged or cut off"}
    {
    }
};

/// Writes a part of these runs, which it puts in order; `head` names all but runs and bytes. Throws
/// OutputError.
void write_part(std::filesystem::path const& path, PartHead head, std::vector<FinishedRun> runs);

/// Reads the runs of a part, one after the other.
class PartReader {
  public:
    /// Reads the head. Throws DamagedPart, also where the file is shorter or longer than it says,
    /// and ReadError where the system does not let it be read; so does `next`.
    explicit PartReader(std::filesystem::path path);

    [[nodiscard]] PartHead const& head() const { return head_; }

    /// The next run, until the next call; nullptr after the last. Throws DamagedPart, also after
    /// the last where the sum of all is wrong.
    [[nodiscard]] FinishedRun const* next();

    /// Lets go of the file, to open it again where it stands.
    void rest() { file_.close(); }

  private:
    [[nodiscard]] std::string take(std::uint64_t count);
    void require_next(std::uint64_t run);
    void check_sum();

    std::filesystem::path path_;
    PartHead head_;
    std::ifstream file_;
    std::uint64_t place_ = 0;          // in the file
    std::uint64_t end_ = 0;            // of the body
    std::size_t range_ = 0;            // of the head, in which the next run lies
    std::uint64_t next_in_range_ = 0;  // runs before it
    bool checked_ = false;
    Checksum sum_;
    FinishedRun run_;
};

}  // namespace parley
