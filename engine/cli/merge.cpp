#include "sweep/merge.hpp"

#include "cli/file_kind.hpp"
#include "cli/overwriting.hpp"
#include "cli/standard_streams.hpp"
#include "cli/sweep_options.hpp"
#include "output/call_record.hpp"

#include <fmt/format.h>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// The result must be a new file, and none of those that it is made of.
void refuse_what_stands_there(MergeOptions const& options)
{
    std::vector<InputFile> inputs;
    inputs.reserve(options.shards.size());
    for (std::string const& shard : options.shards) {
        inputs.push_back({shard, "one of the shards"});
    }
    refuse_to_overwrite(inputs, {options.output, call_record_of(options.output)});
    if (fs::exists(options.output) && !options.overwrite) {
        throw InputFileError{options.output,
                             "is there already; give another name with -o, or replace it with "
                             "--overwrite"};
    }
    if (!options.overwrite) {
        refuse_to_lose_record(options.output);
    }
}

}  // namespace

Exit merge_shards(MergeOptions const& options)
{
    auto const start = std::chrono::system_clock::now();
    for (std::string const& shard : options.shards) {
        refuse_other_kind(shard, {FileKind::result}, "merge");
        tell("shard {}", shard);
    }
    refuse_what_stands_there(options);
    Merge const merge{{.shards = {options.shards.begin(), options.shards.end()},
                       .allow_mixed = options.allow_mixed}};
    std::uint64_t const failed = merge(options.output);
    write_call_record(options.output, {.command_line = options.command_line,
                                       .start = start,
                                       .end = std::chrono::system_clock::now()});
    say("{} shards joined: {} runs, {} of them failed\n\nResult: {}\n", options.shards.size(),
        merge.runs(), failed, options.output);
    if (loudness() == Loudness::quiet && failed > 0) {
        warn("parley: {} of {} runs failed\n", failed, merge.runs());
    }
    return failed == 0 ? Exit::done : Exit::runs_failed;
}

}  // namespace parley
