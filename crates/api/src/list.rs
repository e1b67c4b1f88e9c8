//! Pages: opaque cursors, signed for one purpose and one reader, and cutting short lists that the desk hands over whole.
use crate::{
    app::App,
    extract::Page,
    problem::{Code, Problem},
};
use desk::Staff;
use model::Uuid;
use serde::{Serialize, de::DeserializeOwned};

/// A place in a list, as text that only this reader can use, only for this list.
pub fn seal(app: &App, who: &Staff, list: &str, place: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(place).unwrap_or_default();
    app.desk.seal().sign(&purpose(list), who.agent.id.0.as_bytes(), &bytes)
}

/// The place that was sealed.
///
/// # Errors
/// `bad_cursor` for anything not sealed here for this reader and list.
pub fn open<T: DeserializeOwned>(
    app: &App,
    who: &Staff,
    list: &str,
    cursor: Option<&str>,
) -> Result<Option<T>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    let bytes = app.desk.seal().open(&purpose(list), who.agent.id.0.as_bytes(), cursor);
    let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    place.map(Some).ok_or_else(|| {
        Problem::new(Code::BadCursor, "this cursor was not made for you and this list; start without one")
    })
}

fn purpose(list: &str) -> String {
    format!("page:{list}")
}

/// One page of rows that were read one further than `limit`, and the cursor to the next.
pub fn turn<T, P: Serialize>(
    app: &App,
    who: &Staff,
    list: &str,
    mut rows: Vec<T>,
    limit: u32,
    place: impl Fn(&T) -> P,
) -> (Vec<T>, Option<String>) {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| seal(app, who, list, &place(last)));
    (rows, next)
}

/// One page of a list that is at hand as a whole, and the cursor to the next.
pub fn cut<T>(
    app: &App,
    who: &Staff,
    list: &str,
    all: Vec<T>,
    id: impl Fn(&T) -> Uuid,
    page: &Page,
) -> Result<(Vec<T>, Option<String>), Problem> {
    let limit = page.limit()? as usize;
    let after: Option<Uuid> = open(app, who, list, page.after.as_deref())?;
    // What was the last may be gone by now: then the list is over rather than begun again.
    let start = after.map_or(0, |after| all.iter().position(|one| id(one) == after).map_or(all.len(), |at| at + 1));
    let more = all.len() > start + limit;
    let items: Vec<T> = all.into_iter().skip(start).take(limit).collect();
    let next = items.last().filter(|_| more).map(|last| seal(app, who, list, &id(last)));
    Ok((items, next))
}
