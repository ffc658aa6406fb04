#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/reading/names.hpp"

#include <set>

namespace parley {

/// What all readers of one document share.
struct Reading {
    explicit Reading(Node const& document, Mistakes& found) : names{document}, mistakes{found} {}

    Names names;
    Mistakes& mistakes;
    std::set<std::string> broken{};  ///< paths of sections with mistakes in them
    Allowance allowance{};           ///< of ids in the place of groups
};

/// Reads a section from a node of a document: the describer that fills in what is described.
///
/// Every mistake is added to `mistakes` and leaves the default in place, so that one reading finds
/// them all.
class Reader : public Describer {
  public:
    /// `path` is what messages call the section, such as `forums.eu`; "" is the document.
    Reader(Node const& node, std::string path, Reading& reading);

    /// Reports the keys that the section does not have, and those that it needs. Call it after the
    /// section was described.
    void finish();

    void number(Key const& key, double& value, Range const& range) override;
    void numbers(Key const& key, std::vector<double>& value, Range const& range,
                 Count count) override;
    void whole(Key const& key, std::uint64_t& value, WholeRange const& range) override;
    void text(Key const& key, std::string& value) override;
    void texts(Key const& key, std::vector<std::string>& value, Count count) override;
    void values(Key const& key, std::vector<Node>& value, Count count) override;
    void choice(Key const& key, std::size_t& value,
                std::span<std::string_view const> names) override;
    void month(Key const& key, Month& value) override;
    void duration(Key const& key, Duration& value, Span span) override;
    void id(Key const& key, std::string& value, Named named) override;
    void ids(Key const& key, Ids& value, Named named, Count count) override;
    void selection(Key const& key, written::Selection& value, Named named,
                   std::span<std::string_view const> groups) override;
    void groups(Key const& key, std::vector<Ids>& value, Named named, Count groups,
                Count count) override;
    void by_id(Key const& key, written::Numbers& value, Named named, Range const& range,
               bool all) override;
    void method(Key const& key, written::Method& value, Methods const& methods) override;
    void section(Key const& key, Body const& body) override;
    void number_or_section(Key const& key, double& value, Range const& range, bool& is_section,
                           Body const& body) override;
    void map(Key const& key, Items& items) override;
    void list(Key const& key, Items& items) override;
    void what_ifs(Key const& key) override;
    void state_groups(Key const& key) override;
    bool given(Key const& key, bool now) override;
    void exactly_one(std::initializer_list<std::string_view> keys) override;
    void at_least_one(std::initializer_list<std::string_view> keys) override;

  private:
    /// The value of a key; nullptr, with a message where it must not be missing.
    Node const* find(Key const& key);

    /// The value of a key when it is of this kind; else nullptr and a message.
    Node const* find(Key const& key, Node::Kind kind, std::string_view wanted);

    void read_ids(Node const& node, std::string const& what, Ids& value, Named named, Count count);
    /// Does it name a group, or all of one except some?
    [[nodiscard]] bool is_phrase(Node const& node, Named named) const;
    /// May it name a group of a kind whose ids have mistakes in them, so that none is known?
    [[nodiscard]] bool is_open(Node const& node, Named named) const;
    /// What to write in place of a text that is no list of names.
    [[nodiscard]] std::string remedy_for(Node const& node, Named named) const;
    bool read_id(Node const& node, std::string const& what, std::string& value, Named named);
    bool read_number(Node const& node, std::string const& what, double& value, Range const& range,
                     std::string_view about);
    bool read_text(Node const& node, std::string const& what, std::string& value);
    bool is_scalar(Node const& node, std::string const& what, std::string_view wanted);
    bool check_id(Node const& item, std::string_view noun);
    void refuse_more(Key const& key, Place place, Items const& items);
    bool check_count(Node const& list, Key const& key, std::string_view noun, Count count);
    /// Does a method without a name have one for a key? Then it is told what to write.
    bool has_name_for_key(Node const& node, Key const& key, Methods const& methods);
    void read_parameters(Node const& node, written::Method& value, Methods::Entry const& entry,
                         Methods const& methods);
    void read_parameter(Node const& node, Parameter const& parameter, double& value);
    void expect(Node const& node, std::string const& what, std::string_view wanted,
                std::string remedy = "");

    /// Lets a section be described by a reader of its own, and notes whether it is broken.
    void descend(Node const& node, std::string const& path, Body const& body);

    /// What may have been meant; nothing once mistakes are only counted.
    [[nodiscard]] std::string suggest(std::string_view name,
                                      std::span<std::string const> known) const;

    /// An example of a key as it is written where its value was found: in a file or as a setting.
    [[nodiscard]] std::string example_of(Key const& key, Node const& found) const;

    void know(std::string_view name);
    void miss(Key const& key);
    void refuse_unknown(Node const& item);
    [[nodiscard]] Place section_place() const;
    [[nodiscard]] std::string path_of(std::string_view key) const;

    Node const& node_;
    std::string path_;
    Reading& reading_;
    Names const& names_;
    Mistakes& mistakes_;
    std::vector<std::string> known_;                          // keys of the section
    std::vector<std::pair<std::string, Mistake>> missing_{};  // told at the end, by key
};

}  // namespace parley
