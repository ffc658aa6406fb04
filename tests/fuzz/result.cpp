// Any bytes as a result of runs, or as changes to a sound one: read whole, as `export` does, in
// parts, as `compare` does, and verified. What is not refused is what was written, unless its sums
// are made right too.

#include "fuzz/edited_result.hpp"
#include "fuzz/file_in_memory.hpp"
#include "output/result_reader.hpp"
#include "output/verification.hpp"

#include <fmt/ranges.h>

#include <algorithm>

using namespace parley;

namespace {

std::string text_of(OwnedValues const& values)
{
    return std::visit(
        []<class Entry>(std::vector<Entry> const& all) {
            if constexpr (std::same_as<Entry, std::string>) {
                return fmt::format("{}", all);
            } else {
                // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): numbers as bytes
                return std::string{fuzz::as_text(reinterpret_cast<std::uint8_t const*>(all.data()),
                                                 all.size() * sizeof(Entry))};
            }
        },
        values);
}

/// All that a result tells, in an order that is not the file's: its sums are of what it holds.
std::string told_by(ResultReader const& reader)
{
    auto const header = reader.header();
    std::vector<std::string> told{header.has_sums ? "" : "it has no sums"};
    for (auto const& [name, value] : header.attributes) {
        told.push_back(fmt::format("attribute {} {}", name, value));
    }
    for (auto const& [name, size, labels] : header.dimensions) {
        told.push_back(fmt::format("dimension {} {} {}", name, size, labels));
    }
    for (auto const& of : header.variables) {
        told.push_back(fmt::format("variable {} {} {} {} {} {} {} {}", of.name, of.type,
                                   of.dimensions, of.units, of.long_name, of.parameter, of.flags,
                                   text_of(reader.values(of.name))));
        (void)reader.rows(of.name, 0, 1);
    }
    for (auto const* texts : {&header.provenance, &header.files}) {
        for (auto const& [name, text] : *texts) {
            told.push_back(fmt::format("text {} {}", name, text));
        }
    }
    std::ranges::sort(told);
    return fmt::format("{}", fmt::join(told, "\n"));
}

std::string told_of(std::string_view bytes)
{
    return told_by(ResultReader{fuzz::FileInMemory{bytes}.path()});
}

void verify_and_note(std::string const& path)
{
    auto const found = verify(path);
    for (auto const& [where, what] : found.damages) {
        fuzz::demand(!what.empty(), "a damage says nothing");
        fuzz::note(what);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static std::string const sound = fuzz::sound_result(false);
    static fuzz::ResultEditor const edited{sound};
    static std::string const right = told_of(sound);
    fuzz::Bound const bound;
    auto const [bytes, is_forged] = edited(fuzz::as_text(data, size));
    fuzz::FileInMemory const file{bytes};
    try {
        auto const told = told_by(ResultReader{file.path()});
        bool const has_sums = told.starts_with('\n');
        fuzz::demand(is_forged || !has_sums || told == right, "a result is not what was written");
        fuzz::note(told);
    } catch (InputFileError const& error) {
        fuzz::demand(!error.problem().empty(), "a result is refused without a word");
        fuzz::note(error.problem());
    }
    if (size > 0 && (data[0] & 16U) != 0) {
        try {
            verify_and_note(file.path());
        } catch (InputFileError const& error) {
            fuzz::demand(!error.problem().empty(), "a result is refused without a word");
        }
    }
    return 0;
}
