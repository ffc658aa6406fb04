#include "fuzz/edited_result.hpp"

#include "fuzz/file_in_memory.hpp"
#include "output/child_process.hpp"
#include "output/file_sum.hpp"
#include "output/hdf5/driver.hpp"
#include "output/hdf5/manifest.hpp"
#include "output/result_file.hpp"
#include "unit/folder.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>
#include <functional>

// HDF5's own checksum of structures, which it exports and no header tells.
extern "C" std::uint32_t H5_checksum_metadata(void const* data, std::size_t size,
                                              std::uint32_t before);

#ifdef __clang__
// NOLINTBEGIN(bugprone-reserved-identifier): the sanitizers prescribe these names

// What is not for a child process, which may die as it likes: the sanitizers' and libFuzzer's last
// words.
extern "C" [[gnu::weak]] void __sanitizer_set_death_callback(void (*callback)());

// What HDF5 asks for too much of it does not get, and exit code 1 is malloc's (child_process.hpp).
extern "C" char const* __asan_default_options()
{
    return "exitcode=77:allocator_may_return_null=1:max_allocation_size_mb=1024";
}

// NOLINTEND(bugprone-reserved-identifier)
#endif

namespace parley::fuzz {

namespace {

constexpr std::size_t last_line = 80;

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): libFuzzer looks for these
[[gnu::used, gnu::section("__libfuzzer_extra_counters")]] std::array<std::uint8_t, 1024> said_once;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

/// A child process of a target has less patience than one of the program: 0.1 seconds of CPU time.
void hurry()
{
#ifdef __clang__
    if (__sanitizer_set_death_callback != nullptr) {
        __sanitizer_set_death_callback(nullptr);
    }
#endif
    sigevent how{};
    how.sigev_notify = SIGEV_SIGNAL;
    how.sigev_signo = SIGXCPU;
    timer_t timer{};
    itimerspec when{};
    when.it_value.tv_nsec = 100'000'000;
    if (::timer_create(CLOCK_PROCESS_CPUTIME_ID, &how, &timer) == 0) {
        ::timer_settime(timer, 0, &when, nullptr);
    }
}

Variable variable(std::string name, std::vector<Dimension> dimensions, Element element)
{
    Variable made;
    made.name = std::move(name);
    made.dimensions = std::move(dimensions);
    made.element = element;
    made.long_name = "what " + made.name + " means";
    if (element == Element::int8) {
        made.flags = {"no", "yes"};
        made.may_be_none = true;
    } else if (element != Element::text) {
        made.units = "1";
    }
    return made;
}

Layout layout()
{
    using enum Dimension;
    using Texts = std::vector<std::string>;
    return {.labels = {{"time", time, std::vector<std::int32_t>{12784, 13149}, "day",
                        "days since 1970-01-01"},
                       {"state", state, Texts{"MAR", "ITA", "MLT"}, "id"},
                       {"state_name", state, Texts{"Morocco", "Italy", "Malta"}, "name"},
                       {"issue", issue, Texts{"quota"}, "id"},
                       {"issue_kind", issue, std::vector<std::int8_t>{1}, "kind", "",
                        Texts{"soft", "hard"}}},
            .variables = {variable("seed", {run}, Element::uint64),
                          variable("what_if", {run}, Element::text),
                          variable("policy", {run, time, state, issue}, Element::float64),
                          variable("settled_level", {run, issue}, Element::int8),
                          variable("session_forum", {session}, Element::int16),
                          variable("session_rounds", {session}, Element::int32),
                          variable("session_part", {session, state}, Element::int8)},
            .has_sessions = true,
            .most_sessions = 2};
}

Provenance provenance(bool of_a_shard)
{
    Provenance made{.title = "Small world",
                    .seed = 7,
                    .scenario_text = "parley: 1\nname: Small world\n",
                    .scenario_resolved = "parley: 1\nname: Small world\nseed: 7\n",
                    .settings = "seed=7\n",
                    .files = {{"states.csv", "id,sending\nMAR,0.6\n"}}};
    if (of_a_shard) {
        made.study_text = "parley: 1\nstudy: Small\n";
        made.sweep = SweepFacts{.plan_sha256 = sha256("plan"), .plan_runs = 6, .shard = "0/2"};
    }
    return made;
}

/// Writes three runs, and returns the sum of their rows.
std::string write_runs(ResultFile& file)
{
    Checksum sum;
    for (std::uint64_t run = 0; run < 3; ++run) {
        std::string const what_if = run == 0 ? "baseline" : "frank";
        std::vector<double> const policy(6, 0.25 * static_cast<double>(run));
        std::vector<std::int8_t> const part(3 * run, 1);
        std::vector<std::int32_t> const rounds(run, 9);
        std::vector<std::int16_t> const forum(run, 0);
        std::int8_t const level = -1;
        Row const row{
            .values = {std::span{&run, 1}, std::span{&what_if, 1}, std::span{policy},
                       std::span{&level, 1}, std::span{forum}, std::span{rounds}, std::span{part}},
            .sessions = run};
        file.add(row);
        sum.add(encoded(row));
    }
    return sum.hexadecimal();
}

std::uint32_t checksum_of(std::string_view bytes)
{
    return H5_checksum_metadata(bytes.data(), bytes.size(), 0);
}

std::string as_bytes(std::uint32_t number)
{
    std::string bytes(sizeof number, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

/// Puts bytes in the place of others, as far as there are some.
void put(std::string& file, std::size_t at, std::string_view bytes)
{
    if (at < file.size()) {
        std::ranges::copy(bytes.substr(0, file.size() - at),
                          file.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

std::string_view take(std::string_view& rest, std::size_t count)
{
    auto const taken = rest.substr(0, count);
    rest.remove_prefix(taken.size());
    return taken;
}

std::size_t number_in(std::string_view bytes)
{
    std::size_t number = 0;
    for (char const byte : bytes) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

/// The text of the manifest that a file should have.
std::string manifest_of(std::string const& path)
{
    hdf5::be_quiet();
    auto const access = hdf5::access_properties();
    hdf5::use_forgiving_driver(access);
    hdf5::File const file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), "opening it"};
    return hdf5::Manifest::of(file.id(), {}).text();
}

}  // namespace

std::string sound_result(bool of_a_shard)
{
    Folder const folder;
    ResultFile file{folder / "sound.h5", layout(), provenance(of_a_shard), 3};
    auto const sum = write_runs(file);
    file.finish(of_a_shard ? sum : "");
    return bytes_of(folder / "sound.h5");
}

ResultEditor::ResultEditor(std::string sound) : sound_{std::move(sound)}
{
    static bool const hurried = ::pthread_atfork(nullptr, nullptr, hurry) == 0;
    demand(hurried, "children cannot be hurried");
    auto const manifest = manifest_of(FileInMemory{sound_}.path());
    sound_.resize(sound_.size() - last_line);
    manifest_ = sound_.find(manifest);
    manifest_size_ = manifest.size();
    sum_of_sums_ = sound_.find(sha256(manifest));
    demand(std::max(manifest_, sum_of_sums_) < sound_.size(), "the sums are not where they were");
    for (std::string_view const signature : {"\x89HDF", "OHDR", "OCHK", "FRHP", "FHDB", "FHIB",
                                             "BTHD", "BTLF", "BTIN", "FAHD", "FADB", "EAHD"}) {
        for (auto at = sound_.find(signature); at != std::string::npos;
             at = sound_.find(signature, at + 1)) {
            for (std::size_t size = 8; size < 4096 && at + size + 4 <= sound_.size(); ++size) {
                auto const found = std::string_view{sound_}.substr(at, size);
                if (sound_.compare(at + size, 4, as_bytes(checksum_of(found))) == 0) {
                    blocks_.push_back({at, at + size});
                    break;
                }
            }
        }
    }
    demand(blocks_.size() > 10, "HDF5 has other checksums");
}

ResultEditor::Edited ResultEditor::operator()(std::string_view input) const
{
    auto const how = number_in(take(input, 1));
    Edited edited{.bytes = std::string{input}};
    if ((how & 1U) != 0) {
        edited.bytes = sound_;
        change(edited.bytes, input);
        if ((how & 2U) != 0) {
            make_blocks_right(edited.bytes);
        }
        if ((how & 4U) != 0) {
            make_sums_right(edited.bytes);
            make_blocks_right(edited.bytes);
            edited.is_forged = true;
        }
    }
    if ((how & 8U) == 0) {
        edited.bytes += file_sum_line(sha256(edited.bytes));
    }
    return edited;
}

std::size_t ResultEditor::place(std::string_view where) const
{
    auto const number = number_in(where);
    if (number % 2 == 0) {
        return number / 2 % sound_.size();
    }
    auto const& block = blocks_[(number >> 1U) % 256 % blocks_.size()];
    return block.begin + (number >> 9U) % (block.end - block.begin);
}

void ResultEditor::change(std::string& file, std::string_view changes) const
{
    while (changes.size() > 3) {
        auto const what = number_in(take(changes, 1));
        std::size_t const size = what % 16;
        std::size_t const many = std::size_t{1} << size % 12;
        auto const at = place(take(changes, 3));
        switch (what / 16) {
            case 0:
                put(file, at, std::string(many, '\0'));
                break;
            case 1:
                put(file, at, std::string(many, '\xff'));
                break;
            case 2:
                put(file, at, sound_.substr(place(take(changes, 3)), many));
                break;
            case 3:
                file.resize(std::min(file.size(), at));
                break;
            case 4:
            case 5:
            case 6:
            case 7:
                if (at < file.size()) {
                    file[at] = static_cast<char>(file[at] ^ (1 << size % 8));
                }
                break;
            default:
                put(file, at, take(changes, size + 1));
        }
    }
}

void ResultEditor::make_blocks_right(std::string& file) const
{
    for (auto const& block : blocks_) {
        if (block.end + 4 <= file.size()) {
            auto const bytes = std::string_view{file}.substr(block.begin, block.end - block.begin);
            put(file, block.end, as_bytes(checksum_of(bytes)));
        }
    }
}

/// Leaves the sums as they are where HDF5 cannot read what they are of.
void ResultEditor::make_sums_right(std::string& file) const
{
    FileInMemory const edited{file};
    auto const manifest = told_by_child([&] { return manifest_of(edited.path()); },
                                        {.seconds = 1, .bytes = 1'000'000'000});
    if (manifest.size() == manifest_size_) {
        put(file, manifest_, manifest);
        put(file, sum_of_sums_, sha256(manifest));
    }
}

void note(std::string_view said)
{
    said_once[std::hash<std::string_view>{}(said) % said_once.size()] = 1;
}

}  // namespace parley::fuzz
