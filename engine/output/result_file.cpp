#include "output/result_file.hpp"

#include "output/file_sum.hpp"
#include "output/hdf5/attribute.hpp"
#include "output/hdf5/driver.hpp"
#include "output/hdf5/explanation_group.hpp"
#include "output/hdf5/provenance_group.hpp"
#include "output/hdf5/result_arrays.hpp"
#include "output/pending_file.hpp"

#include <stdexcept>
#include <system_error>

namespace parley {
namespace {

hdf5::File create(std::filesystem::path const& path, int& refusal)
{
    hdf5::be_quiet();
    auto const creation = hdf5::ordered_properties(H5P_FILE_CREATE);
    auto const access = hdf5::access_properties();
    hdf5::use_forgiving_driver(access, refusal);
    return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), "creating it"};
}

}  // namespace

/// Everything that is open while a result is written. It closes in reverse order: the arrays, then
/// the file; then the temporary file is removed, unless it has taken its name.
class ResultFile::Writing {
  public:
    explicit Writing(std::filesystem::path const& path)
        : pending_{path}, file_{create(pending_.temporary(), refusal_)}
    {
    }

    void begin(Layout const& layout, Provenance const& provenance, std::size_t planned_runs)
    {
        hdf5::write_provenance(file_.id(), provenance, planned_runs);
        std::size_t const first_run = provenance.sweep ? provenance.sweep->first_run : 0;
        arrays_ = std::make_unique<hdf5::ResultArrays>(file_.id(), layout, planned_runs, first_run);
        if (provenance.sweep && !provenance.sweep->shard.empty()) {
            hdf5::write_attribute(file_.id(), "most_sessions",
                                  static_cast<std::uint64_t>(layout.most_sessions));
        }
        hdf5::require_none(refusal_);
    }

    void add(Row const& row)
    {
        arrays_->append(row);
        hdf5::require_none(refusal_);
    }

    void explain(std::vector<Explained> const& what_ifs)
    {
        hdf5::write_explanations(file_.id(), what_ifs);
        hdf5::require_none(refusal_);
    }

    void finish(std::string_view content_sha256)
    {
        arrays_->flush();
        if (!content_sha256.empty()) {
            hdf5::write_attribute(file_.id(), "content_sha256", content_sha256);
        }
        hdf5::require_none(refusal_);
        hdf5::write_manifest(file_.id(), hdf5::Manifest::of(file_.id(), arrays_->sums()));
        arrays_.reset();
        hdf5::check(file_.close_now(), "closing it");
        hdf5::require_none(refusal_);
        append_sum();
        pending_.commit();
    }

  private:
    void append_sum()
    {
        try {
            auto const& file = pending_.temporary();
            auto const size = std::filesystem::file_size(file);
            pending_.append(file_sum_line(sha256_of_file(file, size)));
        } catch (std::system_error const& error) {
            throw hdf5::Failure{"reading it again", error.code().message()};
        }
    }

    PendingFile pending_;
    int refusal_ = 0;  // errno of what the system would not write
    hdf5::File file_;
    std::unique_ptr<hdf5::ResultArrays> arrays_;
};

ResultFile::ResultFile(std::filesystem::path const& path, Layout const& layout,
                       Provenance const& provenance, std::size_t planned_runs)
    : path_{path}
{
    carry_out([&] {
        writing_ = std::make_unique<Writing>(path);
        writing_->begin(layout, provenance, planned_runs);
    });
}

ResultFile::ResultFile(std::filesystem::path const& path, Labels const& labels,
                       Provenance const& provenance, std::size_t planned_runs)
    : ResultFile{path, series_layout(labels), provenance, planned_runs}
{
    variables_ = variables(labels);
}

ResultFile::~ResultFile() = default;

void ResultFile::add(Row const& row)
{
    if (!writing_) {
        throw std::logic_error{"a result that is finished or given up takes no more runs"};
    }
    carry_out([&] { writing_->add(row); });
}

void ResultFile::add(RunRecord const& run)
{
    Row row{.values = {}, .sessions = run.sessions.count()};
    add_values(row, variables_, run);
    add(row);
}

void ResultFile::explain(std::vector<Explained> const& what_ifs)
{
    if (!writing_) {
        throw std::logic_error{"a result that is finished or given up takes no explanations"};
    }
    carry_out([&] { writing_->explain(what_ifs); });
}

void ResultFile::finish(std::string_view content_sha256)
{
    if (!writing_) {
        throw std::logic_error{"a result is finished once"};
    }
    carry_out([&] { writing_->finish(content_sha256); });
    writing_.reset();
}

/// Carries out what may fail; where it does, the file is given up.
template <class Action>
void ResultFile::carry_out(Action const& action)
{
    try {
        action();
    } catch (hdf5::Failure const& failure) {
        writing_.reset();
        throw OutputError{path_, failure.doing(), failure.reason()};
    } catch (...) {
        writing_.reset();
        throw;
    }
}

}  // namespace parley
