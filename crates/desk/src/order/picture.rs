//! Pictures of what was ordered: fetched by us, through the guarded way out, so that no page of an agent calls a foreign host.
use super::Asking;
use crate::{Desk, Error, Result, Staff};
use model::port::Request;
use model::*;

/// Longest picture, bytes.
const MOST: usize = 2 << 20;
const WITHIN: Span = Span::seconds(8);
/// As limits and metrics know it.
const KIND: &str = "order_picture";

impl Desk {
    /// The picture of an order's item, counted from 0, with its media type; only of what every browser shows as one.
    pub async fn order_picture(
        &self,
        who: &Staff,
        id: ConversationId,
        number: &str,
        item: usize,
    ) -> Result<(&'static str, Vec<u8>)> {
        let seen = self.orders(who, id, Asking::Never).await?;
        let order = seen.orders.into_iter().map(|it| it.order).find(|it| it.number == number);
        let item = order.and_then(|it| it.items.into_iter().nth(item)).ok_or(Error::NotFound("item"))?;
        let url = item.picture.ok_or(Error::NotFound("picture"))?;
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
        Ok((kind, answer.body))
    }
}
