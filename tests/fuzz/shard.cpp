// Any bytes as a shard of a sweep, or as changes to a sound one: read row by row, as `merge` does.
// What is not refused is what was written, unless its sums are made right too.

#include "fuzz/edited_result.hpp"
#include "fuzz/file_in_memory.hpp"
#include "output/row_reader.hpp"

using namespace parley;

namespace {

/// What a merge takes of a shard.
struct Content {
    Layout layout;
    std::string plan;
    std::string shard;
    std::string rows;

    friend bool operator==(Content const&, Content const&) = default;
};

Content read(std::string const& path)
{
    RowReader reader{path};
    auto const& sweep = reader.provenance().sweep;
    Content content{reader.layout(), sweep->plan_sha256, sweep->shard, {}};
    std::size_t count = 0;
    while (Row const* const row = reader.next()) {
        content.rows += encoded(*row);
        ++count;
    }
    fuzz::demand(count == reader.runs(), "a shard has another number of runs than it says");
    if (sha256(content.rows) != reader.content_sha256()) {
        throw InputFileError{path, "is damaged (the sum of its runs is wrong)"};
    }
    return content;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static std::string const sound = fuzz::sound_result(true);
    static fuzz::ResultEditor const edited{sound};
    static Content const right = read(fuzz::FileInMemory{sound}.path());
    fuzz::Bound const bound;
    auto const [bytes, is_forged] = edited(fuzz::as_text(data, size));
    fuzz::FileInMemory const file{bytes};
    try {
        auto const content = read(file.path());
        fuzz::demand(is_forged || content == right, "a shard is not what was written");
        fuzz::note(content.rows);
    } catch (InputFileError const& error) {
        fuzz::demand(!error.problem().empty(), "a shard is refused without a word");
        fuzz::note(error.problem());
    }
    return 0;
}
