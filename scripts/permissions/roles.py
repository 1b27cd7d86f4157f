"""The roles of the functions, out of template.yaml as the SAM translator writes it: what would be deployed.

Parameters, conditions and references are put in, so that what remains are the statements that IAM would be given.
"""

import logging
import os
import re
from dataclasses import dataclass

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

# What stands in for an account. Nothing is asked of AWS.
PSEUDO = {
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::AccountId": "123456789012",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "postern",
    "AWS::StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/postern/1",
}
NOTHING = object()


@dataclass
class Role:
    """What a function may do, and the table that it is told to use."""

    statements: list
    table: str
    managed: list


def read(path, parameters):
    """Each function's role, by the name of its binary."""
    with open(path) as file:
        template = yaml_parse(file.read())
    # What `sam package` would do: the translator takes only code that lies in a bucket.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/code"
    os.environ.setdefault("AWS_DEFAULT_REGION", PSEUDO["AWS::Region"])
    # The translator counts what it did, and complains that nobody publishes it.
    logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)
    translated = transform(template, parameters, None)
    stack = Stack(translated, parameters)
    functions = {name: of for name, of in stack.resources.items() if of["Type"] == "AWS::Lambda::Function"}
    return {name.lower(): stack.role_of(function["Properties"]) for name, function in functions.items()}


class Stack:
    """A translated template, with its parameters."""

    def __init__(self, template, parameters):
        self.resources = template["Resources"]
        self.conditions = template.get("Conditions", {})
        self.mappings = template.get("Mappings", {})
        defaults = {name: of["Default"] for name, of in template["Parameters"].items() if "Default" in of}
        self.values = {**PSEUDO, **defaults, **parameters}

    def role_of(self, function):
        name = function["Role"]["Fn::GetAtt"][0]
        role = self.resources[name]["Properties"]
        policies = [policy["PolicyDocument"] for policy in role.get("Policies", [])]
        for resource in self.resources.values():
            of = resource.get("Properties", {})
            if resource["Type"].startswith("AWS::IAM::") and {"Ref": name} in [*of.get("Roles", []), of.get("RoleName")]:
                policies.append(of["PolicyDocument"])
        statements = [statement for policy in policies for statement in listed(self.resolved(policy)["Statement"])]
        table = self.resolved(function["Environment"]["Variables"]["TABLE_NAME"])
        arn = f"arn:aws:dynamodb:eu-west-1:123456789012:table/{table}"
        return Role(statements, arn, self.resolved(role.get("ManagedPolicyArns", [])))

    def resolved(self, value):
        """The value with every intrinsic function carried out."""
        if isinstance(value, list):
            return [found for part in value if (found := self.resolved(part)) is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(name, argument)] = value.items()
            if name == "Ref":
                return self.referred(argument)
            if name.startswith("Fn::") or name == "Condition" and isinstance(argument, str):
                return self.carried_out(name, argument)
        found = {name: self.resolved(part) for name, part in value.items()}
        return {name: part for name, part in found.items() if part is not NOTHING}

    def carried_out(self, name, argument):
        match name:
            case "Fn::GetAtt":
                resource, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
                return self.attribute(resource, attribute)
            case "Fn::Sub":
                text, more = argument if isinstance(argument, list) else (argument, {})
                return re.sub(r"\$\{([^!}]+)\}", lambda found: self.substituted(found[1], more), text)
            case "Fn::Join":
                return argument[0].join(self.resolved(argument[1]))
            case "Fn::If":
                return self.resolved(argument[1] if self.condition(argument[0]) else argument[2])
            case "Fn::Equals":
                # To CloudFormation a number is its text.
                return str(self.resolved(argument[0])) == str(self.resolved(argument[1]))
            case "Fn::Not":
                return not self.resolved(argument[0])
            case "Fn::And":
                return all(self.resolved(argument))
            case "Fn::Or":
                return any(self.resolved(argument))
            case "Condition":
                return self.condition(argument)
        raise ValueError(f"{name} is not carried out here")

    def condition(self, name):
        return self.resolved(self.conditions[name])

    def substituted(self, name, more):
        if name in more:
            return str(self.resolved(more[name]))
        return str(self.attribute(*name.split(".", 1)) if "." in name else self.referred(name))

    def referred(self, name):
        if name == "AWS::NoValue":
            return NOTHING
        # A resource is called as in the template.
        return self.values[name] if name in self.values else name

    def attribute(self, resource, attribute):
        if self.resources[resource]["Type"] != "AWS::DynamoDB::Table":
            return f"arn:aws:{resource}:{attribute}"
        arn = f"arn:aws:dynamodb:eu-west-1:123456789012:table/{resource}"
        return {"Arn": arn, "StreamArn": f"{arn}/stream/1"}[attribute]


def listed(value):
    return value if isinstance(value, list) else [value]
