//! The Lambda function; what it does is in the library beside it.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::lambda::run(proxy::service(proxy::Upstream::from_env()?)).await
}
