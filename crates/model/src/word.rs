//! Enums that are kept as a word: in the database, in JSON and in code the same word.

/// `words! { Place { Robot = "robot", … } }` gives the enum `as_str`, `ALL`, `FromStr`, `Display` and serde by its words.
#[macro_export]
macro_rules! words { ($($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal),* $(,)? })*) => { $(
    $(#[$doc])*
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
    pub enum $name { $($(#[$item_doc])* #[serde(rename = $word)] $item),* }

    impl $name {
        pub const ALL: &'static [$name] = &[$($name::$item),*];
        pub const fn as_str(self) -> &'static str { match self { $($name::$item => $word),* } }
    }
    impl std::fmt::Display for $name {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
    }
    impl std::str::FromStr for $name {
        type Err = $crate::UnknownWord;
        fn from_str(word: &str) -> Result<Self, $crate::UnknownWord> {
            match word { $($word => Ok($name::$item),)* _ => Err($crate::UnknownWord { kind: stringify!($name), word: word.to_owned() }) }
        }
    }
)* } }

/// A word that is none of those its kind knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not a {kind}")]
pub struct UnknownWord {
    pub kind: &'static str,
    pub word: String,
}
