#include "cli/minutes_files.hpp"

namespace parley {

MinutesFiles::MinutesFiles(std::filesystem::path const& output)
    : text{std::filesystem::path{output}.replace_extension(".transcript.txt")},
      data{std::filesystem::path{output}.replace_extension(".minutes.jsonl")}
{
}

GrowingMinutes::GrowingMinutes(MinutesFiles const& files) : text_{files.text}, data_{files.data} {}

void GrowingMinutes::add(Minutes const& minutes)
{
    text_.append(minutes.text);
    data_.append(minutes.data);
}

void GrowingMinutes::commit()
{
    text_.commit();
    data_.commit();
}

}  // namespace parley
