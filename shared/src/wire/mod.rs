//! What arrives, decoded strictly and once: parameters, JSON, media types, the `Authorization` header. Nothing here knows
//! what it is for.

pub mod authorization;
pub mod json;
pub mod media_type;
pub mod params;
