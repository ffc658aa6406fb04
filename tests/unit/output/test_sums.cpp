#include "catch.hpp"
#include "output/checksum.hpp"
#include "output/hdf5/finished_file.hpp"
#include "output/pending_file.hpp"
#include "output/result_reader.hpp"
#include "output/row_reader.hpp"
#include "output/verification.hpp"
#include "small_run.hpp"

#include <random>

using namespace parley;

namespace {

constexpr auto result_of_format_1 = "tests/unit/output/format_1/run.h5";
constexpr auto sweep_of_format_1 = "tests/unit/output/format_1/sweep.h5";

/// The bytes of a result with the last line that belongs to them.
std::string sealed(std::string bytes)
{
    bytes.resize(bytes.size() - 80);
    return bytes + file_sum_line(sha256(bytes));
}

/// A small result with other bytes in the place of some, and the sum of the file that they have.
struct Changed {
    std::filesystem::path path;

    Changed(Folder const& folder, std::string_view before, std::string_view after)
        : path{folder / "changed.h5"}
    {
        write_small_result(folder / "right.h5");
        auto bytes = bytes_of(folder / "right.h5");
        auto const at = bytes.find(before);
        REQUIRE(at != std::string::npos);
        write_text_file(path, sealed(bytes.replace(at, before.size(), after)));
    }
};

/// Is it refused, one way or the other?
bool is_refused(std::filesystem::path const& path)
{
    try {
        return !verify(path).holds();
    } catch (InputFileError const&) {
        return true;
    }
}

}  // namespace

TEST_CASE("A result that was not touched holds, and says of how many arrays")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    Verification const found = verify(folder / "a.h5");
    CHECK(found.holds());
    CHECK(found.has_sums);
    auto const header = ResultReader{folder / "a.h5"}.header();
    std::size_t const texts = header.provenance.size() + 3;  // and file, file_text, file_sha256
    CHECK(found.arrays == header.variables.size() + texts);
}

TEST_CASE("The last line is the sum of what stands before it")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    auto const bytes = bytes_of(folder / "a.h5");
    auto const before = std::string_view{bytes}.substr(0, bytes.size() - 80);
    CHECK(bytes.substr(before.size()) == "parley sha256: " + sha256(before) + "\n");
}

TEST_CASE("Equal values have equal sums, however they are divided into chunks")
{
    Folder const folder;
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    for (std::size_t const planned : {3U, 100'000U}) {
        ResultFile file{folder / std::to_string(planned), labels, small_provenance(), planned};
        for (int run = 0; run < 3; ++run) {
            file.add(recorded(labels, setup));
        }
        file.finish();
    }
    hdf5::FinishedFile const few{folder / "3"};
    hdf5::FinishedFile const many{folder / "100000"};
    for (auto const& [path, sums] : few.manifest()->all()) {
        INFO(path);
        auto const* others = many.manifest()->find(path);
        REQUIRE(others != nullptr);
        CHECK(sums.values == others->values);
        CHECK((path == "/" || sums.head == others->head));  // the root knows how many were planned
    }
    CHECK(few.manifest()->find("/")->head != many.manifest()->find("/")->head);
}

TEST_CASE("A result in which any bit was changed is refused")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    auto bytes = bytes_of(folder / "a.h5");
    std::mt19937_64 random;  // NOLINT: the same every time
    for (int change = 0; change < 300; ++change) {
        auto const bit = random() % (8 * bytes.size());
        char& byte = bytes[bit / 8];
        char const before = byte;
        byte = static_cast<char>(byte ^ (1 << bit % 8));
        write_text_file(folder / "changed.h5", bytes);
        INFO("bit " << bit);
        CHECK(is_refused(folder / "changed.h5"));
        byte = before;
    }
    CHECK_FALSE(is_refused(folder / "a.h5"));
}

TEST_CASE("Whoever reads a label, a text or an attribute that was changed is told")
{
    Folder const folder;
    SECTION("a label")
    {
        Changed const changed{folder, "training and", "training for"};
        CHECK_THROWS_WITH(
            ResultReader{changed.path},
            ContainsSubstring(
                "damaged (the sum of its values is wrong, while reading '/issue_about'"));
        CHECK(verify(changed.path).damages.back().where == "/issue_about");
    }
    SECTION("a text of the provenance")
    {
        Changed const changed{folder, "name: Small", "name: Large"};
        CHECK_THROWS_WITH(ResultReader{changed.path},
                          ContainsSubstring("provenance/scenario_text"));
    }
    SECTION("an attribute of a variable")
    {
        Changed const changed{folder, "policy in force", "policy in farce"};
        CHECK_THROWS_WITH(ResultReader{changed.path},
                          ContainsSubstring("the sum of its shape and attributes is wrong"));
    }
    SECTION("an attribute of the file")
    {
        Changed const changed{folder, "glibc ", "glibd "};
        CHECK_THROWS_WITH(ResultReader{changed.path}, ContainsSubstring("opening '/'"));
    }
    SECTION("the list of sums")
    {
        Changed const changed{folder, " /policy\n", " /polity\n"};
        CHECK_THROWS_WITH(ResultReader{changed.path}, ContainsSubstring("the sum of the sums"));
    }
    SECTION("the last line")
    {
        write_small_result(folder / "changed.h5");
        auto bytes = bytes_of(folder / "changed.h5");
        bytes[bytes.size() - 80] = 'b';
        write_text_file(folder / "changed.h5", bytes);
        CHECK_THROWS_WITH(ResultReader{folder / "changed.h5"}, ContainsSubstring("its last line"));
    }
    SECTION("any byte")
    {
        write_small_result(folder / "changed.h5");
        auto bytes = bytes_of(folder / "changed.h5");
        bytes[bytes.size() / 2] ^= 1;
        write_text_file(folder / "changed.h5", bytes);
        CHECK_THROWS_WITH(ResultReader{folder / "changed.h5"},
                          ContainsSubstring("the sum of the file is wrong"));
    }
}

TEST_CASE("Results of format 1 are read, and have no sums")
{
    ResultReader const reader{result_of_format_1};
    CHECK_FALSE(reader.header().has_sums);
    CHECK(reader.numbers("run").size() == 2);
    CHECK_FALSE(verify(result_of_format_1).has_sums);
    CHECK(verify(result_of_format_1).holds());

    RowReader rows{sweep_of_format_1};
    std::size_t count = 0;
    while (rows.next() != nullptr) {
        ++count;
    }
    CHECK(count == 4);
}
