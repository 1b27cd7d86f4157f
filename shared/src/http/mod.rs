//! HTTP as a Lambda behind API Gateway sees it.

pub mod answer;
pub mod cookie;
pub mod cross_site;
pub mod request;
pub mod routes;
