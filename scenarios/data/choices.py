"""What is typed into the data of the scenarios: which states, what replaces a table.

README.md beside this file gives the reason and the source of each.
"""

FLOW_YEARS = 5  # flow estimates cover five years from their first
HALF_EXPOSURE = 0.005  # movers per inhabitant and year at which migration is half of politics
HIGHEST_INDEX = 0.30  # the index of transit inflates small states in between
LARGE_CORRIDOR = 10_000  # migrants between two states, both ways together: listed however few move
SHARPNESS = 4  # of self-images, as interests.self_image_sharpness

# Codes that the tables of stocks and flows have of their own, and what share of them is whose.
CODES = {"CHI": {"CHL": 1.0}, "SUD": {"SDN": 1.0}, "SCG": {"SRB": 0.924, "MNE": 0.076}}
# Without stocks, or without arrivals, before they were independent: the first year that has both.
FIRST_STOCKS = {"MNE": 2010, "SSD": 2010}
FIRST_FLOWS = {"SSD": 2010}
# Labour agreements signed later are what a scenario is held against.
LAST_YEAR_OF_RECORD = {
    "puebla_process": 1995,
    "colombo_process": 2002,
    "budapest_process": 2004,
    "western_mediterranean": 2004,
    "world_2005": 2005,
    "world_2017": 2016,
    "mediterranean_transit": 2002,
    "bali_process": 1995,
    "southern_africa": 1999,
    "road_to_2006": 2000,
}
# Of these scenarios only agreements to which one of the states is a party.
AGREEMENTS_OF = {"mediterranean_transit": "DZA EGY LBN LBY MAR SYR TUN".split()}
# What labour agreements are about where a scenario has the finer issues: contracts for some years.
LABOUR_ISSUE = {
    "mediterranean_transit": "temporary_labour",
    "bali_process": "temporary_labour",
    "southern_africa": "labour_quota",
    "road_to_2006": "temporary_labour",
}
TEAMS_BY_PRODUCT = 0.3  # with which power of GDP the number of talks grows that a state can hold
UNKNOWN_MONTH = 6  # of an agreement whose day of signature is missing: the middle of its year
# Absent from stocks and flows: the roles and mobility of a neighbour under the same treaty with the
# USA.
LIKE = {"FSM": "MHL"}
GDP_PER_HEAD = {
    "PRK": {2005: 548, 2017: 685}
}  # not in the World Bank's tables: estimates of the UN

# Shares of transit in a profile that replace the index. README.md gives the reason of each.
TRANSIT_SHARE = {
    "MAR": 0.25,
    "LBY": 0.40,
    "MRT": 0.20,
    "MLT": 0.20,
    "TUN": 0.391,
    "DJI": 0.25,
    "EGY": 0.15,
    "GRC": 0.10,
    "GTM": 0.15,
    "IDN": 0.05,
    "MEX": 0.20,
    "MYS": 0.05,
    "NER": 0.30,
    "SDN": 0.15,
    "SRB": 0.20,
    "TUR": 0.25,
    "UKR": 0.25,
}

# The same of one scenario alone.
TRANSIT_SHARE_IN = {"southern_africa": {"LSO": 0.0, "MOZ": 0.10, "ZMB": 0.10, "ZWE": 0.10}}
EU25 = "AUT BEL CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IRL ITA LTU LUX LVA MLT NLD POL PRT SVK SVN SWE"
READMISSION = (
    "ALB ARM AZE BIH BLR CHN CPV DZA GEO HKG JOR LKA MAC MAR MDA MKD MNE NGA PAK RUS SRB TUN TUR "
    "UKR"
).split()
BUDAPEST = (
    "ALB ARM AUT AZE BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GEO GRC HRV HUN IRL ITA "
    "KAZ KGZ LIE LTU LUX LVA MDA MKD MLT MNE NLD NOR POL PRT ROU RUS SRB SVK SVN SWE TJK TKM TUR UKR "
    "UZB AFG BGD CHN IRN IRQ PAK SYR"
).split()
PUEBLA = "BLZ CAN CRI DOM GTM HND MEX NIC PAN SLV USA".split()
COLOMBO = "AFG BGD CHN IDN IND KHM LKA NPL PAK PHL THA VNM ARE BHR KWT MYS OMN QAT SAU".split()
MEDITERRANEAN = "DZA LBY MRT MAR TUN FRA ITA MLT PRT ESP".split()
SOUTHERN_SHORE = "DZA EGY LBN LBY MAR SYR TUN".split()
EU27 = sorted([*EU25.split(), "BGR", "ROU"])
SOUTH_OF_SAHARA = "ERI GHA MLI NGA SDN SEN SOM".split()  # whose people cross the southern shore
BALI = (
    "AFG ARE AUS BGD BRN BTN CHN FJI FRA HKG IDN IND IRN IRQ JOR JPN KHM KIR KOR LAO LKA MAC MDV MMR "
    "MNG MYS NPL NRU NZL PAK PHL PLW PNG PRK SGP SLB SYR THA TLS TON TUR USA VNM VUT WSM"
).split()
SOUTHERN_AFRICA = "AGO BWA COD LSO MDG MOZ MUS MWI NAM SWZ SYC TZA ZAF ZMB ZWE".split()
EU28 = sorted([*EU27, "HRV"])
ORIGINS_OF_THE_UNION = "AFG ALB DZA IRQ MAR RUS SOM SRB SYR TUR".split()
# Hosts and sponsors of the Berne Initiative and of the Global Commission, then the states with most
# emigrants and immigrants of 2000, until there are forty.
ROAD_HOSTS = "CHE SWE BRA MAR PHL ETH HUN CHN CHL EGY ZAF MEX BEL".split()
ROAD_STATES = 40

# The share of a flow and its stock that is irregular, by scenario, origins and destinations.
# README.md says where each comes from.
IRREGULAR = {
    "mediterranean_transit": [
        (SOUTHERN_SHORE, EU27, 0.23),
        (SOUTH_OF_SAHARA, EU27, 0.30),
        (SOUTH_OF_SAHARA, SOUTHERN_SHORE, 0.50),
    ],
    "bali_process": [
        (["MMR", "KHM", "LAO"], ["THA"], 0.60),
        (["IDN", "MMR", "BGD", "PHL"], ["MYS"], 0.40),
        (["AFG", "IRQ", "IRN"], ["AUS"], 0.60),
        (["LKA"], ["AUS"], 0.05),
        (["AFG"], ["PAK", "IRN"], 0.30),
    ],
    "southern_africa": [
        (["ZWE", "MOZ", "MWI", "COD"], ["ZAF"], 0.50),
        (["LSO", "SWZ"], ["ZAF"], 0.30),
        (["ZWE"], ["BWA"], 0.50),
    ],
    "eu_communitisation": [
        (ORIGINS_OF_THE_UNION, EU28, 0.10),
    ],
}
# Votes in the Council by the Treaty of Nice are keyed by the Union's codes of two letters.
UNION_CODES = {
    "at": "AUT", "be": "BEL", "bu": "BGR", "cr": "HRV", "cy": "CYP", "cz": "CZE", "dk": "DNK",
    "ee": "EST", "fi": "FIN", "fr": "FRA", "de": "DEU", "el": "GRC", "hu": "HUN", "ie": "IRL",
    "it": "ITA", "lv": "LVA", "lt": "LTU", "lu": "LUX", "mt": "MLT", "nl": "NLD", "pl": "POL",
    "pt": "PRT", "ro": "ROU", "si": "SVN", "sk": "SVK", "es": "ESP", "se": "SWE", "uk": "GBR",
}  # fmt: skip
