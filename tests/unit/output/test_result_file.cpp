#include "catch.hpp"
#include "output/hdf5/column.hpp"
#include "output/result_reader.hpp"
#include "small_run.hpp"

#include <hdf5_hl.h>
#include <sys/resource.h>

#include <csignal>
#include <random>
#include <tuple>

using namespace parley;

namespace {

/// While it lives, no file of this process may grow beyond a size.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(FileSizeLimit const&) = delete;
    FileSizeLimit& operator=(FileSizeLimit const&) = delete;
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

/// Writes runs full of noise, which does not compress.
void write_noise(std::filesystem::path const& path, std::size_t runs)
{
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    RunRecord run = recorded(labels, setup);
    ResultFile file{path, labels, small_provenance(), runs};
    std::mt19937_64 random;  // NOLINT: the same every time
    for (std::size_t r = 0; r < runs; ++r) {
        for (double& value : run.series("policy")) {
            value = static_cast<double>(random() >> 11U);
        }
        file.add(run);
    }
    file.finish();
}

}  // namespace

TEST_CASE("Equal runs give equal bytes, whatever the path")
{
    Folder const folder;
    write_small_result(folder / "a.h5", 3);
    std::filesystem::create_directory(folder / "deeper");
    write_small_result(folder / "deeper/another name.h5", 3);
    CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "deeper/another name.h5"));
}

TEST_CASE("A result appears under its name when it is finished, and nothing else is left")
{
    Folder const folder;
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    {
        ResultFile file{folder / "a.h5", labels, small_provenance(), 1};
        file.add(recorded(labels, setup));
        CHECK_FALSE(std::filesystem::exists(folder / "a.h5"));
        CHECK(folder.names().size() == 1);
        file.finish();
        CHECK_THROWS_AS(file.finish(), std::logic_error);
        CHECK_THROWS_AS(file.add(recorded(labels, setup)), std::logic_error);
    }
    CHECK(folder.names() == std::vector<std::string>{"a.h5"});
}

TEST_CASE("A result that is never finished leaves what was there before")
{
    Folder const folder;
    write_text_file(folder / "a.h5", "before");
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    {
        ResultFile file{folder / "a.h5", labels, small_provenance(), 1};
        file.add(recorded(labels, setup));
    }
    CHECK(folder.names() == std::vector<std::string>{"a.h5"});
    CHECK(bytes_of(folder / "a.h5") == "before");
}

TEST_CASE("A disk that is full leaves what was there before and says so")
{
    Folder const folder;
    write_text_file(folder / "a.h5", "before");
    // at the start, while chunks are written, and when the last of it is written
    for (rlim_t const limit : {1000U, 40'000U, 100'000U, 600'000U}) {
        FileSizeLimit const full{limit};
        CHECK_THROWS_WITH(write_noise(folder / "a.h5", 5000), ContainsSubstring("File too large"));
        CHECK(folder.names() == std::vector<std::string>{"a.h5"});
    }
    CHECK(bytes_of(folder / "a.h5") == "before");
    write_small_result(folder / "a.h5");  // and HDF5 is still in working order
    CHECK(ResultReader{folder / "a.h5"}.numbers("run").size() == 2);
}

TEST_CASE("A place that cannot be written to is refused at once")
{
    Folder const folder;
    Labels const labels{small_setup(), {}};
    auto const begin = [&](std::filesystem::path const& path) {
        ResultFile{path, labels, small_provenance(), 1};
    };
    CHECK_THROWS_WITH(begin("/dev/full"), ContainsSubstring("'/dev/full' (it is a device"));
    CHECK_THROWS_WITH(begin(folder.path()), ContainsSubstring("it is a folder"));
    CHECK_THROWS_WITH(begin(folder / "missing/a.h5"),
                      ContainsSubstring("No such file or directory"));
    CHECK_THROWS_AS(begin("/proc/a.h5"), OutputError);
    CHECK(folder.names().empty());
}

TEST_CASE("A symbolic link stays one, and what it points to is replaced")
{
    Folder const folder;
    write_text_file(folder / "true.h5", "before");
    std::filesystem::create_symlink("true.h5", folder / "link.h5");
    write_small_result(folder / "link.h5");
    CHECK(std::filesystem::is_symlink(folder / "link.h5"));
    CHECK(ResultReader{folder / "true.h5"}.numbers("run").size() == 2);
}

TEST_CASE("A record of another shape is refused")
{
    Folder const folder;
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    ResultFile file{folder / "a.h5", labels, small_provenance(), 1};
    CHECK_THROWS_WITH(file.add(recorded(Labels{setup, {.every = 2}}, setup)),
                      ContainsSubstring("is given"));
    CHECK(folder.names().empty());
}

TEST_CASE("The values in the file are those of the records, across chunks")
{
    Folder const folder;
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    RunRecord run = recorded(labels, setup);
    std::size_t const runs = 3000;  // policy takes 192 bytes a run: more than two chunks
    ResultFile file{folder / "a.h5", labels, small_provenance(), runs};
    for (std::size_t r = 0; r < runs; ++r) {
        run.replicate = static_cast<std::int32_t>(r);
        run.series("policy")[5] = static_cast<double>(r);
        file.add(run);
    }
    file.finish();

    ResultReader const result{folder / "a.h5"};
    auto const policy = result.numbers("policy");
    auto const replicate = result.numbers("replicate");
    REQUIRE(policy.size() == runs * run.series("policy").size());
    bool same = true;
    for (std::size_t r = 0; r < runs; ++r) {
        same = same && replicate[r] == static_cast<double>(r) &&
               policy[r * run.series("policy").size() + 5] == static_cast<double>(r) &&
               policy[r * run.series("policy").size() + 6] == run.series("policy")[6];
    }
    CHECK(same);
    CHECK(result.numbers("session_run").back() == runs - 1);
    CHECK(result.numbers("session").back() == static_cast<double>(9 * runs - 1));
    CHECK(result.texts("what_if").back() == "baseline");
}

TEST_CASE("HDF5 itself takes the axes for dimension scales")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    hid_t const file = H5Fopen((folder / "a.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t const policy = H5Dopen2(file, "policy", H5P_DEFAULT);
    unsigned dimension = 0;
    for (char const* name : {"run", "time", "state", "issue"}) {
        hid_t const scale = H5Dopen2(file, name, H5P_DEFAULT);
        CHECK(H5DSis_scale(scale) > 0);
        CHECK(H5DSis_attached(policy, scale, dimension++) > 0);
        H5Dclose(scale);
    }
    H5Dclose(policy);
    H5Fclose(file);
}

TEST_CASE("The size of every dimension is fixed but that of sessions, also when fewer runs came")
{
    Folder const folder;
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    ResultFile result{folder / "a.h5", labels, small_provenance(), 10};
    result.add(recorded(labels, setup));
    result.finish();
    hid_t const file = H5Fopen((folder / "a.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    for (auto const& [name, size, most] :
         {std::tuple{"run", 1U, hsize_t{10}}, std::tuple{"state", 3U, hsize_t{3}},
          std::tuple{"session", 9U, H5S_UNLIMITED}}) {
        hid_t const array = H5Dopen2(file, name, H5P_DEFAULT);
        hid_t const space = H5Dget_space(array);
        hsize_t now = 0;
        hsize_t limit = 0;
        H5Sget_simple_extent_dims(space, &now, &limit);
        CHECK(now == size);
        CHECK(limit == most);
        H5Sclose(space);
        H5Dclose(array);
    }
    H5Fclose(file);
}

TEST_CASE("No chunk of numbers goes past a filter")
{
    Folder const folder;
    write_small_result(folder / "a.h5");
    hid_t const file = H5Fopen((folder / "a.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    for (char const* name : {"run", "policy", "seed", "session_part"}) {
        INFO(name);
        hid_t const array = H5Dopen2(file, name, H5P_DEFAULT);
        hid_t const properties = H5Dget_create_plist(array);
        REQUIRE(H5Pget_nfilters(properties) == 3);
        for (H5Z_filter_t const filter :
             {H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32}) {
            unsigned flags = H5Z_FLAG_OPTIONAL;
            std::size_t count = 0;
            H5Pget_filter_by_id2(properties, filter, &flags, &count, nullptr, 0, nullptr, nullptr);
            CHECK((flags & H5Z_FLAG_OPTIONAL) == 0);
        }
        H5Pclose(properties);
        H5Dclose(array);
    }
    H5Fclose(file);
}

TEST_CASE("Chunks hold whole rows, or equal parts of one, and no more than is planned")
{
    using Shape = std::vector<hsize_t>;
    using hdf5::chunk_shape;
    CHECK(chunk_shape(8, 10, {4, 3, 2}) == Shape{10, 4, 3, 2});
    CHECK(chunk_shape(8, 1'000'000, {}) == Shape{32'768});
    CHECK(chunk_shape(8, 1'000'000, {30, 10, 10}) == Shape{10, 30, 10, 10});
    CHECK(chunk_shape(8, 5, {30, 100, 50}) == Shape{1, 6, 100, 50});
    CHECK(chunk_shape(8, 5, {30, 1000, 50}) == Shape{1, 1, 500, 50});
    CHECK(chunk_shape(1, 0, {0, 2}) == Shape{1, 1, 2});
}

TEST_CASE("A world without forums and a plan without runs are results too")
{
    Folder const folder;
    Setup setup = small_setup();
    setup.forums.clear();
    Labels const labels{setup, {}};
    ResultFile alone{folder / "alone.h5", labels, small_provenance(), 1};
    alone.add(recorded(labels, setup));
    alone.finish();
    CHECK(ResultReader{folder / "alone.h5"}.numbers("attempts").empty());

    ResultFile none{folder / "none.h5", labels, small_provenance(), 10};
    none.finish();
    CHECK(ResultReader{folder / "none.h5"}.numbers("policy").empty());
}
