"""What each role may do: least, and its own."""

import pathlib
import re

from .translated import parsed

DEPLOYER = pathlib.Path(__file__).resolve().parent.parent.parent / "infra" / "deployer.yaml"
# What knows no resource, or one that nobody can name before.
ANYTHING = re.compile(r"xray:Put\w+|ec2:\w+NetworkInterfaces?|ec2:DescribeSubnets|ec2:(Una|A)ssignPrivateIpAddresses")
INDEX_ARN = re.compile(r"\$\{Table\}/index/by_[a-z]+")


def listed(it):
    return it if isinstance(it, list) else [it]


def statements(translated, role):
    """The statements of a role, those behind a condition too."""
    for policy in role["Properties"].get("Policies", []):
        for statement in policy["PolicyDocument"]["Statement"]:
            yield from (it for it in statement.get("Fn::If", [statement]) if isinstance(it, dict) and "Effect" in it)


def check_roles(source, translated):
    roles = translated.of_type("AWS::IAM::Role")
    for name, function in translated.of_type("AWS::Lambda::Function").items():
        if function["Properties"]["Role"] != {"Fn::GetAtt": [f"{name}Role", "Arn"]}:
            yield f"{name} has no role of its own: its Role must be !GetAtt {name}Role.Arn."
    functions = {f"{name}Role" for name in translated.of_type("AWS::Lambda::Function")}
    for name in roles.keys() - functions - {"RolloutRole"}:
        yield f"{name} is the role of no function; if SAM made it, give the function or the deployment a Role."
    if translated.of_type("AWS::IAM::ManagedPolicy"):
        yield "A policy of its own can be attached elsewhere: write it into the role."
    boundary = {"Fn::If": ["HasBoundary", {"Ref": "PermissionsBoundaryArn"}, {"Ref": "AWS::NoValue"}]}
    for name, role in roles.items():
        if role["Properties"].get("PermissionsBoundary") != boundary:
            yield f"{name} has not the boundary, without which infra/deployer.yaml makes no role: PermissionsBoundary: *boundary."
        if role["Properties"].get("ManagedPolicyArns"):
            yield f"{name} has a managed policy, which AWS widens at will: write its actions into the role."


def check_boundary(source, translated):
    """What the boundary leaves out a role cannot do, and says so first when a function asks for it."""
    boundary = parsed(DEPLOYER.read_text())["Resources"]["Boundary"]["Properties"]["PolicyDocument"]["Statement"]
    bound = {action for statement in boundary for action in listed(statement["Action"])}
    allowed = set()
    for role in translated.of_type("AWS::IAM::Role").values():
        for statement in statements(translated, role):
            allowed |= set(listed(statement["Action"])) if statement["Effect"] == "Allow" else set()
    for action in sorted(allowed - bound):
        yield f"A role may do {action}, which Boundary in infra/deployer.yaml does not let it: name it there too."
    for action in sorted(bound - allowed):
        yield f"Boundary in infra/deployer.yaml lets roles do {action}, which none does: take it out."


def check_statements(source, translated):
    for name, role in translated.of_type("AWS::IAM::Role").items():
        for statement in statements(translated, role):
            actions = listed(statement["Action"])
            if statement["Effect"] == "Deny":
                continue
            for action in actions:
                if action.endswith(":*") or action in ("*", "dynamodb:Scan"):
                    yield f"{name} may do {action}, which is more than any function needs."
                if "*" in map(str, listed(statement["Resource"])) and not ANYTHING.fullmatch(action):
                    yield f"{name} may do {action} to everything: name the resource."
            if any(action.startswith("dynamodb:") and "Stream" not in action and "Shard" not in action for action in actions):
                if "dynamodb:GetRecords" not in actions:
                    yield from check_table_statement(name, actions, statement)


def check_table_statement(name, actions, statement):
    condition = statement.get("Condition", {})
    if actions == ["dynamodb:Query"]:
        for arn in listed(statement["Resource"]):
            if not INDEX_ARN.fullmatch(str(listed(arn.get("Fn::Sub"))[0])):
                yield f"{name} may query {arn}: name the index, as ${{Table}}/index/by_…."
        if condition:
            yield f"{name}'s queries have a condition: the keys of an index are others than the table's."
        return
    keys = condition.get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", [])
    if not keys or not all(re.fullmatch(r"[A-Z]+#\*", key) for key in keys):
        yield f"{name} may do {', '.join(actions)} to any item: say which in ForAllValues:StringLike on dynamodb:LeadingKeys."
    if condition.get("Null") != {"dynamodb:LeadingKeys": "false"}:
        yield f"{name} may do {', '.join(actions)} with no key at all, where ForAllValues is true: add Null on dynamodb:LeadingKeys."


def check_reasons(source, translated):
    """`Resource: "*"` only in a statement with a comment above it."""
    lines = source.splitlines()
    for number, line in enumerate(lines):
        if re.search(r"""Resource: ["']?\*["']?\s*(}|$)""", line):
            document = max(above for above in range(number) if lines[above].strip() == "Statement:")
            item = " " * (lines[document].index("S") + 2) + "- "
            first = max(above for above in range(document, number + 1) if lines[above].startswith(item))
            if not lines[first - 1].lstrip().startswith("#"):
                yield f'template.yaml:{number + 1}: Resource: "*" needs a comment above its statement that says why.'
