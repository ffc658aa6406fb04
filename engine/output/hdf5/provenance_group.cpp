#include "output/hdf5/provenance_group.hpp"

#include "output/hdf5/attribute.hpp"
#include "output/hdf5/scales.hpp"
#include "output/result_file.hpp"

#include <fmt/format.h>

namespace parley::hdf5 {
namespace {

void write_sweep(hid_t root, SweepFacts const& sweep)
{
    write_attribute(root, "plan_sha256", sweep.plan_sha256);
    write_attribute(root, "plan_runs", sweep.plan_runs);
    write_attribute(root, "mixed_platforms", static_cast<std::int8_t>(sweep.mixed_platforms));
    if (!sweep.shard.empty()) {
        write_attribute(root, "shard", sweep.shard);
        write_attribute(root, "first_run", sweep.first_run);
    }
}

/// What computed the result, as archives ask for it [ACDD 1.3].
std::string source_of(Platform const& platform)
{
    return fmt::format("Parley {} ({:.12}{})", platform.engine_version, platform.git_revision,
                       platform.git_dirty ? " and changes" : "");
}

void write_attributes(hid_t root, Provenance const& provenance, std::size_t planned_runs)
{
    Platform const& platform = provenance.platform;
    write_attribute(root, "Conventions", "CF-1.8");
    write_attribute(root, "title", provenance.title);
    auto const write_if_said = [&](char const* name, std::string const& text) {
        if (!text.empty()) {
            write_attribute(root, name, text);
        }
    };
    write_if_said("summary", provenance.summary);
    write_if_said("creator_name", provenance.creator_name);
    write_if_said("license", provenance.license);
    write_if_said("keywords", provenance.keywords);
    write_attribute(root, "source", source_of(platform));
    write_attribute(root, "format", format_name);
    write_attribute(root, "format_version", format_version);
    write_attribute(root, "engine_version", platform.engine_version);
    write_attribute(root, "git_revision", platform.git_revision);
    write_attribute(root, "git_dirty", static_cast<std::int8_t>(platform.git_dirty));
    write_attribute(root, "compiler", platform.compiler);
    write_attribute(root, "compile_flags", platform.compile_flags);
    write_attribute(root, "libraries", platform.libraries);
    write_attribute(root, "c_library", platform.c_library);
    write_attribute(root, "processor_features", platform.processor_features);
    write_attribute(root, "random_generator", platform.random_generator);
    write_attribute(root, "seed", provenance.seed);
    write_attribute(root, "planned_runs", static_cast<std::uint64_t>(planned_runs));
    write_attribute(root, "scenario_sha256", sha256(provenance.scenario_text));
    write_attribute(root, "resolved_sha256", sha256(provenance.scenario_resolved));
    if (!provenance.study_text.empty()) {
        write_attribute(root, "study_sha256", sha256(provenance.study_text));
    }
    if (provenance.sweep) {
        write_sweep(root, *provenance.sweep);
    }
}

/// The files that were read, as three arrays along `file`.
void write_files(hid_t group, std::vector<Provenance::File> const& files)
{
    std::vector<std::string> names;
    std::vector<std::string> texts;
    std::vector<std::string> sums;
    for (Provenance::File const& file : files) {
        names.push_back(file.name);
        texts.push_back(file.text);
        sums.push_back(sha256(file.text));
    }
    DimensionScales scales;
    auto const axis = write_texts(group, "file", names);
    scales.add("file", axis.id());
    scales.attach(write_texts(group, "file_text", texts).id(), {"file"});
    scales.attach(write_texts(group, "file_sha256", sums).id(), {"file"});
    scales.finish();
}

}  // namespace

void write_provenance(hid_t file, Provenance const& provenance, std::size_t planned_runs)
{
    write_attributes(file, provenance, planned_runs);
    Group const group{H5Gcreate2(file, "provenance", H5P_DEFAULT,
                                 ordered_properties(H5P_GROUP_CREATE).id(), H5P_DEFAULT),
                      "creating group", "provenance"};
    write_text(group.id(), "scenario_text", provenance.scenario_text);
    write_text(group.id(), "scenario_resolved", provenance.scenario_resolved);
    write_text(group.id(), "settings", provenance.settings);
    if (!provenance.study_text.empty()) {
        write_text(group.id(), "study_text", provenance.study_text);
        write_text(group.id(), "study_resolved", provenance.study_resolved);
    }
    write_files(group.id(), provenance.files);
}

}  // namespace parley::hdf5
