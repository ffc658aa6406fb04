#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// HDF5 with owners and exceptions. The library is used from one thread at a time.
namespace parley::hdf5 {

/// A call of HDF5 failed. Whoever knows the file turns it into a message for the user.
class Failure : public std::runtime_error {
  public:
    Failure(std::string doing, std::string reason, bool of_library = false)
        : std::runtime_error{doing + ": " + reason},
          doing_{std::move(doing)},
          reason_{std::move(reason)},
          of_library_{of_library}
    {
    }

    [[nodiscard]] std::string const& doing() const { return doing_; }

    /// The system's, if it had one.
    [[nodiscard]] std::string const& reason() const { return reason_; }

    /// Are the reason's words HDF5's own, which speak of its parts and not of ours?
    [[nodiscard]] bool is_of_library() const { return of_library_; }

  private:
    std::string doing_;
    std::string reason_;
    bool of_library_;
};

/// Throws the Failure that HDF5's stack of errors tells of: "DOING 'OBJECT'". Where the system did
/// not let a finished file be read, that is a ReadError: the file may be sound.
[[noreturn]] void fail(std::string_view doing, std::string_view object);

/// Passes a result of HDF5 through; a negative one is a Failure.
template <class Result>
Result check(Result result, std::string_view doing, std::string_view object = {})
{
    if (result < 0) {
        fail(doing, object);
    }
    return result;
}

/// Owner of something that HDF5 opened or made.
template <auto close>
class Handle {
  public:
    Handle() = default;

    /// Throws Failure when `id` says that there is none.
    Handle(hid_t id, std::string_view doing, std::string_view object = {})
        : id_{check(id, doing, object)}
    {
    }
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    Handle(Handle&& other) noexcept : id_{std::exchange(other.id_, none)} {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Handle()
    {
        if (id_ >= 0) {
            close(id_);
        }
    }

    [[nodiscard]] hid_t id() const { return id_; }

    /// Closes now and says whether that failed.
    [[nodiscard]] herr_t close_now() { return close(std::exchange(id_, none)); }

  private:
    static constexpr hid_t none = -1;
    hid_t id_ = none;
};

using File = Handle<&H5Fclose>;
using Group = Handle<&H5Gclose>;
using Dataset = Handle<&H5Dclose>;
using Object = Handle<&H5Oclose>;
using Dataspace = Handle<&H5Sclose>;
using Datatype = Handle<&H5Tclose>;
using Attribute = Handle<&H5Aclose>;
using Properties = Handle<&H5Pclose>;

/// A new list of properties, such as `make_properties(H5P_DATASET_CREATE)`.
[[nodiscard]] Properties make_properties(hid_t kind);

/// Properties with which a file is opened: the format of HDF5 1.10, and no locks, which a finished
/// file needs none of and some cluster file systems cannot give.
[[nodiscard]] Properties access_properties();

/// Properties with which a group or a file is made: its members and attributes stay in order.
[[nodiscard]] Properties ordered_properties(hid_t kind);

/// Ends HDF5's own printing of errors, on this thread.
void be_quiet();

}  // namespace parley::hdf5
