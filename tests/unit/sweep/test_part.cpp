#include "catch.hpp"
#include "sweep/part_folder.hpp"
#include "unit/folder.hpp"

#include <sys/stat.h>

using namespace parley;

namespace {

PartHead head()
{
    return {.plan_sha256 = "plan",
            .layout = "layout",
            .platform = "here",
            .failed = 1,
            .opened = 1.5,
            .closed = 2.5};
}

std::vector<FinishedRun> runs()
{
    return {{7, "seven"}, {2, ""}, {3, std::string(100, 'x')}};
}

void read_all(std::filesystem::path const& path)
{
    PartReader reader{path};
    while (reader.next() != nullptr) {
    }
}

void write(std::filesystem::path const& path, std::string const& bytes)
{
    std::ofstream{path, std::ios::binary} << bytes;
}

}  // namespace

TEST_CASE("A part gives back its head, and its runs in order")
{
    Folder const folder;
    write_part(folder / "a.part", head(), runs());
    PartReader reader{folder / "a.part"};
    CHECK(reader.head().plan_sha256 == "plan");
    CHECK(reader.head().platform == "here");
    CHECK(reader.head().failed == 1);
    CHECK(reader.head().opened == 1.5);
    CHECK(reader.head().closed == 2.5);
    CHECK(reader.head().runs == std::vector<RunRange>{{2, 4}, {7, 8}});
    CHECK(reader.head().count() == 3);
    std::vector<std::uint64_t> order;
    while (FinishedRun const* run = reader.next()) {
        order.push_back(run->run);
        reader.rest();  // and opens again where it stood
    }
    CHECK(order == std::vector<std::uint64_t>{2, 3, 7});
    CHECK(reader.next() == nullptr);
}

TEST_CASE("A part that lacks its end, or has another byte anywhere, is damaged")
{
    Folder const folder;
    write_part(folder / "a.part", head(), runs());
    std::string const whole = bytes_of(folder / "a.part");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        write(folder / "cut.part", whole.substr(0, size));
        CHECK_THROWS_AS(read_all(folder / "cut.part"), DamagedPart);
    }
    for (std::size_t place = 0; place < whole.size(); ++place) {
        std::string other = whole;
        other[place] = static_cast<char>(other[place] ^ 0x20);
        write(folder / "other.part", other);
        CHECK_THROWS_AS(read_all(folder / "other.part"), DamagedPart);
    }
    write(folder / "long.part", whole + "x");
    CHECK_THROWS_AS(read_all(folder / "long.part"), DamagedPart);
}

TEST_CASE("A part whose lengths lie is damaged, also where its sums are right")
{
    Folder const folder;
    write_part(folder / "a.part", head(), runs());
    std::string const whole = bytes_of(folder / "a.part");
    constexpr std::size_t front = 8 + 8 + 64;
    std::size_t const head_size = static_cast<unsigned char>(whole[8]);
    struct Lie {
        std::size_t place;  // in the head
        char number;
        char const* about;
    };
    auto const lie = GENERATE_COPY(
        Lie{0, '\x7f', "the length of a text"}, Lie{7, '\x7f', "a length beyond all memory"},
        Lie{head_size - 33, '\x7f', "the bytes of the runs"},
        Lie{head_size - 32, '\x05', "a range that ends before it begins"},
        Lie{head_size - 24, '\x05', "a run that is not there"},
        Lie{head_size - 16, '\x03', "ranges that overlap"});
    INFO(lie.about);
    std::string head_bytes = whole.substr(front, head_size);
    REQUIRE(head_bytes[lie.place] != lie.number);
    head_bytes[lie.place] = lie.number;
    std::string other = whole;
    other.replace(16, 64, sha256(head_bytes)).replace(front, head_size, head_bytes);
    write(folder / "other.part", other);
    CHECK_THROWS_AS(read_all(folder / "other.part"), DamagedPart);
}

TEST_CASE("What is no file is no part")
{
    Folder const folder;
    REQUIRE(::mkfifo((folder / "pipe.part").c_str(), 0600) == 0);
    CHECK_THROWS_AS(read_all(folder / "pipe.part"), DamagedPart);
    std::filesystem::create_directory(folder / "folder.part");
    CHECK_THROWS_AS(read_all(folder / "folder.part"), DamagedPart);
}

TEST_CASE("A folder of parts tells what is there, what is damaged, and goes when it is cleared")
{
    Folder const folder;
    PartFolder const parts{folder / "out.h5.parts"};
    CHECK(parts.content(true).parts.empty());
    parts.add(head(), runs());
    parts.add(head(), {{0, "zero"}});
    write(folder / "out.h5.parts/x.part", "no part");
    write(folder / "out.h5.parts/y.part.1-0.tmp", "just begun by somebody on another host");
    auto const content = parts.content(true);
    CHECK(content.parts.size() == 2);
    CHECK(content.damaged == std::vector{folder / "out.h5.parts/x.part"});
    CHECK(content.runs().ranges() == std::vector<RunRange>{{0, 1}, {2, 4}, {7, 8}});
    parts.clear(content);
    CHECK(folder.names() == std::vector<std::string>{"out.h5.parts"});
    std::filesystem::remove(folder / "out.h5.parts/y.part.1-0.tmp");
    parts.clear(content);
    CHECK(folder.names().empty());
}
