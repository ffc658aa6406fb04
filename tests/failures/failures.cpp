#include "failures/failures.hpp"

#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <new>

// A machine that fails when a test says so. Linked to a program, or loaded before it by LD_PRELOAD:
//
//     FAIL_THREAD=3   the third thread is refused
//     FAIL_NEW=100    every thread but the main one has memory for 99 objects

namespace {

long number_in(char const* variable)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment
    char const* const text = std::getenv(variable);
    return text == nullptr ? 0 : std::strtol(text, nullptr, 10);
}

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): what stands in can reach
std::atomic<long> thread_to_refuse{number_in("FAIL_THREAD")};
long const object_to_refuse = number_in("FAIL_NEW");

bool is_refused_object()
{
    thread_local long objects = 0;
    return object_to_refuse > 0 && getpid() != gettid() && ++objects >= object_to_refuse;
}

}  // namespace

void parley::refuse_thread(int n)
{
    thread_to_refuse = n;
}

// NOLINTBEGIN: stands in for functions of the C library and of C++, with their casts and memory

extern "C" int refusing_pthread_create(pthread_t*, pthread_attr_t const*, void* (*)(void*),
                                       void*) noexcept __asm__("pthread_create");
extern "C" int refusing_pthread_create(pthread_t* thread, pthread_attr_t const* attributes,
                                       void* (*work)(void*), void* argument) noexcept
{
    if (thread_to_refuse > 0 && --thread_to_refuse == 0) {
        return EAGAIN;
    }
    static auto const real =
        reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
    return real(thread, attributes, work, argument);
}

void* operator new(std::size_t size)
{
    void* const memory = is_refused_object() ? nullptr : std::malloc(size);
    return memory != nullptr ? memory : throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

// NOLINTEND
