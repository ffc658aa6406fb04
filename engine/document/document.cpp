#include "document/document.hpp"

#include "document/tree_builder.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>

namespace parley {

namespace {

/// Reads a text that lies elsewhere, without copying it.
class ViewBuffer : public std::streambuf {
  public:
    explicit ViewBuffer(std::string_view text)
    {
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): a buffer wants it so
        auto* const begin = const_cast<char*>(text.data());  // never written to
        setg(begin, begin, begin + text.size());
    }
};

/// What is wrong, in the words of the user, for a message of yaml-cpp.
struct Wording {
    std::string_view message;
    std::string_view problem;
    std::string_view why;
    std::string_view remedy;
    std::string_view in_setting{};  ///< the remedy where there are no lines
};

constexpr auto wordings = std::to_array<Wording>({
    {"illegal map value", "':' is not expected here",
     "a text without quotes cannot hold ': ', and every key starts a line of its own",
     "put the text in quotes, or check the indentation and the end of the line above",
     "put the text in quotes, or the keys in {}"},
    {"illegal map key", "a key is not expected here", "",
     "check the indentation of this line and the line above", "put the keys in {}"},
    {"end of map not found", "this line does not fit in",
     "it is neither a key of the mapping above it nor indented as a part of its last value",
     "align it with the keys that it belongs to, and check for a missing ':'",
     "put the keys in {}"},
    {"end of sequence not found", "this line does not fit in",
     "it is neither an item of the list above it nor indented as a part of its last item",
     "start it with '- ' like the other items, or align it with the key that it belongs to",
     "put the items in []"},
    {"illegal block entry", "an item of a list is not expected here", "",
     "start a new line for '- ', indented below its key", "put the items in []"},
    {"illegal flow end", "a bracket is closed that was not opened", "", "remove it"},
    {"unknown token", "a text without quotes cannot begin with this character", "",
     "put the text in quotes"},
    {"unknown escape character", "this is no escape", "a \\ in double quotes begins an escape",
     R"(use single quotes, or write \\ for a \)"},
    {"the referenced anchor is not defined", "this alias is unknown",
     "nothing above is marked with & and this name", "write the value out"},
    {"illegal EOF in scalar", "the text ends within quotes", "", "close the quote"},
    {"illegal document indicator in scalar", "the document ends within quotes", "",
     "close the quote"},
});

/// A list or mapping in brackets does not go on as it should.
[[noreturn]] void explain_bracket(Place place, Place bracket)
{
    std::string_view const text = bracket.source->text;
    bool const list = bracket.offset < text.size() && text[bracket.offset] == '[';
    char const closing = list ? ']' : '}';
    if (text.find_first_not_of(" \n", place.offset) == std::string_view::npos) {
        give_up(bracket, "the bracket opened here is never closed", "the text ends before",
                fmt::format("add {} where the {} ends", closing, list ? "list" : "mapping"));
    }
    Mistakes mistakes;
    mistakes.add(place, fmt::format("',' or '{}' is expected here", closing), "a bracket is open",
                 "close it, or separate its parts by commas", bracket, "it is opened here");
    throw InputError{mistakes.list()};
}

[[noreturn]] void explain(YAML::Exception const& error, TreeBuilder const& builder)
{
    auto const place = builder.at(error.mark);
    auto const bracket = builder.open_bracket();
    bool const in_setting = place.source->kind == Source::Kind::setting;
    if (bracket && error.msg.find("flow not found") != std::string::npos) {
        explain_bracket(place, *bracket);
    }
    auto const* const found = std::ranges::find_if(
        wordings, [&](Wording const& wording) { return error.msg.starts_with(wording.message); });
    if (found == wordings.end()) {
        give_up(
            place, "this is not YAML", error.msg,
            in_setting ? "check brackets and quotes" : "check brackets, quotes and indentation");
    }
    bool const other = in_setting && !found->in_setting.empty();
    give_up(place, std::string{found->problem}, std::string{other ? "" : found->why},
            std::string{other ? found->in_setting : found->remedy});
}

}  // namespace

Node parse_document(Source const& source, Mistakes& mistakes, std::size_t offset,
                    DocumentLimits limits)
{
    ViewBuffer buffer{std::string_view{source.text}.substr(offset)};
    std::istream stream{&buffer};
    TreeBuilder builder{source, offset, limits, mistakes};
    bool found = false;
    try {
        YAML::Parser parser{stream};
        found = parser.HandleNextDocument(builder);
        if (found) {
            parser.HandleNextDocument(builder);  // gives up on a second one
        }
    } catch (YAML::Exception const& error) {
        explain(error, builder);
    }
    if (found) {
        return builder.take();
    }
    if (source.kind == Source::Kind::setting) {
        return {.kind = Node::Kind::nothing, .place = {&source, offset}};
    }
    give_up_on(source.name, "holds nothing", "the file is empty or all comments",
               "begin it with 'parley: 1'");
}

}  // namespace parley
