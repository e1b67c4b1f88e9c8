//! The answer: conversations with every word that was asked for, latest first, as this person may see them now.
use super::index::said;
use crate::{Desk, Error, Result, Staff};
use flow::search::{Asked, Folded, snippet};
use model::*;
use std::collections::BTreeMap;
use store::Tx;
use store::conversation::Listed;
use store::search::Filter;

/// Characters and words of a question.
const LONGEST: usize = 100;
const WORDS: usize = 8;
/// A token that is there more often is common: then only so many conversations are looked through at a time, and at most
/// these many steps for one answer.
const COMMON: i64 = 1_000;
const STEPS: [i64; 3] = [2_000, 10_000, 50_000];
/// Messages shown of one conversation, and those that are looked at to find them.
const HITS: usize = 3;
const SEEN: usize = 40;

/// What is looked for, and among what.
#[derive(Clone, Debug, Default)]
pub struct SearchAsked {
    /// Words, phrases, `#1042`, a phone, an e-mail; all of them. Empty: everything that the rest lets through.
    pub q: String,
    pub brand: Option<BrandId>,
    /// The kind of a channel it came by.
    pub channel: Option<String>,
    /// Whose it is, or was last.
    pub agent: Option<AgentId>,
    pub tag: Option<String>,
    pub place: Option<PlaceWord>,
    /// Any place but closed.
    pub open: bool,
    /// Something happened at or after this.
    pub from: Option<At>,
    /// Opened before this.
    pub until: Option<At>,
    /// Only conversations with a lower number: where the page before ended.
    pub below: Option<i64>,
    /// 1–50.
    pub limit: i64,
}

/// One conversation that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where the thread is read now.
    pub listed: Listed,
    /// What it is called by and was found by: `number`, `customer`, `tag`, `phone`, `email`.
    pub by: Vec<&'static str>,
    /// Messages in which words were found, latest first.
    pub hits: Vec<Hit>,
}

/// One message with something that was asked for.
#[derive(Clone, Debug)]
pub struct Hit {
    pub message: Message,
    /// A piece of what was said; breaks are spaces.
    pub snippet: String,
    /// What to mark in it, UTF-16 units.
    pub marks: Vec<(usize, usize)>,
}

impl Desk {
    /// One page, and below which number the next begins.
    ///
    /// # Errors
    /// `Invalid` for a question too long.
    pub async fn search(&self, who: &Staff, asked: &SearchAsked) -> Result<(Vec<Found>, Option<i64>)> {
        let Some(words) = words_of(&asked.q)? else { return Ok((vec![], None)) };
        let brands = who.brands.iter().copied().filter(|it| asked.brand.is_none_or(|only| only == *it)).collect();
        let filter = Filter {
            brands,
            channel: asked.channel.clone(),
            owner: asked.agent,
            tag: asked.tag.clone(),
            place: asked.place,
            open: asked.open,
            from: asked.from,
            until: asked.until,
        };
        let limit = asked.limit.clamp(1, 50);
        let mut tx = self.db.read().await?;
        let plan = plan(&mut tx, who.tenant, words).await?;
        let mut below = match asked.below {
            Some(below) => below,
            None => store::conversation::next_number(&mut tx, who.tenant).await?,
        };
        let mut page: Vec<Found> = vec![];
        for step in STEPS {
            let from = if plan.common { (below - step).max(1) } else { 1 };
            loop {
                let wanted = limit - page.len() as i64;
                let numbers = plan.numbers(&mut tx, who.tenant, &filter, (from, below), wanted + 1).await?;
                let full = numbers.len() as i64 > wanted;
                let numbers = numbers.get(..numbers.len().min(wanted as usize)).unwrap_or_default();
                if let Some(last) = numbers.last() {
                    below = *last;
                    self.verify(&mut tx, who, &plan, numbers, &mut page).await?;
                }
                if !full {
                    below = from;
                    break;
                }
                if page.len() as i64 >= limit {
                    return Ok((page, Some(below)));
                }
            }
            if below <= 1 {
                return Ok((page, None));
            }
        }
        Ok((page, Some(below)))
    }

    /// Reads what the index has promised, and keeps what is so.
    async fn verify(
        &self,
        tx: &mut Tx,
        who: &Staff,
        plan: &Plan,
        numbers: &[i64],
        page: &mut Vec<Found>,
    ) -> Result<()> {
        let listed = store::conversation::numbered(tx, who.tenant, who.agent.id, numbers).await?;
        let listed: BTreeMap<i64, Listed> = listed.into_iter().map(|it| (it.conversation.number, it)).collect();
        let texts = plan.texts(tx, who.tenant, numbers, &listed).await?;
        let called = plan.called(tx, who.tenant, numbers).await?;
        for number in numbers {
            let Some(it) = listed.get(number) else { continue };
            let texts = texts.get(number).map(Vec::as_slice).unwrap_or_default();
            let tokens = called.get(number).map(Vec::as_slice).unwrap_or_default();
            let Some((by, hits)) = plan.is_there(it, texts, tokens) else { continue };
            let home = match it.conversation.merged_into {
                Some(_) => {
                    let home = self.read_in(tx, who.tenant, it.conversation.id).await?;
                    store::conversation::listed(tx, who.tenant, who.agent.id, home).await?
                }
                None => Some(it.clone()),
            };
            let Some(home) = home.filter(|home| who.sees(home.conversation.brand)) else { continue };
            match page.iter_mut().find(|it| it.listed.conversation.id == home.conversation.id) {
                Some(same) => same.hits.extend(hits),
                None => page.push(Found { listed: home, by, hits }),
            }
        }
        Ok(())
    }
}

/// `None`: something was asked that nothing can have.
fn words_of(q: &str) -> Result<Option<Vec<Asked>>> {
    let q = q.trim();
    if q.chars().count() > LONGEST {
        return Err(Error::field("q", "too_long", format!("at most {LONGEST} characters")));
    }
    let said: Vec<&str> = q.split_whitespace().collect();
    if said.len() > WORDS {
        return Err(Error::field("q", "too_many", format!("at most {WORDS} words")));
    }
    let words: Vec<Asked> = said.iter().filter_map(|word| Asked::of(word)).collect();
    Ok((said.is_empty() || !words.is_empty()).then_some(words))
}

/// In which order the words are asked for.
struct Plan {
    words: Vec<Asked>,
    /// The rarest of them, its rarest token first: it leads, the others are only looked up.
    lead: usize,
    /// It is there so often that not all of it is looked through at once.
    common: bool,
}

async fn plan(tx: &mut Tx, tenant: TenantId, mut words: Vec<Asked>) -> Result<Plan> {
    let (mut lead, mut least) = (0, i64::MAX);
    for (n, word) in words.iter_mut().enumerate() {
        let mut counted = vec![];
        for token in std::mem::take(&mut word.term.tokens) {
            counted.push((store::search::frequency(tx, tenant, &token, COMMON).await?, token));
        }
        counted.sort();
        // What a number, a phone or a mail host is looked up by stands beside the words: either leads to it.
        let mut often = counted.first().map_or(0, |it| it.0);
        for token in &word.term.instead {
            often += store::search::frequency(tx, tenant, token, COMMON).await?;
        }
        word.term.tokens = counted.into_iter().map(|(_, token)| token).collect();
        if often < least {
            (lead, least) = (n, often);
        }
    }
    // Without a word everything is looked through.
    Ok(Plan { words, lead, common: least >= COMMON })
}

impl Plan {
    async fn numbers(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        filter: &Filter,
        range: (i64, i64),
        limit: i64,
    ) -> Result<Vec<i64>> {
        let Some(lead) = self.words.get(self.lead) else {
            return Ok(store::search::all_numbers(tx, tenant, filter, range, limit).await?);
        };
        let others: Vec<SearchTerm> =
            self.words.iter().enumerate().filter(|(n, _)| *n != self.lead).map(|(_, it)| it.term.clone()).collect();
        let ways = std::iter::once(lead.term.tokens.clone()).chain(lead.term.instead.iter().map(|it| vec![it.clone()]));
        let mut all = vec![];
        for way in ways.filter(|way| !way.is_empty()) {
            all.extend(store::search::numbers(tx, tenant, (&way, &others), filter, range, limit).await?);
        }
        all.sort_unstable_by(|one, other| other.cmp(one));
        all.dedup();
        all.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(all)
    }

    /// Messages in which one of the words may be, latest first.
    async fn texts(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        numbers: &[i64],
        listed: &BTreeMap<i64, Listed>,
    ) -> Result<BTreeMap<i64, Vec<Message>>> {
        let mut seqs: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for word in &self.words {
            for spot in store::search::spots(tx, tenant, &word.term.tokens, numbers, 8).await? {
                let of = seqs.entry(spot.number).or_default();
                if of.len() < SEEN {
                    of.push(spot.seq);
                }
            }
        }
        let mut texts = BTreeMap::new();
        for (number, mut seqs) in seqs {
            seqs.sort_unstable();
            seqs.dedup();
            if let Some(it) = listed.get(&number) {
                texts.insert(number, store::message::among(tx, tenant, it.conversation.id, &seqs).await?);
            }
        }
        Ok(texts)
    }

    async fn called(&self, tx: &mut Tx, tenant: TenantId, numbers: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
        let mut called: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        let instead: Vec<String> = self.words.iter().flat_map(|it| it.term.instead.clone()).collect();
        if !instead.is_empty() {
            for (number, token) in store::search::called(tx, tenant, &instead, numbers).await? {
                called.entry(number).or_default().push(token);
            }
        }
        Ok(called)
    }

    /// By what each word is there, and the messages that show it; `None`: one of them is not.
    fn is_there(&self, it: &Listed, texts: &[Message], called: &[String]) -> Option<(Vec<&'static str>, Vec<Hit>)> {
        let name = Folded::of(it.customer_name.as_deref().unwrap_or_default());
        let tags: Vec<Folded> = it.conversation.tags.iter().map(|tag| Folded::of(tag)).collect();
        let said: Vec<(String, Folded)> =
            texts.iter().map(said).map(|text| (text.clone(), Folded::of(&text))).collect();
        let mut marks: Vec<Vec<(usize, usize)>> = vec![vec![]; texts.len()];
        let mut by = vec![];
        for word in &self.words {
            let before = by.len();
            let mut shown = false;
            for ((_, text), marks) in said.iter().zip(&mut marks) {
                let found = word.marks(text);
                shown |= found.is_some();
                marks.extend(found.unwrap_or_default());
            }
            by.extend(word.marks(&name).map(|_| "customer"));
            by.extend(tags.iter().any(|tag| word.marks(tag).is_some()).then_some("tag"));
            let own = word.term.instead.iter().find(|token| called.contains(token));
            by.extend(own.map(|token| match token.chars().next() {
                Some('#') => "number",
                Some('+' | '~') => "phone",
                _ => "email",
            }));
            if !shown && by.len() == before {
                return None;
            }
        }
        by.sort_unstable();
        by.dedup();
        let hits = texts.iter().zip(said).zip(marks).filter(|(_, marks)| !marks.is_empty()).take(HITS);
        let hits = hits.map(|((message, (text, _)), marks)| {
            let (snippet, marks) = snippet(&text, marks);
            Hit { message: message.clone(), snippet, marks }
        });
        Some((by, hits.collect()))
    }
}
