#include "cli/treaties.hpp"

#include "cli/csv_field.hpp"
#include "output/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <string_view>
#include <vector>

namespace parley {
namespace {

std::string date(double day)
{
    if (std::isnan(day)) {
        return "";
    }
    std::chrono::year_month_day const when{
        std::chrono::sys_days{std::chrono::days{static_cast<int>(day)}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(when.year()),
                       static_cast<unsigned>(when.month()), static_cast<unsigned>(when.day()));
}

/// The columns of the sessions, and what their flags mean.
class Sessions {
  public:
    Sessions(ResultReader const& reader, std::string const& file)
        : reader_{reader},
          header_{reader.header()},
          states_{labels("state")},
          issues_{labels("issue")}
    {
        if (std::ranges::find(header_.variables, "session_opened", &ResultHeader::Variable::name) ==
            header_.variables.end()) {
            throw InputFileError{file,
                                 "has no table 'treaties' (it has no sessions, or was made "
                                 "before talks were recorded)"};
        }
        part_ = numbers("part");
        terms_ = numbers("terms");
        for (auto const& flag : variable("session_part").flags) {
            meanings_of_part_.push_back(flag);
        }
    }

    [[nodiscard]] std::vector<double> numbers(std::string const& name) const
    {
        return reader_.numbers("session_" + name);
    }

    /// A column of flags as words; empty for none.
    [[nodiscard]] std::vector<std::string> words(std::string const& name) const
    {
        auto const& flags = variable("session_" + name).flags;
        std::vector<std::string> all;
        for (double const value : numbers(name)) {
            auto const found = std::ranges::find(flags, static_cast<int>(value),
                                                 &std::pair<int, std::string>::first);
            all.push_back(value < 0.0 || found == flags.end() ? std::string{} : found->second);
        }
        return all;
    }

    [[nodiscard]] std::vector<std::string> of_runs(std::string const& name) const
    {
        std::vector<std::string> all;
        if (variable(name).type == "text") {
            return reader_.texts(name);
        }
        std::ranges::transform(reader_.numbers(name), std::back_inserter(all),
                               [](double value) { return fmt::format("{}", value); });
        return all;
    }

    /// Those who are bound; where nobody is, those who sat.
    [[nodiscard]] std::string parties(std::size_t session, bool agreed) const
    {
        std::string text;
        for (std::size_t i = 0; i < states_.size(); ++i) {
            auto const part = meaning(part_[session * states_.size() + i]);
            bool const bound = part == "signed" || part == "outvoted";
            if (agreed ? bound : part != "absent") {
                text += (text.empty() ? "" : "|") + states_[i];
            }
        }
        return text;
    }

    /// What lay on the table, and its terms in the same order.
    [[nodiscard]] std::pair<std::string, std::string> issues_and_terms(std::size_t session) const
    {
        std::pair<std::string, std::string> texts;
        for (std::size_t k = 0; k < issues_.size(); ++k) {
            double const terms = terms_[session * issues_.size() + k];
            if (!std::isnan(terms)) {
                std::string_view const bar = texts.first.empty() ? "" : "|";
                texts.first += fmt::format("{}{}", bar, issues_[k]);
                texts.second += fmt::format("{}{}", bar, terms);
            }
        }
        return texts;
    }

  private:
    [[nodiscard]] ResultHeader::Variable const& variable(std::string const& name) const
    {
        return *std::ranges::find(header_.variables, name, &ResultHeader::Variable::name);
    }

    [[nodiscard]] std::vector<std::string> labels(std::string const& name) const
    {
        auto const found =
            std::ranges::find(header_.dimensions, name, &ResultHeader::Dimension::name);
        return found == header_.dimensions.end() ? std::vector<std::string>{} : found->labels;
    }

    [[nodiscard]] std::string_view meaning(double part) const
    {
        auto const found = std::ranges::find(meanings_of_part_, static_cast<int>(part),
                                             &std::pair<int, std::string>::first);
        return found == meanings_of_part_.end() ? std::string_view{} : found->second;
    }

    ResultReader const& reader_;
    ResultHeader header_;
    std::vector<std::string> states_;
    std::vector<std::string> issues_;
    std::vector<double> part_;
    std::vector<double> terms_;
    std::vector<std::pair<int, std::string>> meanings_of_part_;
};

}  // namespace

std::string treaties_in_csv(ResultReader const& reader, std::string const& file)
{
    Sessions const sessions{reader, file};
    auto const what_if = sessions.of_runs("what_if");
    auto const replicate = sessions.of_runs("replicate");
    auto const run = sessions.numbers("run");
    auto const forum = sessions.words("forum");
    auto const level = sessions.words("level");
    auto const result = sessions.words("result");
    auto const fate = sessions.words("fate");
    auto const end = sessions.words("end");
    auto const blocked_by = sessions.words("blocked_by");
    auto const reason = sessions.words("block_reason");
    auto const opened = sessions.numbers("opened");
    auto const first_round = sessions.numbers("first_round");
    auto const time = sessions.numbers("time");
    auto const in_force = sessions.numbers("in_force");
    auto const ended = sessions.numbers("ended");
    std::string csv =
        "run,what_if,replicate,forum,level,parties,issues,terms,result,opened,first_round,signed,"
        "in_force,ended,why\n";
    for (std::size_t s = 0; s < run.size(); ++s) {
        auto const r = static_cast<std::size_t>(run[s]);
        bool const agreed = result[s] == "agreed";
        auto const [issues, terms] = sessions.issues_and_terms(s);
        std::string why = end[s];
        if (why.empty() && fate[s] != "in_force") {
            why = fate[s];
        }
        if (!agreed) {
            why = blocked_by[s].empty() ? "" : fmt::format("{}: {}", blocked_by[s], reason[s]);
        }
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", r,
                           csv_text(what_if[r]), replicate[r], csv_text(forum[s]), level[s],
                           csv_text(sessions.parties(s, agreed)), csv_text(issues), terms,
                           result[s], date(opened[s]), date(first_round[s]),
                           agreed ? date(time[s]) : std::string{}, date(in_force[s]),
                           agreed ? date(ended[s]) : date(time[s]), csv_text(why));
    }
    return csv;
}

}  // namespace parley
