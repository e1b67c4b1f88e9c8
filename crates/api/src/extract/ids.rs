//! Ids in a path. What is no id names nothing: `not_found`, as for an id that nobody has.
use crate::problem::Problem;
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use model::Uuid;

/// The only id in the path.
#[derive(Clone, Copy, Debug)]
pub struct Id<T = Uuid>(pub T);

impl<S: Send + Sync, T: From<Uuid>> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Id<T>, Problem> {
        read(parts, state).await.map(|id| Id(id.into()))
    }
}

async fn read<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<Uuid, Problem> {
    let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::no_such("address"))?;
    let text = params.iter().next().map(|(_, text)| text).unwrap_or_default();
    // Only the hyphenated form is ours; others the library reads too would be a second name for the same thing.
    let id = (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten();
    id.ok_or_else(|| Problem::no_such("id"))
}
