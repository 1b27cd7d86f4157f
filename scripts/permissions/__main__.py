"""Holds the role of each function, as template.yaml gives it, against what the functions asked of the database in the tests.

It fails where a role lacks something that was asked for, where it allows something that must be refused
(forbidden.py), and, after the whole suite, where it allows something that nobody asked for.

The recordings are written by tests/integration/harness/recordings.rs. Functions that the tests start as processes of their
own (`cargo lambda watch`, infra/runtime-api) are not recorded.

Usage: python scripts/permissions [--whole] RECORDINGS
"""

import argparse
import json
import pathlib
import re
import sys

import roles
from comparison import Call, Table, forbidden, missing, too_wide
from forbidden import FORBIDDEN, OF_SERVICES
from iam import Unreadable

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# What is in a role is decided by parameters too: with none of them, and with all that a role knows.
DEPLOYMENTS = [
    {},
    {
        "ExistingTableName": "restored",
        "ExistingTableStreamArn": "arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/1",
        "TableKmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1",
        "Tracing": "true",
        "UpstreamUrl": "https://api.example",
        "UpstreamSubnetIds": "subnet-1",
        "UpstreamSecurityGroupIds": "sg-1",
    },
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", type=pathlib.Path)
    parser.add_argument("--whole", action="store_true", help="they are of the whole suite: what is not in them is not needed")
    arguments = parser.parse_args()
    if arguments.whole and not arguments.recordings.exists():
        sys.exit(f"scripts/permissions: the suite recorded nothing in {arguments.recordings}.")
    recorded = recordings(arguments.recordings)
    table = Table(named(r'= "([A-Z]+#)"', "items/kind.rs"), named(r'\("(by_\w+)"', "dynamodb/index.rs"))
    mistakes = dict.fromkeys(
        mistake for parameters in DEPLOYMENTS for mistake in compared(recorded, parameters, table, arguments.whole)
    )
    if mistakes:
        sys.exit("\n".join(["scripts/permissions: roles and recordings differ.", *mistakes]))
    calls = len({part for call in recorded for part in call.one_by_one()})
    what = "exactly what" if arguments.whole else "everything that"
    print(f"Each function's role allows {what} it was seen to do: {calls} calls.")


def compared(recorded, parameters, table, whole):
    try:
        found = roles.read(ROOT / "template.yaml", parameters)
        yield from missing(recorded, found)
        yield from forbidden(found, table, FORBIDDEN)
        if whole:
            yield from too_wide(recorded, found, table, OF_SERVICES)
    except Unreadable as problem:
        yield f"A policy cannot be evaluated: {problem}."


def recordings(path):
    """None, if no test that was run has a function ask for anything."""
    lines = path.read_text().splitlines() if path.exists() else []
    calls = (json.loads(line) for line in lines)
    return {Call(call["function"], call["action"], tuple(call["keys"]), call["index"] or "") for call in calls}


def named(pattern, file):
    """What there is, as the code declares it."""
    found = re.findall(pattern, (ROOT / "shared/src/store" / file).read_text())
    if not found:
        sys.exit(f"scripts/permissions: nothing in shared/src/store/{file} is declared as it was.")
    return found


main()
