#include "output/hdf5/handle.hpp"

#include "output/errors.hpp"
#include "output/hdf5/driver.hpp"

#include <charconv>
#include <system_error>

namespace parley::hdf5 {
namespace {

/// The number behind "errno = " in a description, or 0.
int errno_in(std::string_view description)
{
    constexpr std::string_view mark = "errno = ";
    auto const at = description.find(mark);
    int number = 0;
    if (at != std::string_view::npos) {
        auto const digits = description.substr(at + mark.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    }
    return number;
}

/// What the stack of errors comes down to.
struct Cause {
    int number = 0;           // errno, if the system refused something
    std::string description;  // else HDF5's words for what went wrong first
};

herr_t look_for_cause(unsigned /*place*/, H5E_error2_t const* error, void* cause)
{
    auto& found = *static_cast<Cause*>(cause);
    std::string_view const description = error->desc == nullptr ? "" : error->desc;
    if (found.number == 0) {
        found.number = errno_in(description);
    }
    if (found.description.empty()) {
        found.description = description;
    }
    return 0;
}

}  // namespace

void fail(std::string_view doing, std::string_view object)
{
    Cause cause;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look_for_cause, &cause);  // from the innermost call out
    H5Eclear2(H5E_DEFAULT);
    if (auto const refusal = take_read_refusal()) {
        throw ReadError{refusal->file, std::generic_category().message(refusal->number)};
    }
    std::string text{doing};
    if (!object.empty()) {
        text.append(" '").append(object).append("'");
    }
    if (cause.number != 0) {
        throw Failure{text, std::generic_category().message(cause.number)};
    }
    throw Failure{text, cause.description.empty() ? "HDF5 gives no reason" : cause.description,
                  true};
}

Properties make_properties(hid_t kind)
{
    return {H5Pcreate(kind), "making properties"};
}

Properties access_properties()
{
    auto properties = make_properties(H5P_FILE_ACCESS);
    check(H5Pset_libver_bounds(properties.id(), H5F_LIBVER_V110, H5F_LIBVER_V110),
          "choosing the format of HDF5 1.10");
#if H5_VERSION_GE(1, 10, 7)
    check(H5Pset_file_locking(properties.id(), false, true), "doing without locks");
#endif
    return properties;
}

Properties ordered_properties(hid_t kind)
{
    auto properties = make_properties(kind);
    constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    check(H5Pset_link_creation_order(properties.id(), in_order), "keeping variables in order");
    check(H5Pset_attr_creation_order(properties.id(), in_order), "keeping attributes in order");
    check(H5Pset_obj_track_times(properties.id(), false), "leaving times out");
    return properties;
}

void be_quiet()
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // each thread has its own setting
}

}  // namespace parley::hdf5
