#include "catch.hpp"
#include "output/checksum.hpp"

#include <vector>

using namespace parley;

// The sums are those of NIST's examples of SHA-256, and for lengths around a block those of
// coreutils' sha256sum.

TEST_CASE("Sums are those of the standard's examples")
{
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("The end of a text may lie anywhere in a block")
{
    CHECK(sha256(std::string(55, 'a')) ==
          "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    CHECK(sha256(std::string(56, 'a')) ==
          "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    CHECK(sha256(std::string(63, 'a')) ==
          "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
    CHECK(sha256(std::string(64, 'a')) ==
          "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    CHECK(sha256(std::string(65, 'a')) ==
          "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0");
}

TEST_CASE("A sum does not depend on the pieces that a text comes in")
{
    std::string const text(1'000'000, 'a');
    Checksum sum;
    for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
        size = std::min<std::size_t>(at % 777, text.size() - at);
        size = std::max<std::size_t>(size, 1);
        sum.add(std::string_view{text}.substr(at, size));
    }
    CHECK(sum.hexadecimal() == sha256(text));
}

TEST_CASE("The processor's instructions do what the standard writes")
{
    std::vector<unsigned char> blocks(64 * 100);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i] = static_cast<unsigned char>(i * i % 251);
    }
    Sha256State quick = sha256_start;
    Sha256State written = sha256_start;
    sha256_take(quick, blocks);
    sha256_take_as_written(written, blocks);
    CHECK(quick == written);
}
