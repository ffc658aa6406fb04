#include "document/source.hpp"

#include "document/mistake.hpp"
#include "document/nearest.hpp"
#include "support/machine_failure.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace parley {

namespace {

/// Closes a file when it goes out of scope.
class Descriptor {
  public:
    explicit Descriptor(std::string const& path)
        // not to wait for a writer when the path is a pipe
        : value_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)}
    {
    }
    ~Descriptor()
    {
        if (value_ >= 0) {
            ::close(value_);
        }
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    operator int() const { return value_; }  // NOLINT(google-explicit-constructor)

  private:
    int value_;
};

[[noreturn]] void refuse(std::string const& shown, std::string why, std::string remedy = "")
{
    give_up_on(shown, "cannot be read", std::move(why), std::move(remedy));
}

/// Says what the system said: a mistake in what was named, or a failure of the machine.
[[noreturn]] void refuse_to_read(std::string const& shown, int number)
{
    auto const reason = std::generic_category().message(number);
    if (is_machine_failure(number)) {
        throw std::runtime_error{fmt::format("cannot read '{}' ({})", shown, reason)};
    }
    refuse(shown, reason);
}

/// The file of the same folder whose name is nearest to that of a file that is not there.
std::string other_file(std::string const& path)
{
    std::filesystem::path const wanted{path};
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::path const folder = wanted.has_parent_path() ? wanted.parent_path() : ".";
    for (std::filesystem::directory_iterator file{folder, error}, end;
         !error && file != end && names.size() < 10'000; file.increment(error)) {
        names.push_back(file->path().filename().string());
    }
    std::ranges::sort(names);
    auto const found = nearest(wanted.filename().string(), names);
    return found.empty() ? "check the path" : fmt::format("did you mean {}?", in_quotes(found));
}

std::string read_all(int file, std::string const& shown, Source::Kind kind)
{
    std::string text;
    std::array<char, 65536> block{};
    for (;;) {
        auto const count = ::read(file, block.data(), block.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            refuse_to_read(shown, errno);
        }
        if (count == 0) {
            return text;
        }
        text.append(block.data(), static_cast<std::size_t>(count));
        if (text.size() > largest(kind)) {
            refuse(shown, fmt::format("it holds more than {} MiB", largest(kind) >> 20U),
                   kind == Source::Kind::table ? "" : "move long lists to CSV files");
        }
    }
}

std::string with_plain_line_ends(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bool const crlf = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
        if (!crlf) {
            text += bytes[i] == '\r' ? '\n' : bytes[i];
        }
    }
    return text;
}

void refuse_bad_characters(Source const& source)
{
    std::string_view const text = source.text;
    bool const typed = source.kind == Source::Kind::setting;
    std::size_t length = 1;
    for (std::size_t i = 0; i < text.size(); i += length) {
        auto const character = first_code_point(text.substr(i), length);
        if (character == not_utf8) {
            give_up({&source, i},
                    fmt::format("byte {:#04x} is not UTF-8", static_cast<unsigned char>(text[i])),
                    fmt::format("the {} seems to be in another encoding, such as Latin-1",
                                typed ? "terminal" : "file"),
                    typed ? "let it write UTF-8" : "save it as UTF-8");
        }
        if ((character < 0x20 && character != '\n' && character != '\t') || character == 0x7f) {
            give_up(
                {&source, i},
                fmt::format("control character U+{:04X}", static_cast<unsigned>(character)),
                fmt::format("the {} does not seem to be plain text", typed ? "setting" : "file"),
                "remove it");
        }
    }
}

void refuse_indenting_tab(Source const& source)
{
    std::string_view const text = source.text;
    std::size_t start = 0;
    while (start < text.size()) {
        auto const end = std::min(text.find('\n', start), text.size());
        auto const line = text.substr(start, end - start);
        auto const indent = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
        bool const matters = indent.size() < line.size() && line[indent.size()] != '#';
        if (auto const tab = indent.find('\t'); matters && tab != std::string_view::npos) {
            give_up({&source, start + tab}, "a tab indents this line",
                    "YAML allows spaces only, because tabs have no agreed width",
                    "use spaces in its place");
        }
        start = end + 1;
    }
}

}  // namespace

std::string read_file(std::string const& path, std::string const& shown, Source::Kind kind)
{
    if (path.empty() || path.find('\0') != std::string::npos) {
        refuse(shown.empty() ? "''" : shown, "this is no file name", "name a file");
    }
    Descriptor const file{path};
    if (file < 0) {
        if (errno != ENOENT) {
            refuse_to_read(shown, errno);
        }
        refuse(shown, "there is no such file", other_file(path));
    }
    struct stat status {};
    if (::fstat(file, &status) != 0) {
        refuse_to_read(shown, errno);
    }
    if (S_ISDIR(status.st_mode)) {
        refuse(shown, "it is a folder", "name a file in it");
    }
    if (!S_ISREG(status.st_mode)) {
        refuse(shown, "it is a pipe or a device, not a file",
               "save its text to a file and name that");
    }
    return read_all(file, shown, kind);
}

Source source_of(std::string_view bytes, std::string shown, Source::Kind kind)
{
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
        refuse(shown, "its text is UTF-16", "save it as UTF-8");
    }
    if (bytes.starts_with("\xef\xbb\xbf")) {
        bytes.remove_prefix(3);
    }
    Source source{.name = std::move(shown), .text = with_plain_line_ends(bytes), .kind = kind};
    refuse_bad_characters(source);
    if (kind == Source::Kind::document) {
        refuse_indenting_tab(source);
    }
    return source;
}

char32_t first_code_point(std::string_view text, std::size_t& length)
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    length = 1;
    unsigned const lead = byte(0);
    if (lead < 0x80) {
        return lead;
    }
    std::size_t count = 2;
    if (lead >= 0xe0) {
        count = lead >= 0xf0 ? 4 : 3;
    }
    if (lead < 0xc2 || lead > 0xf4 || text.size() < count) {
        return not_utf8;
    }
    char32_t character = lead & (0x7fU >> count);
    for (std::size_t i = 1; i < count; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) {
            return not_utf8;
        }
        character = character << 6U | (byte(i) & 0x3fU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = character >= 0xd800 && character <= 0xdfff;
    if (character < least[count] || character > 0x10ffff || surrogate) {
        return not_utf8;
    }
    length = count;
    return character;
}

}  // namespace parley
