//! What a tenant's system says of an order, checked and cleaned: limits, no marks that are not seen or turn a line around,
//! only addresses of the web.
use crate::FieldError;
use crate::origin::web_address;
use model::*;

const ITEMS: usize = 100;
const ACTIONS: usize = 10;
const URL: usize = 1_000;
/// Larger than any price in any currency.
const AMOUNT: i64 = 1_000_000_000_000_000;
/// Words of theirs about something that was done.
const MESSAGE: usize = 300;

/// Everything that is wrong, by path.
struct Faults(Vec<FieldError>);

impl Faults {
    fn add(&mut self, field: String, code: &'static str, detail: impl Into<String>) {
        self.0.push(FieldError { field, code, detail: detail.into() });
    }

    fn text(&mut self, field: &str, text: &mut String, most: usize) {
        *text = cleaned(text);
        let length = text.chars().count();
        if length == 0 || length > most {
            self.add(field.to_owned(), "length", format!("1 to {most} characters"));
        }
    }

    fn range(&mut self, field: String, number: i64, least: i64, most: i64) {
        if !(least..=most).contains(&number) {
            self.add(field, "out_of_range", format!("a whole number from {least} to {most}"));
        }
    }

    fn url(&mut self, field: String, url: &str, schemes: &[&str]) {
        let web = web_address(url).is_some_and(|it| schemes.contains(&it.scheme()) && it.username().is_empty());
        if !web || url.len() > URL || url.contains(|mark: char| mark.is_whitespace() || mark.is_control()) {
            let how = schemes.join(" or ");
            self.add(field, "format", format!("an address that begins with {how}, at most {URL} bytes"));
        }
    }
}

/// As it is kept, or all that is wrong with it.
pub(super) fn checked(mut it: Order) -> Result<Order, Vec<FieldError>> {
    let mut wrong = Faults(vec![]);
    wrong.text("number", &mut it.number, 64);
    wrong.text("state", &mut it.state, 40);
    if let Some(total) = &it.total {
        wrong.range("total.amount".into(), total.amount, 0, AMOUNT);
        if total.currency.len() != 3 || !total.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            wrong.add("total.currency".into(), "format", "three capitals, as CNY");
        }
    }
    if it.items.len() > ITEMS {
        wrong.add("items".into(), "too_many", format!("at most {ITEMS}"));
        it.items.truncate(ITEMS);
    }
    for (n, item) in it.items.iter_mut().enumerate() {
        wrong.text(&format!("items[{n}].title"), &mut item.title, 200);
        wrong.range(format!("items[{n}].quantity"), item.quantity, 1, 1_000_000);
        if let Some(price) = item.price {
            wrong.range(format!("items[{n}].price"), price, 0, AMOUNT);
        }
        if let Some(picture) = &item.picture {
            wrong.url(format!("items[{n}].picture"), picture, &["https"]);
        }
    }
    if let Some(url) = &it.url {
        wrong.url("url".into(), url, &["https", "http"]);
    }
    if let Some(shipment) = &mut it.shipment {
        wrong.text("shipment.carrier", &mut shipment.carrier, 100);
        wrong.text("shipment.number", &mut shipment.number, 100);
    }
    actions(&mut it.actions, &mut wrong);
    if wrong.0.is_empty() { Ok(it) } else { Err(wrong.0) }
}

fn actions(all: &mut Vec<OrderAction>, wrong: &mut Faults) {
    if all.len() > ACTIONS {
        wrong.add("actions".into(), "too_many", format!("at most {ACTIONS}"));
        all.truncate(ACTIONS);
    }
    let mut keys: Vec<String> = vec![];
    for (n, action) in all.iter_mut().enumerate() {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if action.key.is_empty() || action.key.len() > 32 || !action.key.bytes().all(plain) {
            wrong.add(format!("actions[{n}].key"), "format", "1 to 32 of a-z, 0-9 and _");
        }
        if keys.contains(&action.key) {
            wrong.add(format!("actions[{n}].key"), "taken", "another action has this key");
        }
        keys.push(action.key.clone());
        wrong.text(&format!("actions[{n}].label.zh-CN"), &mut action.label.zh, 30);
        wrong.text(&format!("actions[{n}].label.en"), &mut action.label.en, 30);
    }
}

/// One line of foreign text: no controls, nothing that is not seen or turns the line around, spaces as one.
pub(super) fn cleaned(text: &str) -> String {
    let shown = |mark: char| !matches!(mark, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let plain: String = text.chars().filter(|it| shown(*it)).map(|it| if it.is_control() { ' ' } else { it }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What they say of something that was done, cut to its limit; `None`: nothing.
pub(super) fn message(text: Option<&str>) -> Option<String> {
    let said: String = cleaned(text?).chars().take(MESSAGE).collect();
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_goes_and_emoji_stay_whole() {
        assert_eq!(cleaned(" a\u{202e}b\r\n\tc\u{0}d\u{feff} "), "ab c d");
        assert_eq!(cleaned("👨‍👩‍👧‍👦 <b>&\"'"), "👨‍👩‍👧‍👦 <b>&\"'");
        assert_eq!(message(Some(" \u{200b} ")), None);
        assert_eq!(message(Some(&"字".repeat(400))).unwrap().chars().count(), 300);
    }
}
