//! Cards as the provider wants them: a link is a news message with one article (in mini-programs a link), answers to choose
//! from are a menu; articles and coupons that the account keeps at the provider go by their id.
use model::{Card, MenuItem};
use serde_json::{Value, json};

/// Whether a picture of ours must be uploaded first.
pub fn wants_cover(card: &Card) -> bool {
    matches!(card, Card::Applet { .. } | Card::Music { .. })
}

/// The provider's word and what stands under it. `single_links`: as `link`.
pub fn content<'a>(card: &'a Card, cover: &str, single_links: bool) -> (&'a str, Value) {
    match card {
        Card::Link { title, description, url, picture } if single_links => {
            ("link", json!({"title": title, "description": description, "url": url, "thumb_url": picture}))
        }
        Card::Link { title, description, url, picture } => {
            let article = json!({"title": title, "description": description, "url": url, "picurl": picture});
            ("news", json!({"articles": [article]}))
        }
        Card::Applet { title, app_id, path } => {
            let mut page = json!({"title": title, "pagepath": path, "thumb_media_id": cover});
            if !app_id.is_empty() {
                page["appid"] = json!(app_id);
            }
            ("miniprogrampage", page)
        }
        Card::Music { title, description, url } => {
            let (music, best) = (url, url);
            let content = json!({
                "title": title, "description": description, "musicurl": music, "hqmusicurl": best, "thumb_media_id": cover,
            });
            ("music", content)
        }
        Card::Menu { head, items, tail } => {
            let list: Vec<Value> =
                items.iter().map(|MenuItem { id, text }| json!({"id": id, "content": text})).collect();
            ("msgmenu", json!({"head_content": head, "list": list, "tail_content": tail}))
        }
        Card::Material { of, id, .. } => {
            let name = match of.as_str() {
                "mpnewsarticle" => "article_id",
                "wxcard" => "card_id",
                _ => "media_id",
            };
            (of.as_str(), json!({name: id}))
        }
        // No provider of this family takes one; the manifest does not list it.
        Card::Location { label, .. } => ("text", json!({"content": label})),
    }
}
