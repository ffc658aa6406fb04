#pragma once

#include "output/result_reader.hpp"
#include "sweep/plan.hpp"

namespace parley {

/// What a finished sweep (or shard) shows at a glance, for people: what was varied, what came out
/// on average, and how that goes with each parameter; and what went wrong in runs that failed.
class SweepSummary {
  public:
    /// Reads what it tells from the result. Throws InputFileError.
    SweepSummary(Plan const& plan, std::filesystem::path const& result);

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::uint64_t failed() const { return failed_; }

  private:
    /// A number of each run that tells most.
    struct Measure {
        std::string title;
        std::vector<double> values;
    };

    /// Runs whose values of a parameter are alike: one of a few values, or about a quarter of the
    /// runs.
    struct Group {
        std::string label;
        double first;
        std::vector<std::size_t> runs;
    };

    void read_measures();
    [[nodiscard]] std::vector<Group> groups_of(std::size_t parameter) const;
    [[nodiscard]] std::string means() const;
    [[nodiscard]] std::string by_parameter() const;
    [[nodiscard]] std::string failures() const;

    Plan const& plan_;
    ResultReader reader_;
    ResultHeader header_;
    std::vector<double> points_;  // by run
    std::vector<Measure> measures_;
    std::uint64_t failed_ = 0;
};

}  // namespace parley
