//! Reads everything back through the public doors at the end of a run, for the checker to compare.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::crowd::{Scene, Stage};
use crate::digest;
use crate::door::{Rest, shape};
use crate::history::{FileFact, Kept, What};

/// The lists of which each open conversation is to be in the right ones.
const VIEWS: [&str; 4] = ["all", "queue", "pending", "closed"];
/// How often the lists are read anew when something still moves.
const TRIES: usize = 5;

/// Reads all conversations with all their messages and files into the history.
pub async fn read(stage: &Stage, scene: &Scene) -> Result<(), String> {
    let mut last = lists(scene).await?;
    for _ in 0..TRIES {
        let again = lists(scene).await?;
        let still = versions(&again) == versions(&last);
        last = again;
        if still {
            break;
        }
        stage.odd.note("readback: something moved while the lists were read");
    }
    for (id, (_, shown)) in &last {
        let body = scene.admin.get(&format!("/api/v1/conversations/{id}")).await.done("read a conversation")?;
        let standing =
            shape::standing(&body).ok_or_else(|| format!("conversation {id} is not as the contract says: {body}"))?;
        let customer = body.get("customer").and_then(|customer| shape::text(customer, "id")).unwrap_or_default();
        let number = shape::number(&body, "number").unwrap_or_default();
        let (brand, lists) = (shape::text(&body, "brand").unwrap_or_default(), shown.clone());
        let merged_into = shape::text(&body, "merged_into");
        stage.recorder.note("run", What::Conversation { standing, number, customer, brand, lists, merged_into });
        let (own, items) = thread(&scene.admin, id).await?;
        for message in own {
            stage.recorder.note("run", What::Message(message));
        }
        stage.recorder.note("run", What::Thread { conversation: id.clone(), items });
    }
    Ok(())
}

type Shown = BTreeMap<String, (u64, Vec<String>)>;

async fn lists(scene: &Scene) -> Result<Shown, String> {
    let mut shown: Shown = BTreeMap::new();
    for view in VIEWS {
        let items = scene.admin.list(&format!("/api/v1/conversations?view={view}")).await?;
        note(&mut shown, &items, |_| Some(view.to_owned()));
    }
    for (at, (id, rest)) in scene.agents.iter().enumerate() {
        let items = rest.list("/api/v1/conversations?view=mine").await?;
        note(&mut shown, &items, |item| {
            let own = shape::text(item, "owner").as_ref() == Some(id)
                && shape::text(item, "place").as_deref() == Some("agent");
            own.then(|| format!("mine a{at}"))
        });
    }
    Ok(shown)
}

fn note(shown: &mut Shown, items: &[Value], list: impl Fn(&Value) -> Option<String>) {
    for item in items {
        if let (Some(id), Some(list)) = (shape::text(item, "id"), list(item)) {
            let entry = shown.entry(id).or_default();
            entry.0 = entry.0.max(shape::number(item, "version").unwrap_or(0));
            entry.1.push(list);
        }
    }
}

fn versions(shown: &Shown) -> Vec<(&String, u64)> {
    shown.iter().map(|(id, (version, _))| (id, *version)).collect()
}

/// All messages of a conversation's own, page by page from the newest backwards, in ascending order; and what is read in
/// its thread.
async fn thread(rest: &Rest, id: &str) -> Result<(Vec<Kept>, Vec<(String, u64)>), String> {
    let mut pages: Vec<Vec<Value>> = Vec::new();
    let mut before = String::new();
    loop {
        let path = format!("/api/v1/conversations/{id}/messages?limit=100{before}");
        let page = rest.get(&path).await.done("read a thread")?;
        pages.push(shape::items(&page).to_vec());
        match shape::number(&page, "previous") {
            Some(previous) => before = format!("&before={previous}"),
            None => break,
        }
    }
    let (mut thread, mut read) = (Vec::new(), Vec::new());
    for message in pages.iter().rev().flatten() {
        let (mut kept, files) =
            shape::kept(message).ok_or_else(|| format!("a message is not as the contract says: {message}"))?;
        if shape::text(message, "moved_to").is_none() {
            read.push((kept.conversation.clone(), kept.seq));
        }
        if kept.conversation != *id {
            continue;
        }
        if kept.direction == "in" && (kept.client_id.is_none() || !kept.on_the_web()) {
            kept.client_id = tag(&kept.text);
        }
        for (file, url) in files {
            let sum = rest.bytes(&url).await.map_or_else(|why| why, |bytes| digest::sha256(&bytes));
            kept.files.push(FileFact { id: file, sha256: sum });
        }
        thread.push(kept);
    }
    Ok((thread, read))
}

/// The tag at the end of a text: what comes by webhook has no client id of ours, and every text of a run ends in its tag.
fn tag(text: &str) -> Option<String> {
    let (_, tag) = text.strip_suffix(']')?.rsplit_once('[')?;
    Some(tag.to_owned())
}
