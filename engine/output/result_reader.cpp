#include "output/result_reader.hpp"

#include "output/hdf5/array_reading.hpp"
#include "output/hdf5/attribute_reading.hpp"
#include "output/hdf5/finished_file.hpp"
#include "output/hdf5/value_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <concepts>
#include <functional>
#include <map>
#include <numeric>
#include <sstream>

namespace parley {
namespace {

using Texts = std::vector<std::string>;

/// The values of an array of numbers, of any type.
ExactNumbers exact_numbers_of(hdf5::FinishedFile const& file, std::string const& name)
{
    return std::visit(
        // NOLINTNEXTLINE(performance-unnecessary-value-param): most numbers are handed on
        [&]<class Entry>(std::vector<Entry> values) -> ExactNumbers {
            if constexpr (std::same_as<Entry, std::string>) {
                throw hdf5::Failure{fmt::format("reading '{}'", name), "it holds no numbers"};
            } else if constexpr (std::signed_integral<Entry>) {
                return std::vector<std::int64_t>(values.begin(), values.end());
            } else {
                return values;
            }
        },
        file.read(name));
}

std::vector<double> numbers_of(hdf5::FinishedFile const& file, std::string const& name)
{
    auto const to_doubles = [](auto const& numbers) {
        return std::vector<double>(numbers.begin(), numbers.end());
    };
    return std::visit(to_doubles, exact_numbers_of(file, name));
}

Texts texts_of(hdf5::FinishedFile const& file, std::string const& name)
{
    auto values = file.read(name);
    if (auto* texts = std::get_if<Texts>(&values)) {
        return std::move(*texts);
    }
    throw hdf5::Failure{fmt::format("reading '{}'", name), "it holds no texts"};
}

std::string day_text(double days)
{
    using namespace std::chrono;
    constexpr double most = 10'000'000;  // within what the calendar knows
    if (!(std::abs(days) < most)) {
        throw hdf5::Failure{"reading the days", "one of them lies beyond the calendar"};
    }
    year_month_day const day{sys_days{std::chrono::days{static_cast<int>(days)}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

ResultHeader::Dimension dimension(hdf5::FinishedFile const& file, std::string const& name,
                                  hid_t scale)
{
    ResultHeader::Dimension found{.name = name, .size = hdf5::shape_of(scale).at(0), .labels = {}};
    if (hdf5::type_name(scale) == "text") {
        found.labels = texts_of(file, name);
    } else if (hdf5::attribute_text(scale, "units").value_or("").starts_with("days since 1970")) {
        for (double const days : numbers_of(file, name)) {
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

Platform platform_of(ResultHeader const& header)
{
    return {.engine_version = header.attribute("engine_version"),
            .git_revision = header.attribute("git_revision"),
            .git_dirty = header.attribute("git_dirty") == "1",
            .compiler = header.attribute("compiler"),
            .compile_flags = header.attribute("compile_flags"),
            .libraries = header.attribute("libraries"),
            .c_library = header.attribute("c_library"),
            .processor_features = header.attribute("processor_features"),
            .random_generator = header.attribute("random_generator")};
}

std::optional<SweepFacts> sweep_of(ResultHeader const& header)
{
    if (header.attribute("plan_sha256").empty()) {
        return std::nullopt;
    }
    return SweepFacts{.plan_sha256 = header.attribute("plan_sha256"),
                      .plan_runs = header.number("plan_runs"),
                      .first_run = header.number("first_run"),
                      .shard = header.attribute("shard"),
                      .mixed_platforms = header.attribute("mixed_platforms") == "1"};
}

}  // namespace

std::string ResultHeader::attribute(std::string_view name) const
{
    auto const found =
        std::ranges::find(attributes, name, &decltype(attributes)::value_type::first);
    return found == attributes.end() ? std::string{} : found->second;
}

std::uint64_t ResultHeader::number(std::string_view name) const
{
    auto const text = attribute(name);
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string ResultHeader::text(std::string_view name) const
{
    auto const found = std::ranges::find(provenance, name, &Text::name);
    return found == provenance.end() ? std::string{} : found->text;
}

Provenance provenance_of(ResultHeader const& header)
{
    Provenance provenance{.title = header.attribute("title"),
                          .summary = header.attribute("summary"),
                          .creator_name = header.attribute("creator_name"),
                          .license = header.attribute("license"),
                          .keywords = header.attribute("keywords"),
                          .seed = header.number("seed"),
                          .scenario_text = header.text("scenario_text"),
                          .scenario_resolved = header.text("scenario_resolved"),
                          .settings = header.text("settings"),
                          .study_text = header.text("study_text"),
                          .study_resolved = header.text("study_resolved"),
                          .platform = platform_of(header),
                          .sweep = sweep_of(header)};
    for (auto const& file : header.files) {
        provenance.files.push_back({file.name, file.text});
    }
    return provenance;
}

class ResultReader::Reading {
  public:
    explicit Reading(std::shared_ptr<hdf5::FinishedFile const> file)
        : owner_{std::move(file)}, file_{*owner_}
    {
    }

    [[nodiscard]] ResultHeader header() const
    {
        ResultHeader header;
        header.has_sums = file_.manifest() != nullptr;
        for (std::string const& name : hdf5::attribute_names(file_.id())) {
            header.attributes.emplace_back(name,
                                           hdf5::attribute_text(file_.id(), name).value_or(""));
        }
        for (std::string const& name : file_.members("/")) {
            if (name == "provenance") {
                read_provenance(header);
                continue;
            }
            if (!file_.is_array(name)) {
                continue;  // a group of somebody else's
            }
            auto const array = file_.open_array(name);
            if (hdf5::is_scale(array.id())) {
                header.dimensions.push_back(dimension(file_, name, array.id()));
            }
            header.variables.push_back(variable(name, array.id()));
        }
        return header;
    }

    void require(std::string const& name) const
    {
        if (!file_.has(name)) {
            throw InputFileError{file_.path(), fmt::format("has no variable '{}'", name)};
        }
    }

    [[nodiscard]] hdf5::FinishedFile const& file() const { return file_; }

    /// An array that stays open, and with it the chunks that were read last.
    [[nodiscard]] hid_t array_of_rows(std::string const& name) const
    {
        auto found = arrays_.find(name);
        if (found == arrays_.end()) {
            found = arrays_.emplace(name, file_.open_array(name)).first;
        }
        return found->second.id();
    }

  private:
    void read_provenance(ResultHeader& header) const
    {
        auto const text = [&](std::string const& name) {
            return texts_of(file_, "provenance/" + name);
        };
        for (std::string const& name : file_.members("provenance")) {
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

    std::shared_ptr<hdf5::FinishedFile const> owner_;
    hdf5::FinishedFile const& file_;
    mutable std::map<std::string, hdf5::Dataset, std::less<>> arrays_;
};

ResultReader::ResultReader(std::filesystem::path const& path)
    : ResultReader{std::make_shared<hdf5::FinishedFile const>(path)}
{
}

ResultReader::ResultReader(std::shared_ptr<hdf5::FinishedFile const> file)
    : reading_{std::make_unique<Reading>(std::move(file))}
{
}

ResultReader::~ResultReader() = default;

ResultHeader ResultReader::header() const
{
    return reading_->file().carry_out([&] { return reading_->header(); });
}

std::vector<double> ResultReader::numbers(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->file().carry_out([&] { return numbers_of(reading_->file(), variable); });
}

ExactNumbers ResultReader::exact_numbers(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->file().carry_out([&] { return exact_numbers_of(reading_->file(), variable); });
}

Texts ResultReader::texts(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->file().carry_out([&] { return texts_of(reading_->file(), variable); });
}

OwnedValues ResultReader::values(std::string const& variable) const
{
    reading_->require(variable);
    return reading_->file().carry_out([&] { return reading_->file().read(variable); });
}

OwnedValues ResultReader::rows(std::string const& variable, std::size_t first,
                               std::size_t count) const
{
    reading_->require(variable);
    return reading_->file().carry_out([&] {
        auto const array = reading_->array_of_rows(variable);
        auto const element = hdf5::element_of(array);
        auto values = empty_values(element);
        hdf5::read_rows(array, first, count, element, values);
        return values;
    });
}

void ResultReader::check(std::string const& variable) const
{
    reading_->require(variable);
    reading_->file().carry_out([&] {
        auto const array = reading_->file().open_array(variable);
        reading_->file().require_values(variable, hdf5::value_sum(array.id()));
    });
}

}  // namespace parley
