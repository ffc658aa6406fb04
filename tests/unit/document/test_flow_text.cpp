#include "catch.hpp"
#include "document/document.hpp"
#include "document/flow.hpp"

using namespace parley;

namespace {

std::string flow_of(std::string const& yaml)
{
    Mistakes mistakes;
    auto const source = source_of(yaml, "text", Source::Kind::document);
    return flow_text(parse_document(source, mistakes));
}

}  // namespace

TEST_CASE("a value on one line reads back as itself")
{
    CHECK(flow_of("0.5") == "0.5");
    CHECK(flow_of("-3") == "-3");
    CHECK(flow_of("'0.5'") == "\"0.5\"");
    CHECK(flow_of("[MAR, NO, a b]") == "[MAR, \"NO\", a b]");
    CHECK(flow_of("name: zeuthen\nstep: 0.1") == "{name: zeuthen, step: 0.1}");
    CHECK(flow_of("- a, b\n- 'x: y'\n- ~\n- - 1\n") == "[\"a, b\", \"x: y\", ~, [1]]");
    for (std::string const text : {"[]", "{}", R"(a: {b: [1, {c: 'd "e" \f'}]})", R"("a\nb\x07")",
                                   "- -\n- '- a'\n- a:b\n"}) {
        CAPTURE(text);
        CHECK(flow_of(flow_of(text)) == flow_of(text));
    }
}
