"""A template's intrinsic functions, carried out for given parameters, as CloudFormation does before anything else sees them."""

import re

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


class Stack:
    """A template with its parameters; those that are not given have their defaults."""

    def __init__(self, template, parameters):
        self.resources = template["Resources"]
        self.conditions = template.get("Conditions", {})
        defaults = {name: of["Default"] for name, of in template["Parameters"].items() if "Default" in of}
        self.values = {**PSEUDO, **defaults, **parameters}

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
