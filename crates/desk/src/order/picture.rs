//! Pictures of what was ordered: fetched by us, through the guarded way out, so that no page of an agent calls a foreign host.
use super::Asking;
use crate::seal::sha256_hex;
use crate::{Desk, Error, Result, Staff};
use model::port::Request;
use model::*;

/// Longest picture, bytes.
const MOST: usize = 2 << 20;
const WITHIN: Span = Span::seconds(8);
/// What is behind an address may change: it is fetched anew this often.
const HOUR: Span = Span::minutes(60);
/// As limits and metrics know it.
const KIND: &str = "order_picture";

/// A picture, or that it is the one somebody has.
pub struct OrderPicture {
    /// Of where it comes from and the hour: another address has another tag.
    pub tag: String,
    /// Media type and bytes; `None`: they have it already.
    pub body: Option<(&'static str, Vec<u8>)>,
}

impl Desk {
    /// The picture of an order's item, counted from 0; only of what every browser shows as one. `has`: the tag they have.
    pub async fn order_picture(
        &self,
        who: &Staff,
        id: ConversationId,
        number: &str,
        item: usize,
        has: Option<&str>,
    ) -> Result<OrderPicture> {
        let seen = self.orders(who, id, Asking::Never).await?;
        let order = seen.orders.into_iter().map(|it| it.order).find(|it| it.number == number);
        let item = order.and_then(|it| it.items.into_iter().nth(item)).ok_or(Error::NotFound("item"))?;
        let url = item.picture.ok_or(Error::NotFound("picture"))?;
        let tag = sha256_hex(format!("{} {url}", self.now().0 / HOUR.0).as_bytes());
        if has == Some(&tag) {
            return Ok(OrderPicture { tag, body: None });
        }
        // One place for all pictures of a tenant: a slow host of pictures holds up no order.
        let door = AccountId(who.tenant.0);
        self.outside.provider.introduce(door, KIND);
        let mut request = Request::new("GET", url, vec![]);
        (request.most, request.within) = (MOST, Some(WITHIN));
        let answer = self.outside.provider.call(door, request).await.map_err(|_| Error::NotFound("picture"))?;
        let kind = store::objects::sniff(&answer.body);
        if answer.status != 200 || !kind.starts_with("image/") {
            return Err(Error::NotFound("picture"));
        }
        Ok(OrderPicture { tag, body: Some((kind, answer.body)) })
    }
}
