//! Channel accounts: what operators set up.
use crate::origin::{origin, web_address};
use crate::setup::json;
use crate::{Desk, Error, FieldError, NewAccount, Result, Staff};
use model::port::{Opened, Setting, SettingKind, Transport};
use model::*;
use std::collections::BTreeMap;

/// What whoever may not is told.
pub(crate) const KEEPERS: &str = "channel accounts are kept by operators";

/// What is to be changed of an account; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    pub name: Option<String>,
    pub state: Option<AccountState>,
    /// Where who comes by it waits.
    pub queue: Option<QueueId>,
    pub settings: Option<BTreeMap<String, String>>,
}

impl Desk {
    /// Every account of the brands that this person operates.
    pub async fn accounts(&self, who: &Staff) -> Result<Vec<ChannelAccount>> {
        who.must(who.agent.role.operates(), KEEPERS)?;
        let brands = who.brands_where(Role::operates);
        let mut all = store::account::all(&mut self.db.read().await?, who.tenant).await?;
        all.retain(|account| brands.contains(&account.brand));
        Ok(all)
    }

    /// Sets one up in a brand this person operates; who comes by it waits in `queue`, or else in the brand's first. Wrong
    /// settings name their field.
    pub async fn add_account(
        &self,
        who: &Staff,
        kind: &str,
        brand: BrandId,
        queue: Option<QueueId>,
        name: &str,
        settings: BTreeMap<String, String>,
    ) -> Result<ChannelAccount> {
        who.must(who.agent.role.operates(), KEEPERS)?;
        self.valid_account(kind, name, &settings, &settings)?;
        if !who.brands_where(Role::operates).contains(&brand) {
            return Err(Error::field("brand", "unknown", "no brand that you operate"));
        }
        let mut tx = self.db.write().await?;
        self.receiving(&mut tx, who.tenant, brand).await?;
        let queue = self.queue_for(&mut tx, who.tenant, brand, queue).await?;
        let new = NewAccount { kind: kind.into(), brand, queue, name: name.trim().into(), settings };
        let account = self.account_in(&mut tx, who.tenant, &new).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Settings that are given replace the old; those left out stay. A secret given empty is removed.
    pub async fn change_account(&self, who: &Staff, id: AccountId, change: AccountChange) -> Result<ChannelAccount> {
        who.must(who.agent.role.operates(), KEEPERS)?;
        let mut tx = self.db.write().await?;
        let found = store::account::find(&mut tx, who.tenant, id).await?;
        let mut account = found.filter(|account| who.sees(account.brand)).ok_or(Error::NotFound("channel account"))?;
        who.must(who.role_in(account.brand).operates(), KEEPERS)?;
        let given = change.settings.unwrap_or_default();
        account.name = change.name.map_or(account.name, |name| name.trim().to_owned());
        if change.state == Some(AccountState::Active) && account.state != AccountState::Active {
            self.receiving(&mut tx, who.tenant, account.brand).await?;
        }
        account.state = change.state.unwrap_or(account.state);
        if change.queue.is_some() {
            account.queue = self.queue_for(&mut tx, who.tenant, account.brand, change.queue).await?;
        }
        let opened = self.opened(&account);
        let mut all = opened.settings.clone();
        all.extend(opened.secrets.iter().map(|(key, value)| (key.clone(), value.expose().to_owned())));
        all.extend(given.clone());
        self.valid_account(&account.kind, &account.name, &given, &all)?;
        self.secrets_stay(&account.kind, &opened, &given)?;
        let (mut secrets, plain): (BTreeMap<_, _>, BTreeMap<_, _>) =
            all.into_iter().partition(|(key, _)| self.is_secret(&account.kind, key));
        secrets.retain(|_, value| !value.is_empty());
        account.settings = json(&plain);
        account.sealed = self.hide_secrets(id, &secrets);
        account.version += 1;
        if !store::account::save(&mut tx, &account).await.map_err(crate::setup::taken)? {
            return Err(Error::Conflict);
        }
        store::token::forget(&mut tx, who.tenant, id).await?;
        store::job::hurry_account(&mut tx, who.tenant, id, self.now()).await?;
        self.log(&mut tx, who.tenant, NewEvent::of(EventKind::ChannelAccountChanged)).await?;
        self.audit(&mut tx, who, "channel_account.changed", &id.to_string(), &account.name).await?;
        tx.commit().await?;
        // New settings, new luck: neither the old token nor a rest after failures holds any more.
        self.begin_afresh(id);
        self.engine.health.forget(id);
        self.bell.ring(who.tenant);
        self.bell.jobs.notify_one();
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

    /// Secrets are posted only where they were entered for: whoever lets an account call another place enters them anew.
    fn secrets_stay(&self, kind: &str, before: &Opened, given: &BTreeMap<String, String>) -> Result<()> {
        let Some(manifest) = self.channel(kind).map(|channel| channel.manifest()) else { return Ok(()) };
        if manifest.transport == Transport::Hosted {
            return Ok(()); // nobody is called
        }
        let moves = manifest.settings.iter().filter(|it| it.kind == SettingKind::Url).any(|it| {
            given.get(it.key).is_some_and(|to| place(it, Some(to)) != place(it, before.settings.get(it.key)))
        });
        match before.secrets.keys().find(|key| moves && !given.contains_key(*key)) {
            Some(kept) => {
                let why = "the account would call another place: enter its secrets anew";
                Err(Error::field(&format!("settings.{kept}"), "required", why))
            }
            None => Ok(()),
        }
    }

    /// What is `given` fits its form, and nothing that is required would be missing from `all`.
    fn valid_account(
        &self,
        kind: &str,
        name: &str,
        given: &BTreeMap<String, String>,
        all: &BTreeMap<String, String>,
    ) -> Result<()> {
        let channel = self.channel(kind).ok_or_else(|| Error::field("kind", "unknown", "no channel of this kind"))?;
        let length = name.trim().chars().count();
        if length == 0 || length > 100 || name.contains('\0') {
            return Err(Error::field("name", "length", "1 to 100 characters"));
        }
        let form = channel.manifest().settings;
        let mut wrong = vec![];
        let mut add = |key: &str, code: &'static str, detail: &str| {
            let field = format!("settings.{key}");
            if wrong.iter().all(|it: &FieldError| it.field != field) {
                wrong.push(FieldError { field, code, detail: detail.to_owned() });
            }
        };
        for (key, value) in given {
            match form.iter().find(|it| it.key == key).map(|setting| fits(setting, value)) {
                Some(Ok(())) => {}
                Some(Err((code, why))) => add(key, code, &why),
                None => add(key, "unknown", "this channel has no such setting"),
            }
        }
        let is_there = |key: &str| all.get(key).is_some_and(|value| !value.trim().is_empty());
        for missing in form.iter().filter(|it| it.required && !is_there(it.key)) {
            add(missing.key, "required", "may not be empty");
        }
        for misfit in channel.misfits(&self.as_given(kind, all)) {
            add(misfit.key, misfit.code, misfit.why);
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }

    /// As it would be opened with these settings.
    fn as_given(&self, kind: &str, all: &BTreeMap<String, String>) -> Opened {
        let (secrets, settings): (BTreeMap<_, _>, BTreeMap<_, _>) =
            all.clone().into_iter().partition(|(key, _)| self.is_secret(kind, key));
        let secrets = secrets.into_iter().map(|(key, value)| (key, Secret::new(value))).collect();
        Opened { id: AccountId(Uuid::nil()), settings, secrets, token: None }
    }
}

/// Where calls to this address go; an empty one is the channel's own.
fn place(setting: &Setting, value: Option<&String>) -> Option<String> {
    let value = value.map(|value| value.trim()).filter(|value| !value.is_empty());
    Some(web_address(value.unwrap_or(setting.default))?.origin().ascii_serialization())
}

fn fits(setting: &Setting, value: &str) -> Result<(), (&'static str, String)> {
    let wrong = |code, why: String| Err((code, why));
    if value.len() > 8_192 || value.contains('\0') {
        return wrong("too_long", "at most 8,192 bytes".to_owned());
    }
    let help = setting.help.en;
    match setting.kind {
        SettingKind::Text | SettingKind::Secret => Ok(()),
        SettingKind::Number if value.is_empty() || value.parse::<u32>().is_ok() => Ok(()),
        SettingKind::Number => wrong("format", "a whole number, not negative".to_owned()),
        SettingKind::Color if value.is_empty() || is_color(value) => Ok(()),
        SettingKind::Choice(choices) if choices.iter().any(|choice| choice.value == value) => Ok(()),
        SettingKind::Color | SettingKind::Choice(_) => wrong("format", help.to_owned()),
        SettingKind::Url if value.is_empty() || web_address(value).is_some() => Ok(()),
        SettingKind::Url => wrong("format", "an address that begins with https:// or http://".to_owned()),
        SettingKind::Origins => match value.lines().find(|line| !line.trim().is_empty() && origin(line).is_none()) {
            Some(line) => wrong("format", format!("{:.100} is no origin. {help}", line.trim())),
            None => Ok(()),
        },
    }
}

fn is_color(value: &str) -> bool {
    value.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
