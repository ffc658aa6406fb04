#include "output/hdf5/driver.hpp"

#include "output/descriptor.hpp"
#include "output/errors.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

namespace parley::hdf5 {
namespace {

/// A file as the driver sees it. HDF5 knows only its first member.
struct OpenFile {
    H5FD_t known{};
    int descriptor = -1;
    haddr_t allocated = 0;   // what HDF5 means to use
    haddr_t end = 0;         // what has been written
    int* refusal = nullptr;  // where the first one's errno goes; of a file to read there is none
    std::string name{};      // of a file to read
};

/// What the system last refused to whoever reads on this thread.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): HDF5 hands nothing through
thread_local std::optional<ReadRefusal> refused_reading;

// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): HDF5 hands back what `open` gave it

OpenFile& of(H5FD_t* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

OpenFile const& of(H5FD_t const* file)
{
    return *reinterpret_cast<OpenFile const*>(file);
}
// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)

/// Puts the system's reason where `fail` looks for it.
void tell(char const* doing, int number)
{
    H5Epush2(H5E_DEFAULT, __FILE__, __func__, __LINE__, H5E_ERR_CLS, H5E_IO, H5E_READERROR,
             "%s, errno = %d", doing, number);
}

/// A read of `size` bytes that is taken up again where it is interrupted or cut short. Returns how
/// many there were before the end of the file; -1 with errno where the system refuses.
ssize_t read_whole(int descriptor, char* bytes, std::size_t size, haddr_t address)
{
    std::size_t done = 0;
    while (done < size) {
        auto const got =
            ::pread(descriptor, bytes + done, size - done, static_cast<off_t>(address + done));
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            return -1;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    return static_cast<ssize_t>(done);
}

/// Opens a file to read, or makes one anew.
H5FD_t* open(char const* name, unsigned flags, hid_t access, haddr_t /*most*/)
{
    bool const to_read = (flags & (H5F_ACC_RDWR | H5F_ACC_TRUNC | H5F_ACC_CREAT)) == 0;
    auto const* refusal = static_cast<int* const*>(H5Pget_driver_info(access));
    if (!to_read && refusal == nullptr) {
        return nullptr;
    }
    auto file = std::make_unique<OpenFile>();
    int const how = to_read ? O_RDONLY : O_RDWR | O_CREAT | O_TRUNC;
    file->descriptor = ::open(name, how | O_CLOEXEC, 0666);
    struct stat about = {};
    if (file->descriptor < 0 || ::fstat(file->descriptor, &about) != 0) {
        int const number = errno;
        if (to_read) {
            refused_reading = ReadRefusal{name, number};
        }
        tell("opening", number);
        return nullptr;
    }
    file->end = static_cast<haddr_t>(about.st_size);
    if (to_read) {
        file->name = name;
    } else {
        file->refusal = *refusal;
    }
    return &file.release()->known;
}

herr_t close(H5FD_t* file)
{
    std::unique_ptr<OpenFile> const owner{&of(file)};
    ::close(owner->descriptor);  // what it may say is said by fsync, before the file gets its name
    return 0;
}

herr_t query(H5FD_t const* /*file*/, unsigned long* features)
{
    // as for HDF5's own driver of plain files, so that the bytes are the same
    *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
                H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA |
                H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

haddr_t get_allocated(H5FD_t const* file, H5FD_mem_t /*kind*/)
{
    return of(file).allocated;
}

herr_t set_allocated(H5FD_t* file, H5FD_mem_t /*kind*/, haddr_t address)
{
    of(file).allocated = address;
    return 0;
}

haddr_t get_end(H5FD_t const* file, H5FD_mem_t /*kind*/)
{
    return of(file).end;
}

herr_t read(H5FD_t* file, H5FD_mem_t /*kind*/, hid_t /*transfer*/, haddr_t address,
            std::size_t size, void* buffer)
{
    constexpr haddr_t most = std::numeric_limits<off_t>::max();
    if (address > most || size > most - address) {
        // as a damaged file wants it, and no machine's failure
        tell("reading where no file reaches", EOVERFLOW);
        return -1;
    }
    auto* const bytes = static_cast<char*>(buffer);
    auto const got = read_whole(of(file).descriptor, bytes, size, address);
    if (got < 0) {
        int const number = errno;
        if (of(file).refusal == nullptr) {
            refused_reading = ReadRefusal{of(file).name, number};
        }
        tell("reading", number);
        return -1;
    }
    std::memset(bytes + got, 0, size - static_cast<std::size_t>(got));  // beyond the end are zeros
    return 0;
}

herr_t write(H5FD_t* file, H5FD_mem_t /*kind*/, hid_t /*transfer*/, haddr_t address,
             std::size_t size, void const* buffer)
{
    OpenFile& self = of(file);
    if (self.refusal == nullptr) {
        return -1;
    }
    self.end = std::max(self.end, address + size);
    auto const* next = static_cast<char const*>(buffer);
    while (size > 0 && *self.refusal == 0) {
        auto const put = ::pwrite(self.descriptor, next, size, static_cast<off_t>(address));
        if (put < 0 && errno != EINTR) {
            *self.refusal = errno;
        }
        auto const count = static_cast<std::size_t>(std::max<ssize_t>(put, 0));
        next += count;
        address += count;
        size -= count;
    }
    return 0;
}

herr_t truncate(H5FD_t* file, hid_t /*transfer*/, hbool_t /*closing*/)
{
    OpenFile& self = of(file);
    if (self.refusal == nullptr) {
        return 0;
    }
    while (self.end != self.allocated && *self.refusal == 0 &&
           ::ftruncate(self.descriptor, static_cast<off_t>(self.allocated)) != 0) {
        *self.refusal = errno == EINTR ? 0 : errno;  // tried again, or given up
    }
    self.end = self.allocated;
    return 0;
}

H5FD_class_t make_driver()
{
    H5FD_class_t driver{};
#ifdef H5FD_CLASS_VERSION
    driver.version = H5FD_CLASS_VERSION;
    driver.value = static_cast<H5FD_class_value_t>(600);  // of those that are not registered
#endif
    driver.name = "parley";
    driver.maxaddr = static_cast<haddr_t>(std::numeric_limits<off_t>::max());
    driver.fc_degree = H5F_CLOSE_WEAK;
    driver.fapl_size = sizeof(int*);
    driver.open = open;
    driver.close = close;
    driver.query = query;
    driver.get_eoa = get_allocated;
    driver.set_eoa = set_allocated;
    driver.get_eof = get_end;
    driver.read = read;
    driver.write = write;
    driver.truncate = truncate;
    std::array<H5FD_mem_t, H5FD_MEM_NTYPES> const kinds = H5FD_FLMAP_DICHOTOMY;
    std::ranges::copy(kinds, std::begin(driver.fl_map));
    return driver;
}

void use_driver(Properties const& access, void const* info)
{
    static H5FD_class_t const driver = make_driver();
    static hid_t const id = H5FDregister(&driver);
    check(id, "registering a driver");
    check(H5Pset_driver(access.id(), id, info), "choosing a driver");
}

}  // namespace

void use_forgiving_driver(Properties const& access, int& refusal)
{
    int const* const place = &refusal;
    use_driver(access, static_cast<void const*>(&place));
}

void use_forgiving_driver(Properties const& access)
{
    use_driver(access, nullptr);
}

std::optional<ReadRefusal> take_read_refusal()
{
    return std::exchange(refused_reading, std::nullopt);
}

bool is_hdf5(std::filesystem::path const& path)
{
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    std::array<char, signature.size()> bytes{};
    Descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    auto const got = file.is_open() ? read_whole(file.number(), bytes.data(), bytes.size(), 0) : -1;
    if (got < 0) {
        throw ReadError{path, std::generic_category().message(errno)};
    }
    return std::string_view{bytes.data(), static_cast<std::size_t>(got)} == signature;
}

void require_none(int refusal)
{
    if (refusal != 0) {
        throw Failure{"writing it", std::generic_category().message(refusal)};
    }
}

}  // namespace parley::hdf5
