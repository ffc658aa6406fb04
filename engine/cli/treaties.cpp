#include "cli/treaties.hpp"

#include "cli/csv_field.hpp"
#include "output/pace.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <concepts>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {
namespace {

std::size_t position(auto const& list, std::string const& name)
{
    using Entry = std::ranges::range_value_t<decltype(list)>;
    auto const found = std::ranges::find(list, name, &Entry::name);
    return static_cast<std::size_t>(found - list.begin());
}

}  // namespace

/// The sessions of a result: the columns that the table is made of, a block at a time.
class TreatyTable::Sessions {
  public:
    Sessions(ResultReader const& reader, std::string file)
        : reader_{reader},
          header_{reader.header()},
          file_{std::move(file)},
          states_{labels("state")},
          authorities_{labels("authority")},
          issues_{labels("issue")}
    {
        if (position(header_.variables, "session_opened") == header_.variables.size()) {
            throw InputFileError{file_,
                                 "has no table 'treaties' (it has no sessions, or was made "
                                 "before talks were recorded)"};
        }
        if (position(header_.variables, "session_mechanism") == header_.variables.size()) {
            why_ = "block_reason";  // it was made before mechanisms were recorded
        }
        for (auto const* const name :
             {"run", "forum", "level", "result", "fate", "end", "blocked_by", why_, "opened",
              "first_round", "time", "in_force", "ended"}) {
            require(std::string{"session_"} + name, {"session"});
        }
        require("session_part", {"session", "state"});
        if (!authorities_.empty()) {
            require("session_authority_part", {"session", "authority"});
            require("session_blocked_by_authority", {"session"});
        }
        require("session_terms", {"session", "issue"});
        if (position(header_.variables, "session_movement") < header_.variables.size()) {
            require("session_movement", {"session", "issue"});
        }
        require("what_if", {"run"});
        require("replicate", {"run"});
    }

    [[nodiscard]] std::size_t size() const { return size_of("session"); }

    void read(std::size_t first, std::size_t count)
    {
        for (auto& [name, values] : numbers_) {
            values = numbers_of(name, first, count);
        }
    }

    /// The line of a session of the block.
    void add_line(std::string& csv, std::size_t s)
    {
        auto const r = run_of(s);
        std::size_t const place = r - first_run_;
        bool const agreed = word("result", s) == "agreed";
        auto const [issues, terms] = issues_and_terms(s, agreed);
        std::string why{word("end", s)};
        if (why.empty() && word("fate", s) != "in_force") {
            why = word("fate", s);
        }
        if (!agreed) {
            auto const authority =
                authorities_.empty() ? std::string_view{} : word("blocked_by_authority", s);
            auto const blocker = authority.empty() ? word("blocked_by", s) : authority;
            why = blocker.empty() ? "" : fmt::format("{}: {}", blocker, word(why_, s));
        }
        csv += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", r, csv_text(what_ifs_.at(place)),
            replicates_.at(place), csv_text(std::string{word("forum", s)}), word("level", s),
            csv_text(parties(s, agreed)), csv_text(issues), terms, word("result", s),
            date("opened", s), date("first_round", s), agreed ? date("time", s) : std::string{},
            date("in_force", s), agreed ? date("ended", s) : date("time", s), csv_text(why));
    }

  private:
    static constexpr std::size_t runs_at_a_time = 256;

    /// Notes a variable to read, along these axes.
    void require(std::string const& name, std::vector<std::string> const& axes)
    {
        auto const at = position(header_.variables, name);
        if (at == header_.variables.size() || header_.variables[at].dimensions != axes) {
            throw InputFileError{
                file_, fmt::format("has no variable '{}' by {}", name, fmt::join(axes, ", "))};
        }
        reader_.check(name);
        if (axes.front() == "session") {
            numbers_[name];
            flags_[name] = header_.variables[at].flags;
        }
    }

    [[nodiscard]] std::size_t size_of(std::string const& axis) const
    {
        return header_.dimensions.at(position(header_.dimensions, axis)).size;
    }

    [[nodiscard]] std::vector<std::string> labels(std::string const& axis) const
    {
        auto const at = position(header_.dimensions, axis);
        return at == header_.dimensions.size() ? std::vector<std::string>{}
                                               : header_.dimensions[at].labels;
    }

    [[nodiscard]] std::vector<double> numbers_of(std::string const& name, std::size_t first,
                                                 std::size_t count) const
    {
        return std::visit(
            [&]<class Entry>(std::vector<Entry> const& all) -> std::vector<double> {
                if constexpr (std::same_as<Entry, std::string>) {
                    throw InputFileError{file_, fmt::format("holds no numbers in '{}'", name)};
                } else {
                    return {all.begin(), all.end()};
                }
            },
            reader_.rows(name, first, count));
    }

    /// What tells some runs apart, as texts.
    [[nodiscard]] std::vector<std::string> texts_of(std::string const& name, std::size_t first,
                                                    std::size_t count) const
    {
        return std::visit(
            []<class Entry>(std::vector<Entry> const& all) {
                std::vector<std::string> texts;
                texts.reserve(all.size());
                for (Entry const& each : all) {
                    texts.push_back(fmt::format("{}", each));
                }
                return texts;
            },
            reader_.rows(name, first, count));
    }

    [[nodiscard]] double number(std::string const& name, std::size_t s) const
    {
        return numbers_.at("session_" + name).at(s);
    }

    /// The run of a session, about which enough has been read afterwards.
    std::size_t run_of(std::size_t s)
    {
        auto const runs = size_of("run");
        double const run = number("run", s);
        if (!(run >= 0.0 && run < static_cast<double>(runs))) {
            throw InputFileError{file_, "is damaged (a session is of a run that there is not)"};
        }
        auto const r = static_cast<std::size_t>(run);
        if (what_ifs_.empty() || r < first_run_ || r >= first_run_ + what_ifs_.size()) {
            first_run_ = r - r % runs_at_a_time;
            auto const count = std::min(runs_at_a_time, runs - first_run_);
            what_ifs_ = texts_of("what_if", first_run_, count);
            replicates_ = texts_of("replicate", first_run_, count);
        }
        return r;
    }

    /// What the value of a flag means; empty for none.
    [[nodiscard]] std::string_view meaning(std::string const& name, double value) const
    {
        auto const& flags = flags_.at("session_" + name);
        auto const found = std::ranges::find_if(
            flags, [&](auto const& flag) { return static_cast<double>(flag.first) == value; });
        return found == flags.end() ? std::string_view{} : found->second;
    }

    [[nodiscard]] std::string_view word(std::string const& name, std::size_t s) const
    {
        double const value = number(name, s);
        return value < 0.0 ? std::string_view{} : meaning(name, value);
    }

    [[nodiscard]] std::string date(std::string const& name, std::size_t s) const
    {
        constexpr double most = 10'000'000;  // within what the calendar knows
        double const day = number(name, s);
        if (std::isnan(day)) {
            return "";
        }
        if (!(std::abs(day) < most)) {
            throw InputFileError{file_, "is damaged (a day lies beyond the calendar)"};
        }
        std::chrono::year_month_day const when{
            std::chrono::sys_days{std::chrono::days{static_cast<int>(day)}}};
        return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(when.year()),
                           static_cast<unsigned>(when.month()), static_cast<unsigned>(when.day()));
    }

    /// Those who are bound; where nobody is, those who sat: states, or authorities.
    [[nodiscard]] std::string parties(std::size_t s, bool agreed) const
    {
        std::string const states = parties("part", states_, s, agreed);
        return states.empty() && !authorities_.empty()
                   ? parties("authority_part", authorities_, s, agreed)
                   : states;
    }

    [[nodiscard]] std::string parties(std::string const& parts, std::vector<std::string> const& ids,
                                      std::size_t s, bool agreed) const
    {
        std::string text;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto const part = meaning(parts, number(parts, s * ids.size() + i));
            bool const bound = part == "signed" || part == "outvoted" || part == "abstained";
            if (agreed ? bound : part != "absent") {
                text += (text.empty() ? "" : "|") + ids[i];
            }
        }
        return text;
    }

    /// What was agreed, or lay on the table, and its terms in the same order. What others settled
    /// during the talks has moved nothing, and is not agreed.
    [[nodiscard]] std::pair<std::string, std::string> issues_and_terms(std::size_t s,
                                                                       bool agreed) const
    {
        auto const movement = numbers_.find("session_movement");  // older results have none
        auto const is_dropped = [&](std::size_t at) {
            return agreed && movement != numbers_.end() && std::isnan(movement->second.at(at));
        };
        std::pair<std::string, std::string> texts;
        for (std::size_t k = 0; k < issues_.size(); ++k) {
            std::size_t const at = s * issues_.size() + k;
            double const terms = number("terms", at);
            if (!std::isnan(terms) && !is_dropped(at)) {
                std::string_view const bar = texts.first.empty() ? "" : "|";
                texts.first += fmt::format("{}{}", bar, issues_[k]);
                texts.second += fmt::format("{}{}", bar, terms);
            }
        }
        return texts;
    }

    char const* why_ = "mechanism";
    ResultReader const& reader_;
    ResultHeader header_;
    std::string file_;
    std::vector<std::string> states_;
    std::vector<std::string> authorities_;  // often none
    std::vector<std::string> issues_;
    std::map<std::string, std::vector<double>, std::less<>> numbers_;  // of the block
    std::map<std::string, std::vector<std::pair<int, std::string>>, std::less<>> flags_;
    std::size_t first_run_ = 0;  // of those about which is known
    std::vector<std::string> what_ifs_;
    std::vector<std::string> replicates_;
};

TreatyTable::TreatyTable(ResultReader const& reader, std::string file)
    : sessions_{std::make_unique<Sessions>(reader, std::move(file))}
{
}

TreatyTable::~TreatyTable() = default;

void TreatyTable::write(TableOutput& table) const
{
    constexpr std::size_t most_sessions = 4096;  // of a block
    table.add(
        "run,what_if,replicate,forum,level,parties,issues,terms,result,opened,first_round,signed,"
        "in_force,ended,why\n");
    Pace pace{most_sessions};
    std::string csv;
    for (std::size_t first = 0; first < sessions_->size();) {
        auto const count = std::min(pace.rows(), sessions_->size() - first);
        sessions_->read(first, count);
        csv.clear();
        for (std::size_t s = 0; s < count; ++s) {
            sessions_->add_line(csv, s);
        }
        table.add(csv);
        pace.saw(count, csv.size());
        first += count;
    }
}

}  // namespace parley
