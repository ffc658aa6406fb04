#include "scenario/actors/actors.hpp"
#include "scenario/authorities/authorities.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/format/ranges.hpp"

namespace parley {

namespace {

constexpr Range weight{.least = 0.0, .most = 1e15};
constexpr std::string_view as_its_state = "that of its state";

/// Its profile: all three roles, or none.
void describe_roles(Describer& d, written::Authority& authority)
{
    d.number({.name = "sending",
              .about = "as an authority that people leave; give all three roles, or none",
              .example = "0.5",
              .otherwise = "the profile of its state"},
             authority.sending, weight);
    d.number({.name = "transit",
              .about = "as an authority that people cross",
              .example = "0.3",
              .otherwise = "the profile of its state"},
             authority.transit, weight);
    d.number({.name = "receiving",
              .about = "as an authority that people come to",
              .example = "0.2",
              .otherwise = "the profile of its state"},
             authority.receiving, weight);
    d.section({.name = "self_image",
               .about = "the roles that it believes in or professes",
               .example = "{sending: 0, transit: 0, receiving: 1}",
               .otherwise = "from its own roles, sharpened by interests.self_image_sharpness, "
                            "else that of its state"},
              authority.self_image);
}

}  // namespace

void describe(Describer& d, written::Authority& authority)
{
    d.id(
        {.name = "of", .about = "the state that it belongs to", .example = "MEX", .required = true},
        authority.of, Named::state);
    d.text({.name = "name",
            .about = "what it is called",
            .example = "Chihuahua",
            .otherwise = "its id"},
           authority.name);
    d.number({.name = "population",
              .about = "inhabitants",
              .example = "3742000",
              .otherwise = "its share of those of its state"},
             authority.population, {.least = 0.0, .most = 1e11, .above = true, .unit = "persons"});
    d.number({.name = "share",
              .about = "its share of its state: of the people, and of what a policy does to them; "
                       "those of one state sum to 1 at most",
              .example = "0.03",
              .otherwise = "its population / that of its state"},
             authority.share, positive_share);
    describe_roles(d, authority);
    d.number({.name = "power",
              .about = "weight in bargaining and in votes by power, in any unit",
              .example = "1",
              .otherwise = as_its_state},
             authority.power, {.least = 0.0, .most = 1e15, .above = true});
    d.number({.name = "exposure",
              .about = "how much migration weighs in its politics",
              .example = "0.6",
              .otherwise = as_its_state},
             authority.exposure, positive_share);
    d.number({.name = "recognition",
              .about = "of its actual profile: 0 believes the self-image",
              .example = "0.1",
              .otherwise = as_its_state},
             authority.recognition, share);
    d.number({.name = "disclosure",
              .about = "of its interests to others",
              .example = "0.2",
              .otherwise = as_its_state},
             authority.disclosure, share);
}

}  // namespace parley
