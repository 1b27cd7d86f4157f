//! The Lambda function; what it does is in the library beside it.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::lambda::run(session::service(session::SignIn::from_env()?)).await
}
