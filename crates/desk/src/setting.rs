//! Settings: the lists by which a tenant works. Each entry is checked against its kind's form, every version is kept, and
//! whatever was done can be undone.
mod outside;
mod secret;

use crate::{Desk, Error, Result, Staff};
use flow::setting::{Kind, Reach, checked, kind_of, most_of};
use model::*;
use store::Tx;

/// Characters of a name.
const NAME: usize = 100;
const KEEPERS: &str = "these settings are kept by operators or administrators";

/// What is to stand there; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct SettingEdit {
    pub name: Option<String>,
    pub fields: Option<Fields>,
    pub position: Option<i64>,
    /// The version the person saw: a later one is a conflict.
    pub version: Option<i64>,
    /// How the house is called from outside (`https://desk.example`), as the door knows it: no frame may lead back into it.
    pub our_origin: Option<String>,
}

impl Desk {
    /// Every entry of a kind that this person may see, in order. Of what there is one, and nobody has set, the presets.
    pub async fn settings(&self, who: &Staff, key: &str) -> Result<Vec<Setting>> {
        let kind = kind_of(key).ok_or(Error::NotFound("kind of settings"))?;
        let mut all = self.entries(&mut self.db.read().await?, who, kind).await?;
        all.retain(|it| self.sees_setting(who, kind, it));
        Ok(all.into_iter().map(|it| kind.masked(it)).collect())
    }

    /// Those that were deleted and that this person could bring back, the last first; at most 100.
    pub async fn deleted_settings(&self, who: &Staff, key: &str) -> Result<Vec<Setting>> {
        let kind = self.kept_by(who, key)?;
        let owner = (kind.reach == Reach::Person).then_some(who.agent.id);
        let brands = (kind.reach == Reach::Brand).then(|| who.brands_where(|role| kind.reach.keeps(role)));
        let mut tx = self.db.read().await?;
        let all = store::setting::deleted_of_kind(&mut tx, who.tenant, kind.key, owner, brands.as_deref()).await?;
        Ok(all.into_iter().map(|it| kind.masked(it)).collect())
    }

    /// A person's own are asked for by their owner: a house of many people has many of them.
    async fn entries(&self, tx: &mut Tx, who: &Staff, kind: &Kind) -> Result<Vec<Setting>> {
        Ok(match kind.reach {
            Reach::Person => store::setting::own_of_kind(tx, who.tenant, kind.key, who.agent.id).await?,
            _ => store::setting::of_kind(tx, who.tenant, kind.key).await?,
        })
    }

    fn sees_setting(&self, who: &Staff, kind: &Kind, it: &Setting) -> bool {
        match kind.reach {
            Reach::Tenant => true,
            Reach::House => kind.reach.keeps(who.agent.role) || who.agent.role == Role::Auditor,
            Reach::Brand => it.brand.is_some_and(|brand| who.sees(brand)),
            Reach::Person => it.owner == Some(who.agent.id),
        }
    }

    /// A new entry, at the end of its list. Of what there is one, the one there is.
    pub async fn make_setting(
        &self,
        who: &Staff,
        key: &str,
        brand: Option<BrandId>,
        edit: &SettingEdit,
    ) -> Result<Setting> {
        let kind = self.kept_by(who, key)?;
        let brand = match (kind.reach, brand) {
            (Reach::Brand, Some(brand)) if who.sees(brand) => {
                who.must(kind.reach.keeps(who.role_in(brand)), KEEPERS)?;
                Some(brand)
            }
            (Reach::Brand, _) => return Err(Error::field("brand", "required", "the id of a brand you may see")),
            (_, _) => None,
        };
        let owner = (kind.reach == Reach::Person).then_some(who.agent.id);
        let mut tx = self.db.write().await?;
        let beside = self.room_beside(&mut tx, who, kind, (brand, owner)).await?;
        if let (true, [one]) = (kind.single, beside.as_slice()) {
            let one = one.clone();
            return self.edit(tx, who, kind, one, edit, "changed").await;
        }
        let next = beside.iter().map(|it| it.position).max().unwrap_or(0) + 1;
        let blank = Setting {
            tenant: who.tenant,
            id: SettingId(self.id()),
            kind: key.to_owned(),
            brand,
            owner,
            name: String::new(),
            fields: Fields::new(),
            position: edit.position.unwrap_or(next),
            deleted: false,
            version: 0,
            updated_at: self.now(),
        };
        self.edit(tx, who, kind, blank, edit, "made").await
    }

    /// What there is in the same place.
    ///
    /// # Errors
    /// `Invalid` on `name` when there is no room for another.
    async fn room_beside(
        &self,
        tx: &mut Tx,
        who: &Staff,
        kind: &Kind,
        (brand, owner): (Option<BrandId>, Option<AgentId>),
    ) -> Result<Vec<Setting>> {
        let mut beside = self.entries(tx, who, kind).await?;
        beside.retain(|it| it.brand == brand && it.owner == owner);
        let most = most_of(kind.key);
        if beside.len() >= most {
            return Err(Error::field("name", "too_many", format!("at most {most} of these")));
        }
        Ok(beside)
    }

    /// What is absent stays.
    pub async fn change_setting(&self, who: &Staff, key: &str, id: SettingId, edit: &SettingEdit) -> Result<Setting> {
        let kind = self.kept_by(who, key)?;
        let mut tx = self.db.write().await?;
        let it = self.kept_in(&mut tx, who, kind, id).await?;
        if it.deleted {
            return Err(Error::NotFound("setting"));
        }
        self.edit(tx, who, kind, it, edit, "changed").await
    }

    /// Out of its list; `restore_setting` brings it back.
    pub async fn delete_setting(&self, who: &Staff, key: &str, id: SettingId) -> Result<()> {
        let kind = self.kept_by(who, key)?;
        let mut tx = self.db.write().await?;
        let it = self.kept_in(&mut tx, who, kind, id).await?;
        if !it.deleted {
            self.write_setting(tx, who, Setting { deleted: true, ..it }, "deleted").await?;
        }
        Ok(())
    }

    /// As it was in that version, as a new version; undo is restoring the one before.
    ///
    /// # Errors
    /// `Invalid` for what could not be made today: too many beside it, another where there is one, a field that is wrong by now.
    pub async fn restore_setting(
        &self,
        who: &Staff,
        key: &str,
        id: SettingId,
        version: i64,
        our_origin: Option<&str>,
    ) -> Result<Setting> {
        let kind = self.kept_by(who, key)?;
        let mut tx = self.db.write().await?;
        let it = self.kept_in(&mut tx, who, kind, id).await?;
        let was = store::setting::version(&mut tx, who.tenant, id, version).await?.ok_or(Error::NotFound("version"))?;
        if was.deleted {
            let back = Setting { name: was.name, fields: was.fields, deleted: true, ..it };
            return self.write_setting(tx, who, back, "restored").await;
        }
        if it.deleted {
            let beside = self.room_beside(&mut tx, who, kind, (it.brand, it.owner)).await?;
            if kind.single && !beside.is_empty() {
                return Err(Error::field("name", "too_many", "there is one of these already: change that one"));
            }
        }
        // Its secrets stay sealed, as that version had them.
        let edit =
            SettingEdit { name: Some(was.name), our_origin: our_origin.map(str::to_owned), ..SettingEdit::default() };
        let back = Setting { fields: was.fields, deleted: false, ..it };
        self.edit(tx, who, kind, back, &edit, "restored").await
    }

    /// What it was before, latest first.
    pub async fn setting_versions(&self, who: &Staff, key: &str, id: SettingId) -> Result<Vec<SettingVersion>> {
        let kind = kind_of(key).ok_or(Error::NotFound("kind of settings"))?;
        let mut tx = self.db.read().await?;
        self.setting_in(&mut tx, who, kind, id).await?;
        let mut versions = store::setting::versions(&mut tx, who.tenant, id).await?;
        versions.iter_mut().for_each(|it| kind.mask(&mut it.fields));
        Ok(versions)
    }

    fn kept_by(&self, who: &Staff, key: &str) -> Result<&'static Kind> {
        let kind = kind_of(key).ok_or(Error::NotFound("kind of settings"))?;
        who.must(kind.reach.keeps(who.agent.role), KEEPERS)?;
        Ok(kind)
    }

    async fn setting_in(&self, tx: &mut Tx, who: &Staff, kind: &Kind, id: SettingId) -> Result<Setting> {
        let found = store::setting::find(tx, who.tenant, id).await?;
        found.filter(|it| it.kind == kind.key && self.sees_setting(who, kind, it)).ok_or(Error::NotFound("setting"))
    }

    /// The same, of one that this person keeps.
    async fn kept_in(&self, tx: &mut Tx, who: &Staff, kind: &Kind, id: SettingId) -> Result<Setting> {
        let it = self.setting_in(tx, who, kind, id).await?;
        let role = it.brand.map_or(who.agent.role, |brand| who.role_in(brand));
        who.must(kind.reach.keeps(role), KEEPERS)?;
        Ok(it)
    }

    async fn edit(
        &self,
        tx: Tx,
        who: &Staff,
        kind: &Kind,
        mut it: Setting,
        edit: &SettingEdit,
        how: &str,
    ) -> Result<Setting> {
        if edit.version.is_some_and(|seen| seen != it.version) {
            return Err(Error::Conflict);
        }
        let mut wrong = vec![];
        if let Some(name) = &edit.name {
            // Of what there is one, two cannot both have no name.
            it.name = if kind.single { String::new() } else { name.trim().to_owned() };
        }
        let length = it.name.chars().count();
        if !kind.single && (length == 0 || length > NAME || it.name.contains('\0')) {
            let detail = format!("1 to {NAME} characters");
            wrong.push(FieldError { field: "name".into(), code: "length", detail });
        }
        let given = kind.given(edit.fields.clone(), &it.fields);
        match checked(kind, &given) {
            Ok(fields) => {
                wrong.extend(self.wrong_outside(kind, &fields, edit.our_origin.as_deref()));
                it.fields = self.sealed(kind, it.id, fields, &it.fields);
            }
            Err(more) => wrong.extend(more),
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        it.position = edit.position.unwrap_or(it.position);
        self.write_setting(tx, who, it, how).await
    }

    /// An entry of a new house, at the end of its list; the caller commits.
    pub(crate) async fn begin_setting(
        &self,
        tx: &mut Tx,
        by: &Agent,
        brand: Option<BrandId>,
        (kind, name): (&str, &str),
        fields: Fields,
    ) -> Result<()> {
        let position = store::setting::of_kind(tx, by.tenant, kind).await?.len() as i64 + 1;
        let it = Setting {
            tenant: by.tenant,
            id: SettingId(self.id()),
            kind: kind.to_owned(),
            brand,
            owner: None,
            name: name.to_owned(),
            fields,
            position,
            deleted: false,
            version: 1,
            updated_at: self.now(),
        };
        store::setting::save(tx, &it).await?;
        Ok(store::setting::keep(tx, &it.version_by(by.id)).await?)
    }

    async fn write_setting(&self, mut tx: Tx, who: &Staff, mut it: Setting, how: &str) -> Result<Setting> {
        it.version += 1;
        it.updated_at = self.now();
        if !store::setting::save(&mut tx, &it).await.map_err(crate::setup::taken)? {
            return Err(Error::Conflict);
        }
        store::setting::keep(&mut tx, &it.version_by(who.agent.id)).await?;
        let kind = kind_of(&it.kind).ok_or(Error::NotFound("kind of settings"))?;
        let subject = format!("{} {}", it.kind, it.id);
        self.audit(&mut tx, who, &format!("setting.{how}"), &subject, &it.name).await?;
        self.log(&mut tx, who.tenant, NewEvent { only: it.owner, ..NewEvent::of(EventKind::SettingsChanged) }).await?;
        tx.commit().await?;
        self.manuals.forget(who.tenant);
        self.bell.ring(who.tenant);
        self.bell.hours.notify_one();
        // Whatever failed there before says nothing about what somebody has just mended.
        self.outside.provider.forget(AccountId(it.id.0));
        Ok(kind.masked(it))
    }
}
