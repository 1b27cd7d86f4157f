//! How the table is reached: reads, conditional writes, indexes, retries. It knows no item.

pub(in crate::store) mod batch;
pub(in crate::store) mod conditional;
pub(in crate::store) mod expression;
pub(in crate::store) mod index;
pub(in crate::store) mod item;
pub(in crate::store) mod key;
pub(in crate::store) mod meter;
pub(in crate::store) mod retry;
mod scan;
pub(in crate::store) mod transaction;
