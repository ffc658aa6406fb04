#include "output/result_reader.hpp"

#include "output/hdf5/driver.hpp"
#include "output/hdf5/reading.hpp"
#include "output/result_file.hpp"
#include "support/machine_failure.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <functional>
#include <numeric>
#include <sstream>
#include <system_error>

namespace parley {
namespace {

using Texts = std::vector<std::string>;

/// What the system says to opening the file, or nothing when it lets us.
void check_that_it_opens(std::filesystem::path const& path)
{
    if (std::filesystem::is_directory(path)) {
        throw InputFileError{path, "is a folder, not a result"};
    }
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        auto const number = errno;
        auto const reason = std::generic_category().message(number);
        if (is_machine_failure(number)) {
            throw ReadError{path, reason};
        }
        throw InputFileError{path, fmt::format("cannot be opened ({})", reason)};
    }
    ::close(file);
}

hdf5::File open(std::filesystem::path const& path)
{
    check_that_it_opens(path);
    hdf5::be_quiet();
    if (!hdf5::is_hdf5(path)) {
        throw InputFileError{path, "is not a result (it is not an HDF5 file)"};
    }
    auto const access = hdf5::access_properties();
    hdf5::use_forgiving_driver(access);
    try {
        return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), "opening it"};
    } catch (hdf5::Failure const& failure) {
        throw InputFileError{path, fmt::format("is damaged or cut off ({})", failure.reason())};
    }
}

void check_format(hid_t file, std::filesystem::path const& path)
{
    if (hdf5::attribute_text(file, "format") != format_name) {
        throw InputFileError{path, "is an HDF5 file, but not a result of Parley"};
    }
    auto const version = hdf5::attribute_text(file, "format_version").value_or("unknown");
    if (version != std::to_string(format_version)) {
        auto const engine = hdf5::attribute_text(file, "engine_version").value_or("unknown");
        throw InputFileError{
            path, fmt::format("has format version {}, written by Parley {} (this engine reads "
                              "version {} only)",
                              version, engine, format_version)};
    }
}

std::string day_text(double days)
{
    using namespace std::chrono;
    year_month_day const day{sys_days{std::chrono::days{static_cast<int>(days)}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

ResultHeader::Dimension dimension(std::string const& name, hid_t scale)
{
    ResultHeader::Dimension found{.name = name, .size = hdf5::shape_of(scale).at(0), .labels = {}};
    if (hdf5::type_name(scale) == "text") {
        found.labels = hdf5::read_texts(scale);
    } else if (hdf5::attribute_text(scale, "units").value_or("").starts_with("days since 1970")) {
        for (double const days : hdf5::read_numbers(scale)) {
            found.labels.push_back(day_text(days));
        }
    }
    return found;
}

/// What the values of a flag mean; nothing where the array is none.
std::vector<std::pair<int, std::string>> flags_of(hid_t array)
{
    std::istringstream values{hdf5::attribute_text(array, "flag_values").value_or("")};
    std::istringstream meanings{hdf5::attribute_text(array, "flag_meanings").value_or("")};
    std::vector<std::pair<int, std::string>> flags;
    int value = 0;
    std::string meaning;
    while (values >> value && meanings >> meaning) {
        flags.emplace_back(value, meaning);
    }
    return flags;
}

ResultHeader::Variable variable(std::string const& name, hid_t array)
{
    auto const shape = hdf5::shape_of(array);
    hdf5::Datatype const type{H5Dget_type(array), "looking at", name};
    return {.name = name,
            .type = hdf5::type_name(array),
            .dimensions = hdf5::axes_of(array),
            .units = hdf5::attribute_text(array, "units").value_or(""),
            .long_name = hdf5::attribute_text(array, "long_name").value_or(""),
            .parameter = hdf5::attribute_text(array, "parameter").value_or(""),
            .flags = flags_of(array),
            .bytes = std::accumulate(shape.begin(), shape.end(),
                                     std::uint64_t{H5Tget_size(type.id())}, std::multiplies<>{}),
            .stored_bytes = H5Dget_storage_size(array)};
}

}  // namespace

std::string ResultHeader::attribute(std::string_view name) const
{
    auto const found =
        std::ranges::find(attributes, name, &decltype(attributes)::value_type::first);
    return found == attributes.end() ? std::string{} : found->second;
}

class ResultReader::Reading {
  public:
    /// Carries out what fails where the file is damaged.
    template <class Action>
    auto carry_out(Action const& action) const
    {
        try {
            return action();
        } catch (hdf5::Failure const& failure) {
            throw InputFileError{
                path_, fmt::format("is damaged ({}, while {})", failure.reason(), failure.doing())};
        }
    }

    explicit Reading(std::filesystem::path path) : path_{std::move(path)}, file_{open(path_)}
    {
        carry_out([&] { check_format(file_.id(), path_); });
    }

    [[nodiscard]] ResultHeader header() const
    {
        ResultHeader header;
        for (std::string const& name : hdf5::attribute_names(file_.id())) {
            header.attributes.emplace_back(name,
                                           hdf5::attribute_text(file_.id(), name).value_or(""));
        }
        for (std::string const& name : hdf5::member_names(file_.id())) {
            if (name == "provenance") {
                read_provenance(header);
                continue;
            }
            auto const array = open_array(name);
            if (hdf5::is_scale(array.id())) {
                header.dimensions.push_back(dimension(name, array.id()));
            }
            header.variables.push_back(variable(name, array.id()));
        }
        return header;
    }

    [[nodiscard]] hdf5::Dataset open_array(std::string const& name) const
    {
        return {H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), "opening", name};
    }

    void require(std::string const& name) const
    {
        auto const exists = carry_out([&] {
            return hdf5::check(H5Lexists(file_.id(), name.c_str(), H5P_DEFAULT), "looking for",
                               name);
        });
        if (exists == 0) {
            throw InputFileError{path_, fmt::format("has no variable '{}'", name)};
        }
    }

  private:
    void read_provenance(ResultHeader& header) const
    {
        auto const text = [&](std::string const& name) {
            return hdf5::read_texts(open_array("provenance/" + name).id());
        };
        hdf5::Group const group{H5Gopen2(file_.id(), "provenance", H5P_DEFAULT), "opening",
                                "provenance"};
        for (std::string const& name : hdf5::member_names(group.id())) {
            if (!name.starts_with("file")) {
                header.provenance.push_back({name, text(name).at(0)});
            }
        }
        auto const names = text("file");
        auto const texts = text("file_text");
        for (std::size_t f = 0; f < std::min(names.size(), texts.size()); ++f) {
            header.files.push_back({names[f], texts[f]});
        }
    }

    std::filesystem::path path_;
    hdf5::File file_;
};

ResultReader::ResultReader(std::filesystem::path const& path)
    : reading_{std::make_unique<Reading>(path)}
{
}

ResultReader::~ResultReader() = default;

ResultHeader ResultReader::header() const
{
    return reading_->carry_out([&] { return reading_->header(); });
}

std::vector<double> ResultReader::numbers(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->carry_out(
        [&] { return hdf5::read_numbers(reading_->open_array(variable).id()); });
}

ExactNumbers ResultReader::exact_numbers(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->carry_out(
        [&] { return hdf5::read_exact_numbers(reading_->open_array(variable).id()); });
}

Texts ResultReader::texts(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->carry_out(
        [&] { return hdf5::read_texts(reading_->open_array(variable).id()); });
}

}  // namespace parley
