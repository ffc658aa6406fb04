#pragma once

#include "output/result_reader.hpp"
#include "output/row.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace parley {

/// Some runs of a result, chosen by its sum: the same for all who have the file, and nobody could
/// choose them before it was complete. In order; all where there are no more than `count`.
[[nodiscard]] std::vector<std::uint64_t> chosen_runs(std::string const& file_sum,
                                                     std::uint64_t runs, std::uint64_t count);

/// What a result tells of another platform than this one.
struct PlatformDifference {
    std::string what;   ///< "C library"
    std::string there;  ///< where the result was computed
    std::string here;
    bool same_program = false;  ///< is it the machine's alone, and the program the same?
};

[[nodiscard]] std::vector<PlatformDifference> platform_differences(Platform const& there);

/// Values of a run that are not those in the file.
struct ValueDifference {
    std::string variable;    ///< or the name of a text, such as "scenario_resolved"
    std::size_t values = 0;  ///< of this run
    std::size_t differing = 0;
    double greatest = 0.0;  ///< distance of two numbers
    std::string what{};     ///< in words, where it is no matter of numbers
};

/// A run that was computed again.
struct RecomputedRun {
    std::uint64_t place = 0;  ///< along `run` in the file, from 0
    std::string what_if;
    std::uint64_t point = 0;
    std::uint64_t replicate = 0;
    std::vector<ValueDifference> differences;
};

/// Computes runs of a result again from the texts that it holds, and compares every bit of them. No
/// other file is looked at.
class Recomputation {
  public:
    /// `reader` must outlive it. Throws InputError when the texts have mistakes: then they are of
    /// another version of the program, or damaged.
    explicit Recomputation(ResultReader const& reader);
    Recomputation(Recomputation const&) = delete;
    Recomputation& operator=(Recomputation const&) = delete;
    ~Recomputation();

    /// What the texts as given resolve to, where that is not what stands in the result.
    [[nodiscard]] std::vector<ValueDifference> text_differences() const;

    /// Number of runs in the file.
    [[nodiscard]] std::uint64_t runs() const;

    /// Computes the run at a place again.
    [[nodiscard]] RecomputedRun operator()(std::uint64_t place) const;

  private:
    class Source;
    class OfScenario;
    class OfPlan;

    [[nodiscard]] static std::unique_ptr<Source> source_of(ResultHeader const& header,
                                                           ResultReader const& reader);
    [[nodiscard]] std::vector<ValueDifference> compare(std::uint64_t place, Row const& row) const;

    ResultReader const& reader_;
    ResultHeader header_;
    std::vector<std::string> what_if_;      // [run]
    std::vector<std::uint64_t> point_;      // [run]
    std::vector<std::uint64_t> replicate_;  // [run]
    std::vector<std::int32_t> session_run_;
    std::unique_ptr<Source> source_;
};

}  // namespace parley
