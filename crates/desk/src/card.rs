//! What a card must be like, whichever channel carries it.
use crate::origin::web_address;
use crate::reply::Draft;
use crate::{Error, Result};
use model::*;

/// Titles, answers of a menu and other short words, characters.
const SHORT: usize = 128;
/// Descriptions and what follows a menu, characters.
const LONG: usize = 512;
/// Answers of a menu.
const ITEMS: usize = 10;
/// Web addresses, bytes.
const ADDRESS: usize = 2_000;

pub(crate) fn right(card: &Card, draft: &Draft) -> Result<()> {
    if draft.note {
        return Err(Error::field("card", "unable", "a note has no card"));
    }
    if draft.template {
        return Err(Error::field("card", "unable", "a template carries text only"));
    }
    short(if matches!(card, Card::Menu { .. }) { "head" } else { "title" }, card.title(), SHORT)?;
    match card {
        Card::Link { description, url, picture, .. } => {
            address("url", url)?;
            if !picture.is_empty() {
                address("picture", picture)?;
            }
            long("description", description)
        }
        Card::Music { description, url, .. } => {
            address("url", url)?;
            long("description", description)
        }
        Card::Applet { app_id, path, .. } => {
            if !app_id.is_empty() {
                bytes("app_id", app_id, 64)?;
            }
            bytes("path", path, 1_024)
        }
        Card::Menu { items, tail, .. } => {
            if items.is_empty() || items.len() > ITEMS {
                return wrong("items", "format", format!("1 to {ITEMS} answers"));
            }
            for item in items {
                short("items", &item.id, 64)?;
                short("items", &item.text, SHORT)?;
            }
            long("tail", tail)
        }
        Card::Material { id, .. } => bytes("id", id, 512),
        // No channel carries one from us: the manifest refuses it.
        Card::Location { .. } => Ok(()),
    }
}

fn wrong(field: &str, code: &'static str, detail: impl Into<String>) -> Result<()> {
    Err(Error::field(&format!("card.{field}"), code, detail.into()))
}

/// Must say something.
fn short(field: &str, text: &str, most: usize) -> Result<()> {
    if text.trim().is_empty() || text.chars().count() > most || text.contains('\0') {
        return wrong(field, "format", format!("1 to {most} characters"));
    }
    Ok(())
}

/// May be empty.
fn long(field: &str, text: &str) -> Result<()> {
    if text.chars().count() > LONG || text.contains('\0') {
        return wrong(field, "too_long", format!("at most {LONG} characters"));
    }
    Ok(())
}

fn bytes(field: &str, text: &str, most: usize) -> Result<()> {
    if text.trim().is_empty() || text.len() > most || text.contains('\0') {
        return wrong(field, "format", format!("1 to {most} bytes"));
    }
    Ok(())
}

fn address(field: &str, text: &str) -> Result<()> {
    if text.len() > ADDRESS || text.contains('\0') || web_address(text).is_none() {
        return wrong(field, "format", "an address that begins with https:// or http://");
    }
    Ok(())
}
