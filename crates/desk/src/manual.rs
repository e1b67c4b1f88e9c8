//! The manual: what the tenant's settings say, as decisions need it. It is read from the settings, kept for a moment, and
//! forgotten when one of them is changed here.
use crate::{Desk, Error, Result};
use flow::setting::range;
use flow::{Holiday, Hours, Refusal, Rules, Weekly};
use jiff::tz::TimeZone;
use model::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Tx;

/// Another node may have changed a setting: nothing read is used for longer.
const KEPT: Span = Span::seconds(2);

/// What the settings of one tenant say.
#[derive(Debug, Default)]
pub(crate) struct Manual {
    brands: BTreeMap<BrandId, Chapter>,
    /// Words that replies are checked for, in lower case.
    pub words: Vec<Checked>,
    /// Where a break needs a reason: those there are; none listed, any will do.
    pub break_reasons: Option<Vec<String>>,
}

/// What they say of one brand.
#[derive(Clone, Debug)]
pub(crate) struct Chapter {
    pub rules: Rules,
    pub hours: Hours,
    /// Texts by their keys in the form.
    pub said: BTreeMap<String, String>,
    pub needs_disposition: bool,
    /// Addresses and numbers that ring nowhere, each until when.
    pub blocked: Vec<(String, Option<At>)>,
}

/// A list of words and what happens when a reply has one of them.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    pub words: Vec<String>,
    pub act: String,
}

/// The manuals read lately.
#[derive(Default)]
pub(crate) struct Manuals(Mutex<BTreeMap<TenantId, (At, Arc<Manual>)>>);

impl Manuals {
    fn held<T>(&self, look: impl FnOnce(&mut BTreeMap<TenantId, (At, Arc<Manual>)>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A setting of the tenant was changed.
    pub(crate) fn forget(&self, tenant: TenantId) {
        self.held(|all| all.remove(&tenant));
    }
}

impl Manual {
    /// Of every brand.
    pub(crate) fn hours(&self) -> impl Iterator<Item = &Hours> {
        self.brands.values().map(|chapter| &chapter.hours)
    }

    /// Whether somebody of this role may send these words; `looked`: they were warned, and mean them.
    pub(crate) fn allows(&self, text: &str, looked: bool, role: Role) -> Result<(), Refusal> {
        if self.words.is_empty() {
            return Ok(());
        }
        let text = text.to_lowercase();
        let found = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
            let lists = self.words.iter().filter(|list| fits(&list.act));
            lists.flat_map(|list| &list.words).filter(|word| text.contains(word.as_str())).cloned().collect()
        };
        let refused = found(&|act| act == "block" || (act == "approve" && !role.leads()));
        if !refused.is_empty() {
            return Err(Refusal::Sensitive { words: refused, warned: false });
        }
        let warned = found(&|act| act == "warn");
        if !warned.is_empty() && !looked {
            return Err(Refusal::Sensitive { words: warned, warned: true });
        }
        Ok(())
    }

    /// Whether a break may have this reason.
    pub(crate) fn lets_pause(&self, reason: Option<&str>) -> Result<()> {
        let Some(listed) = &self.break_reasons else { return Ok(()) };
        let Some(reason) = reason else {
            return Err(Error::field("reason", "required", "a break needs a reason here: say which"));
        };
        if !listed.is_empty() && !listed.iter().any(|it| it == reason) {
            let detail = format!("one of the reasons that are listed: {}", listed.join(", "));
            return Err(Error::field("reason", "unknown", detail));
        }
        Ok(())
    }

    /// Of a brand that nothing was said of, what holds by default.
    pub(crate) fn of(&self, brand: BrandId, rules: Rules) -> Chapter {
        self.brands.get(&brand).cloned().unwrap_or_else(|| Chapter::blank(rules))
    }
}

impl Chapter {
    fn blank(rules: Rules) -> Chapter {
        let (said, blocked) = (BTreeMap::new(), vec![]);
        Chapter { rules, hours: Hours::always(), said, needs_disposition: false, blocked }
    }

    /// Whether this address is on the block list now.
    pub(crate) fn blocks(&self, address: &str, now: At) -> bool {
        let address = address.to_lowercase();
        self.blocked.iter().any(|(blocked, until)| *blocked == address && until.is_none_or(|until| now < until))
    }

    /// Has words for moments in which nobody else says anything.
    pub(crate) fn speaks(&self) -> bool {
        self.said.keys().any(|key| key.starts_with("closed_") || key.starts_with("farewell_"))
    }

    /// What is said under this key in that language, if the brand has words of its own.
    pub(crate) fn words(&self, key: &str, locale: Locale) -> Option<&str> {
        let tongue = match locale {
            Locale::Zh => "zh",
            Locale::En => "en",
        };
        self.said.get(&format!("{key}_{tongue}")).map(String::as_str)
    }
}

impl Desk {
    /// The tenant's manual as it was at most a moment ago.
    pub(crate) async fn manual(&self, tx: &mut Tx, tenant: TenantId) -> Result<Arc<Manual>> {
        let now = self.now();
        let kept = self.manuals.held(|all| {
            all.get(&tenant).filter(|(read, _)| *read <= now && now <= *read + KEPT).map(|(_, manual)| manual.clone())
        });
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let manual = Arc::new(self.read_manual(tx, tenant).await?);
        self.manuals.held(|all| all.insert(tenant, (now, manual.clone())));
        Ok(manual)
    }

    async fn read_manual(&self, tx: &mut Tx, tenant: TenantId) -> Result<Manual> {
        let all = store::setting::all(tx, tenant).await?;
        let mut manual = Manual::default();
        if all.is_empty() {
            return Ok(manual);
        }
        for brand in store::organisation::brands(tx, tenant).await? {
            let mut chapter = Chapter::blank(self.rules);
            chapter.hours.zone = TimeZone::get(&brand.zone).unwrap_or(TimeZone::UTC);
            for it in all.iter().filter(|it| it.brand == Some(brand.id)) {
                write(&mut chapter, it);
            }
            manual.brands.insert(brand.id, chapter);
        }
        for it in all.iter().filter(|it| it.kind == "sensitive_word") {
            let words = it.lines("words").iter().map(|word| word.to_lowercase()).collect();
            manual.words.push(Checked { words, act: it.text("act").to_owned() });
        }
        if all.iter().any(|it| it.kind == "break_rule" && it.flag("reason_required")) {
            let named = all.iter().filter(|it| it.kind == "break_reason");
            manual.break_reasons = Some(named.map(|it| it.name.clone()).collect());
        }
        Ok(manual)
    }
}

/// One entry's part of it.
fn write(chapter: &mut Chapter, it: &Setting) {
    match it.kind.as_str() {
        "reception" => {
            let seconds = |key: &str, before: Span| it.number(key).map_or(before, Span::seconds);
            chapter.rules.remind_after = seconds("remind_after", chapter.rules.remind_after);
            chapter.rules.close_after = seconds("close_after", chapter.rules.close_after);
            chapter.rules.offer = seconds("offer_for", chapter.rules.offer);
            chapter.needs_disposition = it.flag("needs_disposition");
        }
        "hours" => {
            let week = it.lines("week").iter().filter_map(|line| range(line));
            chapter.hours.week =
                week.map(|(first, last, from, until)| Weekly { first, last, stretch: (from, until) }).collect();
        }
        "holiday" => {
            if let (Ok(from), Ok(until)) = (it.text("from").parse(), it.text("until").parse()) {
                let stretches = it.lines("hours").iter().filter_map(|span| range(&format!("1 {span}")));
                let stretches = stretches.map(|(_, _, from, until)| (from, until)).collect();
                chapter.hours.holidays.push(Holiday { from, until, stretches });
            }
        }
        "words" => {
            for key in it.fields.keys().filter(|key| !it.text(key).is_empty()) {
                chapter.said.insert(key.clone(), it.text(key).to_owned());
            }
        }
        "block" => {
            let until = it.text("until").parse::<jiff::Timestamp>().ok().map(|at| At(at.as_microsecond()));
            chapter.blocked.push((it.text("identity").to_lowercase(), until));
        }
        _ => {}
    }
}
