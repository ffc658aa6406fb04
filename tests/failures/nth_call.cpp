// NOLINTBEGIN: stands in for functions of the C library, with their names, headers, casts and
// arguments

#include <dirent.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

// A machine of which one call fails, loaded before a program by LD_PRELOAD:
//
//     FAIL_CALL=write     which kind of call, of those in `kinds`
//     FAIL_AT=17          which of them, counted from 1 at the beginning of the program; `all`
//     FAIL_WITH=ENOSPC    how: an error, or `short` for a write or read of half of the bytes; with
//                         `SIGTERM` the call works, but the process gets this signal before it
//     FAIL_COUNTS=PATH    where to write at the end how many calls of each kind there were
//     FAIL_STACKS=PATH    where to write of each call of this kind its number and, as a hash, from
//                         where it comes: 8 bytes each; child processes go on with the numbers
//
// Calls that the C library makes within itself are out of reach, as those of fwrite.

namespace {

enum Kind {
    memory,
    thread,
    opening,
    reading,
    writing,
    fsyncing,
    truncating,
    renaming,
    closing,
    mapping,
    making,
    unlinking,
    locking,
    number_of_kinds
};
char const* const kinds[number_of_kinds] = {"malloc", "thread",    "open",   "read",  "write",
                                            "fsync",  "ftruncate", "rename", "close", "mmap",
                                            "mkdir",  "unlink",    "lock"};

struct Error {
    char const* name;
    int number;
};
Error const errors[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EINTR", EINTR},
                        {"ENOMEM", ENOMEM}, {"EAGAIN", EAGAIN}, {"EMFILE", EMFILE},
                        {"ENOLCK", ENOLCK}, {"EACCES", EACCES}};

bool begun = false;  // not while libraries are being set up
int failing = -1;
long failing_at = 0;
bool failing_all = false;
bool failing_short = false;
bool sending_signal = false;
pid_t user_called = 0;  // the program itself, and none of its children
int failing_with = EIO;
int stacks = -1;  // the file of them
std::atomic<long> counts[number_of_kinds];

template <class Function>
Function* next(char const* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void begin()
{
    char const* const kind = getenv("FAIL_CALL");
    char const* const at = getenv("FAIL_AT");
    char const* const with = getenv("FAIL_WITH");
    for (int k = 0; kind != nullptr && k < number_of_kinds; ++k) {
        failing = strcmp(kind, kinds[k]) == 0 ? k : failing;
    }
    failing_all = at != nullptr && strcmp(at, "all") == 0;
    failing_at = at == nullptr ? 0 : atol(at);
    failing_short = with != nullptr && strcmp(with, "short") == 0;
    user_called = getpid();
    sending_signal = with != nullptr && strcmp(with, "SIGTERM") == 0;
    for (Error const& error : errors) {
        failing_with =
            with != nullptr && strcmp(with, error.name) == 0 ? error.number : failing_with;
    }
    char const* const path = getenv("FAIL_STACKS");
    if (path != nullptr) {
        int const flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
        stacks = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, 0666));
        void* frame = nullptr;
        backtrace(&frame, 1);  // the first one asks for memory
    }
    begun = true;
}

__attribute__((destructor)) void end()
{
    begun = false;
    char const* const path = getenv("FAIL_COUNTS");
    if (path == nullptr) {
        return;
    }
    long const file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    for (int k = 0; k < number_of_kinds; ++k) {
        char line[64];
        int const length = snprintf(line, sizeof line, "%s %ld\n", kinds[k], counts[k].load());
        syscall(SYS_write, file, line, length);
    }
    syscall(SYS_close, file);
}

void write_stack(long number)
{
    constexpr int depth = 14;  // this function and the call itself are among them
    void* frames[depth];
    int const found = backtrace(frames, depth);
    unsigned long line[2] = {static_cast<unsigned long>(number), 14695981039346656037UL};  // FNV-1a
    for (int f = 0; f < found; ++f) {
        line[1] = (line[1] ^ reinterpret_cast<unsigned long>(frames[f])) * 1099511628211UL;
    }
    syscall(SYS_write, stacks, line, sizeof line);
}

/// Counts a call, and says whether it is to fail.
bool is_struck(Kind kind)
{
    long const number = begun ? ++counts[kind] : 0;
    if (number > 0 && stacks >= 0 && failing == kind) {
        write_stack(number);
    }
    bool const is_the_one =
        failing == kind && (failing_all || (number > 0 && number == failing_at));
    if (is_the_one && sending_signal) {
        kill(user_called, SIGTERM);
        return false;
    }
    return is_the_one;
}

bool fails(Kind kind)
{
    if (!is_struck(kind) || failing_short) {
        return false;
    }
    errno = failing_with;
    return true;
}

/// How many bytes of `size` may be moved; -1 for a failure.
long part_of(Kind kind, size_t size)
{
    if (!is_struck(kind)) {
        return static_cast<long>(size);
    }
    if (failing_short) {
        return static_cast<long>((size + 1) / 2);
    }
    errno = failing_with;
    return -1;
}

bool no_memory()
{
    if (!is_struck(memory)) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

int mode_in(int flags, va_list more)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, int) : 0;
}

int open_at(int folder, char const* path, int flags, int mode)
{
    return fails(opening) ? -1 : static_cast<int>(syscall(SYS_openat, folder, path, flags, mode));
}

ssize_t read_at(int file, void* bytes, size_t size, off_t place)
{
    long const some = part_of(reading, size);
    return some < 0 ? -1 : syscall(SYS_pread64, file, bytes, some, place);
}

ssize_t read_on(int file, void* bytes, size_t size)
{
    long const some = part_of(reading, size);
    return some < 0 ? -1 : syscall(SYS_read, file, bytes, some);
}

}  // namespace

extern "C" {

// Each stands under the name in its label for the C library's function: headers do not get in the
// way. A program with a malloc of its own asks the C library by its inner names.

void* nth_malloc(size_t) __asm__("__libc_malloc");
void* nth_malloc(size_t size)
{
    static auto* const real = next<void*(size_t)>("__libc_malloc");
    return no_memory() ? nullptr : real(size);
}
void* nth_plain_malloc(size_t) __asm__("malloc") __attribute__((alias("__libc_malloc")));

void* nth_calloc(size_t, size_t) __asm__("__libc_calloc");
void* nth_calloc(size_t number, size_t size)
{
    static auto* const real = next<void*(size_t, size_t)>("__libc_calloc");
    return no_memory() ? nullptr : real(number, size);
}
void* nth_plain_calloc(size_t, size_t) __asm__("calloc") __attribute__((alias("__libc_calloc")));

void* nth_realloc(void*, size_t) __asm__("__libc_realloc");
void* nth_realloc(void* old, size_t size)
{
    static auto* const real = next<void*(void*, size_t)>("__libc_realloc");
    return no_memory() ? nullptr : real(old, size);
}
void* nth_plain_realloc(void*, size_t) __asm__("realloc") __attribute__((alias("__libc_realloc")));

void* nth_memalign(size_t, size_t) __asm__("__libc_memalign");
void* nth_memalign(size_t alignment, size_t size)
{
    static auto* const real = next<void*(size_t, size_t)>("__libc_memalign");
    return no_memory() ? nullptr : real(alignment, size);
}
void* nth_aligned_alloc(size_t, size_t) __asm__("aligned_alloc")
    __attribute__((alias("__libc_memalign")));

int nth_pthread_create(pthread_t*, pthread_attr_t const*, void* (*)(void*),
                       void*) __asm__("pthread_create");
int nth_pthread_create(pthread_t* thread_id, pthread_attr_t const* how, void* (*work)(void*),
                       void* of)
{
    static auto* const real =
        next<int(pthread_t*, pthread_attr_t const*, void* (*)(void*), void*)>("pthread_create");
    return fails(thread) ? EAGAIN : real(thread_id, how, work, of);
}

int nth_open(char const*, int, ...) __asm__("open");
int nth_open(char const* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    int const mode = mode_in(flags, more);
    va_end(more);
    return open_at(AT_FDCWD, path, flags, mode);
}
int nth_open64(char const*, int, ...) __asm__("open64") __attribute__((alias("open")));
int nth_open_2(char const*, int) __asm__("__open_2");
int nth_open_2(char const* path, int flags)
{
    return open_at(AT_FDCWD, path, flags, 0);
}
int nth_open64_2(char const*, int) __asm__("__open64_2") __attribute__((alias("__open_2")));

int nth_openat(int, char const*, int, ...) __asm__("openat");
int nth_openat(int folder, char const* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    int const mode = mode_in(flags, more);
    va_end(more);
    return open_at(folder, path, flags, mode);
}
int nth_openat64(int, char const*, int, ...) __asm__("openat64") __attribute__((alias("openat")));

FILE* nth_fopen(char const*, char const*) __asm__("fopen");
FILE* nth_fopen(char const* path, char const* mode)
{
    static auto* const real = next<FILE*(char const*, char const*)>("fopen");
    return fails(opening) ? nullptr : real(path, mode);
}
FILE* nth_fopen64(char const*, char const*) __asm__("fopen64") __attribute__((alias("fopen")));

DIR* nth_opendir(char const*) __asm__("opendir");
DIR* nth_opendir(char const* path)
{
    static auto* const real = next<DIR*(char const*)>("opendir");
    return fails(opening) ? nullptr : real(path);
}

ssize_t nth_read(int, void*, size_t) __asm__("read");
ssize_t nth_read(int file, void* bytes, size_t size)
{
    return read_on(file, bytes, size);
}
ssize_t nth_read_chk(int, void*, size_t, size_t) __asm__("__read_chk");
ssize_t nth_read_chk(int file, void* bytes, size_t size, size_t)
{
    return read_on(file, bytes, size);
}

ssize_t nth_pread(int, void*, size_t, off_t) __asm__("pread");
ssize_t nth_pread(int file, void* bytes, size_t size, off_t place)
{
    return read_at(file, bytes, size, place);
}
ssize_t nth_pread64(int, void*, size_t, off_t) __asm__("pread64") __attribute__((alias("pread")));
ssize_t nth_pread_chk(int, void*, size_t, off_t, size_t) __asm__("__pread_chk");
ssize_t nth_pread_chk(int file, void* bytes, size_t size, off_t place, size_t)
{
    return read_at(file, bytes, size, place);
}
ssize_t nth_pread64_chk(int, void*, size_t, off_t, size_t) __asm__("__pread64_chk")
    __attribute__((alias("__pread_chk")));

ssize_t nth_write(int, void const*, size_t) __asm__("write");
ssize_t nth_write(int file, void const* bytes, size_t size)
{
    long const some = part_of(writing, size);
    return some < 0 ? -1 : syscall(SYS_write, file, bytes, some);
}

ssize_t nth_pwrite(int, void const*, size_t, off_t) __asm__("pwrite");
ssize_t nth_pwrite(int file, void const* bytes, size_t size, off_t place)
{
    long const some = part_of(writing, size);
    return some < 0 ? -1 : syscall(SYS_pwrite64, file, bytes, some, place);
}
ssize_t nth_pwrite64(int, void const*, size_t, off_t) __asm__("pwrite64")
    __attribute__((alias("pwrite")));

int nth_fsync(int) __asm__("fsync");
int nth_fsync(int file)
{
    return fails(fsyncing) ? -1 : static_cast<int>(syscall(SYS_fsync, file));
}

int nth_ftruncate(int, off_t) __asm__("ftruncate");
int nth_ftruncate(int file, off_t size)
{
    return fails(truncating) ? -1 : static_cast<int>(syscall(SYS_ftruncate, file, size));
}
int nth_ftruncate64(int, off_t) __asm__("ftruncate64") __attribute__((alias("ftruncate")));

int nth_rename(char const*, char const*) __asm__("rename");
int nth_rename(char const* from, char const* to)
{
    return fails(renaming)
               ? -1
               : static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int nth_close(int) __asm__("close");
int nth_close(int file)
{
    long const failed = syscall(SYS_close, file);  // as Linux does it: closed, whatever it says
    return fails(closing) ? -1 : static_cast<int>(failed);
}

void* nth_mmap(void*, size_t, int, int, int, off_t) __asm__("mmap");
void* nth_mmap(void* place, size_t size, int access, int flags, int file, off_t from)
{
    return fails(mapping)
               ? MAP_FAILED
               : reinterpret_cast<void*>(syscall(SYS_mmap, place, size, access, flags, file, from));
}
void* nth_mmap64(void*, size_t, int, int, int, off_t) __asm__("mmap64")
    __attribute__((alias("mmap")));

int nth_mkdir(char const*, mode_t) __asm__("mkdir");
int nth_mkdir(char const* path, mode_t mode)
{
    return fails(making) ? -1 : static_cast<int>(syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

int nth_unlink(char const*) __asm__("unlink");
int nth_unlink(char const* path)
{
    return fails(unlinking) ? -1 : static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

int nth_unlinkat(int, char const*, int) __asm__("unlinkat");
int nth_unlinkat(int folder, char const* path, int flags)
{
    return fails(unlinking) ? -1 : static_cast<int>(syscall(SYS_unlinkat, folder, path, flags));
}

int nth_remove(char const*) __asm__("remove");
int nth_remove(char const* path)
{
    static auto* const real = next<int(char const*)>("remove");
    return fails(unlinking) ? -1 : real(path);
}

int nth_fcntl(int, int, ...) __asm__("fcntl");
int nth_fcntl(int file, int what, ...)
{
    va_list more;
    va_start(more, what);
    long const argument = va_arg(more, long);
    va_end(more);
    if (what == F_OFD_SETLK && fails(locking)) {
        return -1;
    }
    return static_cast<int>(syscall(SYS_fcntl, file, what, argument));
}
int nth_fcntl64(int, int, ...) __asm__("fcntl64") __attribute__((alias("fcntl")));

int nth_flock(int, int) __asm__("flock");
int nth_flock(int file, int how)
{
    return fails(locking) ? -1 : static_cast<int>(syscall(SYS_flock, file, how));
}

}  // extern "C"
// NOLINTEND
