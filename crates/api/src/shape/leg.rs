//! Legs of a conversation, with what can be sent on them now; invitations to further ones.
use super::{
    media::{Media, TextUnit},
    time::Time,
    word::{LegMode, Word},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One channel's part in a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Leg {
    pub id: Uuid,
    pub conversation: Uuid,
    pub account: Uuid,
    pub account_name: String,
    /// Kind of the channel.
    pub channel: String,
    pub mode: LegMode,
    pub open: bool,
    /// What may be shown of the customer's address.
    pub address: String,
    pub joined_at: Time,
    /// A reply that names no leg goes here.
    pub default: bool,
    /// Null: replies are always taken.
    #[schema(required)]
    pub window: Option<ReplyWindow>,
    /// Longest text, in `text_unit`.
    pub text_limit: usize,
    pub text_unit: TextUnit,
    pub media: Vec<Media>,
    /// Cards that can be sent, as in a channel's kind.
    pub cards: Vec<String>,
    /// An approved template can be sent outside of the window.
    pub templates: bool,
}

/// Until when, and how often, replies are taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReplyWindow {
    /// The provider's rule by which it opened.
    #[schema(example = "message")]
    pub kind: String,
    pub expires_at: Time,
    /// Null: any number.
    #[schema(required)]
    pub remaining: Option<i64>,
}

impl Leg {
    /// With its account's name and its channel's abilities.
    #[must_use]
    pub fn of(it: &desk::read::LegSeen) -> Leg {
        let manifest = it.manifest;
        Leg {
            id: it.leg.id.0,
            conversation: it.leg.conversation.0,
            account: it.leg.account.0,
            account_name: it.account_name.clone(),
            channel: it.leg.channel.clone(),
            mode: Word(it.leg.mode),
            open: it.leg.open,
            address: it.address.clone(),
            joined_at: it.leg.joined_at.into(),
            default: it.default,
            window: it.leg.reply_window.as_ref().map(|window| ReplyWindow {
                kind: window.kind.clone(),
                expires_at: window.expires_at.into(),
                remaining: window.remaining,
            }),
            text_limit: manifest.map_or(0, |it| it.text_limit),
            text_unit: manifest.map_or(TextUnit::Characters, |it| it.text_unit.into()),
            media: manifest.map_or(vec![], |it| it.media.iter().map(Media::from).collect()),
            cards: manifest.map_or(vec![], |it| it.cards.iter().map(|it| (*it).to_owned()).collect()),
            templates: it.templates,
        }
    }
}

/// Go on over this account.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewInvite {
    pub account: Uuid,
}

/// A link to go on in a conversation over a further channel; good once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invite {
    pub id: Uuid,
    pub conversation: Uuid,
    pub account: Uuid,
    /// Kind of the channel.
    pub channel: String,
    /// What is clicked; empty once it is good no more, and for who only reads.
    pub link: String,
    /// The same to scan: an SVG.
    pub qr: String,
    /// Agent id.
    pub made_by: Uuid,
    pub made_at: Time,
    pub expires_at: Time,
    /// When somebody came by it.
    #[schema(required)]
    pub used_at: Option<Time>,
}

impl Invite {
    /// With its channel and its code as a picture.
    #[must_use]
    pub fn of(it: &model::Invite, channel: String, qr: String) -> Invite {
        Invite {
            id: it.id.0,
            conversation: it.conversation.0,
            account: it.account.0,
            channel,
            link: it.link.clone(),
            qr,
            made_by: it.made_by.0,
            made_at: it.made_at.into(),
            expires_at: it.expires_at.into(),
            used_at: it.used_at.map(Into::into),
        }
    }
}

/// Invitations of a conversation, and by which accounts one can be made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invites {
    /// Latest first.
    pub items: Vec<Invite>,
    /// Always null: there are at most 20.
    pub next: Option<String>,
    pub accounts: Vec<InvitingAccount>,
}

/// An account by which customers can be invited.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitingAccount {
    pub id: Uuid,
    pub name: String,
    /// Kind of the channel.
    pub channel: String,
}

impl From<&model::ChannelAccount> for InvitingAccount {
    fn from(it: &model::ChannelAccount) -> InvitingAccount {
        InvitingAccount { id: it.id.0, name: it.name.clone(), channel: it.kind.clone() }
    }
}
