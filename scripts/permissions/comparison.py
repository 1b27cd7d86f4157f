"""Recordings, roles and the forbidden calls held against each other. Each mistake is a sentence that says what to do."""

from dataclasses import dataclass

from iam import LEADING_KEYS, Request, allows, listed

# A key of no kind that there is.
FOREIGN = "FOREIGN#"


@dataclass(frozen=True, order=True)
class Call:
    """An action on items, by what the keys that are named together begin with, or on an index."""

    function: str
    action: str
    keys: tuple[str, ...] = ()
    index: str = ""

    def requests(self, table):
        """What IAM is asked. Which key a query of an index carries is not documented: either must be allowed."""
        action, keys = f"dynamodb:{self.action}", tuple(f"{key}x" for key in self.keys)
        if not self.index:
            return [Request(action, table, keys)]
        return [Request(action, f"{table}/index/{self.index}", named) for named in ((), ("USER#x",))]

    def one_by_one(self):
        """The same, for each kind of items by itself."""
        return {Call(self.function, self.action, (key,)) for key in self.keys} or {self}

    def __str__(self):
        if self.index:
            return f"{self.action} on the index {self.index}"
        return f"{self.action} of {', '.join(self.keys)}" if self.keys else f"{self.action} without naming a key"


class Table:
    """What there is in the table: every kind of item by what its keys begin with, and every index."""

    def __init__(self, kinds, indexes):
        self.kinds, self.indexes = kinds, indexes

    def calls(self, function, action):
        """Every call that somebody could think of."""
        return [
            *(Call(function, action, (key,)) for key in self.kinds),
            *(Call(function, action, (), index) for index in self.indexes),
        ]


def missing(recorded, roles):
    """What was recorded and is not allowed."""
    for call in sorted(recorded):
        if call.function not in roles:
            yield f"{call.function} signed a call, and template.yaml has no function of that name."
            continue
        role = roles[call.function]
        if permitted(role, call, all):
            continue
        refused = [part for part in sorted(call.one_by_one()) if not permitted(role, part, all)]
        # Each is allowed by itself, but by no one statement together.
        why = "" if refused else ", though each by itself: one statement must name them all, or the batch is denied"
        for part in refused or [call]:
            yield f"{call.function} calls {part}, and its role does not allow it{why}. Add it to its policy in template.yaml."


def too_wide(recorded, roles, table, of_services):
    """What is allowed and was never recorded."""
    used = {part for call in recorded for part in call.one_by_one()}
    for function, role in sorted(roles.items()):
        if role.managed:
            named = ", ".join(map(str, role.managed))
            yield f"{function} has managed policies ({named}), and what they allow is not ours to read."
        for statement in role.statements:
            if statement["Effect"] == "Allow":
                yield from loose(function, statement, role, table, of_services)
        for action in sorted(actions_on_the_table(role)):
            if permitted(role, Call(function, action), any):
                yield f"{function} may {action} without naming a key: its statement lacks the Null test beside ForAllValues."
            if permitted(role, Call(function, action, (FOREIGN,)), any):
                yield f"{function} may {action} whatever there is: its statement names no LeadingKeys, or too wide ones."
                continue
            for call in table.calls(function, action):
                if call not in used and permitted(role, call, any):
                    what_to_do = "Take it out of its policy in template.yaml, or test what needs it."
                    yield f"{function} may {call}, and never did in the whole suite. {what_to_do}"


def forbidden(roles, table, rows):
    """What must be refused, whoever asks for it and whatever was recorded."""
    for who, actions, where, why in rows:
        for function in roles if who == "*" else who.split():
            for call in (call for action in actions for call in places(function, action, where, table)):
                if permitted(roles[function], call, any):
                    yield f"{function} may {call}, and must not: {why}."


def places(function, action, where, table):
    if where == "*":
        return [Call(function, action), Call(function, action, (FOREIGN,)), *table.calls(function, action)]
    named = where.split()
    if unknown := set(named) - set(table.kinds) - set(table.indexes):
        raise ValueError(f"there is no {', '.join(sorted(unknown))} in the table")
    return [call for call in table.calls(function, action) if {*call.keys, call.index} & set(named)]


def permitted(role, call, how):
    return how(allows(role.statements, request) for request in call.requests(role.table))


def loose(function, statement, role, table, of_services):
    """What no recording can show: wildcards, and what is not the table's."""
    actions, resources = listed(statement["Action"]), listed(statement["Resource"])
    ours = {role.table, *(f"{role.table}/index/{index}" for index in table.indexes)}
    for action in actions:
        if any(who in ("*", function) and its == action for who, its, _ in of_services):
            continue
        if "*" in action or "?" in action:
            yield f"{function} may {action}: name each action."
        elif others := sorted(set(resources) - ours):
            yield f"{function} may {action} on {', '.join(others)}, and scripts/permissions/forbidden.py knows no reason."
    for operator, tests in statement.get("Condition", {}).items():
        for key in listed(tests.get(LEADING_KEYS, [])):
            if operator != "Null" and key.removesuffix("*") not in table.kinds:
                yield f"{function} has keys {key} in its policy, and there is no such kind of item."


def actions_on_the_table(role):
    """Of its statements, without the service's name."""
    named = {action for statement in role.statements for action in listed(statement["Action"])}
    return {action.removeprefix("dynamodb:") for action in named if action.startswith("dynamodb:")}
