//! Files of ours on their way out: whether the channel takes them is known before anything is sent, their bytes are read
//! when a step asks for them.
use crate::{Desk, Result};
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use model::port::{Body, Manifest, Request};
use model::*;

impl Desk {
    /// Puts the bytes where a step names a file. `None`: it is gone.
    pub(super) async fn with_file(&self, tenant: TenantId, request: Request) -> Result<Option<Request>> {
        let Body::File { field, attachment } = request.body else { return Ok(Some(request)) };
        let found = store::attachment::find(&mut self.db.read().await?, tenant, attachment).await?;
        let Some(file) = found else { return Ok(None) };
        let Some(body) = self.objects.get(&file.sha256, None).await? else { return Ok(None) };
        let bytes = body.stream.try_collect::<Vec<Bytes>>().await?.concat();
        let body = Body::Form { field, name: file.name, media_type: file.media_type, bytes };
        Ok(Some(Request { body, ..request }))
    }
}

/// Why this channel does not take these files; `None`: it does.
pub(super) fn misfit(manifest: &Manifest, files: &[Attached]) -> Option<String> {
    files.iter().find_map(|file| {
        let Some(most) = manifest.media.iter().find(|it| file.media_type.starts_with(it.prefix)).map(|it| it.most)
        else {
            return Some(format!("{}: this channel takes no files of type {}", file.name, file.media_type));
        };
        let size = u64::try_from(file.size).unwrap_or(u64::MAX);
        (size > most).then(|| format!("{}: {size} bytes, this channel takes at most {most}", file.name))
    })
}
