//! What a column can hold. Six plain kinds are the same on both engines; the model's own types stand on them.
use super::error::Result;
use rusqlite::{Statement, ToSql, types::FromSql};
use sqlx::{Arguments, Decode, Encode, Postgres, Type, postgres::PgArguments};
use uuid::Uuid;

/// What PostgreSQL can hold.
pub trait InPostgres: for<'q> Encode<'q, Postgres> + for<'r> Decode<'r, Postgres> + Type<Postgres> {}
impl<T: for<'q> Encode<'q, Postgres> + for<'r> Decode<'r, Postgres> + Type<Postgres>> InPostgres for T {}

/// A kind both engines know: bool, i64, f64, String, Uuid, Vec<u8>, and each of them optional.
pub trait Plain: Send + 'static + ToSql + FromSql + InPostgres {}
impl<T: Send + 'static + ToSql + FromSql + InPostgres> Plain for T {}

/// A type that fits in a column.
pub trait Field: Sync + Sized {
    /// What it is in the database.
    type As: Plain;
    fn put(&self) -> Self::As;
    /// What the column holds may be wrong: then it says why.
    fn take(plain: Self::As) -> Result<Self, String>;
}
macro_rules! plain {
    ($($kind:ty),*) => { $(impl Field for $kind {
        type As = $kind;
        fn put(&self) -> $kind {
            self.clone()
        }
        fn take(plain: $kind) -> Result<Self, String> {
            Ok(plain)
        }
    })* };
}
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

/// A value for a placeholder.
pub trait Bind: Sync {
    fn sqlite(&self, at: usize, to: &mut Statement<'_>) -> rusqlite::Result<()>;
    fn postgres(&self, args: &mut PgArguments);
}
impl<T: Field> Bind for T {
    fn sqlite(&self, at: usize, to: &mut Statement<'_>) -> rusqlite::Result<()> {
        to.raw_bind_parameter(at, self.put())
    }
    fn postgres(&self, args: &mut PgArguments) {
        args.add(self.put()).expect("plain values encode")
    }
}
impl Bind for &str {
    fn sqlite(&self, at: usize, to: &mut Statement<'_>) -> rusqlite::Result<()> {
        to.raw_bind_parameter(at, *self)
    }
    fn postgres(&self, args: &mut PgArguments) {
        args.add(*self).expect("text encodes")
    }
}

/// `ids!(CustomerId)`: a newtype over Uuid.
macro_rules! ids {
    ($($id:ty),* $(,)?) => { $(impl $crate::engine::Field for $id {
        type As = uuid::Uuid;
        fn put(&self) -> uuid::Uuid {
            (*self).into()
        }
        fn take(plain: uuid::Uuid) -> Result<Self, String> {
            Ok(plain.into())
        }
    })* };
}
/// `words!(Place)`: an enum kept as its word.
macro_rules! words {
    ($($word:ty),* $(,)?) => { $(impl $crate::engine::Field for $word {
        type As = String;
        fn put(&self) -> String {
            self.as_str().to_owned()
        }
        fn take(plain: String) -> Result<Self, String> {
            plain.parse().map_err(|why| format!("{why}"))
        }
    })* };
}
pub(crate) use {ids, words};
