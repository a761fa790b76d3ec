# SPDX-License-Identifier: MIT

import json
from pathlib import Path

import reports

CONFIGS = Path(__file__).resolve().parents[4] / "configs"


def check(run):
    yaml = reports.need("yaml")
    jsonschema = reports.need("jsonschema")
    schema = json.loads((CONFIGS / "headgate.schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema)
    examples = sorted(CONFIGS.glob("*.yml"))
    assert examples
    for path in examples:
        problems = [problem.message for problem in
                    validator.iter_errors(yaml.safe_load(path.read_text()))]
        assert not problems, (path.name, problems)
    for wrong in ({"targets": [{"name": "no url"}]}, {"timeuot": "5s"},
                  {"targets": ["http://x.example"], "defaults": {"timeout": "5"}}):
        assert not validator.is_valid(wrong), wrong
