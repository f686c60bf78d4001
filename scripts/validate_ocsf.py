#!/usr/bin/env python3
"""Checks OCSF output against the published schema.

    yagura scan logs/ --format ocsf > findings.jsonl
    python3 scripts/validate_ocsf.py findings.jsonl

Installs `ocsf-json-schema` (which carries the schema files of https://schema.ocsf.io) and `jsonschema` into a virtual
environment under the temporary directory, once. Attributes that a class or object does not have count as errors.
Exit status: 0 valid (or skipped, saying so, where nothing can be installed), 1 invalid, 2 usage.
"""

import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import venv

PACKAGES = ["ocsf-json-schema==1.2.0", "jsonschema"]


def environment() -> pathlib.Path:
    """The Python of a virtual environment that has the packages."""
    folder = pathlib.Path(tempfile.gettempdir()) / f"yagura-ocsf-{os.getuid()}"
    python = folder / "bin" / "python"
    marker = folder / "ready"
    if not marker.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES],
            check=True, timeout=300)
        marker.touch()
    return python


def closed(schema):
    """The schema with unknown attributes refused everywhere, except in `unmapped` and free JSON."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("title") not in ("Object", "Unmapped"):
            schema["additionalProperties"] = False
        for value in list(schema.values()):
            closed(value)
    elif isinstance(schema, list):
        for value in schema:
            closed(value)
    return schema


def validate(path: str) -> int:
    from jsonschema import Draft202012Validator
    from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

    schemas, validators = {}, {}
    seen, errors = collections.Counter(), collections.Counter()
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            finding = json.loads(line)
            version = finding["metadata"]["version"]
            profiles = tuple(finding["metadata"].get("profiles", []))
            key = (version, finding["class_uid"], profiles)
            if key not in validators:
                if version not in schemas:
                    schemas[version] = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=version))
                name = schemas[version].lookup_class_name_from_uid(finding["class_uid"])
                schema = closed(schemas[version].get_class_schema(name, list(profiles)))
                validators[key] = Draft202012Validator(schema)
            seen[f"{version} class {finding['class_uid']}"] += 1
            for error in validators[key].iter_errors(finding):
                errors[f"line {number}: {error.json_path}: {error.message[:200]}"] += 1
    for name, count in seen.items():
        print(f"{count} findings of OCSF {name}")
    for text in list(errors)[:20]:
        print(text, file=sys.stderr)
    print(f"{len(errors)} errors" if errors else "all valid")
    return 1 if errors else 0


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if os.environ.get("YAGURA_OCSF_INSIDE"):
        return validate(sys.argv[1])
    try:
        python = environment()
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"skipped: the schema package cannot be installed here ({problem})")
        return 0
    inside = dict(os.environ, YAGURA_OCSF_INSIDE="1")
    return subprocess.run([python, __file__, sys.argv[1]], env=inside, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
