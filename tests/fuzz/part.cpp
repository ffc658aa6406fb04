// Any bytes as a part of a sweep whose sums are right: its head, an empty line, and its runs.

#include "sweep/part.hpp"

#include "fuzz/file_in_memory.hpp"
#include "output/row.hpp"

#include <algorithm>
#include <string>
#include <utility>

using namespace parley;

namespace {

/// A part with these bytes for its head and its runs.
std::string part_of(std::string_view head, std::string_view body)
{
    std::string text{"parleypt"};
    for (unsigned shift = 0; shift < 64; shift += 8) {
        text += static_cast<char>(head.size() >> shift & 0xFFU);
    }
    text += sha256(head);
    return text.append(head).append(body).append(sha256(body));
}

/// A layout with every kind of value, along the run and along its sessions.
Layout const& layout()
{
    static Layout const all = [] {
        Layout made;
        for (Element const element : {Element::float64, Element::int8, Element::int16,
                                      Element::int32, Element::uint64, Element::text}) {
            for (Dimension const along : {Dimension::run, Dimension::session}) {
                Variable variable;
                variable.dimensions = {along};
                variable.element = element;
                made.variables.push_back(std::move(variable));
            }
        }
        made.has_sessions = true;
        return made;
    }();
    return all;
}

/// Runs that are those of the head, or a part that is damaged; rows of the layout, or damaged ones.
void read_and_judge(std::string const& path)
{
    RowDecoder decode{layout()};
    PartReader reader{path};
    std::uint64_t count = 0;
    while (FinishedRun const* const run = reader.next()) {
        bool const listed = std::ranges::any_of(reader.head().runs, [&](RunRange const& range) {
            return range.first <= run->run && run->run < range.past;
        });
        fuzz::demand(listed, "a part hands out a run that its head does not name");
        ++count;
        try {
            Row const& row = decode(run->row);
            fuzz::demand(encoded(row) == run->row, "a row is not what was read");
        } catch (DamagedRow const& damaged) {
            fuzz::demand(*damaged.what() != '\0', "a row is refused without a word");
        }
    }
    fuzz::demand(count == reader.head().count(), "a part lacks a run of its head");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Bound const bound;
    auto const text = fuzz::as_text(data, size);
    auto const head = text.substr(0, text.find("\n\n"));
    auto const body = text.substr(std::min(text.size(), head.size() + 2));
    try {
        read_and_judge(fuzz::FileInMemory{part_of(head, body)}.path());
    } catch (DamagedPart const& damaged) {
        fuzz::demand(*damaged.what() != '\0', "a part is refused without a word");
    }
    return 0;
}
