#include "catch.hpp"
#include "scenario/description.hpp"
#include "scenario/selections.hpp"
#include "small_scenario.hpp"

using namespace parley;

namespace {

using Ids = std::vector<std::string>;

std::string const groups =
    "groups:\n"
    "  north: [NO, FRA]\n"
    "  south: all except north\n"
    "  both: [south, north]\n";

/// The small scenario with a list of members, and with more lines.
std::string with_members(std::string const& members, std::string const& more = groups)
{
    auto text = small_scenario(more);
    std::string const usual = "members: [NO, MAR, FRA]";
    return text.replace(text.find(usual), usual.size(), "members: " + members);
}

Ids members(std::string const& written, std::string const& more = groups)
{
    auto const scenario = read_text(with_members(written, more));
    return members_of(scenario.forums[0].members, scenario);
}

Ids agenda(std::string const& written, std::string const& more = "")
{
    auto text = small_scenario(more);
    std::string const usual = "agenda: [training, readmission]";
    text.replace(text.find(usual), usual.size(), "agenda: " + written);
    auto const scenario = read_text(text);
    return issues_of(scenario.forums[0].proceedings.agenda, scenario);
}

}  // namespace

TEST_CASE("a list of states may name groups, each state once")
{
    CHECK(members("[MAR, north]") == Ids{"MAR", "NO", "FRA"});
    CHECK(members("[north, FRA, south]") == Ids{"NO", "FRA", "MAR"});
    CHECK(members("both") == Ids{"MAR", "NO", "FRA"});
    CHECK(members("[all]", "") == Ids{"MAR", "NO", "FRA"});
    CHECK(read_text(with_members("all")).forums[0].members.group == "all");
}

TEST_CASE("a list may be all of a group except some")
{
    CHECK(members("all except NO", "") == Ids{"MAR", "FRA"});
    CHECK(members("all except south") == Ids{"NO", "FRA"});
    CHECK(members("both except NO") == Ids{"MAR", "FRA"});
    for (std::string const list : {"all except NO and MAR", "all except NO, MAR",
                                   "all except NO,MAR", "all except [NO, MAR]"}) {
        CAPTURE(list);
        CHECK(members("[NO, others]", "groups:\n  others: " + list + "\n") == Ids{"NO", "FRA"});
    }
}

TEST_CASE("every list of states takes groups: pairs, events, agreements, other groups")
{
    auto const scenario = read_text(small_scenario(
        groups +
        "bilateral: {between: [north, south], agenda: all, meets: yearly}\n"
        "agreements: [{parties: both, forum: dialogue, issue: training, since: 2004-Q2}]\n"
        "events: [{at: 2006-Q2, flow_shock: {from: [MAR], to: north, factor: 2, for: 1 year}}]\n"
        "flows: [{origin: MAR, destination: FRA, persons: 1000}, {origin: MAR, destination: NO, "
        "persons: 100}]\n"));
    CHECK(scenario.bilateral->between == std::vector<Ids>{{"NO", "FRA"}, {"MAR"}});
    CHECK(scenario.agreements[0].parties.size() == 3);
    CHECK(scenario.agreements[0].since == Month{2004, 4});
    CHECK(scenario.events[0].at == Month{2006, 4});
}

TEST_CASE("agendas mix issues and kinds")
{
    CHECK(agenda("[training, hard]") == Ids{"training", "readmission"});
    CHECK(agenda("[hard, soft]") == Ids{"readmission", "training"});
    CHECK(agenda("[soft, training]") == Ids{"training"});
    CHECK(agenda("all except training") == Ids{"readmission"});
    CHECK(read_text(small_scenario()).forums[0].proceedings.agenda.ids.size() == 2);
    // a what-if that changes the kind of an issue changes what the kind stands for
    auto const text = small_scenario("what_if: {other: {issues.training.kind: hard}}\n");
    auto changed = text;
    changed.replace(changed.find("[training, readmission]"), 23, "[hard]");
    auto const read = ScenarioDocument{"scenario.yaml", changed}.read_all();
    CHECK(read.scenario.forums[0].proceedings.agenda.ids == Ids{"readmission"});
    CHECK(read.what_ifs[0].scenario.forums[0].proceedings.agenda.ids ==
          Ids{"readmission", "training"});
}

TEST_CASE("a setting of a group changes all lists that name it")
{
    auto const text = with_members("[MAR, north]");
    auto const scenario = read_text(text, {{.text = "groups.north=[NO]"}});
    CHECK(scenario.forums[0].members.ids == Ids{"MAR", "NO"});
}

TEST_CASE("what is wrong with groups is told at its place")
{
    auto const wrong = [](std::string const& more) { return messages(small_scenario(more)); };
    CHECK_THAT(wrong("groups: {a: [b], b: [a]}\n"), ContainsSubstring("names itself"));
    CHECK_THAT(wrong("groups: {a: all except a}\n"), ContainsSubstring("'a' names itself"));
    CHECK_THAT(wrong("groups: {MAR: [NO]}\n"), ContainsSubstring("'MAR' is a state"));
    CHECK_THAT(wrong("groups: {all: [NO]}\n"), ContainsSubstring("cannot be the id of a group"));
    CHECK_THAT(wrong("groups: {a: [NOO]}\n"),
               ContainsSubstring("unknown state 'NOO' in groups.a") &&
                   ContainsSubstring("did you mean 'NO'?"));
    CHECK_THAT(wrong("groups: {a: [NO, NO]}\n"), ContainsSubstring("'NO' stands twice"));
    CHECK_THAT(wrong("groups: {a: NO}\n"), ContainsSubstring("must be a list of states"));
    CHECK_THAT(wrong("groups: [NO]\n"), ContainsSubstring("a mapping from names to lists"));
    CHECK_THAT(
        messages(with_members("[nroth, MAR]")),
        ContainsSubstring("unknown state 'nroth'") && ContainsSubstring("did you mean 'north'?"));
    CHECK_THAT(messages(with_members("nroth")), ContainsSubstring("did you mean 'north'?"));
    CHECK_THAT(messages(with_members("all but NO")), ContainsSubstring("write 'all except'"));
    CHECK_THAT(messages(with_members("all except")),
               ContainsSubstring("a name is missing after 'except'"));
    CHECK_THAT(messages(with_members("all except FRAA")), ContainsSubstring("did you mean 'FRA'?"));
    CHECK_THAT(messages(with_members("north except MAR")),
               ContainsSubstring("'MAR' is not among 'north'"));
    CHECK_THAT(messages(with_members("norht except MAR")),
               ContainsSubstring("unknown group 'norht'"));
    CHECK_THAT(messages(with_members("all except both")), ContainsSubstring("names no state"));
    CHECK_THAT(messages(with_members("[all except NO, MAR]")),
               ContainsSubstring("'except' is of a whole list"));
    CHECK_THAT(messages(with_members("MAR")), ContainsSubstring("[MAR]"));
    std::string many = "groups: {";
    for (int i = 0; i <= 100; ++i) {
        many += "g" + std::to_string(i) + ": [NO], ";
    }
    CHECK_THAT(wrong(many + "}\n"), ContainsSubstring("more than 100 groups"));
}

TEST_CASE("a scenario with groups, an end and quarters reads back from its resolved text")
{
    auto text =
        small_scenario(groups +
                       "organisations: {iom: {mandate: [hard, training]}}\n"
                       "bilateral: {between: [north, south], agenda: [hard], meets: yearly}\n");
    std::string const ticks = "ticks: 10";
    text.replace(text.find(ticks), ticks.size(), "end: 2009-Q4");
    auto const scenario = read_text(text);
    CHECK(scenario.time.ticks == 10);
    auto const resolved = resolved_text(scenario);
    CHECK_THAT(resolved, ContainsSubstring("ticks: 10"));
    CHECK(resolved.find(" end:") == std::string::npos);
    CHECK(resolved.find("groups:") == std::string::npos);
    CHECK(read_text(resolved) == scenario);
}

TEST_CASE("a run may end with a month")
{
    auto const with_time = [](std::string const& time) {
        auto text = small_scenario();
        std::string const usual = "{start: 2005-01, tick: 6 months, ticks: 10}";
        return text.replace(text.find(usual), usual.size(), time);
    };
    // 2005-01 to 2009-12 are 60 months, 10 ticks of 6
    CHECK(read_text(with_time("{start: 2005-01, tick: 6 months, end: 2009-12}")).time.ticks == 10);
    CHECK(read_text(with_time("{start: 2005-01, tick: 1 month, end: 2005-01}")).time.ticks == 1);
    CHECK(read_text(with_time("{start: 2005-04, tick: 1 year, end: 2006-Q1}")).time.ticks == 1);
    CHECK_THAT(messages(with_time("{start: 2005-01, tick: 6 months, end: 2009-12, ticks: 10}")),
               ContainsSubstring("'ticks' and 'end' exclude each other"));
    CHECK_THAT(messages(with_time("{start: 2005-01, tick: 6 months, end: 2010-01}")),
               ContainsSubstring("no tick ends with 2010-01") &&
                   ContainsSubstring("end with 2009-12 and 2010-06") &&
                   ContainsSubstring("write 2009-12"));
    CHECK_THAT(messages(with_time("{start: 2005-01, tick: 6 months, end: 2005-02}")),
               ContainsSubstring("write 2005-06"));
    CHECK_THAT(messages(with_time("{start: 2005-01, tick: 6 months, end: 2004-12}")),
               ContainsSubstring("ends in 2004-12, before it begins"));
    CHECK_THAT(messages(with_time("{start: 0001-01, tick: 1 month, end: 9999-12}")),
               ContainsSubstring("there are 119988 ticks until then"));
    CHECK_THAT(messages(with_time("{start: 2005-01, tick: 6 months}")),
               ContainsSubstring("ticks or end"));
    CHECK_THAT(messages(with_time("{start: 2005-01, tick: 6 months, edn: 2009-12}")),
               ContainsSubstring("did you mean 'end'?"));
}

TEST_CASE("a setting of ticks takes the end away, and the other way round")
{
    auto text = small_scenario();
    text.replace(text.find("ticks: 10"), 9, "end: 2009-12");
    CHECK(read_text(text, {{.text = "time.ticks=4"}}).time.ticks == 4);
    CHECK(read_text(small_scenario(), {{.text = "time.end=2006-06"}}).time.ticks == 3);
}
