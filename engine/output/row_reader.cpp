#include "output/row_reader.hpp"

#include "output/hdf5/driver.hpp"
#include "output/hdf5/reading.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace parley {
namespace {

/// Runs that are read at a time.
constexpr std::size_t block_size = 256;

std::uint64_t whole(std::string const& text)
{
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Dimension dimension_called(std::string const& name)
{
    auto const found = std::ranges::find(dimension_names, name);
    if (found == dimension_names.end()) {
        throw hdf5::Failure{"looking at an array", "its axis '" + name + "' is unknown"};
    }
    return static_cast<Dimension>(found - dimension_names.begin());
}

Element element_called(std::string const& type)
{
    constexpr std::array<std::string_view, 6> names{"float64", "int8",   "int16",
                                                    "int32",   "uint64", "text"};
    auto const found = std::ranges::find(names, type);
    if (found == names.end()) {
        throw hdf5::Failure{"looking at an array", "its type '" + type + "' is unknown"};
    }
    return static_cast<Element>(found - names.begin());
}

std::vector<std::string> meanings(ResultHeader::Variable const& variable)
{
    std::vector<std::string> all;
    for (auto const& [value, meaning] : variable.flags) {
        if (value >= 0) {
            all.push_back(meaning);
        }
    }
    return all;
}

template <class Number>
std::vector<Number> narrowed(ExactNumbers const& numbers)
{
    auto const narrow = [](auto const& all) { return std::vector<Number>(all.begin(), all.end()); };
    return std::visit(narrow, numbers);
}

LabelArray label_array(ResultReader const& reader, ResultHeader::Variable const& stored)
{
    LabelArray array{.name = stored.name,
                     .dimension = dimension_called(stored.dimensions.at(0)),
                     .values = {},
                     .long_name = stored.long_name,
                     .units = stored.units,
                     .flags = meanings(stored)};
    if (stored.type == "text") {
        array.values = reader.texts(stored.name);
    } else if (stored.type == "int8") {
        array.values = narrowed<std::int8_t>(reader.exact_numbers(stored.name));
    } else {
        array.values = narrowed<std::int32_t>(reader.exact_numbers(stored.name));
    }
    return array;
}

Variable variable(ResultHeader::Variable const& stored)
{
    Variable made;
    made.name = stored.name;
    std::ranges::transform(stored.dimensions, std::back_inserter(made.dimensions),
                           dimension_called);
    made.element = element_called(stored.type);
    made.long_name = stored.long_name;
    made.units = stored.units;
    made.flags = meanings(stored);
    made.may_be_none = !stored.flags.empty() && stored.flags.front().first < 0;
    made.parameter = stored.parameter;
    return made;
}

Layout layout_of(ResultReader const& reader, ResultHeader const& header)
{
    Layout layout;
    for (auto const& stored : header.variables) {
        bool const counts =
            stored.name == "run" || stored.name == "session" || stored.name == "session_run";
        layout.has_sessions = layout.has_sessions || stored.name == "session";
        if (counts || stored.dimensions.empty()) {
            continue;
        }
        std::string const& along = stored.dimensions.front();
        if (along == "run" || along == "session") {
            layout.variables.push_back(variable(stored));
        } else {
            layout.labels.push_back(label_array(reader, stored));
        }
    }
    layout.most_sessions = whole(header.attribute("most_sessions"));
    return layout;
}

std::string text_called(ResultHeader const& header, std::string_view name)
{
    auto const found = std::ranges::find(header.provenance, name, &ResultHeader::Text::name);
    return found == header.provenance.end() ? std::string{} : found->text;
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

Provenance provenance_of(ResultHeader const& header)
{
    Provenance provenance{
        .title = header.attribute("title"),
        .seed = whole(header.attribute("seed")),
        .scenario_text = text_called(header, "scenario_text"),
        .scenario_resolved = text_called(header, "scenario_resolved"),
        .settings = text_called(header, "settings"),
        .study_text = text_called(header, "study_text"),
        .study_resolved = text_called(header, "study_resolved"),
        .platform = platform_of(header),
        .sweep = SweepFacts{.plan_sha256 = header.attribute("plan_sha256"),
                            .plan_runs = whole(header.attribute("plan_runs")),
                            .first_run = whole(header.attribute("first_run")),
                            .shard = header.attribute("shard"),
                            .mixed_platforms = header.attribute("mixed_platforms") == "1"}};
    for (auto const& file : header.files) {
        provenance.files.push_back({file.name, file.text});
    }
    return provenance;
}

hdf5::File open(std::filesystem::path const& path)
{
    auto const access = hdf5::access_properties();
    hdf5::use_forgiving_driver(access);
    return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), "opening it"};
}

}  // namespace

class RowReader::Reading {
  public:
    /// Carries out what fails where the file is damaged.
    template <class Action>
    auto carry_out(Action const& action)
    {
        try {
            return action();
        } catch (hdf5::Failure const& failure) {
            throw InputFileError{
                path_, fmt::format("is damaged ({}, while {})", failure.reason(), failure.doing())};
        }
    }

    explicit Reading(std::filesystem::path const& path) : path_{path}
    {
        ResultReader const reader{path};
        header_ = reader.header();
        if (header_.attribute("plan_sha256").empty()) {
            throw InputFileError{path, "is no result of a sweep"};
        }
        carry_out([&] {
            layout_ = layout_of(reader, header_);
            file_ = open(path);
            for (Variable const& v : layout_.variables) {
                tracks_.push_back({open_array(v.name), empty_values(v.element), layout_.row_size(v),
                                   v.element, v.by_session()});
            }
            if (layout_.has_sessions) {
                session_run_ = open_array("session_run");
            }
            runs_ = static_cast<std::size_t>(hdf5::shape_of(open_array("run").id()).at(0));
        });
        provenance_ = provenance_of(header_);
        content_sha256_ = header_.attribute("content_sha256");
        header_ = {};
        row_.values.resize(tracks_.size());
    }

    Row const* next()
    {
        return carry_out([&]() -> Row const* {
            if (run_ == runs_) {
                return nullptr;
            }
            if (run_ == block_end_) {
                read_block();
            }
            std::size_t const place = run_++ - block_begin_;
            row_.sessions = counts_.empty() ? 0 : counts_[place];
            for (std::size_t t = 0; t < tracks_.size(); ++t) {
                row_.values[t] = share(tracks_[t], place);
            }
            session_ += row_.sessions;
            return &row_;
        });
    }

    Layout layout_;
    Provenance provenance_;
    std::size_t runs_ = 0;
    std::string content_sha256_;

  private:
    struct Track {
        hdf5::Dataset array;
        OwnedValues values;
        std::size_t row_size;
        Element element;
        bool by_session;
    };

    [[nodiscard]] hdf5::Dataset open_array(std::string const& name) const
    {
        return {H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), "opening", name};
    }

    void read_block()
    {
        block_begin_ = run_;
        block_end_ = std::min(runs_, run_ + block_size);
        session_begin_ = session_;
        count_sessions();
        std::size_t sessions = 0;
        for (std::size_t const count : counts_) {
            sessions += count;
        }
        for (Track& track : tracks_) {
            hdf5::read_rows(track.array.id(), track.by_session ? session_ : block_begin_,
                            track.by_session ? sessions : block_end_ - block_begin_, track.element,
                            track.values);
        }
    }

    /// How many sessions each run of the block has: those that name it.
    void count_sessions()
    {
        counts_.clear();
        if (!layout_.has_sessions) {
            return;
        }
        counts_.resize(block_end_ - block_begin_, 0);
        std::size_t const all = static_cast<std::size_t>(hdf5::shape_of(session_run_.id()).at(0));
        OwnedValues place = std::vector<std::int32_t>{};
        constexpr std::size_t at_a_time = 16'384;
        for (std::size_t from = session_; from < all; from += at_a_time) {
            hdf5::read_rows(session_run_.id(), from, std::min(at_a_time, all - from),
                            Element::int32, place);
            for (std::int32_t const run : std::get<std::vector<std::int32_t>>(place)) {
                auto const at = static_cast<std::size_t>(run);
                if (at >= block_end_) {
                    return;
                }
                if (at < block_begin_) {
                    throw hdf5::Failure{"reading sessions", "they are out of order"};
                }
                ++counts_[at - block_begin_];
            }
        }
    }

    [[nodiscard]] Values share(Track const& track, std::size_t place) const
    {
        std::size_t const first = track.by_session ? session_ - session_begin_ : place;
        std::size_t const count = track.by_session ? row_.sessions : 1;
        return std::visit(
            [&]<class Entry>(std::vector<Entry> const& values) -> Values {
                return std::span<Entry const>{values}.subspan(first * track.row_size,
                                                              count * track.row_size);
            },
            track.values);
    }

    std::filesystem::path path_;
    ResultHeader header_;
    hdf5::File file_;
    hdf5::Dataset session_run_;
    std::vector<Track> tracks_;
    std::vector<std::size_t> counts_;  // of sessions, by run of the block
    std::size_t run_ = 0;              // the next
    std::size_t session_ = 0;          // its first
    std::size_t block_begin_ = 0;
    std::size_t block_end_ = 0;
    std::size_t session_begin_ = 0;  // of the block
    Row row_;
};

RowReader::RowReader(std::filesystem::path const& path) : reading_{std::make_unique<Reading>(path)}
{
}

RowReader::~RowReader() = default;

Layout const& RowReader::layout() const
{
    return reading_->layout_;
}

Provenance const& RowReader::provenance() const
{
    return reading_->provenance_;
}

std::size_t RowReader::runs() const
{
    return reading_->runs_;
}

std::string const& RowReader::content_sha256() const
{
    return reading_->content_sha256_;
}

Row const* RowReader::next()
{
    return reading_->next();
}

}  // namespace parley
