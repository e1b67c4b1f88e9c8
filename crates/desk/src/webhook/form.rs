//! What people say of a webhook, checked: all fields that are wrong, at once.
use crate::agent::{checked_brands, checked_name};
use crate::{Desk, Error, Result, Staff};
use model::*;

const LONGEST_URL: usize = 2_000;

/// A webhook to be made.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    pub name: String,
    pub url: String,
    /// Of `WEBHOOK_KINDS`, at least one.
    pub kinds: Vec<EventKind>,
    /// `None`: all that its maker sees.
    pub brands: Option<Vec<BrandId>>,
}

/// What is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct WebhookChange {
    pub name: Option<String>,
    pub url: Option<String>,
    pub kinds: Option<Vec<EventKind>>,
    pub brands: Option<Vec<BrandId>>,
    pub state: Option<WebhookState>,
}

impl WebhookChange {
    pub(super) fn over(&self, before: &Webhook) -> NewWebhook {
        NewWebhook {
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            url: self.url.clone().unwrap_or_else(|| before.url.clone()),
            kinds: self.kinds.clone().unwrap_or_else(|| before.kinds.clone()),
            brands: Some(self.brands.clone().unwrap_or_else(|| before.brands.clone())),
        }
    }
}

/// As it is kept.
pub(super) struct Form {
    pub name: String,
    pub url: String,
    pub kinds: Vec<EventKind>,
    pub brands: Vec<BrandId>,
}

impl Desk {
    pub(super) fn checked_webhook(&self, who: &Staff, new: &NewWebhook) -> Result<Form> {
        let mut wrong = vec![];
        let mut gather = |error: Error| match error {
            Error::Invalid(fields) => {
                wrong.extend(fields);
                Ok(())
            }
            other => Err(other),
        };
        let name = checked_name(&new.name).map_or_else(|why| gather(why).map(|()| String::new()), Ok)?;
        let url = new.url.trim().to_owned();
        if let Some(why) = self.wrong_address(&url) {
            gather(Error::field("url", "invalid", why))?;
        }
        let mut kinds = new.kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.is_empty() {
            gather(Error::field("kinds", "required", "at least one kind"))?;
        }
        if let Some(odd) = kinds.iter().find(|kind| !WEBHOOK_KINDS.contains(kind)) {
            gather(Error::field("kinds", "unknown", format!("{odd} is not told to webhooks")))?;
        }
        let brands = match &new.brands {
            None => Ok(who.brands.clone()),
            Some(brands) if brands.is_empty() => Err(Error::field("brands", "required", "at least one brand")),
            Some(brands) => checked_brands(who, brands),
        };
        let brands = brands.map_or_else(|why| gather(why).map(|()| vec![]), Ok)?;
        if wrong.is_empty() { Ok(Form { name, url, kinds, brands }) } else { Err(Error::Invalid(wrong)) }
    }

    /// Why this address will not be called; `None`: it may be tried.
    pub(crate) fn wrong_address(&self, address: &str) -> Option<String> {
        if address.len() > LONGEST_URL || address.contains(char::is_whitespace) {
            return Some(format!("at most {LONGEST_URL} characters, without spaces"));
        }
        if crate::origin::web_address(address).is_none() {
            return Some("an address as https://crm.example/hooks/parlor".into());
        }
        self.outside.provider.refuses(address)
    }
}
