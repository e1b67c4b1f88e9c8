//! Fields: a pushed body, XML or JSON, as names with texts. Only what stands directly under the root counts; nested blocks
//! are passed over, unknown names are kept, the order does not matter.
//!
//! XML is read without a DTD: entities other than the five of the standard and characters by number do not exist here, so
//! nothing expands and nothing is fetched.
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeMap;

/// Bytes of a body. Texts of customers have a few thousand characters, everything else is short.
pub const BODY_LIMIT: usize = 256 * 1024;
/// How deep elements may stand in one another; the deepest that the provider sends is 5.
const DEPTH: usize = 16;

/// Names and texts of one push. A NUL, which no database text can hold, reads as U+FFFD; the raw bytes keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Reads XML or JSON, whichever the first mark that is no blank promises.
    pub fn read(body: &[u8]) -> Result<Fields, String> {
        if body.len() > BODY_LIMIT {
            return Err(format!("body over {BODY_LIMIT} bytes"));
        }
        let text = std::str::from_utf8(body).map_err(|_| "not UTF-8".to_owned())?;
        let text = text.trim_start_matches('\u{feff}').trim();
        match text.as_bytes().first() {
            Some(b'<') => xml(text).map(Fields),
            Some(b'{') => json(text).map(Fields),
            _ => Err("neither XML nor JSON".to_owned()),
        }
    }

    /// The text of this name without blanks around it; `None` where it is missing or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The text of this name as it came, or an empty one.
    pub fn text(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// All of them, in the order of names.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

fn json(text: &str) -> Result<BTreeMap<String, String>, String> {
    let value: BTreeMap<String, Value> = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    let read = |(name, value): (String, Value)| match value {
        Value::String(text) => Some((clean(&name), clean(&text))),
        Value::Number(number) => Some((clean(&name), number.to_string())),
        Value::Bool(flag) => Some((clean(&name), flag.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    Ok(value.into_iter().filter_map(read).collect())
}

fn xml(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut reader = Reader::from_str(text);
    let mut found = BTreeMap::new();
    // Names of the open elements; the root is the first.
    let mut open: Vec<String> = Vec::new();
    let (mut words, mut roots) = (String::new(), 0);
    loop {
        let event = reader.read_event().map_err(|error| format!("not XML: {error}"))?;
        let outside = open.is_empty();
        match event {
            Event::Start(_) | Event::Empty(_) if outside && roots > 0 => return Err("XML with two roots".to_owned()),
            Event::Start(tag) => {
                roots += usize::from(outside);
                open.push(name(tag.name().as_ref())?);
                words.clear();
                if open.len() > DEPTH {
                    return Err(format!("XML deeper than {DEPTH} elements"));
                }
            }
            Event::Empty(tag) => {
                roots += usize::from(outside);
                if open.len() == 1 {
                    found.entry(name(tag.name().as_ref())?).or_default();
                }
            }
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                if open.len() == 1 {
                    found.entry(closed).or_insert_with(|| clean(&words));
                }
                words.clear();
            }
            Event::Text(text) if outside && !text.trim().is_empty() => return Err("text beside the root".to_owned()),
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(entity) => words.push_str(&resolved(&entity)?),
            Event::Decl(_) | Event::Comment(_) => {}
            Event::DocType(_) => return Err("XML with a document type".to_owned()),
            Event::PI(_) => return Err("XML with an instruction".to_owned()),
            Event::Eof if roots == 1 && outside => return Ok(found),
            Event::Eof => return Err("XML that breaks off".to_owned()),
        }
    }
}

fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> Result<String, String> {
    match entity.resolve_char_ref() {
        Ok(Some(mark)) => Ok(mark.to_string()),
        Ok(None) => {
            let known = resolve_predefined_entity(entity).map(str::to_owned);
            known.ok_or_else(|| "XML with an entity of its own".to_owned())
        }
        Err(error) => Err(format!("not XML: {error}")),
    }
}

fn name(bytes: &str) -> Result<String, String> {
    if bytes.len() > 64 { Err("an element's name over 64 bytes".to_owned()) } else { Ok(clean(bytes)) }
}

fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, String)>, String> {
        let fields = Fields::read(text.as_bytes())?;
        Ok(fields.all().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }
    fn pairs(pairs: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
        Ok(pairs.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect())
    }

    #[test]
    fn both_ways_of_writing_say_the_same() {
        let same = pairs(&[("Content", "杯子 <b> & ]]"), ("MsgId", "23456789012345678901")]);
        let xml =
            "\u{feff}<?xml version=\"1.0\"?>\n<xml><!-- x --><Content>杯子 &lt;<![CDATA[b> & ]]>]]&#x5d;</Content>
            <MsgId>23456789012345678901</MsgId></xml>\n";
        assert_eq!(read(xml), pairs(&[("Content", "杯子 <b> & ]]]"), ("MsgId", "23456789012345678901")]));
        assert_eq!(read("{\"Content\":\"杯子 <b> & ]]\",\"MsgId\":\"23456789012345678901\"}"), same);
        assert_eq!(
            read(" {\"MsgId\":6054768590064713728,\"a\":true,\"b\":null,\"c\":[1],\"d\":{\"MsgId\":1}}"),
            pairs(&[("MsgId", "6054768590064713728"), ("a", "true")])
        );
    }

    #[test]
    fn nested_blocks_are_passed_over_and_the_first_of_a_name_counts() {
        let xml = "<xml><ScanCodeInfo><MsgId>9</MsgId><A><B>c</B></A></ScanCodeInfo><MsgId>1</MsgId><MsgId>2</MsgId><E/></xml>";
        assert_eq!(read(xml), pairs(&[("E", ""), ("MsgId", "1"), ("ScanCodeInfo", "")]));
        assert_eq!(Fields::read(b"<xml><A> x\n</A><B> </B></xml>").unwrap().get("A"), Some("x"));
        assert_eq!(Fields::read(b"<xml><A> x\n</A><B> </B></xml>").unwrap().get("B"), None);
    }

    #[test]
    fn what_could_expand_or_never_end_is_refused() {
        for (text, why) in [
            ("", "neither XML nor JSON"),
            ("FromUserName=x", "neither XML nor JSON"),
            ("<xml>", "breaks off"),
            ("<xml><A></xml>", "not XML"),
            ("<xml></xml><xml></xml>", "two roots"),
            ("<xml/><xml/>", "two roots"),
            ("<xml></xml>x", "text beside the root"),
            ("<!-- nothing -->", "breaks off"),
            ("<!DOCTYPE xml [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><xml><A>&b;</A></xml>", "document type"),
            ("<!DOCTYPE xml SYSTEM \"file:///etc/passwd\"><xml/>", "document type"),
            ("<xml><A>&b;</A></xml>", "entity of its own"),
            ("<xml><A>&#0;</A></xml>", "not XML"),
            ("<xml><A>&#x110000;</A></xml>", "not XML"),
            ("<?php x?><xml/>", "instruction"),
            ("{\"a\":1", "not JSON"),
            ("{} {}", "not JSON"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        assert!(read(&format!("{}{}", "<x>".repeat(16), "</x>".repeat(16))).is_ok());
        let deep = |n| format!("{}{}", "<x>".repeat(n), "</x>".repeat(n));
        assert_eq!(read(&deep(17)).unwrap_err(), "XML deeper than 16 elements");
        assert_eq!(read(&deep(30_000)).unwrap_err(), "XML deeper than 16 elements");
        assert!(read(&format!("{{\"a\":{}}}", "[".repeat(100_000))).unwrap_err().contains("not JSON"));
        assert_eq!(read(&" ".repeat(BODY_LIMIT + 1)).unwrap_err(), "body over 262144 bytes");
        assert_eq!(Fields::read(b"<xml>\xff</xml>").unwrap_err(), "not UTF-8");
        assert_eq!(read("<xml><A>\0</A></xml>"), pairs(&[("A", "\u{fffd}")]));
    }
}
