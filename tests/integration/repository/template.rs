//! `template.yaml` and the watch router against the code they repeat.

use crate::harness::{Database, Server};
use serde_yaml_ng::Value;
use shared::http::routes::ROUTES;
use std::collections::BTreeSet;

fn template() -> Value {
    serde_yaml_ng::from_str(include_str!("../../../template.yaml")).unwrap()
}

/// The resources of one type.
fn resources<'a>(template: &'a Value, kind: &str) -> Vec<(&'a str, &'a Value)> {
    let all = template["Resources"].as_mapping().unwrap();
    let of_kind = all.iter().filter(|(_, resource)| resource["Type"] == kind);
    of_kind.map(|(name, resource)| (name.as_str().unwrap(), &resource["Properties"])).collect()
}

/// A value without its CloudFormation tag.
fn untagged(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => &tagged.value,
        plain => plain,
    }
}

/// `METHOD path function`, for every route of the code.
fn routes() -> BTreeSet<String> {
    let keys = ROUTES.iter().flat_map(|route| {
        let methods = if route.methods().is_empty() { vec!["ANY"] } else { names(route.methods()) };
        methods.into_iter().map(|method| format!("{method} {} {}", route.path, route.endpoint.function().name()))
    });
    keys.collect()
}

fn names(methods: &[http::Method]) -> Vec<&str> {
    methods.iter().map(http::Method::as_str).collect()
}

#[test]
fn the_templates_routes_are_the_codes() {
    let template = template();
    let mut found = BTreeSet::new();
    for (_, route) in resources(&template, "AWS::ApiGatewayV2::Route") {
        let target = untagged(&route["Target"]).as_str().unwrap();
        let function = target.strip_prefix("integrations/${").unwrap().strip_suffix("Integration}").unwrap();
        found.insert(format!("{} {}", route["RouteKey"].as_str().unwrap(), function.to_lowercase()));
    }
    let mut expected = routes();
    expected.insert("$default authorize".to_owned());
    assert_eq!(found, expected);
}

#[test]
fn the_templates_routes_are_called_as_the_code_calls_them() {
    let template = template();
    for (name, route) in resources(&template, "AWS::ApiGatewayV2::Route") {
        let key = route["RouteKey"].as_str().unwrap();
        let Some((method, path)) = key.split_once(' ') else { continue };
        let method: http::Method = if method == "HEAD" { http::Method::GET } else { method.parse().unwrap() };
        let of_path = ROUTES.iter().filter(|route| route.path == path);
        let mut of_method = of_path.filter(|route| route.method.as_ref().is_none_or(|its| *its == method));
        // `Settings(ListApps)` is `ListApps`.
        let endpoint = format!("{:?}", of_method.next().unwrap().endpoint);
        let called = endpoint.trim_end_matches(')').rsplit('(').next().unwrap();
        let head = if key.starts_with("HEAD ") { "Head" } else { "" };
        assert_eq!(name.strip_prefix("Api").unwrap_or(name), format!("{called}{head}Route"), "{key}");
    }
}

#[test]
fn the_watch_routers_routes_are_the_codes() {
    let manifest: toml::Value = toml::from_str(include_str!("../../../Cargo.toml")).unwrap();
    let router = &manifest["workspace"]["metadata"]["lambda"]["watch"]["router"];
    let mut found = BTreeSet::new();
    for (path, entries) in router.as_table().unwrap() {
        // cargo-lambda's own way of saying "any method", and "one or more segments".
        if let Some(function) = entries.as_str() {
            found.insert(format!("ANY {} {function}", path.replace("{*proxy}", "{proxy+}")));
            continue;
        }
        for entry in entries.as_array().unwrap() {
            found.insert(format!(
                "{} {path} {}",
                entry["method"].as_str().unwrap(),
                entry["function"].as_str().unwrap()
            ));
        }
    }
    assert_eq!(found, routes());
}

#[test]
fn s10_the_gateway_answers_no_preflight_in_our_place() {
    let template = template();
    let apis = resources(&template, "AWS::ApiGatewayV2::Api");
    assert_eq!(apis.len(), 1);
    assert!(apis[0].1.get("CorsConfiguration").is_none(), "it would replace our headers, on every path");
}

/// The functions that no route of this API leads to, and what calls them instead.
const WITHOUT_ROUTES: [(&str, &str); 2] =
    [("authorizer", "a gateway of the operator's own"), ("purge", "the table's stream")];

#[test]
fn every_function_has_its_block_and_with_routes_its_integration_and_its_permission() {
    let template = template();
    let names =
        |kind| -> BTreeSet<String> { resources(&template, kind).iter().map(|(name, _)| name.to_lowercase()).collect() };
    let routed: BTreeSet<String> = ROUTES.iter().map(|route| route.endpoint.function().name().to_owned()).collect();
    let others = WITHOUT_ROUTES.iter().map(|(name, _)| (*name).to_owned());
    assert_eq!(names("AWS::Serverless::Function"), routed.iter().cloned().chain(others).collect());
    assert_eq!(
        names("AWS::ApiGatewayV2::Integration"),
        routed.iter().map(|name| format!("{name}integration")).collect()
    );
    assert_eq!(names("AWS::Lambda::Permission"), routed.iter().map(|name| format!("{name}permission")).collect());
    for (name, function) in template["Resources"].as_mapping().unwrap() {
        if function["Type"] == "AWS::Serverless::Function" {
            let binary = &function["Metadata"]["BuildProperties"]["Binary"];
            assert_eq!(binary.as_str().unwrap(), name.as_str().unwrap().to_lowercase());
        }
    }
    // Every crate below functions/ is deployed.
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../functions")).unwrap();
    let crates = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names("AWS::Serverless::Function"), crates);
}

#[test]
fn the_local_stream_passes_what_the_templates_filters_pass() {
    let template = template();
    let feeds = resources(&template, "AWS::Lambda::EventSourceMapping");
    let filters = feeds[0].1["FilterCriteria"]["Filters"].as_sequence().unwrap();
    let patterns = filters
        .iter()
        .map(|filter| serde_json::from_str::<serde_json::Value>(filter["Pattern"].as_str().unwrap()).unwrap());
    let expected = postern_local::stream::FILTERS.iter().map(|(event, prefix)| {
        serde_json::json!({"eventName": [event], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": prefix}]}}}})
    });
    assert!(patterns.eq(expected));
}

/// What a function's role lets it do to the table: the actions, without what stands behind a condition.
fn actions(template: &Value, function: &str) -> BTreeSet<String> {
    let policies = &template["Resources"][format!("{function}Role")]["Properties"]["Policies"];
    let statements = policies[0]["PolicyDocument"]["Statement"].as_sequence().unwrap().iter();
    let named = statements.flat_map(|statement| match &statement["Action"] {
        Value::Sequence(actions) => actions.clone(),
        Value::Null => Vec::new(),
        action => vec![action.clone()],
    });
    let of_table = named.filter_map(|action| action.as_str()?.strip_prefix("dynamodb:").map(str::to_owned));
    of_table
        .filter(|action| !action.contains("Stream") && !action.contains("Shard") && action != "GetRecords")
        .collect()
}

#[test]
fn p11_no_function_may_scan_or_do_everything() {
    let text = include_str!("../../../template.yaml");
    for excess in ["dynamodb:*", "dynamodb:Scan", "Action: \"*\"", "ManagedPolicyArns"] {
        assert!(!text.contains(excess), "{excess}");
    }
    let template = template();
    let may = |function: &str| actions(&template, function).into_iter().collect::<Vec<_>>().join(" ");
    for reader in ["Authorize", "Authorizer", "Proxy"] {
        assert_eq!(may(reader), "BatchGetItem", "{reader} looks up, and nothing else");
    }
    assert_eq!(may("Consent"), "BatchGetItem PutItem UpdateItem", "it takes nothing away");
    // An update makes the item that is not there, so no role keeps the token function from that: its conditions do.
    assert_eq!(may("Token"), "BatchGetItem UpdateItem", "it replaces no item and takes none away");
    assert_eq!(may("Session"), "BatchGetItem DeleteItem PutItem");
    assert_eq!(may("Purge"), "BatchGetItem DeleteItem Query", "it only deletes");
    assert_eq!(may("Apps"), "BatchGetItem DeleteItem PutItem Query UpdateItem");
}

on_both! {
    async fn the_local_table_is_the_templates(server) {
        let template = template();
        let declared = &template["Resources"]["Table"]["Properties"];
        let local = server.direct.describe_table().table_name(&server.table).send().await.unwrap().table.unwrap();
        let sorted = |mut pairs: Vec<(String, String)>| { pairs.sort(); pairs };
        let declared_keys = |schema: &Value| -> Vec<(String, String)> {
            let keys = schema.as_sequence().unwrap();
            keys.iter().map(|key| (key["AttributeName"].as_str().unwrap().into(), key["KeyType"].as_str().unwrap().into())).collect()
        };
        let local_keys = |schema: &[aws_sdk_dynamodb::types::KeySchemaElement]| -> Vec<(String, String)> {
            schema.iter().map(|key| (key.attribute_name.clone(), key.key_type.as_str().into())).collect()
        };
        assert_eq!(local_keys(local.key_schema()), declared_keys(&declared["KeySchema"]));
        let attributes = declared["AttributeDefinitions"].as_sequence().unwrap();
        let attributes = attributes.iter().map(|a| (a["AttributeName"].as_str().unwrap().into(), a["AttributeType"].as_str().unwrap().into()));
        let defined = local.attribute_definitions().iter().map(|a| (a.attribute_name.clone(), a.attribute_type.as_str().into()));
        assert_eq!(sorted(defined.collect()), sorted(attributes.collect()));
        let indexes = declared["GlobalSecondaryIndexes"].as_sequence().unwrap();
        assert_eq!(local.global_secondary_indexes().len(), indexes.len());
        for index in indexes {
            let name = index["IndexName"].as_str().unwrap();
            let found = local.global_secondary_indexes().iter().find(|found| found.index_name() == Some(name)).unwrap();
            assert_eq!(local_keys(found.key_schema()), declared_keys(&index["KeySchema"]));
            let projection = found.projection().unwrap().projection_type().unwrap().as_str();
            assert_eq!(projection, index["Projection"]["ProjectionType"].as_str().unwrap());
        }
        let view = local.stream_specification().unwrap().stream_view_type().unwrap().as_str();
        assert_eq!(view, declared["StreamSpecification"]["StreamViewType"].as_str().unwrap());
        assert_eq!(declared["BillingMode"], "PAY_PER_REQUEST");
        let ttl = server.direct.describe_time_to_live().table_name(&server.table).send().await.unwrap();
        let ttl = ttl.time_to_live_description.unwrap();
        assert_eq!(ttl.attribute_name(), declared["TimeToLiveSpecification"]["AttributeName"].as_str());
    }
}

#[tokio::test]
async fn the_table_is_found_again() {
    let endpoint = Database::Embedded.endpoint().await;
    let first = Server::over(endpoint).await;
    // A second front over the same table creates nothing and fails at nothing.
    assert!(first.another().await.starts_with("http://"));
}
