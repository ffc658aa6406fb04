#include "output/minutes/table_prose.hpp"

#include "output/dollars.hpp"
#include "output/minutes/block_prose.hpp"
#include "output/minutes/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace parley {
namespace {

std::string_view plural(int rounds)
{
    return rounds == 1 ? "" : "s";
}

/// Writes the minutes of one table.
class TableProse {
  public:
    explicit TableProse(std::vector<Json> const& lines)
        : lines_{lines},
          table_{lines.front()},
          outcome_{lines.back()},
          issues_{table_.at("issues")},
          members_{table_.at("members")}
    {
    }

    [[nodiscard]] std::string operator()() const
    {
        bool const agreed = word(outcome_.at("status")) == "agreed";
        return blocs() + declarations() + talks() + clock() + (agreed ? agreement() : breakdown()) +
               '\n';
    }

  private:
    [[nodiscard]] std::string blocs() const;
    [[nodiscard]] std::string declarations() const;
    [[nodiscard]] static std::string declaration(Json const& line);
    [[nodiscard]] std::string clock() const;
    [[nodiscard]] std::string settled(std::string const& issue, double position) const;
    [[nodiscard]] std::string terms(Json const& terms) const;
    [[nodiscard]] std::string talks() const;
    [[nodiscard]] std::string moved(Json const& move) const;
    template <class Wanted>
    [[nodiscard]] std::string members(Wanted const& wanted) const;
    [[nodiscard]] std::string agreement() const;
    [[nodiscard]] std::string breakdown() const;
    [[nodiscard]] std::string how_near() const;
    [[nodiscard]] std::string what_it_would_take() const;

    std::vector<Json> const& lines_;
    Json const& table_;
    Json const& outcome_;
    Json const& issues_;
    Json const& members_;
};

/// A line for each bloc: who speaks with the first of them.
std::string TableProse::blocs() const
{
    std::string text;
    for (Json const& bloc : table_.at("blocs")) {
        text += fmt::format("  Speaking as one, for {}: {}.\n", word(bloc.at("caucus_name")),
                            listed(bloc.at("members")));
    }
    return text;
}

std::string TableProse::declarations() const
{
    bool const single = issues_.size() == 1;
    std::string text = single ? "  On " : fmt::format("  On {}:\n", listed(issues_));
    for (Json const& line : lines_) {
        if (word(line.at("record")) == "declaration") {
            text += (single ? "" : "    ") + declaration(line);
        }
    }
    return text;
}

std::string TableProse::declaration(Json const& line)
{
    std::string text =
        fmt::format("{}: {} interests, hardness {:.2f}. Declared:", word(line.at("issue")),
                    word(line.at("pattern")), number(line.at("hardness")));
    std::string_view before;
    for (auto const& [member, position] : line.at("positions").items()) {
        text += fmt::format("{} {} {:.2f}", before, member, number(position));
        before = ",";
    }
    return text + ".\n";
}

/// When talks that took time began, and what they lost on the way.
std::string TableProse::clock() const
{
    Json const& talks = table_.at("talks");
    if (talks.is_null()) {
        return {};
    }
    std::string const text = fmt::format("    Talks opened in {}, first round in {}",
                                         word(talks.at("opened")), word(talks.at("first_round")));
    std::string const elsewhere = listed(outcome_.at("settled_elsewhere"));
    return text +
           (elsewhere.empty() ? ".\n" : fmt::format("; settled elsewhere: {}.\n", elsewhere));
}

/// A position, or the name of an option.
std::string TableProse::settled(std::string const& issue, double position) const
{
    Json const& all = table_.at("options");
    auto const options = all.find(issue);
    if (options == all.end()) {
        return fmt::format("{:.2f}", position);
    }
    auto const last = static_cast<double>(options->size() - 1);
    double const place = std::round(position * last);
    return std::abs(position * last - place) < 1e-9
               ? std::string{word(options->at(static_cast<std::size_t>(place)))}
               : fmt::format("{:.2f}", position);
}

std::string TableProse::terms(Json const& terms) const
{
    std::string text;
    for (auto const& [issue, position] : terms.items()) {
        std::string const at = settled(issue, number(position));
        text +=
            terms.size() == 1 ? at : fmt::format("{}{} {}", text.empty() ? "" : ", ", issue, at);
    }
    return text;
}

/// A line a round, from 1; rounds that repeat the one before are told once.
std::string TableProse::talks() const
{
    std::string text;
    std::string last;
    int first_round = 0;
    int last_round = 0;
    auto const tell = [&] {
        if (!last.empty() && first_round == last_round) {
            text += fmt::format("    Round {}: {}.\n", first_round, last);
        } else if (!last.empty()) {
            text += fmt::format("    Rounds {} to {}, each: {}.\n", first_round, last_round, last);
        }
    };
    auto const is_move = [](Json const& line) { return word(line.at("record")) == "move"; };
    auto const end = lines_.end();
    for (auto move = std::ranges::find_if(lines_, is_move); move != end && is_move(*move);) {
        int const round = move->at("round").get<int>();
        std::string said;
        for (; move != end && is_move(*move) && move->at("round") == round; ++move) {
            said += fmt::format("{}{}", said.empty() ? "" : "; ", moved(*move));
        }
        if (said != last) {
            tell();
            last = std::move(said);
            first_round = round;
        }
        last_round = round;
    }
    tell();
    return text;
}

std::string TableProse::moved(Json const& move) const
{
    Json const& by = move.at("member");
    auto const mover = by.is_null() ? std::string_view{"the secretariat"} : word(by);
    auto const kind = word(move.at("kind"));
    if (kind == "offer") {
        return fmt::format("{} offers {}", mover, terms(move.at("terms")));
    }
    if (kind == "proposal") {
        return fmt::format("proposed {}", terms(move.at("terms")));
    }
    if (kind == "vote") {
        Json const& in_favour = move.at("in_favour");
        return in_favour.is_null() ? fmt::format("{} abstains", mover)
                                   : fmt::format("{} votes {}", mover,
                                                 in_favour.get<bool>() ? "in favour" : "against");
    }
    return fmt::format("{} {}", mover, kind == "accept" ? "accepts" : "walks away");
}

/// "A, B and C" of those members for whom `wanted` holds; "all" when it holds for every one.
template <class Wanted>
std::string TableProse::members(Wanted const& wanted) const
{
    std::vector<std::string_view> names;
    for (Json const& member : members_) {
        if (wanted(member)) {
            names.push_back(word(member));
        }
    }
    if (names.size() == members_.size()) {
        return "all";
    }
    std::string text;
    for (std::size_t n = 0; n < names.size(); ++n) {
        if (n > 0) {
            text += n + 1 == names.size() ? " and " : ", ";
        }
        text += names[n];
    }
    return text;
}

std::string TableProse::agreement() const
{
    Json const& signatories = outcome_.at("signatories");
    Json const& consenting = outcome_.at("consenting");
    Json const& abstaining = outcome_.at("abstaining");
    auto const is_in = [](Json const& list, Json const& member) {
        return std::ranges::find(list, member) != list.end();
    };
    int const rounds = outcome_.at("rounds").get<int>();
    std::string const text =
        fmt::format("    Agreed after {} round{}: {}. Signed by {}.", rounds, plural(rounds),
                    terms(outcome_.at("terms")), members([&](Json const& member) {
                        return is_in(signatories, member) && is_in(consenting, member);
                    }));
    auto const bound = [&](bool abstained) {
        return members([&, abstained](Json const& member) {
            return is_in(signatories, member) && !is_in(consenting, member) &&
                   is_in(abstaining, member) == abstained;
        });
    };
    std::string const outvoted = bound(false);
    std::string const abstained = bound(true);
    return text + (outvoted.empty() ? "" : fmt::format(" Outvoted and bound: {}.", outvoted)) +
           (abstained.empty() ? "" : fmt::format(" Abstained and bound: {}.", abstained)) + '\n';
}

std::string TableProse::breakdown() const
{
    auto const status = word(outcome_.at("status"));
    std::string_view how = "Broken off";
    if (status != "broken_off") {
        how = status == "overtaken" ? "Overtaken" : "Out of time";
    }
    int const rounds = outcome_.at("rounds").get<int>();
    std::string text =
        fmt::format("    {} after {} round{}, without agreement.", how, rounds, plural(rounds));
    for (Json const& block : outcome_.at("blocked_by")) {
        text += ' ' + block_in_prose(block);
    }
    return text + how_near() + what_it_would_take() + '\n';
}

/// Who alone was in the way, or that nobody was.
std::string TableProse::how_near() const
{
    Json const& nearest = outcome_.at("nearest");
    if (nearest.is_null()) {
        return {};
    }
    if (nearest.at("all_could_gain").get<bool>()) {
        return fmt::format(" All could have gained, by {}.", terms(nearest.at("terms")));
    }
    if (nearest.at("all_but").is_null()) {
        return {};
    }
    return fmt::format(" All but {} could have gained, by {}; it would lose {:.3f}.",
                       word(nearest.at("all_but")), terms(nearest.at("terms_of_others")),
                       number(nearest.at("lost")));
}

/// The price of the breakdown, and whether there is the money to pay it.
std::string TableProse::what_it_would_take() const
{
    Json const& price = outcome_.at("price");
    Json const& nearest = outcome_.at("nearest");
    if (price.is_null()) {
        return {};
    }
    if (!price.at("opens").get<bool>()) {
        return " No money could bring all in: together they would lose.";
    }
    double const amount = number(price.at("amount"));
    if (amount == 0.0 && !nearest.is_null() && nearest.at("all_could_gain").get<bool>()) {
        return {};  // that has been said
    }
    if (amount == 0.0) {
        return fmt::format(" All would gain by {}.", terms(price.at("terms")));
    }
    return fmt::format(" It would take {} a year for {}; members who gain could pay {}.",
                       dollars(amount), terms(price.at("terms")),
                       dollars(number(price.at("affordable"))));
}

}  // namespace

std::string table_in_prose(std::vector<Json> const& lines)
{
    return TableProse{lines}();
}

}  // namespace parley
