//! Channel accounts: what operators set up.
use crate::setup::json;
use crate::{Desk, Error, NewAccount, Result, Staff};
use model::port::SettingKind;
use model::*;
use std::collections::BTreeMap;

impl Desk {
    /// Every account of the tenant; for operators.
    pub async fn accounts(&self, who: &Staff) -> Result<Vec<ChannelAccount>> {
        who.must(who.agent.role.operates(), "channel accounts are kept by operators")?;
        let mut all = store::account::all(&mut self.db.read().await?, who.tenant).await?;
        all.retain(|account| who.sees(account.brand));
        Ok(all)
    }

    /// Sets one up in a brand this person sees, with its first queue. Wrong settings name their field.
    pub async fn add_account(
        &self,
        who: &Staff,
        kind: &str,
        brand: BrandId,
        name: &str,
        settings: BTreeMap<String, String>,
    ) -> Result<ChannelAccount> {
        who.must(who.agent.role.operates(), "channel accounts are kept by operators")?;
        self.valid_account(kind, name, &settings)?;
        let queues = store::organisation::queues(&mut self.db.read().await?, who.tenant).await?;
        let queue = queues.iter().find(|queue| queue.brand == brand).filter(|_| who.sees(brand));
        let queue = queue.ok_or_else(|| Error::field("brand", "unknown", "no brand of yours with a queue"))?.id;
        self.make_account(
            who.tenant,
            &NewAccount { kind: kind.into(), brand, queue, name: name.trim().into(), settings },
        )
        .await
    }

    /// Settings that are given replace the old; secrets left out stay.
    pub async fn change_account(
        &self,
        who: &Staff,
        id: AccountId,
        name: Option<String>,
        state: Option<AccountState>,
        settings: Option<BTreeMap<String, String>>,
    ) -> Result<ChannelAccount> {
        who.must(who.agent.role.operates(), "channel accounts are kept by operators")?;
        let mut tx = self.db.write().await?;
        let found = store::account::find(&mut tx, who.tenant, id).await?;
        let mut account = found.filter(|account| who.sees(account.brand)).ok_or(Error::NotFound("channel account"))?;
        let opened = self.opened(&account);
        let mut all = opened.settings.clone();
        all.extend(settings.unwrap_or_default());
        account.name = name.map_or(account.name, |name| name.trim().to_owned());
        account.state = state.unwrap_or(account.state);
        self.valid_account(&account.kind, &account.name, &all)?;
        let kept = opened.secrets.iter().map(|(key, value)| (key.clone(), value.expose().to_owned()));
        let mut secrets: BTreeMap<String, String> = kept.collect();
        let (new_secrets, plain): (BTreeMap<_, _>, BTreeMap<_, _>) =
            all.into_iter().partition(|(key, _)| self.is_secret(&account.kind, key));
        secrets.extend(new_secrets.into_iter().filter(|(_, value)| !value.is_empty()));
        account.settings = json(&plain);
        account.sealed = self.hide_secrets(id, &secrets);
        account.version += 1;
        if !store::account::save(&mut tx, &account).await.map_err(crate::setup::taken)? {
            return Err(Error::Conflict);
        }
        self.audit(&mut tx, who, "channel_account.changed", &id.to_string(), &account.name).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// What may be shown of an account's settings: secrets as stars.
    pub fn shown_settings(&self, account: &ChannelAccount) -> BTreeMap<String, String> {
        let opened = self.opened(account);
        let stars = opened.secrets.keys().map(|key| (key.clone(), "***".to_owned()));
        opened.settings.clone().into_iter().chain(stars).collect()
    }

    fn is_secret(&self, kind: &str, key: &str) -> bool {
        let manifest = self.channel(kind).map(|channel| channel.manifest());
        manifest.is_some_and(|it| {
            it.settings.iter().any(|setting| setting.key == key && setting.kind == SettingKind::Secret)
        })
    }

    fn valid_account(&self, kind: &str, name: &str, settings: &BTreeMap<String, String>) -> Result<()> {
        let channel = self.channel(kind).ok_or_else(|| Error::field("kind", "unknown", "no channel of this kind"))?;
        let length = name.trim().chars().count();
        if length == 0 || length > 100 || name.contains('\0') {
            return Err(Error::field("name", "length", "1 to 100 characters"));
        }
        for (key, value) in settings {
            let Some(setting) = channel.manifest().settings.iter().find(|it| it.key == key) else {
                return Err(Error::field(&format!("settings.{key}"), "unknown", "this channel has no such setting"));
            };
            if value.len() > 8_192 || value.contains('\0') {
                return Err(Error::field(&format!("settings.{key}"), "too_long", "at most 8,192 bytes"));
            }
            let fits = match setting.kind {
                SettingKind::Color => value.is_empty() || is_color(value),
                SettingKind::Choice(words) => words.contains(&value.as_str()),
                _ => true,
            };
            if !fits {
                return Err(Error::field(&format!("settings.{key}"), "format", setting.help.en));
            }
        }
        Ok(())
    }
}

fn is_color(value: &str) -> bool {
    value.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
