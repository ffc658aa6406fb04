#pragma once

#include "output/errors.hpp"
#include "output/exact_numbers.hpp"
#include "output/provenance.hpp"
#include "output/variables.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {
namespace hdf5 {
class FinishedFile;
}

/// What a result says about itself, without its values.
struct ResultHeader {
    struct Dimension {
        std::string name;
        std::size_t size = 0;
        std::vector<std::string> labels;  ///< days as 2005-01-31; none where it only counts
    };

    struct Variable {
        std::string name;
        std::string type;                     ///< "float64", "int8", ..., "text"
        std::vector<std::string> dimensions;  ///< names
        std::string units;                    ///< empty for texts and flags
        std::string long_name;
        std::string parameter;  ///< the path that a sweep varies; empty for what runs give
        std::vector<std::pair<int, std::string>> flags;  ///< what values of a flag mean
        std::uint64_t bytes = 0;         ///< of its values; of a text its reference only
        std::uint64_t stored_bytes = 0;  ///< in the file, compressed
    };

    /// A text of the provenance; files that were read have the name that the scenario gave them.
    struct Text {
        std::string name;
        std::string text;
    };

    std::vector<std::pair<std::string, std::string>> attributes;  ///< of the root, in order
    std::vector<Dimension> dimensions;
    std::vector<Variable> variables;  ///< labels included, in order
    std::vector<Text> provenance;
    std::vector<Text> files;
    bool has_sums = false;  ///< were all arrays and texts held against sums? Format 1 has none

    /// An attribute of the root as text; empty where there is none.
    [[nodiscard]] std::string attribute(std::string_view name) const;

    /// The same as a whole number; 0 where there is none.
    [[nodiscard]] std::uint64_t number(std::string_view name) const;

    /// A text of the provenance; empty where there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
};

/// What determined a result.
[[nodiscard]] Provenance provenance_of(ResultHeader const& header);

/// A finished result, open for reading from one thread. Whatever is read is held against the sums
/// that the file has of it.
class ResultReader {
  public:
    /// Opens a result. Throws InputFileError when it cannot be opened, is not an HDF5 file, is
    /// damaged or cut off, is not a result, or is of a version of the format that this engine does
    /// not know.
    explicit ResultReader(std::filesystem::path const& path);

    /// Reads a result that is open already.
    explicit ResultReader(std::shared_ptr<hdf5::FinishedFile const> file);
    ResultReader(ResultReader const&) = delete;
    ResultReader& operator=(ResultReader const&) = delete;
    ~ResultReader();

    /// Throws InputFileError where the file is damaged.
    [[nodiscard]] ResultHeader header() const;

    /// The values of a variable of numbers, in row-major order; integers of more than 53 bits are
    /// rounded. Throws InputFileError where there is no such variable or it is damaged.
    [[nodiscard]] std::vector<double> numbers(std::string const& variable) const;

    /// The same with every bit that they have in the file.
    [[nodiscard]] ExactNumbers exact_numbers(std::string const& variable) const;

    /// The values of a variable of texts.
    [[nodiscard]] std::vector<std::string> texts(std::string const& variable) const;

    /// The values of a variable, of its own type. Throws InputFileError where there is no such
    /// variable or it is damaged.
    [[nodiscard]] OwnedValues values(std::string const& variable) const;

    /// The values of some entries of its first dimension; of numbers, HDF5 checks each chunk, and
    /// `check` checks all. Throws InputFileError also where the variable does not reach that far.
    [[nodiscard]] OwnedValues rows(std::string const& variable, std::size_t first,
                                   std::size_t count) const;

    /// Holds all values of a variable against their sum, in little memory, for those who then read
    /// rows. Throws InputFileError where there is no such variable or it is damaged.
    void check(std::string const& variable) const;

  private:
    class Reading;
    std::unique_ptr<Reading> reading_;
};

}  // namespace parley
