#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// A value for a key of a document, as a user writes it: `forums.eu.frankness=0.8`.
///
/// The path leads through keys and ids; items of a list are counted from 0, `*` stands for every
/// one. The value is YAML: `0.8`, `[MAR, ESP]`, `{name: compromise}`.
struct Setting {
    std::string text;
    std::string origin = "--set";  ///< where messages say that it comes from
};

/// Settings as one text, and back: one a line; a line that begins with a tab goes on from the one
/// before it.
[[nodiscard]] std::string text_of(std::vector<Setting> const& settings);
[[nodiscard]] std::vector<Setting> settings_in(std::string_view text);

/// A setting taken apart, with the places of its parts.
struct Assignment {
    std::string path;
    Place path_place;
    Node value;
};

/// Takes a setting apart; its source is added to `sources`. Throws InputError when it is no
/// setting.
[[nodiscard]] Assignment parse_setting(Setting const& setting, Sources& sources,
                                       Mistakes& mistakes);

/// Puts the value in its place in the document. Keys that are not there yet are made; whether they
/// may be there is for the reader to say.
void apply(Assignment const& assignment, Node& document, Mistakes& mistakes);

}  // namespace parley
