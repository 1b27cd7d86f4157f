"""Whether statements of a policy allow a request to DynamoDB: IAM's own rules, for what our policies are made of.

What is not known here is an error and never a guess: a condition that was not understood must not look like one that holds.
"""

import re
from dataclasses import dataclass

LEADING_KEYS = "dynamodb:LeadingKeys"


class Unreadable(Exception):
    """A statement that uses something which is not evaluated here."""


@dataclass(frozen=True)
class Request:
    """One question to IAM. `keys` are the partition keys that it names; none, where it names none, as a Scan does."""

    action: str
    resource: str
    keys: tuple[str, ...] = ()


def allows(statements, request):
    """Whether some statement allows it and none denies it. A statement takes a batch as a whole, or not at all."""
    effects = {statement["Effect"] for statement in statements if applies(statement, request)}
    return "Allow" in effects and "Deny" not in effects


def applies(statement, request):
    if unknown := set(statement) - {"Sid", "Effect", "Action", "Resource", "Condition"}:
        raise Unreadable(f"a statement has {', '.join(sorted(unknown))}")
    return (
        any(like(pattern.lower(), request.action.lower()) for pattern in listed(statement["Action"]))
        and any(like(pattern, request.resource) for pattern in listed(statement["Resource"]))
        and all(
            holds(operator, key, listed(values), request)
            for operator, tests in statement.get("Condition", {}).items()
            for key, values in tests.items()
        )
    )


def holds(operator, key, values, request):
    if key != LEADING_KEYS:
        raise Unreadable(f"a condition tests {key}")
    match operator:
        # True of no keys at all, which is why the Null test stands beside it.
        case "ForAllValues:StringLike":
            return all(any(like(pattern, asked) for pattern in values) for asked in request.keys)
        case "ForAllValues:StringEquals":
            return all(asked in values for asked in request.keys)
        case "Null":
            return str(values[0]).lower() == ("false" if request.keys else "true")
    raise Unreadable(f"a condition tests by {operator}")


def like(pattern, text):
    """IAM's wildcards: * is any text, ? any character."""
    if "${" in pattern:
        raise Unreadable(f"{pattern} has a policy variable")
    parts = (".*" if part == "*" else "." if part == "?" else re.escape(part) for part in re.split(r"([*?])", pattern))
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


def listed(value):
    return value if isinstance(value, list) else [value]
