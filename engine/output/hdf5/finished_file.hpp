#pragma once

#include "output/errors.hpp"
#include "output/hdf5/manifest.hpp"
#include "output/variables.hpp"

#include <optional>
#include <set>

namespace parley::hdf5 {

/// A damaged file, for the user.
[[nodiscard]] InputFileError damaged(std::filesystem::path const& path, Failure const& failure);

/// What is wrong with an array or a text, in words that do not come from HDF5.
[[nodiscard]] std::string damage_in(Failure const& failure);

/// Can HDF5 go through all of a file but its numbers, right or wrong, without a crash and soon? A
/// child process tries it. Throws InputFileError where the file cannot be read.
[[nodiscard]] bool is_bearable(std::filesystem::path const& path);

/// A result that is finished, open for reading: the one place where results are opened and where
/// their arrays are read.
///
/// HDF5 crashes on some files that are damaged, or made to hurt, and reads others for ever. So the
/// file is held against the sum in its last line before HDF5 sees it, unless it is larger than
/// `proven_up_to`, and a child process goes through it first, with a budget: through all but
/// numbers, which have checksums in HDF5, and their storage, which must be able to hold them.
///
/// What is read whole is held against the file's sums: the heads of all arrays and groups, which
/// hold their names, shapes and attributes, when they are opened, values when the last of them is
/// read. Of a file of format 1, which has no sums, all is taken as it is.
class FinishedFile {
  public:
    static constexpr std::uintmax_t proven_up_to = 1'000'000'000;  ///< bytes

    /// Opens a result. Throws InputFileError when it cannot be opened, is not an HDF5 file, is
    /// damaged or cut off, is not a result, or is of a version of the format that is not known.
    explicit FinishedFile(std::filesystem::path path);

    /// The same without a look at it beforehand: for a process that may crash.
    [[nodiscard]] static FinishedFile opened_at_once(std::filesystem::path path);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] hid_t id() const { return file_.id(); }

    /// nullptr of a file of format 1.
    [[nodiscard]] Manifest const* manifest() const { return manifest_ ? &*manifest_ : nullptr; }

    /// Is there an array of that path, such as "policy" or "provenance/settings"?
    [[nodiscard]] bool has(std::string const& path) const;

    /// Is that an array, and not a group? Throws Failure where there is nothing.
    [[nodiscard]] bool is_array(std::string const& path) const;

    /// Opens an array. Throws Failure where there is none, or its head is not what was written.
    [[nodiscard]] Dataset open_array(std::string const& path) const;

    /// Throws Failure unless an array's values stand in this file, can be as many as its shape
    /// says, and lie along axes of its group, each of the length of its scale.
    void require_sound(std::string const& path) const;

    /// The names of what a group holds, in the order in which it was made, but for the sums. Throws
    /// Failure where its attributes are not what was written.
    [[nodiscard]] std::vector<std::string> members(std::string const& path) const;

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
            throw damaged(path_, failure);
        }
    }

  private:
    struct AtOnce {};
    FinishedFile(std::filesystem::path path, AtOnce);

    void read_manifest();
    void require_head(std::string const& path, hid_t object) const;
    [[nodiscard]] Manifest::Sums const& sums_of(std::string const& path) const;

    std::filesystem::path path_;
    File file_;
    std::optional<Manifest> manifest_;
    mutable std::set<std::string, std::less<>> right_heads_;  // paths of what need not be checked
};

}  // namespace parley::hdf5
