#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace parley {

/// What each task of a job array gets from Slurm.
struct SlurmResources {
    std::size_t shards = 2;  ///< tasks of the array, one shard each, >= 2
    unsigned cpus = 1;       ///< threads of a task, >= 1
    std::chrono::minutes time{
        60};  ///< a task's time limit, >= 1; one that hits it goes on afterwards
    std::uint64_t megabytes = 512;          ///< memory of a task, >= 1
    std::chrono::minutes merge_time{120};   ///< time limit of the merge, >= 1
    std::uint64_t merge_megabytes = 1'024;  ///< memory of the merge, >= 1
    std::string partition{};                ///< "": the cluster's default
    std::string account{};                  ///< "": the user's default
    std::vector<std::string> more{};        ///< further options of sbatch, such as --qos=long
};

/// A sweep as Slurm is to run it. Paths are absolute.
struct SlurmSweep {
    std::string name;               ///< of the jobs, as squeue shows it
    std::filesystem::path program;  ///< this engine
    std::filesystem::path study;
    std::filesystem::path output;  ///< the merged result
    std::filesystem::path folder;  ///< of the scripts and of what the tasks print
    bool fail_fast = false;        ///< a task ends at its first failed run
    bool extend = false;           ///< tasks go on from a smaller result
    bool allow_mixed = false;      ///< nodes may differ in their processors' features
    SlurmResources resources;
};

/// The scripts that run a sweep on a cluster.
///
/// Every task of `array` computes one shard and may be killed, requeued or repeated at any moment:
/// it goes on from what is on disk. Shortly before its time limit it saves what it has and puts
/// itself in the queue again. `merge` joins the shards and starts when all tasks have ended;
/// killed, it goes back into the queue. `submit` submits both, in as many arrays as the site's
/// MaxArraySize demands and within the time limit of the partition, and takes all jobs back where
/// one is refused; to run it again after a failure computes only what is missing. `own` is where
/// users write lines of their own (modules, accounts, mail), which the other three heed: it is
/// written once.
struct SlurmScripts {
    std::string array;
    std::string merge;
    std::string submit;
    std::string own;
};

/// Writes nothing. Throws std::invalid_argument when a path holds a line break, which no batch
/// script can name.
[[nodiscard]] SlurmScripts slurm_scripts(SlurmSweep const& sweep);

/// What a pilot says about a sweep.
struct SweepEstimate {
    std::uint64_t runs = 1;
    double seconds_per_run = 0.0;      ///< on one thread
    std::uint64_t peak_megabytes = 0;  ///< of the pilot's process
    double bytes_per_run = 0.0;        ///< of its row, uncompressed
};

/// The number of shards with which a task takes about `task_time`: at least 2 and at most 1000,
/// never more than there are runs. There must be 2 runs.
[[nodiscard]] std::size_t shards_for(SweepEstimate const& estimate, unsigned cpus,
                                     std::chrono::minutes task_time);

/// A time limit that leaves room: twice the estimate and 2 minutes, at least 10.
[[nodiscard]] std::chrono::minutes time_limit_for(SweepEstimate const& estimate,
                                                  SlurmResources const& resources);

/// Memory that leaves room: twice the pilot's peak, in steps of 256 MB, at least 512.
[[nodiscard]] std::uint64_t megabytes_for(SweepEstimate const& estimate);

/// A time limit of the merge: twice 0.1 s a shard and 0.1 s a megabyte of rows, and 2 minutes; at
/// least 10.
[[nodiscard]] std::chrono::minutes merge_time_for(SweepEstimate const& estimate,
                                                  std::size_t shards);

/// Memory of the merge: 256 MB and twice the 256 rows that it reads at a time, in steps of 256 MB,
/// at least 512.
[[nodiscard]] std::uint64_t merge_megabytes_for(SweepEstimate const& estimate);

}  // namespace parley
