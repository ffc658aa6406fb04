#pragma once

#include "output/errors.hpp"
#include "output/hdf5/manifest.hpp"
#include "output/variables.hpp"

#include <optional>

namespace parley::hdf5 {

/// A result that is finished, open for reading: the one place where results are opened and where
/// their arrays are read.
///
/// What is read whole is held against the file's sums: the heads of all arrays and groups, which
/// hold their names, shapes and attributes, when they are opened, values when the last of them is
/// read. Of a file of format 1, which has no sums, all is taken as it is.
class FinishedFile {
  public:
    /// Opens a result. Throws InputFileError when it cannot be opened, is not an HDF5 file, is
    /// damaged or cut off, is not a result, or is of a version of the format that is not known.
    explicit FinishedFile(std::filesystem::path path);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] hid_t id() const { return file_.id(); }

    /// nullptr of a file of format 1.
    [[nodiscard]] Manifest const* manifest() const { return manifest_ ? &*manifest_ : nullptr; }

    /// Is there an array of that path, such as "policy" or "provenance/settings"?
    [[nodiscard]] bool has(std::string const& path) const;

    /// Opens an array. Throws Failure where there is none, or its head is not what was written.
    [[nodiscard]] Dataset open_array(std::string const& path) const;

    /// The names of what a group holds, in the order in which it was made, but for the sums. Throws
    /// Failure where its attributes are not what was written.
    [[nodiscard]] std::vector<std::string> members(std::string const& group) const;

    /// All values of an array. Throws Failure where they are not what was written.
    [[nodiscard]] OwnedValues read(std::string const& path) const;

    /// Throws Failure unless the values have this sum; for those who read them piece by piece.
    void require_values(std::string const& path, std::string const& sum) const;

    /// Carries out what throws Failure where the file is damaged, and throws InputFileError there.
    template <class Action>
    decltype(auto) carry_out(Action const& action) const
    {
        try {
            return action();
        } catch (Failure const& failure) {
            throw InputFileError{
                path_, "is damaged (" + failure.reason() + ", while " + failure.doing() + ")"};
        }
    }

  private:
    void read_manifest();
    void require_head(std::string const& path, hid_t object) const;
    [[nodiscard]] Manifest::Sums const& sums_of(std::string const& path) const;

    std::filesystem::path path_;
    File file_;
    std::optional<Manifest> manifest_;
};

}  // namespace parley::hdf5
