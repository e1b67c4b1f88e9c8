//! What a column can hold. Five plain kinds are the same on both engines; the model's own types stand on them.
use super::{Error, Result};
use sqlx::{
    Arguments, Decode, Encode, Postgres, Row as _, Sqlite, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};
use uuid::Uuid;

/// A kind both engines know: bool, i64, f64, String, Uuid, Vec<u8>, and each of them optional.
pub trait Plain:
    Send
    + 'static
    + for<'q> Encode<'q, Sqlite>
    + for<'q> Encode<'q, Postgres>
    + for<'r> Decode<'r, Sqlite>
    + for<'r> Decode<'r, Postgres>
    + Type<Sqlite>
    + Type<Postgres>
{
}
impl<T> Plain for T where
    T: Send
        + 'static
        + for<'q> Encode<'q, Sqlite>
        + for<'q> Encode<'q, Postgres>
        + for<'r> Decode<'r, Sqlite>
        + for<'r> Decode<'r, Postgres>
        + Type<Sqlite>
        + Type<Postgres>
{
}

/// A type that fits in a column.
pub trait Field: Sync + Sized {
    type As: Plain;
    fn put(&self) -> Self::As;
    fn take(plain: Self::As) -> Result<Self, String>;
}
macro_rules! plain { ($($kind:ty),*) => { $(impl Field for $kind {
    type As = $kind;
    fn put(&self) -> $kind { self.clone() }
    fn take(plain: $kind) -> Result<Self, String> { Ok(plain) }
})* } }
plain!(bool, i64, f64, String, Uuid, Vec<u8>);

impl<T: Field> Field for Option<T> {
    type As = Option<T::As>;
    fn put(&self) -> Self::As {
        self.as_ref().map(T::put)
    }
    fn take(plain: Self::As) -> Result<Self, String> {
        plain.map(T::take).transpose()
    }
}
/// `ids!(CustomerId)`: a newtype over Uuid.
macro_rules! ids { ($($id:ty),* $(,)?) => { $(impl $crate::engine::Field for $id {
    type As = uuid::Uuid;
    fn put(&self) -> uuid::Uuid { (*self).into() }
    fn take(plain: uuid::Uuid) -> Result<Self, String> { Ok(plain.into()) }
})* } }
/// `words!(Place)`: an enum kept as its word.
macro_rules! words { ($($word:ty),* $(,)?) => { $(impl $crate::engine::Field for $word {
    type As = String;
    fn put(&self) -> String { self.as_str().to_owned() }
    fn take(plain: String) -> Result<Self, String> { plain.parse().map_err(|why| format!("{why}")) }
})* } }
/// `record!(JOB: Job { id, kind })`: the columns of the record in `JOB`, and how it is read from a row by their names.
macro_rules! record { ($columns:ident: $record:ident { $first:ident $(, $more:ident)* $(,)? }) => {
    pub const $columns: &str = concat!(stringify!($first) $(, ", ", stringify!($more))*);
    impl $crate::engine::Record for $record {
        fn read(row: &$crate::engine::Row<'_>) -> $crate::engine::Result<Self> { Ok($record { $first: row.get(stringify!($first))? $(, $more: row.get(stringify!($more))?)* }) }
    }
} }
pub(crate) use {ids, record, words};

/// A value for a placeholder.
pub trait Bind: Sync {
    fn sqlite(&self, args: &mut SqliteArguments);
    fn postgres(&self, args: &mut PgArguments);
}
impl<T: Field> Bind for T {
    fn sqlite(&self, args: &mut SqliteArguments) {
        args.add(self.put()).expect("plain values encode")
    }
    fn postgres(&self, args: &mut PgArguments) {
        args.add(self.put()).expect("plain values encode")
    }
}
impl Bind for &str {
    fn sqlite(&self, args: &mut SqliteArguments) {
        args.add(*self).expect("text encodes")
    }
    fn postgres(&self, args: &mut PgArguments) {
        args.add(*self).expect("text encodes")
    }
}

pub enum Row<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}
impl Row<'_> {
    pub fn get<T: Field>(&self, name: &'static str) -> Result<T> {
        let plain: Result<T::As, sqlx::Error> = match self {
            Row::Sqlite(row) => row.try_get(name),
            Row::Postgres(row) => row.try_get(name),
        };
        plain.map_err(|why| why.to_string()).and_then(T::take).map_err(|why| Error::Column { name, why })
    }
    fn at<T: Field>(&self, index: usize) -> Result<T> {
        let plain: Result<T::As, sqlx::Error> = match self {
            Row::Sqlite(row) => row.try_get(index),
            Row::Postgres(row) => row.try_get(index),
        };
        plain.map_err(|why| why.to_string()).and_then(T::take).map_err(|why| Error::Column { name: "first", why })
    }
}
/// What a row becomes.
pub trait Record: Sized + Send {
    fn read(row: &Row<'_>) -> Result<Self>;
}
impl<T: Field + Send> Record for T {
    fn read(row: &Row<'_>) -> Result<Self> {
        row.at(0)
    }
}
