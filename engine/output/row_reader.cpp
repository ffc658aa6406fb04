#include "output/row_reader.hpp"

#include "output/hdf5/array_reading.hpp"
#include "output/hdf5/finished_file.hpp"
#include "output/hdf5/value_sum.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <utility>

namespace parley {
namespace {

/// Runs that are read at a time.
constexpr std::size_t block_size = 256;

Dimension dimension_called(std::string const& name)
{
    auto const* const found = std::ranges::find(dimension_names, name);
    if (found == dimension_names.end()) {
        throw hdf5::Failure{"looking at an array", "its axis '" + name + "' is unknown"};
    }
    return static_cast<Dimension>(found - dimension_names.begin());
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
    return std::visit(
        []<class Stored>(std::vector<Stored> const& all) -> std::vector<Number> {
            if constexpr (std::integral<Stored>) {
                return {all.begin(), all.end()};
            } else {
                throw hdf5::Failure{"reading labels", "they are no whole numbers"};
            }
        },
        numbers);
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

Variable variable(ResultHeader::Variable const& stored, Element element)
{
    Variable made;
    made.name = stored.name;
    std::ranges::transform(stored.dimensions, std::back_inserter(made.dimensions),
                           dimension_called);
    made.element = element;
    made.long_name = stored.long_name;
    made.units = stored.units;
    made.flags = meanings(stored);
    made.may_be_none = !stored.flags.empty() && stored.flags.front().first < 0;
    made.parameter = stored.parameter;
    return made;
}

Layout layout_of(hdf5::FinishedFile const& file, ResultReader const& reader,
                 ResultHeader const& header)
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
            auto const element = hdf5::element_of(file.open_array(stored.name).id());
            layout.variables.push_back(variable(stored, element));
        } else {
            layout.labels.push_back(label_array(reader, stored));
        }
    }
    layout.most_sessions = header.number("most_sessions");
    return layout;
}

}  // namespace

class RowReader::Reading {
  public:
    explicit Reading(std::filesystem::path const& path)
        : owner_{std::make_shared<hdf5::FinishedFile const>(path)}, file_{*owner_}
    {
        ResultReader const reader{owner_};
        header_ = reader.header();
        if (header_.attribute("plan_sha256").empty()) {
            throw InputFileError{path, "is no result of a sweep"};
        }
        file_.carry_out([&] {
            layout_ = layout_of(file_, reader, header_);
            for (Variable const& v : layout_.variables) {
                tracks_.push_back({.name = v.name,
                                   .array = file_.open_array(v.name),
                                   .values = empty_values(v.element),
                                   .row_size = layout_.row_size(v),
                                   .element = v.element,
                                   .by_session = v.by_session(),
                                   .sum = {}});
            }
            if (layout_.has_sessions) {
                check_whole("session");
                check_whole("session_run");
                session_run_ = file_.open_array("session_run");
            }
            check_whole("run");
            runs_ = static_cast<std::size_t>(hdf5::shape_of(file_.open_array("run").id()).at(0));
        });
        provenance_ = provenance_of(header_);
        content_sha256_ = header_.attribute("content_sha256");
        header_ = {};
        row_.values.resize(tracks_.size());
    }

    Row const* next()
    {
        return file_.carry_out([&]() -> Row const* {
            if (run_ == runs_) {
                check_sums();
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
        std::string name;
        hdf5::Dataset array;
        OwnedValues values;
        std::size_t row_size;
        Element element;
        bool by_session;
        hdf5::ValueSum sum;  // of what was read
    };

    void check_whole(std::string const& name) const
    {
        file_.require_values(name, hdf5::value_sum(file_.open_array(name).id()));
    }

    /// Once, when all has been read.
    void check_sums()
    {
        if (!std::exchange(checked_, true)) {
            for (Track& track : tracks_) {
                file_.require_values(track.name, track.sum.hexadecimal());
            }
        }
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
            track.sum.add(track.values);
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

    std::shared_ptr<hdf5::FinishedFile const> owner_;
    hdf5::FinishedFile const& file_;
    ResultHeader header_;
    hdf5::Dataset session_run_;
    std::vector<Track> tracks_;
    std::vector<std::size_t> counts_;  // of sessions, by run of the block
    std::size_t run_ = 0;              // the next
    std::size_t session_ = 0;          // its first
    std::size_t block_begin_ = 0;
    std::size_t block_end_ = 0;
    std::size_t session_begin_ = 0;  // of the block
    bool checked_ = false;
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
