#include "output/checksum.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <new>

namespace parley {
namespace {

/// Memory is all that can be missing.
void require(int result)
{
    if (result != 1) {
        throw std::bad_alloc{};
    }
}

}  // namespace

struct Checksum::Context {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest{EVP_MD_CTX_new(),
                                                                   &EVP_MD_CTX_free};
};

Checksum::Checksum() : context_{std::make_unique<Context>()}
{
    require(EVP_DigestInit_ex(context_->digest.get(), EVP_sha256(), nullptr));
}

Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;
Checksum::~Checksum() = default;

void Checksum::add(std::string_view bytes)
{
    require(EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size()));
}

std::string Checksum::hexadecimal()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(EVP_DigestFinal_ex(context_->digest.get(), digest.data(), &size));
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

std::string sha256(std::string_view text)
{
    Checksum sum;
    sum.add(text);
    return sum.hexadecimal();
}

}  // namespace parley
