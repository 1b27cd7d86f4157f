//! HTTP as a Lambda behind API Gateway sees it.

pub mod answer;
pub mod authorization;
pub mod cookie;
pub mod cross_site;
pub mod event;
pub mod json;
pub mod media_type;
pub mod preflight;
pub mod request;
pub mod routes;
