#include "scenario/agreements/agreements.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/format/ranges.hpp"

namespace parley {

void describe(Describer& d, written::Agreement& agreement)
{
    d.at_least_one({"forum", "parties"});
    Key const forum{.name = "forum",
                    .about = "where it was signed",
                    .example = "ecowas",
                    .otherwise = "the bilateral forum of the two parties",
                    .optional = true};
    if (d.given(forum, !agreement.forum.empty())) {
        d.id(forum, agreement.forum, Named::forum);
    }
    Key const parties{.name = "parties",
                      .about = "the states that it binds; in a CSV file A|B|C",
                      .example = "[FRA, MAR]",
                      .otherwise = "all members of the forum",
                      .optional = true};
    if (d.given(parties, !agreement.parties.empty())) {
        d.ids(parties, agreement.parties, Named::state, {.least = 2, .most = Limits::states});
    }
    d.id({.name = "issue",
          .about = "what it settles; of an agreement on several issues each has an entry",
          .example = "labour_migration",
          .required = true},
         agreement.issue, Named::issue);
    d.number({.name = "terms",
              .about = "what was agreed, on the scale of the issue",
              .example = "0.6",
              .otherwise = "those on which the parties would settle as the run begins"},
             agreement.terms, share);
    d.number({.name = "bindingness",
              .about = "how far it moves policy",
              .example = "0.5",
              .otherwise = "that of the forum"},
             agreement.bindingness, positive_share);
    d.month({.name = "since",
             .about = "when it was signed, before the scenario begins",
             .example = "1963-06",
             .required = true},
            agreement.since);
    d.month({.name = "lapses",
             .about = "from then on it binds no longer; one that has lapsed is part of habit only",
             .example = "2010-01",
             .otherwise = "by the term and renewal of the forum, else never"},
            agreement.lapses);
}

}  // namespace parley
