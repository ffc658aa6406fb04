#include "catch.hpp"
#include "sweep/shard.hpp"
#include "unit/folder.hpp"

using namespace parley;

TEST_CASE("Shards cover a plan without gap or overlap, as evenly as can be")
{
    for (std::uint64_t const runs : {0U, 1U, 15U, 16U, 17U, 1000U}) {
        for (std::uint64_t const count : {1U, 3U, 16U}) {
            std::uint64_t next = 0;
            for (std::uint64_t index = 0; index < count; ++index) {
                RunRange const range = Shard{index, count}.runs(runs);
                CHECK(range.first == next);
                CHECK(range.count() >= runs / count);
                CHECK(range.count() <= runs / count + 1);
                next = range.past;
            }
            CHECK(next == runs);
        }
    }
}

TEST_CASE("A shard's files are named after the output, and found by these names")
{
    Folder const folder;
    auto const output = folder / "my.study.h5";
    CHECK(Shard{3, 16}.file(output) == folder / "my.study.shard-3-of-16.h5");
    CHECK(Shard{}.file(output) == output);
    CHECK(parts_folder(output) == folder / "my.study.h5.parts");
    for (std::string const name :
         {"my.study.shard-11-of-16.h5", "my.study.shard-2-of-16.h5", "my.study.h5",
          "my.study.shard-16-of-16.h5", "my.study.shard-x-of-16.h5", "other.shard-1-of-16.h5",
          "my.study.shard-2-of-16.h5.json", "my.study.shard-4-of-16.h5.parts"}) {
        std::ofstream{folder / name} << "x";
    }
    CHECK(shards_beside(output) == std::vector<Shard>{{2, 16}, {4, 16}, {11, 16}});
}
