#include "scenario/manual/reference.hpp"

#include "document/number.hpp"
#include "scenario/description.hpp"
#include "scenario/format/wording.hpp"
#include "scenario/manual/lists_in_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

namespace parley {
namespace {

/// The chapters of the page in the making: a section each, those inside it after it.
struct Page {
    std::vector<std::string> chapters;
};

std::string code(std::string_view text)
{
    return fmt::format("`{}`", text);
}

std::string ids_in_words(std::string_view noun, Count count)
{
    if (count.least == count.most) {
        return fmt::format("list of {} {}", count.least, plural(noun));
    }
    return fmt::format("list of {}", plural(noun));
}

std::string_view noun_of(Named named)
{
    static constexpr std::array<std::string_view, 5> nouns{"state", "issue", "forum",
                                                           "organisation", "authority"};
    return nouns[static_cast<std::size_t>(named)];
}

std::string id_of(Named named)
{
    bool const vowel = named != Named::state && named != Named::forum;
    return fmt::format("id of {} {}", vowel ? "an" : "a", noun_of(named));
}

/// Writes the chapter of one section and, after it, those of the sections in it.
class ReferenceWriter : public Describer {
  public:
    ReferenceWriter(Page& page, std::string path, std::string about)
        : page_{page}, path_{std::move(path)}, place_{page.chapters.size()}
    {
        page_.chapters.emplace_back();
        text_ = path_.empty() ? "" : fmt::format("### `{}`\n\n{}.\n\n", path_, about);
    }

    ReferenceWriter(ReferenceWriter const&) = delete;
    ReferenceWriter& operator=(ReferenceWriter const&) = delete;
    ~ReferenceWriter() override { page_.chapters[place_] = text_ + rows_ + notes_; }

    void number(Key const& key, double& value, Range const& range) override
    {
        add(key, in_words(range), to_text(value));
    }

    void numbers(Key const& key, std::vector<double>&, Range const& range, Count count) override
    {
        add(key, fmt::format("list of {}, each {}", in_words("number", count), in_words(range)),
            "");
    }

    void whole(Key const& key, std::uint64_t& value, WholeRange const& range) override
    {
        add(key, in_words(range), std::to_string(value));
    }

    void text(Key const& key, std::string&) override { add(key, "text", ""); }

    void texts(Key const& key, std::vector<std::string>&, Count count) override
    {
        add(key, ids_in_words("text", count), "");
    }

    void values(Key const& key, std::vector<Node>&, Count) override
    {
        add(key, "list of values of any kind", "");
    }

    void choice(Key const& key, std::size_t& value,
                std::span<std::string_view const> names) override
    {
        add(key, any_of(names), std::string{names[value]});
    }

    void month(Key const& key, Month&) override
    {
        add(key, "month, `YYYY-MM`, or quarter, `YYYY-Qn`", "");
    }

    void duration(Key const& key, Duration& value, Span span) override
    {
        add(key,
            fmt::format("time span in months, quarters, years{}{}", span.ticks ? " or ticks" : "",
                        span.repeated ? "; or `monthly`, `quarterly`, `yearly`" : ""),
            to_text(value));
    }

    void id(Key const& key, std::string&, Named named) override { add(key, id_of(named), ""); }

    void ids(Key const& key, Ids&, Named named, Count count) override
    {
        auto const list = ids_in_words(noun_of(named), count);
        add(key,
            count.alone ? fmt::format("{}, or {}", id_of(named), list)
                        : fmt::format("{}{}", list, or_group(named)),
            "");
    }

    void selection(Key const& key, written::Selection&, Named named,
                   std::span<std::string_view const> groups) override
    {
        add(key,
            fmt::format("{}, or list of {}{}", any_of(groups), plural(noun_of(named)),
                        or_group(named)),
            "");
    }

    void groups(Key const& key, std::vector<Ids>&, Named named, Count groups, Count count) override
    {
        std::string const lists =
            groups.least == groups.most ? fmt::format("{} lists", groups.least) : "list of lists";
        add(key,
            count.least == count.most
                ? fmt::format("{} of {} {}", lists, count.least, plural(noun_of(named)))
                : fmt::format("{} of {}", lists, plural(noun_of(named))),
            "");
    }

    void by_id(Key const& key, written::Numbers&, Named named, Range const& range,
               bool all) override
    {
        add(key,
            fmt::format("{}mapping of {} to {}", all ? "number for all, or " : "", noun_of(named),
                        in_words(range)),
            "");
    }

    void method(Key const& key, written::Method& value, Methods const& methods) override
    {
        add(key, fmt::format("a {}: its name, or a mapping of name and parameters", methods.noun),
            value.name);
        notes_ += fmt::format(
            "\n| {} | what it is | parameter | meaning | range | default |\n"
            "| --- | --- | --- | --- | --- | --- |\n",
            key.name);
        for (Methods::Entry const& entry : methods.entries) {
            describe_entry(entry);
        }
    }

    void section(Key const& key, Body const& body) override
    {
        add_section(key, "mapping", path_of(key.name));
        ReferenceWriter inner{page_, path_of(key.name), std::string{key.about}};
        body(inner);
    }

    void number_or_section(Key const& key, double&, Range const& range, bool&,
                           Body const& body) override
    {
        add_section(key, fmt::format("{}, or mapping", in_words(range)), path_of(key.name));
        ReferenceWriter inner{page_, path_of(key.name), std::string{key.about}};
        body(inner);
    }

    void map(Key const& key, Items& items) override
    {
        std::string const path = fmt::format("{}.<{}>", path_of(key.name), items.noun);
        add_section(key,
                    fmt::format("mapping by {}{}{}", items.paths ? "path" : "id",
                                items.table ? ", or `{from: FILE.csv}`" : "",
                                items.drawn ? ", or `{drawn: ...}`" : ""),
                    path);
        describe_items(items, path,
                       fmt::format("A{} {}: {}", vowel(items.noun), items.noun, key.about));
        if (items.drawn) {
            ReferenceWriter inner{
                page_, path_of(key.name) + ".drawn",
                fmt::format("Instead: {} drawn at random, anew for every run", plural(items.noun))};
            items.drawn(inner);
        }
    }

    void list(Key const& key, Items& items) override
    {
        std::string const path = path_of(key.name) + "[]";
        add_section(key, items.table ? "list, or `{from: FILE.csv}`" : "list", path);
        describe_items(items, path,
                       fmt::format("A{} {}: {}", vowel(items.noun), items.noun, key.about));
    }

    void what_ifs(Key const& key) override
    {
        add(key,
            "mapping by name of mappings `path.to.key: value`, as with `--set`; "
            "`builds_on: NAME` takes over the settings of another",
            "");
    }

    void state_groups(Key const& key) override
    {
        add(key,
            fmt::format("mapping by name of lists of states{}; see "
                        "[groups and exceptions](#groups-and-exceptions)",
                        or_group(Named::state)),
            "");
        notes_ += groups_and_exceptions;
    }

    bool given(Key const&, bool) override { return true; }

    void exactly_one(std::initializer_list<std::string_view> keys) override
    {
        note("Exactly one of", keys);
    }

    void at_least_one(std::initializer_list<std::string_view> keys) override
    {
        note("At least one of", keys);
    }

  private:
    static std::string_view vowel(std::string_view noun)
    {
        return std::string_view{"aeiou"}.find(noun.front()) != std::string_view::npos ? "n" : "";
    }

    [[nodiscard]] std::string path_of(std::string_view key) const
    {
        return path_.empty() ? std::string{key} : fmt::format("{}.{}", path_, key);
    }

    void add(Key const& key, std::string const& type, std::string const& otherwise)
    {
        if (rows_.empty()) {
            rows_ =
                "| key | meaning | value | without it | example |\n| --- | --- | --- | --- | --- "
                "|\n";
        }
        std::string absent = key.optional || otherwise.empty() ? "none" : code(otherwise);
        if (key.required) {
            absent = "**required**";
        } else if (!key.otherwise.empty()) {
            absent = key.otherwise;
        }
        rows_ += fmt::format("| {} | {} | {} | {} | {} |\n", code(key.name), key.about, type,
                             absent, key.example.empty() ? "" : code(key.example));
    }

    void add_section(Key const& key, std::string const& type, std::string const& path)
    {
        Key plain = key;
        plain.optional = !key.required;
        add(plain, fmt::format("{}, see [{}](#{})", type, code(path), anchor(path)), "");
    }

    /// The anchor that Markdown pages give to a heading.
    static std::string anchor(std::string_view heading)
    {
        std::string link;
        for (char const c : heading) {
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-') {
                link += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            }
        }
        return link;
    }

    void describe_items(Items& items, std::string const& path, std::string const& about)
    {
        ReferenceWriter inner{page_, path, about};
        items.describe_default(inner);
    }

    void describe_entry(Methods::Entry const& entry)
    {
        std::string name = code(entry.name);
        std::string about{entry.about};
        for (Parameter const& parameter : entry.parameters) {
            std::string const range = parameter.choices.empty() ? in_words(range_of(parameter))
                                                                : any_of(parameter.choices);
            std::string const value =
                parameter.choices.empty()
                    ? to_text(parameter.default_value)
                    : std::string{
                          parameter.choices[static_cast<std::size_t>(parameter.default_value)]};
            notes_ += fmt::format("| {} | {} | {} | {} | {} | {} |\n", std::exchange(name, ""),
                                  std::exchange(about, ""), code(parameter.name), parameter.about,
                                  range, code(value));
        }
        if (!name.empty()) {
            notes_ += fmt::format("| {} | {} | | | | |\n", name, about);
        }
    }

    void note(std::string_view words, std::initializer_list<std::string_view> keys)
    {
        std::vector<std::string> names;
        std::ranges::transform(keys, std::back_inserter(names), code);
        notes_ += fmt::format("\n{} {}.\n", words, fmt::join(names, ", "));
    }

    Page& page_;
    std::string path_;
    std::size_t place_;
    std::string text_;
    std::string rows_;
    std::string notes_;
};

}  // namespace

std::string reference_of(Describer::Body const& body)
{
    Page page;
    {
        ReferenceWriter writer{page, "", ""};
        body(writer);
    }
    return fmt::format("{}", fmt::join(page.chapters, "\n"));
}

std::string scenario_reference()
{
    return reference_of([scenario = Scenario{}](Describer& d) mutable { describe(d, scenario); });
}

}  // namespace parley
