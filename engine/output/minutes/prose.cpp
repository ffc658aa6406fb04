#include "output/minutes/prose.hpp"

#include "output/minutes/table_prose.hpp"
#include "output/minutes/words.hpp"

#include <fmt/format.h>

#include <utility>

namespace parley {

void Prose::open_month(Json const& line)
{
    auto const& month = line.at("time").get_ref<std::string const&>();
    if (month_ != month) {
        month_ = month;
        text_ += fmt::format("{}\n-------\n\n", month);
    }
}

void Prose::ratify(Json const& line)
{
    std::string const ratified = listed(line.at("ratified"));
    std::string const refused = listed(line.at("refused"));
    text_ +=
        fmt::format("Ratification of what {} agreed on {}: {}. Ratified by {}; not by {}.\n\n",
                    word(line.at("forum_name")), listed(line.at("issues")),
                    line.at("in_force").get<bool>() ? "it enters into force" : "it binds nobody",
                    ratified.empty() ? "none" : ratified, refused.empty() ? "none" : refused);
}

void Prose::meet(Json const& line)
{
    text_ += fmt::format("{} ({}). Present: {}.\n", word(line.at("forum_name")),
                         word(line.at("level")), listed(line.at("present")));
    if (line.at("tables") == 0) {
        text_ += line.at("has_talks").get<bool>()
                     ? "  The members talk; no negotiation ends.\n\n"
                     : "  Nothing is open: the members talk, and bargain over nothing.\n\n";
    }
}

void Prose::add(Json const& line)
{
    auto const record = word(line.at("record"));
    if (record == "run") {
        month_.clear();
        text_ += fmt::format("Minutes of {}, replicate {}\n\n", word(line.at("what_if")),
                             line.at("replicate").get<std::uint64_t>());
    } else if (line.contains("table")) {
        table_.push_back(line);
        if (record == "outcome") {
            text_ += table_in_prose(std::exchange(table_, {}));
        }
    } else {
        open_month(line);
        if (record == "event") {
            auto const about = word(line.at("about"));
            text_ += fmt::format("Event ({}): {}.\n\n", word(line.at("kind")),
                                 about.empty() ? "without a comment" : about);
        } else if (record == "missed_talks") {
            Json const& issue = line.at("issue");
            text_ += fmt::format("{} would open talks{}; no free team: {}.\n\n",
                                 word(line.at("forum_name")),
                                 issue.is_null() ? "" : fmt::format(" on {}", word(issue)),
                                 listed(line.at("without_team")));
        } else if (record == "ratification") {
            ratify(line);
        } else if (record == "defection") {
            text_ += fmt::format("{} leaves what {} agreed on {}.\n\n", word(line.at("state_name")),
                                 word(line.at("forum_name")), listed(line.at("issues")));
        } else {
            meet(line);
        }
    }
}

}  // namespace parley
