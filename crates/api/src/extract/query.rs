//! The query: typed parameters, and the two every list takes.
use crate::problem::Problem;
use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::{Deserialize, de::DeserializeOwned};

/// Entries of a page when nobody says.
pub const DEFAULT_LIMIT: u32 = 50;
/// Most entries of a page.
pub const MOST: u32 = 100;

/// Query parameters by name; wrong ones are `invalid`.
#[derive(Clone, Copy, Debug)]
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Params<T>, Problem> {
        Query::try_from_uri(&parts.uri).map(|Query(value)| Params(value)).map_err(|rejection| {
            let said = rejection.body_text();
            let said = said.split_once(": ").map_or(said.as_str(), |(_, rest)| rest);
            let (field, what) = said.split_once(": ").filter(|(field, _)| !field.contains(' ')).unwrap_or(("", said));
            Problem::field(field, "invalid", what)
        })
    }
}

/// `?after=&limit=` of a list.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

impl Page {
    /// The limit in its range.
    ///
    /// # Errors
    /// `invalid` when it is outside 1…100.
    pub fn limit(&self) -> Result<u32, Problem> {
        limit(self.limit)
    }
}

/// `?after=&limit=&deleted=` of a list whose entries can be brought back.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Kept {
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Those that were deleted and can be restored, instead of those there are.
    pub deleted: Option<bool>,
}

impl Kept {
    /// Its page.
    #[must_use]
    pub fn page(&self) -> Page {
        Page { after: self.after.clone(), limit: self.limit }
    }
}

/// A page's limit, 50 by default.
///
/// # Errors
/// `invalid` when it is outside 1…100.
pub fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MOST => Ok(limit),
        other => Err(Problem::field("limit", "out_of_range", format!("{other} is outside 1…{MOST}"))),
    }
}
