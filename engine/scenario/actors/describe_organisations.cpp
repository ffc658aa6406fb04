#include "scenario/actors/actors.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/format/ranges.hpp"

namespace parley {

namespace {

/// What it does for the forums that it serves.
void describe_services(Describer& d, written::Organisation& organisation)
{
    d.number({.name = "mediation",
              .about = "how well it brings members to speak openly",
              .example = "0.3"},
             organisation.mediation, share);
    d.number({.name = "formula",
              .about = "share of its mediation that goes into texts of its own: so often, times "
                       "mediation, it joins the issues on which tables of a meeting have ended "
                       "without agreement into one text",
              .example = "0.5"},
             organisation.formula, share);
    d.number({.name = "expertise",
              .about = "share that it takes off the time that mandates and rounds of talks take, "
                       "and off what they cost the smallest members",
              .example = "0.3"},
             organisation.expertise, share);
    d.number({.name = "monitoring",
              .about = "how closely it watches what is agreed: 1 doubles the sanction on leaving "
                       "and the pace at which policy follows",
              .example = "0.5"},
             organisation.monitoring, share);
    d.section({.name = "agenda",
               .about = "how often it brings up an issue of its mandate in a forum that it serves",
               .example = "{chance: 0.2}",
               .otherwise = "never"},
              organisation.agenda);
    ItemsOf<written::Fund> funds{organisation.funds};
    funds.noun = "fund";
    funds.most = Limits::issues;
    d.list({.name = "funds",
            .about = "what it pays as long as agreements of forums that it serves bind states on "
                     "an issue, split equally among these",
            .example = "[{amount: 50000000, issue: readmission}]"},
           funds);
    d.by_id({.name = "position",
             .about = "where it stands on issues of its mandate, without a vote: it enters the "
                      "proposals of compromise and texts of the secretariat",
             .example = "{migrants_rights: 0.9}"},
            organisation.position, Named::issue, share, false);
    d.number({.name = "voice",
              .about = "weight of its position there, where all members together weigh 1",
              .example = "0.2"},
             organisation.voice, share);
}

}  // namespace

void describe(Describer& d, written::Fund& fund)
{
    d.number({.name = "amount",
              .about = "what is paid to all of them together",
              .example = "50000000",
              .required = true},
             fund.amount, budget);
    d.id({.name = "issue",
          .about = "on which they must be bound",
          .example = "readmission",
          .required = true},
         fund.issue, Named::issue);
}

void describe(Describer& d, written::AgendaSetting& agenda)
{
    d.number({.name = "chance",
              .about = "that it does so, in each forum that it serves",
              .example = "0.2",
              .required = true},
             agenda.chance, {.least = 0.0, .most = 1.0, .unit = "a year"});
    d.number({.name = "factor",
              .about = "how many times as much the issue weighs for the members while it is up",
              .example = "1.5"},
             agenda.factor, {.least = 0.0, .most = 1e6, .above = true});
    d.duration({.name = "for", .about = "how long it is up", .example = "1 year"}, agenda.lasts,
               {.ticks = true});
}

void describe(Describer& d, written::Organisation& organisation)
{
    d.text({.name = "name",
            .about = "what it is called",
            .example = "International Organization for Migration",
            .otherwise = "its id"},
           organisation.name);
    d.selection({.name = "mandate",
                 .about = "the issues that it is competent for",
                 .example = "[asylum]",
                 .otherwise = "all"},
                organisation.mandate, Named::issue, issue_groups);
    describe_services(d, organisation);
    d.number({.name = "assistance",
              .about = "spent on capacity of the least able whom it serves",
              .example = "20000000"},
             organisation.assistance, budget);
    d.number({.name = "relief",
              .about = "spent on handling what shocks add to their loads",
              .example = "50000000"},
             organisation.relief, budget);
    d.number({.name = "development",
              .about = "spent on reasons to stay, for those who might leave them",
              .example = "100000000"},
             organisation.development, budget);
}

}  // namespace parley
