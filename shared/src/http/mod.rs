//! HTTP as a Lambda behind API Gateway sees it.

pub mod answer;
pub mod cookie;
pub mod cross_site;
pub mod document;
pub mod event;
pub mod failure;
pub mod preflight;
pub mod request;
pub mod routes;
pub mod sign_in_at;
