#pragma once

#include "document/source.hpp"

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// A place as messages show it: file, line, column, and the line quoted with a caret.
struct Excerpt {
    std::string file{};
    std::size_t line = 0;    ///< from 1; 0: the file as a whole
    std::size_t column = 0;  ///< from 1, in characters
    std::string quote{};     ///< the line, tabs and control characters made visible, long ones cut
    std::size_t caret = 0;   ///< where in `quote`, in characters
};

/// How bad it is: a mistake must be mended, a warning is of what is odd but not wrong.
enum class Severity { mistake, warning };

/// One thing that is wrong, or odd, in what the user wrote, and what to do about it.
///
/// `why` and `remedy` may be empty. A contradiction names a second place.
struct Mistake {
    std::string problem;
    std::string why{};
    std::string remedy{};
    Excerpt at{};
    std::string note{};              ///< what stands at the second place
    std::optional<Excerpt> other{};  ///< the second place
    Severity severity = Severity::mistake;
};

/// The excerpt of a place.
[[nodiscard]] Excerpt excerpt(Place place);

/// `problem (why); remedy`
[[nodiscard]] std::string sentence(Mistake const& mistake);

/// `FILE:LINE:COLUMN: error: problem (why); remedy`, or `warning:`, in one line.
[[nodiscard]] std::string one_line(Mistake const& mistake);

/// The same, with the quoted line, a caret, and the second place as a note of the same form. Ends
/// without a newline.
[[nodiscard]] std::string format(Mistake const& mistake);

/// All of them, separated by newlines, and how many more there are.
[[nodiscard]] std::string format(std::vector<Mistake> const& mistakes, std::size_t unlisted);

/// A name or text as messages may show it: control characters made visible, cut after 60
/// characters.
[[nodiscard]] std::string visible(std::string_view text);

/// The same without a cut: what a message says in whole, whatever users' names got into it.
[[nodiscard]] std::string all_visible(std::string_view text);

/// The same in single quotes.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Is it text without line breaks, tabs, or other characters that would move the cursor, hide, or
/// reorder text on a terminal?
[[nodiscard]] bool is_visible(std::string_view text);

/// The user's input is wrong; carries every mistake found, by place.
class InputError : public std::exception {
  public:
    explicit InputError(std::vector<Mistake> mistakes, std::size_t unlisted = 0);

    [[nodiscard]] std::vector<Mistake> const& mistakes() const { return mistakes_; }

    /// How many more there are than `mistakes()`.
    [[nodiscard]] std::size_t unlisted() const { return unlisted_; }

    /// Every mistake formatted, separated by newlines.
    [[nodiscard]] char const* what() const noexcept override { return what_.c_str(); }

  private:
    std::vector<Mistake> mistakes_;
    std::size_t unlisted_;
    std::string what_;
};

/// Throws InputError with one mistake, where reading on makes no sense.
[[noreturn]] void give_up(Place place, std::string problem, std::string why = "",
                          std::string remedy = "");

/// The same for a file as a whole.
[[noreturn]] void give_up_on(std::string const& file, std::string problem, std::string why = "",
                             std::string remedy = "");

/// Collects mistakes, or warnings (each once), while a reading goes on, to report all together.
class Mistakes {
  public:
    Mistakes() = default;
    explicit Mistakes(Severity severity) : severity_{severity} {}

    /// Keeps at most this many and counts the others.
    static constexpr std::size_t most = 100;

    void add(Place place, std::string problem, std::string why = "", std::string remedy = "");

    /// A contradiction: `note` says what stands at `other`.
    void add(Place place, std::string problem, std::string why, std::string remedy, Place other,
             std::string note);

    /// Takes over the mistakes of a reading that gave up.
    void add(InputError const& error);

    void add_all(Mistakes const& others);

    /// Takes over the mistakes that `known` does not hold; `context` is added to each.
    void add_new(Mistakes const& found, Mistakes const& known, std::string const& context);

    /// Drops those that `others` does not list.
    void keep_those_in(Mistakes const& others);

    [[nodiscard]] bool empty() const { return mistakes_.empty(); }
    /// Is the next one only counted? Then what it says is not worth much work.
    [[nodiscard]] bool is_full() const { return mistakes_.size() >= most; }

    [[nodiscard]] std::size_t count() const { return mistakes_.size() + unlisted_; }

    /// How many there are beyond `list()`.
    [[nodiscard]] std::size_t unlisted() const { return unlisted_; }

    /// Those kept so far, in the order of finding.
    [[nodiscard]] std::vector<Mistake> const& list() const { return mistakes_; }

    /// Those kept so far, files in the order in which they are first complained about, then by
    /// place.
    [[nodiscard]] std::vector<Mistake> by_place() const;

    /// Throws InputError when there are any.
    void raise() const;

  private:
    void add(Mistake mistake);
    [[nodiscard]] bool holds(Mistake const& mistake) const;

    Severity severity_ = Severity::mistake;
    std::vector<Mistake> mistakes_{};
    std::size_t unlisted_ = 0;
};

}  // namespace parley
