"""The roles of the functions, out of template.yaml as the SAM translator writes it: what would be deployed.

Parameters, conditions and references are put in, so that what remains are the statements that IAM would be given.
"""

import pathlib
import sys
from dataclasses import dataclass

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))
from template.stack import Stack  # noqa: E402
from template.translated import Translated  # noqa: E402


@dataclass
class Role:
    """What a function may do, and the table that it is told to use."""

    statements: list
    table: str
    managed: list


def read(path, parameters):
    """Each function's role, by the name of its binary."""
    translated = Translated(path.read_text(), **parameters)
    stack = Stack(translated.template, translated.parameters)
    functions = translated.of_type("AWS::Lambda::Function")
    return {name.lower(): role_of(stack, function["Properties"]) for name, function in functions.items()}


def role_of(stack, function):
    name = function["Role"]["Fn::GetAtt"][0]
    role = stack.resources[name]["Properties"]
    policies = [policy["PolicyDocument"] for policy in role.get("Policies", [])]
    for resource in stack.resources.values():
        of = resource.get("Properties", {})
        if resource["Type"].startswith("AWS::IAM::") and {"Ref": name} in [*of.get("Roles", []), of.get("RoleName")]:
            policies.append(of["PolicyDocument"])
    statements = [statement for policy in policies for statement in listed(stack.resolved(policy)["Statement"])]
    table = stack.resolved(function["Environment"]["Variables"]["TABLE_NAME"])
    arn = f"arn:aws:dynamodb:eu-west-1:123456789012:table/{table}"
    return Role(statements, arn, stack.resolved(role.get("ManagedPolicyArns", [])))


def listed(value):
    return value if isinstance(value, list) else [value]
