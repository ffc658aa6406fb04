#include "catch.hpp"
#include "output/pending_file.hpp"
#include "output/result_reader.hpp"
#include "output/variables.hpp"
#include "small_run.hpp"

#include <hdf5.h>

using namespace parley;

namespace {

std::string attribute(ResultHeader const& header, std::string const& name)
{
    for (auto const& [found, value] : header.attributes) {
        if (found == name) {
            return value;
        }
    }
    return "(none)";
}

ResultHeader::Variable variable(ResultHeader const& header, std::string const& name)
{
    for (auto const& found : header.variables) {
        if (found.name == name) {
            return found;
        }
    }
    return {};
}

/// Overwrites the version that a result claims.
void claim_version(std::filesystem::path const& path, int version)
{
    hid_t const file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    hid_t const attribute = H5Aopen(file, "format_version", H5P_DEFAULT);
    H5Awrite(attribute, H5T_NATIVE_INT, &version);
    H5Aclose(attribute);
    H5Fclose(file);
}

}  // namespace

TEST_CASE("A header tells what determined the result")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    ResultHeader const header = ResultReader{folder / "a.h5"}.header();
    CHECK(header.attributes.front().first == "Conventions");
    CHECK(attribute(header, "title") == "Small world");
    CHECK(attribute(header, "format") == "parley result");
    CHECK(attribute(header, "format_version") == "2");
    CHECK(attribute(header, "seed") == "7");
    CHECK(attribute(header, "planned_runs") == "2");
    CHECK(attribute(header, "scenario_sha256") == sha256(small_provenance().scenario_text));
    CHECK_THAT(attribute(header, "libraries"), ContainsSubstring("yaml-cpp 0.7.0"));
    REQUIRE(header.provenance.size() == 3);
    CHECK(header.provenance[0].name == "scenario_text");
    CHECK(header.provenance[0].text == small_provenance().scenario_text);
    REQUIRE(header.files.size() == 1);
    CHECK(header.files[0].name == "data/states.csv");
    CHECK(header.files[0].text == small_provenance().files[0].text);
}

TEST_CASE("A header tells the axes and the variables along them")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    ResultHeader const header = ResultReader{folder / "a.h5"}.header();

    REQUIRE(header.dimensions.size() ==
            dimension_names.size() - 3);  // no pairs, organisations or authorities
    for (auto const& dimension : header.dimensions) {
        if (dimension.name == "state") {
            CHECK(dimension.labels == std::vector<std::string>{"MAR", "ITA", "MLT"});
        } else if (dimension.name == "time") {
            CHECK(dimension.labels.front() == "2005-01-01");
        } else if (dimension.name == "session") {
            CHECK(dimension.size == 18);
            CHECK(dimension.labels.empty());
        }
    }

    auto const policy = variable(header, "policy");
    CHECK(policy.type == "float64");
    CHECK(policy.dimensions == std::vector<std::string>{"run", "time", "state", "issue"});
    CHECK(policy.units == "1");
    CHECK(policy.long_name == "policy in force");
    CHECK(policy.bytes == std::uint64_t{8} * 2 * 4 * 3 * 2);
    CHECK(policy.stored_bytes > 0);
    CHECK(variable(header, "what_if").type == "text");
    CHECK(variable(header, "session_part").dimensions ==
          std::vector<std::string>{"session", "state"});
    CHECK(ResultReader{folder / "a.h5"}.texts("issue_about").at(1) == "training and équipement");
}

TEST_CASE("Every variable has a name in full, and a unit or meanings unless it is text")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    for (auto const& variable : ResultReader{folder / "a.h5"}.header().variables) {
        INFO(variable.name);
        CHECK_FALSE(variable.long_name.empty());
        bool const has_flags = variable.type == "int8" || variable.type == "int16";
        CHECK(variable.units.empty() == (variable.type == "text" || has_flags));
        auto axes = variable.dimensions;
        std::ranges::sort(axes);
        CHECK(std::ranges::adjacent_find(axes) == axes.end());
        CHECK(std::ranges::count(axes, "") == 0);
    }
}

TEST_CASE("What is not a result is refused with its reason")
{
    Folder const folder;
    auto const open = [&](std::string const& name) { ResultReader{folder / name}; };

    CHECK_THROWS_WITH(open("missing.h5"), ContainsSubstring("No such file or directory"));
    CHECK_THROWS_WITH(open(""), ContainsSubstring("is a folder"));
    write_text_file(folder / "text.h5", "parley: 1\n");
    CHECK_THROWS_WITH(open("text.h5"), ContainsSubstring("not an HDF5 file"));
    write_text_file(folder / "empty.h5", "");
    CHECK_THROWS_WITH(open("empty.h5"), ContainsSubstring("not an HDF5 file"));

    hid_t const other =
        H5Fcreate((folder / "other.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    H5Fclose(other);
    CHECK_THROWS_WITH(open("other.h5"), ContainsSubstring("not a result of Parley"));
}

TEST_CASE("A result that was cut off is refused")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    std::string const whole = bytes_of(folder / "a.h5");
    for (std::size_t const size : {whole.size() - 1, whole.size() / 2, std::size_t{100}}) {
        write_text_file(folder / "cut.h5", std::string_view{whole}.substr(0, size));
        CHECK_THROWS_WITH(ResultReader{folder / "cut.h5"}.header(), ContainsSubstring("damaged"));
    }
}

TEST_CASE("A version of the format that is not known is refused")
{
    Folder const folder;
    for (int const version : {0, 3, -1}) {
        write_small_result(folder / "a.h5");
        claim_version(folder / "a.h5", version);
        CHECK_THROWS_WITH(ResultReader{folder / "a.h5"},
                          ContainsSubstring("format version " + std::to_string(version)));
    }
}

TEST_CASE("A variable that is not there is named")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    CHECK_THROWS_WITH(ResultReader{folder / "a.h5"}.numbers("polcy"),
                      ContainsSubstring("has no variable 'polcy'"));
}
