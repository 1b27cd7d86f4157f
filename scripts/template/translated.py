"""template.yaml as CloudFormation sees it: SAM's shorthands translated, and, for given parameters, the conditions decided."""

import copy
import functools
import logging
import os
import re

from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from .parameters import unfit
from .stack import Stack

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
# The translator warns that nobody collects its metrics.
logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)


@functools.cache
def parsed(source):
    return yaml_parse(source)


class Translated:
    """The template for these parameters; the rest have their defaults."""

    def __init__(self, source, **parameters):
        self.source = copy.deepcopy(parsed(source))
        declared = self.source["Parameters"]
        unknown = parameters.keys() - declared.keys()
        assert not unknown, f"template.yaml has no parameter {unknown}"
        self.parameters = {name: str(parameter.get("Default", "")) for name, parameter in declared.items()}
        self.parameters |= {"Release": "a1b2c3d4e5"} | parameters

    @functools.cached_property
    def template(self):
        template = copy.deepcopy(self.source)
        # Where `sam deploy` puts what was built.
        template["Globals"]["Function"]["CodeUri"] = "s3://bucket/code.zip"
        return Translator({}, Parser()).translate(template, dict(self.parameters))

    @property
    def resources(self):
        return self.template["Resources"]

    def of_type(self, kind):
        return {name: resource for name, resource in self.resources.items() if resource["Type"] == kind}

    @functools.cached_property
    def stack(self):
        return Stack(self.source, self.parameters)

    def holds(self, condition):
        """Whether a condition, named or written out, is true for the parameters: in Conditions, and in Rules."""
        return self.stack.condition(condition) if isinstance(condition, str) else self.stack.resolved(condition)

    def refusals(self):
        """What CloudFormation would say instead of making a change set."""
        declared = self.source["Parameters"]
        for name, value in self.parameters.items():
            if said := unfit(name, declared[name], value):
                yield said
        for rule in self.source["Rules"].values():
            if "RuleCondition" not in rule or self.holds(rule["RuleCondition"]):
                for assertion in rule["Assertions"]:
                    if not self.holds(assertion["Assert"]):
                        yield assertion["AssertDescription"]

    def decided(self):
        """What is deployed: without the resources and the branches whose condition is false, and without conditions."""
        template = copy.deepcopy(self.template)
        for section in ("Resources", "Outputs"):
            kept = {name: it for name, it in template[section].items() if self.holds_of(it)}
            template[section] = {name: self.branch(it) for name, it in kept.items()}
            for it in template[section].values():
                it.pop("Condition", None)
        for name, value in self.parameters.items():
            template["Parameters"][name]["Default"] = value
        for decided in ("Conditions", "Rules"):
            del template[decided]
        template["Resources"] = {name: strip(it) for name, it in template["Resources"].items()}
        return template

    def holds_of(self, resource):
        return "Condition" not in resource or self.holds(resource["Condition"])

    def branch(self, it):
        """A value with each Fn::If replaced by the branch it takes."""
        if isinstance(it, dict):
            if "Fn::If" in it:
                condition, yes, no = it["Fn::If"]
                return self.branch(yes if self.holds(condition) else no)
            return {name: self.branch(value) for name, value in it.items()}
        return [self.branch(value) for value in it] if isinstance(it, list) else it


def is_none(it):
    return it == {"Ref": "AWS::NoValue"}


def strip(it):
    """A value without what has no value."""
    if isinstance(it, dict):
        return {name: strip(value) for name, value in it.items() if not is_none(value)}
    return [strip(value) for value in it if not is_none(value)] if isinstance(it, list) else it


def names_in(it):
    """What a value refers to, other than parameters and CloudFormation's own: by Ref, GetAtt, Sub and DependsOn."""
    if isinstance(it, list):
        for value in it:
            yield from names_in(value)
    if not isinstance(it, dict):
        return
    for name, value in it.items():
        if name == "Ref":
            yield value
        elif name == "Fn::GetAtt":
            yield value[0] if isinstance(value, list) else value.split(".")[0]
        elif name == "Fn::Sub":
            text, own = (value, {}) if isinstance(value, str) else value
            yield from (found for found in re.findall(r"\$\{([A-Za-z0-9:]+)[.}]", text) if found not in own)
            yield from names_in(own)
        else:
            yield from names_in(value)
