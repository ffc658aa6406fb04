#include "catch.hpp"
#include "output/call_record.hpp"
#include "output/pending_file.hpp"
#include "small_run.hpp"

#include <nlohmann/json.hpp>

using namespace parley;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4")
{
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("A platform names everything that can change a bit")
{
    Platform const platform = this_platform("yaml-cpp 0.7.0");
    CHECK_THAT(platform.libraries, ContainsSubstring("Eigen 3."));
    CHECK_THAT(platform.libraries, ContainsSubstring("HDF5 1."));
    CHECK_THAT(platform.libraries, Catch::Matchers::EndsWith(", yaml-cpp 0.7.0"));
    CHECK_THAT(platform.c_library, ContainsSubstring("glibc 2."));
    CHECK_FALSE(platform.processor_features.empty());
    CHECK_FALSE(platform.compiler.empty());
    CHECK(platform == this_platform("yaml-cpp 0.7.0"));
}

TEST_CASE("What differs from call to call stands beside the result")
{
    Folder const folder;
    CallRecord::Time const epoch{};
    write_call_record(folder / "a.h5", {.command_line = {"parley", "run", "\xff.yaml"},
                                        .threads = 4,
                                        .start = epoch,
                                        .end = epoch + std::chrono::milliseconds{61'500},
                                        .seconds = {{"running", 61.5}}});
    auto const json = nlohmann::json::parse(bytes_of(folder / "a.h5.json"));
    CHECK(json["result"] == (folder / "a.h5").string());
    CHECK(json["command_line"][1] == "run");
    CHECK(json["threads"] == 4);
    CHECK(json["start"] == "1970-01-01T00:00:00Z");
    CHECK(json["end"] == "1970-01-01T00:01:01Z");
    CHECK(json["seconds"]["running"] == 61.5);
    CHECK_FALSE(json.contains("shard"));
    CHECK(folder.names() == std::vector<std::string>{"a.h5.json"});
}
