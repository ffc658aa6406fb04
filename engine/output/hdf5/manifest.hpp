#pragma once

#include "output/hdf5/handle.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace parley::hdf5 {

/// The sums of all that a result holds, by the paths of its groups and arrays, as FORMAT.md
/// describes them ("Sums").
class Manifest {
  public:
    /// Sums of values in 64 hexadecimal digits, by the paths of their arrays.
    using ValueSums = std::map<std::string, std::string, std::less<>>;

    struct Sums {
        std::string head;    ///< of what stands beside the values: type, shape, axes, attributes
        std::string values;  ///< of an array; "-" of a group
    };

    /// The sums of a file that is open for writing. Values are read again but for those of which
    /// the sum is `known`.
    [[nodiscard]] static Manifest of(hid_t file, ValueSums const& known);

    /// Reads the text of a manifest. Throws Failure where it is none.
    explicit Manifest(std::string_view text);

    /// A line an object, `HEAD VALUES PATH`, in the order of the paths.
    [[nodiscard]] std::string text() const;

    /// nullptr where nothing of that path is listed.
    [[nodiscard]] Sums const* find(std::string_view path) const;

    [[nodiscard]] std::map<std::string, Sums, std::less<>> const& all() const { return sums_; }

  private:
    Manifest() = default;

    std::map<std::string, Sums, std::less<>> sums_;
};

/// Where the manifest stands, and the attribute of the root that holds its own sum.
inline constexpr char const* manifest_group = "sums";
inline constexpr char const* manifest_array = "manifest";
inline constexpr char const* manifest_sum = "sums_sha256";

/// The paths of all groups and arrays of a file but the manifest's own, in the order in which they
/// were made: `/`, `/provenance`, `/provenance/scenario_text`, ..., `/run`, ...
[[nodiscard]] std::vector<std::string> object_paths(hid_t file);

/// SHA-256 of what stands beside the values of an array or in a group.
[[nodiscard]] std::string head_sum(hid_t object);

/// SHA-256 of the values of an array, read piece by piece.
[[nodiscard]] std::string value_sum(hid_t array);

/// Writes the manifest into its group, and its sum beside the other attributes of the root. Nothing
/// may be changed in the file afterwards.
void write_manifest(hid_t file, Manifest const& manifest);

}  // namespace parley::hdf5
