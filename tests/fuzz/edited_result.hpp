#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley::fuzz {

/// The bytes of a small result with an axis of each kind and every kind of values: of one run after
/// the other, or the first of two shards of a sweep.
[[nodiscard]] std::string sound_result(bool of_a_shard);

/// Makes files of any bytes: as they are, or as changes to a sound result of which checksums are
/// made right again, so that what reads it comes further.
///
/// The first byte says how, each other value by a bit of it: 1 the rest are changes, not a file;
/// 2 the checksums that HDF5 has of its own structures are made right; 4 so are the result's sums
/// of what it holds; 8 the last line is left as it is. A change is a byte for what is done (four
/// bits) and to how much (four bits), three for where, and the bytes that are written there.
class ResultEditor {
  public:
    explicit ResultEditor(std::string sound);

    struct Edited {
        std::string bytes;
        bool is_forged = false;  ///< the sums of what it holds are made right too
    };
    [[nodiscard]] Edited operator()(std::string_view input) const;

  private:
    /// Bytes of the file that a checksum of HDF5 follows.
    struct Block {
        std::size_t begin;
        std::size_t end;
    };

    void change(std::string& file, std::string_view changes) const;
    [[nodiscard]] std::size_t place(std::string_view where) const;
    void make_blocks_right(std::string& file) const;
    void make_sums_right(std::string& file) const;

    std::string sound_;  // without its last line
    std::vector<Block> blocks_;
    std::size_t manifest_ = 0;  // where it begins
    std::size_t manifest_size_ = 0;
    std::size_t sum_of_sums_ = 0;  // where it stands
};

/// Tells libFuzzer that this was said of an input: what is said for the first time is something
/// new, though HDF5 and child processes tell it nothing.
void note(std::string_view said);

}  // namespace parley::fuzz
