//! What lists have in common: how long a page of one is, and where it goes on.

use shared::http::request::Request;
use shared::store::Cursor;
use shared::wire::params::Params;

/// Rows on one page of a list.
pub(crate) const PAGE: usize = 25;

/// Where a list goes on. A cursor that no list ever gave is none: the list from its beginning.
pub(crate) fn cursor(request: &Request) -> Option<Cursor> {
    let text = Params::parse(&request.raw_query).get("cursor").ok().flatten()?;
    Cursor::parse(&text).ok()
}
