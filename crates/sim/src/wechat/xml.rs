//! Just enough XML: callbacks are written, passive replies are read. No entities but the five, no attributes.

/// An element's value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(u64),
    Float(f64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}
impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(number)
    }
}
impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Float(number)
    }
}

/// Names and values in the order they are written.
pub(super) type Elements = Vec<(&'static str, Value)>;

/// `<xml>…</xml>` with texts in CDATA.
pub(super) fn xml(elements: &Elements) -> String {
    let one = |(name, value): &(&str, Value)| {
        let inside = match value {
            // A CDATA section ends at its first `]]>`, so a text with one is cut between the two.
            Value::Text(text) => format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>")),
            Value::Number(number) => number.to_string(),
            Value::Float(number) => format!("{number:.6}"),
        };
        format!("<{name}>{inside}</{name}>")
    };
    format!("<xml>{}</xml>", elements.iter().map(one).collect::<String>())
}

/// The same as a JSON object.
pub(super) fn json(elements: &Elements) -> String {
    let one = |(name, value): &(&'static str, Value)| {
        let value = match value {
            Value::Text(text) => text.as_str().into(),
            Value::Number(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
        };
        ((*name).to_owned(), value)
    };
    serde_json::Value::Object(elements.iter().map(one).collect()).to_string()
}

/// The text of the first element of this name, at any depth; `None` when it is absent or not closed.
pub(super) fn text_of(xml: &str, name: &str) -> Option<String> {
    let raw = inside(xml, name)?.trim();
    let mut out = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        out.push_str(&unescaped(before));
        let (section, after) = after.split_once("]]>")?;
        out.push_str(section);
        rest = after;
    }
    out.push_str(&unescaped(rest));
    Some(out)
}

fn inside<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = xml.split_once(&format!("<{name}>"))?;
    let close = format!("</{name}>");
    // The closing tag may be spoken of inside a CDATA section.
    let mut from = 0;
    loop {
        let rest = after.get(from..)?;
        let end = rest.find(&close)?;
        match rest.find("<![CDATA[").filter(|start| *start < end) {
            Some(start) => from += start + rest.get(start..)?.find("]]>")? + 3,
            None => return after.get(..from + end),
        }
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "a<b]]>&amp; </Content> 中";
        let written = xml(&vec![("Content", text.into()), ("MsgId", 7.into())]);
        assert_eq!(text_of(&written, "Content").as_deref(), Some(text));
        assert_eq!(text_of(&written, "MsgId").as_deref(), Some("7"));
        assert_eq!(text_of(&written, "Other"), None);
    }

    #[test]
    fn plain_text_is_unescaped_and_an_open_element_is_none() {
        assert_eq!(text_of("<a>1 &lt; 2 &amp;&amp; 3</a>", "a").as_deref(), Some("1 < 2 && 3"));
        assert_eq!(text_of("<a><![CDATA[x</a>", "a"), None);
    }
}
