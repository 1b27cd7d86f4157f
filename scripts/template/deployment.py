"""That what is deployed comes into force, everywhere and at once, and that what is logged is no secret."""

import json
import re

from .translated import Translated, names_in

LOGGED = {
    "requestTimeEpoch",
    "requestId",
    "routeKey",
    "status",
    "responseLength",
    "responseLatency",
    "integrationLatency",
    "integrationStatus",
    "integrationErrorMessage",
}


def versions(source, **parameters):
    return set(Translated(source, **parameters).of_type("AWS::Lambda::Version"))


def check_versions(source, translated):
    functions = translated.of_type("AWS::Lambda::Function")
    first = versions(source, Release="first")
    if len(first) != len(functions):
        yield f"{len(functions)} functions have {len(first)} versions: each needs AutoPublishAlias and AutoPublishCodeSha256."
    if versions(source, Release="first") != first:
        yield "The same release published other versions: something in the template is drawn anew at every translation."
    changes = [{"Release": "second"}, {"Release": "third", "NotBefore": "2026-11-27T03:00:00Z"}]
    for same in sorted(set.union(*(first & versions(source, **change) for change in changes))):
        yield f"{same} is not published anew by another release: its function needs AutoPublishCodeSha256: !Ref Release."
    for name in sorted(first):
        if not re.fullmatch(r"[A-Za-z0-9]{1,255}", name):
            yield f"{name} is no logical id: Release must be letters and digits."
    # SAM cuts it: what differs later would differ in vain.
    longest = "0123456789"
    refusals = Translated(source, Release=longest + "0").refusals()
    if not any(refusal.startswith("Release") for refusal in refusals):
        yield "A release of more than ten characters is not refused, and SAM reads ten: the next one may publish nothing."


def check_alias(source, translated):
    """Whatever calls a function calls its alias."""
    resources = translated.resources
    callers = {
        "AWS::ApiGatewayV2::Integration": "IntegrationUri",
        "AWS::Lambda::Permission": "FunctionName",
        "AWS::Lambda::EventSourceMapping": "FunctionName",
    }
    for kind, member in callers.items():
        for name, resource in translated.of_type(kind).items():
            called = resource["Properties"][member]
            if not str(called.get("Ref", "")).endswith("Aliaslive"):
                yield f"{name} calls {json.dumps(called)}, whatever version that is: call !Ref FUNCTION.Alias."
    for name, output in translated.template["Outputs"].items():
        for named in names_in(output["Value"]):
            if resources.get(named, {}).get("Type") == "AWS::Lambda::Function":
                yield f"The output {name} tells the function {named} itself: tell !Ref {named}.Alias."
    for name, alias in translated.of_type("AWS::Lambda::Alias").items():
        if "CodeDeployLambdaAliasUpdate" not in alias.get("UpdatePolicy", {}):
            yield f"{name} is moved at once whatever Rollout says: its function needs DeploymentPreference."
    moved = set(names_in(resources["RolloutRole"]["Properties"]["Policies"]))
    for name in translated.of_type("AWS::Lambda::Function"):
        if name not in moved:
            yield f"RolloutRole may not move the alias of {name}: name {name}.Arn, and the same with :live."
    gradual = Translated(source, Rollout="Canary10Percent5Minutes", UpstreamUrl="https://api.example").decided()["Resources"]
    for name, group in gradual.items():
        if group["Type"] == "AWS::CodeDeploy::DeploymentGroup":
            alarms = group["Properties"].get("AlarmConfiguration", {}).get("Alarms", [])
            if {"Name": {"Ref": "FunctionsFailedAlarm"}} not in alarms:
                yield f"{name} does not look at FunctionsFailedAlarm, so that nothing takes a bad version back."
            if {"Name": {"Ref": "TroubleAlarm"}} in alarms:
                yield f"{name} looks at TroubleAlarm, so that whoever brings about a 5xx or two keeps a repair from being deployed."


def check_rollback(source, translated):
    """What takes a version back sees every function that answers people, and our own 5xx, and more than a handful of those."""
    properties = translated.resources["FunctionsFailedAlarm"]["Properties"]
    seen = set(names_in(properties["Metrics"]))
    for name in sorted(translated.of_type("AWS::Lambda::Function").keys() - {"Authorizer", "Purge"}):
        if name not in seen:
            yield f"FunctionsFailedAlarm does not see {name} fail, so that a version of it that does not start is not taken back."
    if '"Trouble"' not in json.dumps(properties["Metrics"]):
        yield "FunctionsFailedAlarm does not count Trouble, so that a version that answers 503 is not taken back."
    if properties["Threshold"] < 10:
        yield f"{properties['Threshold']} answers of 5xx take a version back, which one caller can bring about: at least 10."


def check_stage(source, translated):
    resources = translated.resources
    stage = resources["HttpStage"]
    keys = {resource["Properties"]["RouteKey"]: name for name, resource in translated.of_type("AWS::ApiGatewayV2::Route").items()}
    for key in stage["Properties"]["RouteSettings"]:
        if key not in keys:
            yield f"HttpStage has settings for {key}, which is no route: the gateway refuses them."
        elif keys[key] not in stage["DependsOn"]:
            yield f"HttpStage has settings for {key} and may come before it: name {keys[key]} in its DependsOn."
    settings = stage["Properties"]["AccessLogSettings"]
    logged = set(re.findall(r"\$context\.([A-Za-z.]+)", settings["Format"]))
    for extra in sorted(logged - LOGGED):
        yield f"The access log tells {extra}, which may be a path, a query or a credential as it was sent: log routeKey."
    if "routeKey" not in logged:
        yield "The access log does not tell the routeKey, by which to know what a line is of."
    try:
        json.loads(settings["Format"])
    except ValueError:
        yield "The access log's lines are no JSON."
    group = resources["AccessLog"]["Properties"]["LogGroupName"]["Fn::Sub"]
    if not group.startswith("/aws/vendedlogs/"):
        yield f"The access log's group is {group}: outside /aws/vendedlogs/ it takes its part of the account's one log policy."


def check_logs(source, translated):
    for name, group in translated.of_type("AWS::Logs::LogGroup").items():
        if not group["Properties"].get("RetentionInDays"):
            yield f"{name} keeps its lines for ever: give it RetentionInDays."
    for name, function in translated.of_type("AWS::Lambda::Function").items():
        logging = function["Properties"].get("LoggingConfig", {})
        group = logging.get("LogGroup", {}).get("Ref")
        if logging.get("LogFormat") != "JSON" or group not in translated.resources:
            yield f"{name} does not log JSON to a group of this template: give it LoggingConfig."
            continue
        role = translated.resources[f"{name}Role"]
        written = str(role["Properties"]["Policies"])
        if str({"Fn::GetAtt": [group, "Arn"]}) not in written:
            yield f"{name} logs to {group}, and {name}Role may not: its lines would be lost in silence."


def check_parameters(source, translated):
    parameters = translated.template["Parameters"]
    groups = translated.template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    shown = [name for group in groups for name in group["Parameters"]]
    for name in sorted(parameters.keys() ^ set(shown)) + sorted({name for name in shown if shown.count(name) > 1}):
        yield f"{name} must stand in exactly one of the groups that the console asks, and be a parameter."
    for name, parameter in parameters.items():
        if not parameter.get("Description"):
            yield f"{name} has no Description."
        if "AllowedPattern" in parameter and not parameter.get("ConstraintDescription", "").startswith(name):
            yield f"{name} has an AllowedPattern, and no ConstraintDescription that begins with its name and says what it must be."
        if re.search("Secret", name) and parameter.get("NoEcho") is not True:
            yield f"{name} is shown to whoever looks at the stack: NoEcho: true."


def check_table(source, translated):
    table = translated.resources["Table"]
    held = table["Properties"]
    good = {
        "DeletionPolicy: Retain": table.get("DeletionPolicy") == "Retain",
        "UpdateReplacePolicy: Retain": table.get("UpdateReplacePolicy") == "Retain",
        "DeletionProtectionEnabled": held.get("DeletionProtectionEnabled") is True,
        "point-in-time recovery": held.get("PointInTimeRecoverySpecification") == {"PointInTimeRecoveryEnabled": True},
        "SSESpecification": held.get("SSESpecification", {}).get("SSEEnabled") is True,
    }
    for what in (what for what, is_there in good.items() if not is_there):
        yield f"The table lacks {what}: somebody could lose it."
    for name in ("PurgeDeadLetters", "DecisionsLog"):
        if translated.resources[name].get("DeletionPolicy") != "Retain":
            yield f"{name} goes with the stack: DeletionPolicy: Retain."
