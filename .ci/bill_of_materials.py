"""What a wheel is made of, as CycloneDX 1.5: `bill_of_materials.py WHEEL VERSIONS`.

VERSIONS names the sources of the libraries that are linked in, `NAME VERSION` a line; what the
wheel asks pip for is read in the wheel.
"""

import email
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path


def main(wheel: Path, versions: Path) -> dict:
    """The bill. The same wheel and versions give the same bytes."""
    with zipfile.ZipFile(wheel) as files:
        [name] = [of for of in files.namelist() if of.endswith(".dist-info/METADATA")]
        facts = email.message_from_bytes(files.read(name))
        sums = {
            of: hashlib.sha256(files.read(of)).hexdigest()
            for of in sorted(files.namelist())
            if not of.endswith("/")
        }
    linked = [line.split() for line in versions.read_text().splitlines()]
    asked = [of for of in facts.get_all("Requires-Dist", []) if "extra ==" not in of]
    components = [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:deb/debian/{name}@{version}?arch=source",
            "scope": "required",
        }
        for name, version in linked
    ]
    components += [
        {
            "type": "library",
            "name": (of := re.match(r"[\w.-]+", line)[0]),
            "description": line,
            "purl": f"pkg:pypi/{of.lower()}",
            "scope": "required",
        }
        for line in asked
    ]
    components += [
        {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": of}]}
        for name, of in sums.items()
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": facts["Name"],
                "version": facts["Version"],
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "purl": f"pkg:pypi/{facts['Name']}@{facts['Version']}",
            }
        },
        "components": components,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2])), indent=1))
