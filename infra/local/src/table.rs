//! The table, as the template describes it: one partition key, three indexes of keys only, TTL, a stream.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{BoxError, DisplayErrorContext};
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType, StreamSpecification, StreamViewType, TimeToLiveSpecification,
};

const BY_OWNER: &str = "by_owner";
const BY_COUNTERPART: &str = "by_counterpart";
const BY_APP: &str = "by_app";
const INDEXES: [&str; 3] = [BY_OWNER, BY_COUNTERPART, BY_APP];

/// Creates the table unless it is there.
pub async fn ensure(client: &Client, name: &str) -> Result<(), String> {
    create(client, name).await.map_err(|error| format!("cannot use the table {name}: {error}"))
}

async fn create(client: &Client, name: &str) -> Result<(), BoxError> {
    let created = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("pk", ScalarAttributeType::S)?)
        .attribute_definitions(attribute("owner", ScalarAttributeType::S)?)
        .attribute_definitions(attribute("created_at", ScalarAttributeType::N)?)
        .attribute_definitions(attribute("app", ScalarAttributeType::S)?)
        .attribute_definitions(attribute("counterpart", ScalarAttributeType::S)?)
        .key_schema(key("pk", KeyType::Hash)?)
        .global_secondary_indexes(index(BY_OWNER, &[("owner", KeyType::Hash), ("created_at", KeyType::Range)])?)
        .global_secondary_indexes(index(BY_APP, &[("app", KeyType::Hash)])?)
        .stream_specification(stream()?)
        .global_secondary_indexes(index(BY_COUNTERPART, &[("counterpart", KeyType::Hash)])?)
        .send()
        .await;
    match created {
        Ok(_) => {}
        Err(error) if error.as_service_error().is_some_and(CreateTableError::is_resource_in_use_exception) => {
            return check(client, name).await;
        }
        Err(error) => return Err(DisplayErrorContext(error).to_string().into()),
    }
    let ttl = TimeToLiveSpecification::builder().enabled(true).attribute_name("ttl").build()?;
    client
        .update_time_to_live()
        .table_name(name)
        .time_to_live_specification(ttl)
        .send()
        .await
        .map_err(|error| DisplayErrorContext(error).to_string())?;
    Ok(())
}

/// Data of another version may lack what this one reads: better said at once than found out page by page.
async fn check(client: &Client, name: &str) -> Result<(), BoxError> {
    let table = client.describe_table().table_name(name).send().await?.table.ok_or("it is not described")?;
    let there: Vec<&str> = table.global_secondary_indexes().iter().filter_map(|index| index.index_name()).collect();
    if table.latest_stream_arn.is_none() || !INDEXES.iter().all(|index| there.contains(index)) {
        let message = "its data was made by an earlier version of Postern; move it away, or start with other data: DATA=.local-2 make run";
        return Err(message.into());
    }
    Ok(())
}

/// What an item was before it was deleted or overwritten.
fn stream() -> Result<StreamSpecification, BoxError> {
    Ok(StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::OldImage).build()?)
}

fn attribute(name: &str, kind: ScalarAttributeType) -> Result<AttributeDefinition, BoxError> {
    Ok(AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build()?)
}

fn key(name: &str, kind: KeyType) -> Result<KeySchemaElement, BoxError> {
    Ok(KeySchemaElement::builder().attribute_name(name).key_type(kind).build()?)
}

fn index(name: &str, keys: &[(&str, KeyType)]) -> Result<GlobalSecondaryIndex, BoxError> {
    let keys = keys.iter().map(|(name, kind)| key(name, kind.clone())).collect::<Result<Vec<_>, _>>()?;
    let keys_only = Projection::builder().projection_type(ProjectionType::KeysOnly).build();
    Ok(GlobalSecondaryIndex::builder().index_name(name).set_key_schema(Some(keys)).projection(keys_only).build()?)
}
