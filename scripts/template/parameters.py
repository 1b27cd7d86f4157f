"""What a parameter of a template takes."""

import re


def unfit(name, rule, value):
    """Why CloudFormation would refuse that value, in a sentence; None if it would not. `rule` is how the parameter is declared."""
    if "AllowedValues" in rule and value not in (allowed := [str(one) for one in rule["AllowedValues"]]):
        return f"{name} must be {' or '.join(one or 'empty' for one in allowed)}."
    if "AllowedPattern" in rule and not re.fullmatch(rule["AllowedPattern"], value):
        return rule.get("ConstraintDescription") or f"{name} must match {rule['AllowedPattern']}."
    if rule["Type"] == "Number" and not (re.fullmatch("[0-9]+", value) and int(value) >= rule.get("MinValue", 0)):
        return f"{name} must be a whole number, and at least {rule.get('MinValue', 0)}."
    return None
