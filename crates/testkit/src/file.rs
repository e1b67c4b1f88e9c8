//! Files that people send, and how they are fetched again.
use crate::{Hand, Visitor, World};
use desk::{Result, Upload};
use model::*;
use std::convert::Infallible;

impl Hand {
    /// Uploads a file; it may be attached within a day.
    pub async fn uploads(&self, name: &str, bytes: &[u8]) -> Result<Attachment> {
        upload(&self.world, self.staff.tenant, self.id.0, name, bytes).await
    }
}

impl Visitor {
    /// Uploads a file; it may be attached within a day.
    pub async fn uploads(&self, name: &str, bytes: &[u8]) -> Result<Attachment> {
        let visiting = self.visiting().await?;
        upload(&self.shop.world, self.shop.tenant, visiting.visitor, name, bytes).await
    }
}

async fn upload(world: &World, tenant: TenantId, uploader: Uuid, name: &str, bytes: &[u8]) -> Result<Attachment> {
    let parts: Vec<Result<bytes::Bytes, Infallible>> =
        bytes.chunks(64 << 10).map(|part| Ok(bytes::Bytes::copy_from_slice(part))).collect();
    let body = futures_util::stream::iter(parts);
    world.desk().upload(Upload { tenant, uploader, name: name.to_owned(), body }).await
}

impl World {
    /// What lies behind a signed address, as the door serves it: `/files/{attachment}/{signature}/{name}`.
    pub async fn fetches(&self, path: &str) -> Result<Vec<u8>> {
        use futures_util::TryStreamExt as _;
        let parts: Vec<&str> = path.split('/').collect();
        let [_, "files", id, signature, _] = parts[..] else { panic!("not an address of a file: {path}") };
        let (_, body) = self.desk().file(id.parse().expect("an id"), signature, None).await?;
        Ok(body.stream.try_collect::<Vec<_>>().await.expect("whole").concat())
    }
}
