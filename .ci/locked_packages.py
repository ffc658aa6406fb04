"""What pip would install, by its report on standard input, as a list that pip holds itself to."""

import json
import sys

print(
    "# Made by .ci/lock for Debian 12 on x86-64. `pip install --require-hashes -r` takes these and no others."
)
packages = []
for found in json.load(sys.stdin)["install"]:
    data, sums = found["metadata"], found["download_info"].get("archive_info", {}).get("hashes", {})
    if "sha256" in sums:  # not the package of the checkout itself
        packages.append(f"{data['name'].lower()}=={data['version']} --hash=sha256:{sums['sha256']}")
print("\n".join(sorted(packages)))
