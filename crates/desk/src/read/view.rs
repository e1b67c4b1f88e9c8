//! Saved views: filters of the inbox that are kept by a name, with how much is in each.
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::conversation::{Narrow, View};

/// Counted to this and no further.
const MOST: i64 = 100;
/// So many of the company's and so many of one's own are counted; the rest cost nothing whenever something happens.
const COUNTED: usize = 20;

/// A saved view as this person sees it.
#[derive(Clone, Debug)]
pub struct SavedView {
    pub setting: Setting,
    /// The company's, or one's own.
    pub shared: bool,
    /// At most 100; `None`: too far down the list to be counted.
    pub count: Option<i64>,
}

/// What a saved view comes to now.
pub(crate) struct Saved {
    pub view: View,
    pub brand: Option<BrandId>,
    pub narrow: Narrow,
}

impl Desk {
    /// The company's, then one's own, each in its order; of each the first 20 with how much is in them.
    pub async fn saved_views(&self, who: &Staff) -> Result<Vec<SavedView>> {
        let mut all = vec![];
        for (key, shared) in [("view", true), ("my_view", false)] {
            let listed = self.settings(who, key).await?;
            let mut tx = self.db.read().await?;
            for (place, setting) in listed.into_iter().enumerate() {
                let it = self.saved_as(who, &setting);
                let brands = within(who, it.brand);
                let count = match place < COUNTED {
                    true => {
                        Some(store::conversation::count(&mut tx, who.tenant, it.view, &brands, &it.narrow, MOST).await?)
                    }
                    false => None,
                };
                all.push(SavedView { setting, shared, count });
            }
        }
        Ok(all)
    }

    /// By its id, if this person may use it.
    pub(crate) async fn saved(&self, who: &Staff, id: SettingId) -> Result<Saved> {
        let found = store::setting::find(&mut self.db.read().await?, who.tenant, id).await?;
        let is_theirs = |it: &Setting| {
            !it.deleted && (it.kind == "view" || (it.kind == "my_view" && it.owner == Some(who.agent.id)))
        };
        let it = found.filter(is_theirs).ok_or(Error::NotFound("view"))?;
        Ok(self.saved_as(who, &it))
    }

    fn saved_as(&self, who: &Staff, it: &Setting) -> Saved {
        let said = |key: &str| Some(it.text(key)).filter(|text| !text.is_empty()).map(str::to_owned);
        let owner = said("owner");
        let now = self.now();
        let waiting = it.number("waiting_minutes").map(|minutes| now - Span::minutes(minutes));
        Saved {
            view: match it.text("place") {
                "queue" => View::Queue,
                "pending" => View::Pending,
                _ => View::All,
            },
            brand: said("brand").and_then(|id| id.parse().ok()),
            narrow: Narrow {
                place: (it.text("place") == "agent").then_some(PlaceWord::Agent),
                channel: said("channel"),
                nobody: owner.as_deref() == Some("none"),
                owner: match owner.as_deref() {
                    Some("me") => Some(who.agent.id),
                    Some(id) => id.parse().ok(),
                    None => None,
                },
                tag: said("tag"),
                waiting_before: waiting.or_else(|| it.flag("unanswered").then_some(now + Span::seconds(1))),
            },
        }
    }
}

/// The brands this person sees, or the one of them that is meant.
pub(crate) fn within(who: &Staff, brand: Option<BrandId>) -> Vec<BrandId> {
    who.brands.iter().copied().filter(|sees| brand.is_none_or(|only| only == *sees)).collect()
}
