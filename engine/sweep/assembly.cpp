#include "sweep/assembly.hpp"

#include <algorithm>
#include <functional>
#include <list>
#include <memory>
#include <queue>

namespace parley {
namespace {

/// Hands out the runs of many parts in the order of the plan.
class Shuffler {
  public:
    explicit Shuffler(PartFolder::Content const& content)
    {
        for (auto const& part : content.parts) {
            waiting_.push({part.head.runs.front().first, &part, nullptr});
        }
    }

    /// The next run of all, until the next call; nullptr after the last.
    FinishedRun const* next()
    {
        if (present_.reader) {
            put_back();
        }
        if (waiting_.empty()) {
            return nullptr;
        }
        present_ = waiting_.top();
        waiting_.pop();
        if (!present_.reader) {
            present_.reader = std::make_shared<PartReader>(present_.part->path);
            present_.run = present_.reader->next();
        }
        keep_open(present_.reader);
        return present_.run;
    }

  private:
    static constexpr std::size_t most_open = 16;

    struct Waiting {
        std::uint64_t place;
        PartFolder::Content::Part const* part;
        std::shared_ptr<PartReader> reader;
        FinishedRun const* run = nullptr;

        bool operator>(Waiting const& other) const { return place > other.place; }
    };

    void put_back()
    {
        present_.run = present_.reader->next();
        if (present_.run != nullptr) {
            present_.place = present_.run->run;
            waiting_.push(present_);
        } else {
            open_.remove(present_.reader);
        }
        present_ = {};
    }

    void keep_open(std::shared_ptr<PartReader> const& reader)
    {
        if (!open_.empty() && open_.back() == reader) {
            return;
        }
        open_.remove(reader);
        open_.push_back(reader);
        if (open_.size() > most_open) {
            open_.front()->rest();
            open_.pop_front();
        }
    }

    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
    Waiting present_{};
    std::list<std::shared_ptr<PartReader>> open_;  // the one used last at the end
};

}  // namespace

FailureCheck::FailureCheck(Layout const& layout)
    : status_{
          static_cast<std::size_t>(std::ranges::find(layout.variables, "status", &Variable::name) -
                                   layout.variables.begin())}
{
}

bool FailureCheck::operator()(Row const& row) const
{
    auto const status = std::get<std::span<std::int8_t const>>(row.values.at(status_));
    return status.front() == static_cast<std::int8_t>(RunStatus::failed);
}

Assembly::Assembly(Layout const& layout, Provenance const& provenance)
    : layout_{layout}, provenance_{provenance}
{
}

std::uint64_t Assembly::operator()(std::filesystem::path const& target, RunRange runs,
                                   PartFolder::Content const& content) const
{
    ResultFile file{target, layout_, provenance_, runs.count()};
    RowDecoder decode{layout_};
    FailureCheck const failed{layout_};
    Checksum sum;
    std::uint64_t failures = 0;
    std::uint64_t expected = runs.first;
    Shuffler shuffler{content};
    while (FinishedRun const* finished = shuffler.next()) {
        if (finished->run < expected || finished->run >= runs.past) {
            continue;
        }
        if (finished->run > expected) {
            break;
        }
        Row const& row = decode(finished->row);
        file.add(row);
        sum.add(finished->row);
        failures += failed(row) ? 1 : 0;
        ++expected;
    }
    if (expected != runs.past) {
        throw std::logic_error{"the parts lack a run"};
    }
    file.finish(sum.hexadecimal());
    return failures;
}

}  // namespace parley
