//! Files: taken in before anything refers to them, given out under signed addresses.
use crate::job::{About, file_forget};
use crate::{Desk, Error, Result};
use bytes::Bytes;
use futures_util::Stream;
use model::*;
use std::ops::Range;
use store::Tx;

/// Largest file, bytes.
pub const FILE_MOST: u64 = 25 * 1024 * 1024;
/// Signed addresses change once a day and stay good for one day more.
const DAY: i64 = 86_400_000_000;
/// How long after uploading a file may be attached.
const ATTACH_WITHIN: Span = Span::hours(24);
/// What nobody attached is forgotten so much later: whoever attaches at the last moment has committed by then.
const FORGET_AFTER: Span = Span::hours(25);

/// A file on its way in.
pub struct Upload<S> {
    pub tenant: TenantId,
    /// Agent or visitor.
    pub uploader: Uuid,
    pub name: String,
    pub body: S,
}

impl Desk {
    /// Durable when this returns: the bytes are fsynced under their hash, the row is committed. Without a message that
    /// refers to it, it is forgotten after a day.
    pub async fn upload<S, E>(&self, upload: Upload<S>) -> Result<Attachment>
    where
        S: Stream<Item = std::result::Result<Bytes, E>> + Send + Unpin,
        E: std::fmt::Display + Send,
    {
        let put = self.objects.put(upload.body, FILE_MOST).await?;
        let attachment = Attachment {
            tenant: upload.tenant,
            id: AttachmentId(self.id()),
            uploader: upload.uploader,
            sha256: put.sha256.clone(),
            size: put.size,
            media_type: put.media_type.to_owned(),
            name: clean_name(&upload.name),
            width: put.width,
            height: put.height,
            attached: false,
            created_at: self.now(),
        };
        let noted = self.note_file(&attachment).await;
        drop(put); // only now may anybody forget these bytes
        if noted.is_err() {
            self.release_object(&attachment.sha256).await;
        }
        noted.map(|()| attachment)
    }

    async fn note_file(&self, it: &Attachment) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::attachment::insert(&mut tx, it).await?;
        let forget = file_forget::Forget { attachment: it.id, sha256: it.sha256.clone() };
        let (key, at) = (it.id.to_string(), it.created_at + FORGET_AFTER);
        let about = About { tenant: it.tenant, key: &key, account: None };
        self.enqueue(&mut tx, &file_forget::KIND, about, &forget, at).await?;
        Ok(tx.commit().await?)
    }

    /// What a message may refer to: files of this uploader, not older than a day. From now on they stay.
    pub(crate) async fn attachments(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        ids: &[AttachmentId],
        uploader: &str,
    ) -> Result<Vec<Attached>> {
        let mut attached = vec![];
        for id in ids {
            let found = store::attachment::attach(tx, tenant, *id).await?;
            let fits =
                |it: &Attachment| it.uploader.to_string() == uploader && self.now() <= it.created_at + ATTACH_WITHIN;
            let Some(found) = found.filter(fits) else {
                return Err(Error::field(
                    "attachments",
                    "unknown",
                    format!("{id} was not uploaded by you within 24 hours: upload it again"),
                ));
            };
            attached.push(Attached::from(&found));
        }
        Ok(attached)
    }

    /// `/files/{attachment}/{signature}/{name}`
    pub fn file_path(&self, tenant: TenantId, it: &Attached) -> String {
        let day = self.now().0 / DAY;
        let mut payload = Vec::with_capacity(24);
        payload.extend_from_slice(&day.to_be_bytes());
        payload.extend_from_slice(tenant.0.as_bytes());
        let signature = self.seal.sign("file", it.id.0.as_bytes(), &payload);
        let name: String = url_safe(&it.name);
        format!("/files/{}/{signature}/{name}", it.id)
    }

    /// The file behind a signed address; a wrong or old signature finds nothing.
    pub async fn file(
        &self,
        id: AttachmentId,
        signature: &str,
        part: Option<Range<u64>>,
    ) -> Result<(Attachment, store::objects::Body)> {
        let payload = self
            .seal
            .open("file", id.0.as_bytes(), signature)
            .filter(|payload| payload.len() == 24)
            .ok_or(Error::NotFound("file"))?;
        let (day, tenant) = payload.split_at(8);
        let day = i64::from_be_bytes(day.try_into().map_err(|_| Error::NotFound("file"))?);
        if self.now().0 / DAY > day + 1 {
            return Err(Error::NotFound("file"));
        }
        let tenant = TenantId(Uuid::from_slice(tenant).map_err(|_| Error::NotFound("file"))?);
        let attachment =
            store::attachment::find(&mut self.db.read().await?, tenant, id).await?.ok_or(Error::NotFound("file"))?;
        let body = self.objects.get(&attachment.sha256, part).await?.ok_or(Error::NotFound("file"))?;
        Ok((attachment, body))
    }
}

/// Without folders and control characters, at most 200 characters, never empty.
pub(crate) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { "file".into() } else { name }
}

/// Percent-encodes everything but letters, digits, dot, dash and underscore.
fn url_safe(name: &str) -> String {
    use std::fmt::Write as _;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            text.push(byte as char);
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}
