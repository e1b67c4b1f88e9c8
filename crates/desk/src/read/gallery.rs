//! Galleries: the files of a conversation, or of all conversations of a customer that the reader may see, latest first.
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::timeline::Place;

/// The kinds of files, as they are asked for.
pub const KINDS: [&str; 4] = ["image", "file", "voice", "video"];
/// Messages read at once, and how often at most for one page.
const PORTION: i64 = 100;
const ROUNDS: usize = 10;

/// A file where it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub message: Message,
    pub file: Attached,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    pub files: Vec<Sent>,
    /// Where the next page begins; `None`: this was the last.
    pub next: Option<Place>,
}

/// What a file is, by its sniffed type.
pub fn kind_of(it: &Attached) -> &'static str {
    match it.media_type.split('/').next() {
        Some("image") => "image",
        Some("audio") => "voice",
        Some("video") => "video",
        _ => "file",
    }
}

impl Desk {
    /// Of all conversations of theirs that this person may see. Files of one message stay on one page.
    pub async fn files_of_customer(
        &self,
        who: &Staff,
        id: CustomerId,
        kind: Option<&str>,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Gallery> {
        let id = self.person(who, id).await?.customer.id;
        let mut tx = self.db.read().await?;
        let all = store::timeline::conversations(&mut tx, who.tenant, id, &who.brands).await?;
        self.gallery(tx, who, &all, kind, after, limit).await
    }

    /// Of this conversation and of those that went on in it.
    pub async fn files_of_conversation(
        &self,
        who: &Staff,
        id: ConversationId,
        kind: Option<&str>,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Gallery> {
        let it = self.may_see(who, id).await?;
        let mut tx = self.db.read().await?;
        let all =
            if it.kin == 0 { vec![id] } else { self.kin(&mut tx, who.tenant, id).await?.family.into_iter().collect() };
        self.gallery(tx, who, &all, kind, after, limit).await
    }

    async fn gallery(
        &self,
        mut tx: store::Tx,
        who: &Staff,
        conversations: &[ConversationId],
        kind: Option<&str>,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Gallery> {
        if kind.is_some_and(|kind| !KINDS.contains(&kind)) {
            return Err(Error::field("kind", "unknown", KINDS.join(", ")));
        }
        let mut place = after.unwrap_or(store::timeline::LATEST);
        let mut page = Gallery::default();
        for _ in 0..ROUNDS {
            let found = store::message::with_files(&mut tx, who.tenant, conversations, &place, PORTION).await?;
            let is_last = found.len() < PORTION as usize;
            for message in found {
                if page.files.len() >= limit {
                    page.next = Some(place);
                    return Ok(page);
                }
                place = (message.at, message.id.0);
                let fits = |it: &&Attached| kind.is_none_or(|kind| kind_of(it) == kind);
                let files: Vec<Attached> = message.parts.attachments.iter().filter(fits).cloned().collect();
                page.files.extend(files.into_iter().map(|file| Sent { message: message.clone(), file }));
            }
            if is_last {
                return Ok(page);
            }
        }
        page.next = Some(place);
        Ok(page)
    }
}
