#pragma once

#include "output/agreement_lives.hpp"
#include "output/run_record.hpp"

#include <memory>
#include <utility>

namespace parley {

/// What a record is made for: to keep all of it, or its summary alone.
enum class Purpose { series, summary };

/// Writes down what is observed of one run.
///
/// For a summary it reads off what `RunSummary` reads, when it does, and leaves the rest as it was
/// made.
///
/// Its arrays are made once; a tick allocates nothing, a session its lines. Recorders of different
/// runs may work at the same time on the same labels, which must outlive them.
class Recorder final : public Observer {
  public:
    /// A recorder of a simulation that has not begun. Throws std::invalid_argument when the labels
    /// lack one of its forums or are of another shape.
    Recorder(Labels const& labels, Simulation const& simulation, std::string what_if = "baseline",
             std::int32_t point = 0, Purpose purpose = Purpose::series);

    [[nodiscard]] bool measures(Level level) const override
    {
        return labels_.keeps_sessions(level);
    }
    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;
    void on_missed_talks(Simulation const& simulation, MissedTalks const& missed) override;
    void on_ratification(Simulation const& simulation, Decision const& decision) override;
    void on_defection(Simulation const& simulation, Defection const& defection) override;
    void on_tick(Simulation const& simulation) override;

    /// Gives the record away. The recorder is of no use afterwards.
    [[nodiscard]] RunRecord take() { return std::move(record_); }

    /// What is written down so far.
    [[nodiscard]] RunRecord const& so_far() const { return record_; }

    /// Another recorder that has seen the same, for a run that goes on from a copy of its state.
    [[nodiscard]] std::unique_ptr<Recorder> copy() const;

  private:
    /// What was seen of one issue in one forum since the last record.
    struct Tally {
        std::int32_t attempts = 0;
        std::int32_t agreements = 0;
        std::int32_t unratified = 0;
        std::int32_t defections = 0;
        std::int32_t without_team = 0;
        double hardness = 0.0;  // sum over the attempts
        double balance = 0.0;   // sum over the attempts
        std::int8_t pattern = -1;
    };

    Recorder(Labels const& labels, RunRecord record) : labels_{labels}, record_{std::move(record)}
    {
    }

    [[nodiscard]] Tally& tally_of(ForumId forum, IssueId issue);
    void count(Session const& session, Forum const& forum);
    void observe(Simulation const& simulation);
    void write_tallies();
    void write_routes(Simulation const& simulation);
    void write_maturity(Simulation const& simulation);
    void write_pairs(Simulation const& simulation);
    void write_organisations(Simulation const& simulation);

    Labels const& labels_;
    RunRecord record_;
    Purpose purpose_;
    std::vector<std::size_t> label_of_;  // [forums of the simulation]
    Matrix declared_;                    // [N, K] latest official stance
    std::vector<Tally> tallies_;         // [F, K]
    AgreementLives lives_;
    std::vector<std::size_t> pair_of_;          // [forums of the simulation] as labelled, or none
    std::vector<std::size_t> organisation_of_;  // [organisations of the simulation] as labelled
    std::size_t row_ = 0;                       // of the next record
};

}  // namespace parley
