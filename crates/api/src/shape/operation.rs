//! What operators and administrators look after: channel accounts and kinds, API keys.
use super::{
    account_health::Health,
    media::{Media, TextUnit},
    time::Time,
    word::{AccountState, LegMode, MessageKind},
};
use model::{
    Uuid,
    port::{self, SettingKind},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One configured instance of a channel.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChannelAccount {
    pub id: Uuid,
    pub kind: String,
    pub brand: Uuid,
    /// Where who comes by it waits.
    pub queue: Uuid,
    pub name: String,
    pub state: AccountState,
    /// Settings by key; secrets show whether they are set, as `***`.
    pub settings: BTreeMap<String, String>,
    /// Where the provider sends to; null where nobody outside calls.
    #[schema(required)]
    pub webhook_path: Option<String>,
    pub health: Health,
}

/// A new channel account.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewChannelAccount {
    #[schema(min_length = 1, max_length = 64)]
    pub kind: String,
    pub brand: Uuid,
    /// Where who comes by it waits; the brand's first when left out.
    pub queue: Option<Uuid>,
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    pub settings: Option<BTreeMap<String, String>>,
}

/// Changes of a channel account; what is absent stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeChannelAccount {
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    pub state: Option<AccountState>,
    /// Where who comes by it waits.
    pub queue: Option<Uuid>,
    pub settings: Option<BTreeMap<String, String>>,
}

/// A kind of channel: what its form asks for and what it can do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChannelKind {
    pub kind: String,
    pub title: Text,
    /// Nobody outside calls: our own page or program speaks to us.
    pub hosted: bool,
    /// Whether both sides are there now.
    pub mode: LegMode,
    /// How long one message may be, in `text_unit`.
    pub text_limit: usize,
    pub text_unit: TextUnit,
    /// Files that can be sent to the customer; empty: text only.
    pub media: Vec<Media>,
    /// Cards that can be sent to the customer: `link`, `applet`, `page` (of the channel's own mini-program, without `app_id`), `music`, `menu`, or the provider's word for what you keep
    /// there; empty: none.
    pub cards: Vec<String>,
    /// Kinds of messages that customers send here.
    pub hears: Vec<MessageKind>,
    pub receipts: bool,
    pub typing: bool,
    /// Replies are taken only for a time, or only so many, after the customer did something.
    pub window: bool,
    /// Outside of the window an approved template can still be sent.
    pub templates: bool,
    /// It makes codes or links that bring somebody to us.
    pub invites: bool,
    /// Requests in a second that one account may make.
    pub rate: u32,
    /// What to click at the provider, step by step; empty: there is nothing to do there.
    pub guide: Vec<Text>,
    pub settings: Vec<AccountSetting>,
}

/// A text in both languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Text {
    #[serde(rename = "zh-CN")]
    pub zh: String,
    pub en: String,
}

/// One field of a channel's form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountSetting {
    pub key: String,
    pub title: Text,
    pub help: Text,
    #[serde(rename = "type")]
    pub kind: SettingType,
    pub required: bool,
    pub default: String,
    /// With `choice`: what may be chosen.
    pub choices: Vec<Choice>,
    /// Right as it is for nearly everybody: folded away in the form.
    pub advanced: bool,
}

/// A value that may be chosen, and what people call it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Choice {
    pub value: String,
    pub title: Text,
}

/// How a setting is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SettingType {
    Text,
    /// A whole number, not negative.
    Number,
    /// Sealed, never shown again.
    Secret,
    Url,
    /// `#rrggbb`
    Color,
    /// One origin per line.
    Origins,
    Choice,
}

impl From<port::Text> for Text {
    fn from(it: port::Text) -> Text {
        Text { zh: it.zh.to_owned(), en: it.en.to_owned() }
    }
}

impl From<&port::Manifest> for ChannelKind {
    fn from(it: &port::Manifest) -> ChannelKind {
        ChannelKind {
            kind: it.kind.to_owned(),
            title: it.title.into(),
            hosted: it.transport == port::Transport::Hosted,
            mode: it.mode.into(),
            text_limit: it.text_limit,
            text_unit: it.text_unit.into(),
            media: it.media.iter().map(Media::from).collect(),
            hears: it.hears.iter().map(|kind| (*kind).into()).collect(),
            receipts: it.receipts,
            typing: it.typing,
            window: it.window,
            cards: it.cards.iter().map(|it| (*it).to_owned()).collect(),
            templates: it.templates,
            invites: it.invites,
            rate: it.rate,
            guide: it.guide.iter().map(|step| (*step).into()).collect(),
            settings: it.settings.iter().map(AccountSetting::from).collect(),
        }
    }
}

impl From<&port::Setting> for AccountSetting {
    fn from(it: &port::Setting) -> AccountSetting {
        let (kind, choices) = match it.kind {
            SettingKind::Text => (SettingType::Text, &[][..]),
            SettingKind::Number => (SettingType::Number, &[][..]),
            SettingKind::Secret => (SettingType::Secret, &[][..]),
            SettingKind::Url => (SettingType::Url, &[][..]),
            SettingKind::Color => (SettingType::Color, &[][..]),
            SettingKind::Origins => (SettingType::Origins, &[][..]),
            SettingKind::Choice(choices) => (SettingType::Choice, choices),
        };
        AccountSetting {
            key: it.key.to_owned(),
            title: it.title.into(),
            help: it.help.into(),
            kind,
            required: it.required,
            default: it.default.to_owned(),
            choices: choices.iter().map(|it| Choice { value: it.value.to_owned(), title: it.title.into() }).collect(),
            advanced: it.advanced,
        }
    }
}

/// A program let in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApiKey {
    pub id: Uuid,
    pub name: String,
    /// As whom it acts.
    pub role: super::word::Role,
    /// What it may be used for, within its role.
    pub scopes: Vec<super::word::KeyScope>,
    /// What it sees.
    pub brands: Vec<Uuid>,
    /// The first characters of the key.
    pub prefix: String,
    pub created_at: Time,
    /// Coarse: to the minute; null: never.
    #[schema(required)]
    pub used_at: Option<Time>,
    /// From then on it opens nothing; null: good until it is revoked.
    #[schema(required)]
    pub expires_at: Option<Time>,
    /// The key itself: only in the answer that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// A new API key.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewApiKey {
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    pub role: KeyRole,
    /// At least one; `all` when left out.
    pub scopes: Option<Vec<super::word::KeyScope>>,
    /// All that the caller sees when left out.
    pub brands: Option<Vec<Uuid>>,
    /// At most ten years ahead; good until revoked when left out.
    pub expires_at: Option<Time>,
}

impl From<NewApiKey> for desk::NewKey {
    fn from(it: NewApiKey) -> desk::NewKey {
        let scopes = it.scopes.map(|scopes| scopes.into_iter().map(|scope| scope.0).collect());
        desk::NewKey {
            name: it.name,
            role: it.role.into(),
            scopes: scopes.unwrap_or_else(|| vec![model::Scope::All]),
            brands: it.brands.map(|brands| brands.into_iter().map(Into::into).collect()),
            expires_at: it.expires_at.map(|at| at.0),
        }
    }
}

/// As whom a program acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyRole {
    Agent,
    Supervisor,
    Operator,
    Administrator,
}

impl From<KeyRole> for model::Role {
    fn from(it: KeyRole) -> model::Role {
        match it {
            KeyRole::Agent => model::Role::Agent,
            KeyRole::Supervisor => model::Role::Supervisor,
            KeyRole::Operator => model::Role::Operator,
            KeyRole::Administrator => model::Role::Administrator,
        }
    }
}
