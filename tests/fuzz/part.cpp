// Any bytes as a part of a sweep whose sums are right: its head, an empty line, and its runs.

#include "sweep/part.hpp"

#include "fuzz/target.hpp"
#include "output/row.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

using namespace parley;

namespace {

/// A part that lies in memory alone.
class PartInMemory {
  public:
    PartInMemory(std::string_view head, std::string_view body)
        : descriptor_{::memfd_create("part", 0)}
    {
        fuzz::demand(descriptor_ >= 0, "no file in memory");
        std::string text{"parleypt"};
        for (unsigned shift = 0; shift < 64; shift += 8) {
            text += static_cast<char>(head.size() >> shift & 0xFFU);
        }
        text += sha256(head);
        text.append(head).append(body).append(sha256(body));
        auto const written = ::write(descriptor_, text.data(), text.size());
        fuzz::demand(std::cmp_equal(written, text.size()), "no room for a file in memory");
    }
    ~PartInMemory() { ::close(descriptor_); }
    PartInMemory(PartInMemory const&) = delete;
    PartInMemory& operator=(PartInMemory const&) = delete;

    [[nodiscard]] std::string path() const
    {
        return "/proc/self/fd/" + std::to_string(descriptor_);
    }

  private:
    int descriptor_;
};

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
        read_and_judge(PartInMemory{head, body}.path());
    } catch (DamagedPart const& damaged) {
        fuzz::demand(*damaged.what() != '\0', "a part is refused without a word");
    }
    return 0;
}
