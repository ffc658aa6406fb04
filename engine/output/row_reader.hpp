#pragma once

#include "output/errors.hpp"
#include "output/provenance.hpp"
#include "output/row.hpp"

#include <memory>

namespace parley {

/// A finished result of a sweep, read back as it was written: layout, provenance, and row by row.
/// One thread.
class RowReader {
  public:
    /// Opens a result. Throws InputFileError as ResultReader, and where it is no sweep's.
    explicit RowReader(std::filesystem::path const& path);
    RowReader(RowReader const&) = delete;
    RowReader& operator=(RowReader const&) = delete;
    ~RowReader();

    [[nodiscard]] Layout const& layout() const;
    [[nodiscard]] Provenance const& provenance() const;  ///< with its sweep
    [[nodiscard]] std::size_t runs() const;              ///< in this file, from the first one on
    [[nodiscard]] std::string const& content_sha256() const;

    /// The next run's row, until the next call; nullptr after the last. Throws InputFileError where
    /// the file is damaged.
    [[nodiscard]] Row const* next();

  private:
    class Reading;
    std::unique_ptr<Reading> reading_;
};

}  // namespace parley
