#include "scenario/reading/lists.hpp"

#include "document/nearest.hpp"
#include "scenario/reading/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace parley {

namespace {

constexpr std::string_view spaces = " \t\n";

/// Takes the next word off a text; commas and brackets stand between words as spaces do.
std::string_view take_word(std::string_view& text)
{
    constexpr std::string_view between = " \t\n,[]";
    text.remove_prefix(std::min(text.find_first_not_of(between), text.size()));
    auto const word = text.substr(0, text.find_first_of(between));
    text.remove_prefix(word.size());
    return word;
}

/// Adds ids to a list, each once.
class Union {
  public:
    void add(std::string const& id)
    {
        if (known_.insert(id).second) {
            ids_.push_back(id);
        }
    }

    void add(std::vector<std::string> const& ids)
    {
        for (auto const& id : ids) {
            add(id);
        }
    }

    [[nodiscard]] std::vector<std::string> take() { return std::move(ids_); }

  private:
    std::vector<std::string> ids_;
    std::unordered_set<std::string> known_;
};

void add_unknown(Place place, std::string_view name, std::string const& what, Nameable const& names,
                 Mistakes& mistakes)
{
    mistakes.add(place, fmt::format("unknown {} {} in {}", names.noun(), in_quotes(name), what),
                 names.why_unknown(), mistakes.is_full() ? "" : names.suggest(name));
}

std::vector<std::string> without(std::vector<std::string> ids, Exception const& exception,
                                 Place place, std::string const& what, Nameable const& names,
                                 Mistakes& mistakes)
{
    for (auto const& name : exception.but) {
        auto const* group = names.group(name);
        if (group == nullptr && !names.knows(name)) {
            add_unknown(place, name, what, names, mistakes);
            continue;
        }
        std::set<std::string_view> dropped{name};
        if (group != nullptr) {
            dropped = {group->begin(), group->end()};
        }
        auto const count =
            std::erase_if(ids, [&](std::string const& id) { return dropped.contains(id); });
        if (count == 0 && !dropped.empty()) {
            mistakes.add(place,
                         fmt::format("{} is not among {} of {}", in_quotes(name),
                                     in_quotes(exception.group), what),
                         "what is left out must be in it", "leave it out of this list");
        }
    }
    return ids;
}

}  // namespace

void Allowance::take(std::size_t ids, Place place)
{
    if (ids > left_) {
        give_up(place,
                fmt::format("groups stand for more than {} names up to here", Limits::grouped),
                "each counts wherever it is named", "name fewer groups, or smaller ones");
    }
    left_ -= ids;
}

std::optional<Exception> exception_in(std::string_view text)
{
    Exception found{.group = std::string{take_word(text)}};
    auto const before = text;
    if (found.group.empty() || before.find_first_not_of(spaces) == std::string_view::npos ||
        before[before.find_first_not_of(spaces)] == ',' || take_word(text) != "except") {
        return std::nullopt;
    }
    for (auto word = take_word(text); !word.empty(); word = take_word(text)) {
        if (word != "and") {
            found.but.emplace_back(word);
        }
    }
    return found;
}

std::optional<std::vector<std::string>> ids_of_phrase(Node const& text, std::string const& what,
                                                      Nameable const& names, Mistakes& mistakes)
{
    if (text.kind != Node::Kind::scalar) {
        return std::nullopt;
    }
    if (auto const* group = names.group(text.text)) {
        names.allowance().take(group->size(), text.place);
        return *group;
    }
    auto const exception = exception_in(text.text);
    if (!exception) {
        return std::nullopt;
    }
    auto const* group = names.group(exception->group);
    if (group == nullptr) {
        mistakes.add(text.place,
                     fmt::format("unknown group {} in {}", in_quotes(exception->group), what), "",
                     "write 'all except', or the name of a group that is described");
        return std::vector<std::string>{};
    }
    if (exception->but.empty()) {
        mistakes.add(text.place, fmt::format("a name is missing after 'except' in {}", what), "",
                     fmt::format("write '{} except' and what is left out, separated by commas",
                                 exception->group));
        return std::vector<std::string>{};
    }
    names.allowance().take(group->size() * exception->but.size(), text.place);
    auto const before = mistakes.count();
    auto ids = without(*group, *exception, text.place, what, names, mistakes);
    if (ids.empty() && !group->empty() && mistakes.count() == before) {
        mistakes.add(text.place, fmt::format("{} names no {}", what, names.noun()),
                     "everything is left out", "leave out less");
    }
    return ids;
}

std::vector<std::string> ids_of_list(Node const& list, std::string const& what,
                                     Nameable const& names, Mistakes& mistakes)
{
    Union ids;
    std::unordered_map<std::string_view, Place> first;
    for (auto const& item : list.items) {
        if (item.kind != Node::Kind::scalar && item.text.empty()) {
            mistakes.add(item.place, fmt::format("'{}' must be the id of {}, not {}", what,
                                                 with_article(names.noun()), to_string(item.kind)));
            continue;
        }
        auto const* group = names.group(item.text);
        if (group == nullptr && !names.knows(item.text)) {
            bool const phrase = exception_in(item.text).has_value();
            if (phrase) {
                mistakes.add(item.place,
                             fmt::format("{} cannot be an item of {}", in_quotes(item.text), what),
                             "'except' is of a whole list",
                             fmt::format("write '{}' without brackets", visible(item.text)));
            } else {
                add_unknown(item.place, item.text, what, names, mistakes);
            }
            continue;
        }
        auto const [known, is_new] = first.emplace(item.text, item.place);
        if (!is_new) {
            mistakes.add(
                item.place,
                fmt::format("{} {} stands twice in {}", group == nullptr ? names.noun() : "group",
                            in_quotes(item.text), what),
                "", "remove one of them", known->second, "it first stands here");
        } else if (group == nullptr) {
            ids.add(item.text);
        } else {
            names.allowance().take(group->size(), item.place);
            ids.add(*group);
        }
    }
    return ids.take();
}

namespace {

/// Reads the groups of a section, each when it is first asked for.
class GroupReader : public Nameable {
  public:
    GroupReader(Node const& section, std::vector<std::string> const& ids, Mistakes& mistakes)
        : Nameable{allowance_},
          section_{section},
          ids_{ids},
          known_(ids.begin(), ids.end()),
          mistakes_{mistakes}
    {
        read_.emplace("all", ids);
    }

    [[nodiscard]] std::string_view noun() const override { return "state"; }
    [[nodiscard]] bool knows(std::string_view id) const override { return known_.contains(id); }

    [[nodiscard]] std::vector<std::string> const* group(std::string_view name) const override
    {
        auto const found = read_.find(name);
        if (found != read_.end()) {
            return &found->second;
        }
        auto const* written = section_.find(name);
        return written == nullptr ? nullptr : &read(*written);
    }

    [[nodiscard]] std::string suggest(std::string_view name) const override
    {
        auto known = ids_;
        std::ranges::move(keys_of(section_), std::back_inserter(known));
        return suggestion(name, known);
    }

    [[nodiscard]] Groups all() const
    {
        for (auto const& item : section_.items) {
            (void)group(item.key);
        }
        return read_;
    }

  private:
    std::vector<std::string> const& read(Node const& written) const
    {
        if (!open_.insert(written.key).second) {
            mistakes_.add(
                written.key_place, fmt::format("group {} names itself", in_quotes(written.key)),
                "what it holds would never end", "take it off its list, or off those in it");
            return none_;
        }
        auto const what = fmt::format("groups.{}", visible(written.key));
        std::vector<std::string> members;
        if (written.kind == Node::Kind::sequence) {
            members = ids_of_list(written, what, *this, mistakes_);
        } else if (auto phrase = ids_of_phrase(written, what, *this, mistakes_)) {
            members = std::move(*phrase);
        } else {
            mistakes_.add(written.place,
                          fmt::format("'{}' must be a list of states, not {}", what,
                                      written.kind == Node::Kind::scalar
                                          ? in_quotes(written.text)
                                          : std::string{to_string(written.kind)}),
                          "", "write it as [MAR, DZA], or 'all except MAR, DZA'");
        }
        open_.erase(written.key);
        return read_.insert_or_assign(written.key, std::move(members)).first->second;
    }

    Allowance allowance_{};
    Node const& section_;
    std::vector<std::string> const& ids_;
    std::set<std::string, std::less<>> known_;
    Mistakes& mistakes_;
    std::vector<std::string> none_{};
    mutable Groups read_{};
    mutable std::set<std::string, std::less<>> open_{};  // those that are being read
};

}  // namespace

Groups read_groups(Node const& section, std::vector<std::string> const& ids, Mistakes& mistakes)
{
    return GroupReader{section, ids, mistakes}.all();
}

}  // namespace parley
