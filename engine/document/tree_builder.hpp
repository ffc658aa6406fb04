#pragma once

#include "document/document.hpp"

#include <yaml-cpp/eventhandler.h>

#include <map>
#include <optional>
#include <vector>

namespace parley {

/// Builds the tree of a document from the events of yaml-cpp, whose own tree hides duplicate keys
/// and the places of empty values. Throws InputError at the first event beyond the limits.
class TreeBuilder : public YAML::EventHandler {
  public:
    /// `start` is where in the source the parser's text begins.
    TreeBuilder(Source const& source, std::size_t start, DocumentLimits limits, Mistakes& mistakes);

    /// The tree, once the document has ended.
    [[nodiscard]] Node take() { return std::move(root_); }

    /// The innermost list or mapping in brackets that is still open.
    [[nodiscard]] std::optional<Place> open_bracket() const;

    [[nodiscard]] Place at(YAML::Mark const& mark) const;

    void OnDocumentStart(YAML::Mark const& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override;
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override;
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override;
    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

  private:
    /// A list or mapping whose end is still to come.
    struct Open {
        Node node;
        YAML::anchor_t anchor = 0;
        bool in_brackets = false;
        bool has_key = false;  // of a mapping: the next value is the value of `key`
        bool drop = false;     // that value, for its key is refused
        std::string key{};
        Place key_place{};
        bool merge = false;          // that value is what `<<` merges
        std::vector<Node> merged{};  // mappings whose keys are merged in, the first before others
        std::size_t merge_at = 0;    // the item before which they come
        std::optional<Place> merge_place{};
    };

    void open(Node::Kind kind, YAML::Mark const& mark, std::string const& tag,
              YAML::anchor_t anchor, YAML::EmitterStyle::value style);
    void close();
    void finish(Node node, YAML::anchor_t anchor);
    void put(Node node);
    void put_key(Open& mapping, Node const& key);
    void take_merged(Open& mapping, Node value);
    /// Adds the keys of merged mappings that the mapping does not have itself.
    static void merge(Open& mapping);
    void refuse_duplicates(Node& mapping);
    void refuse_tag(std::string const& tag, Place place);
    void refuse_open_quote(Place place);
    void count(Node const& node, Place place);
    void check_depth(std::size_t depth, Place place) const;

    Source const& source_;
    std::size_t start_;
    DocumentLimits limits_;
    Mistakes& mistakes_;
    Node root_;
    std::vector<Open> stack_;
    std::map<YAML::anchor_t, Node> anchored_;
    int documents_ = 0;
    std::size_t values_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace parley
