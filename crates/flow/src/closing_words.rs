//! Closing words: what people say when they are done. They ask for no reply and reopen nothing.

const WORDS: &[&str] = &[
    "谢谢",
    "谢谢你",
    "谢谢您",
    "谢谢啦",
    "谢了",
    "多谢",
    "感谢",
    "非常感谢",
    "好的",
    "好",
    "好的谢谢",
    "好的谢谢您",
    "嗯",
    "嗯嗯",
    "嗯好的",
    "知道了",
    "明白了",
    "收到",
    "ok",
    "okay",
    "没事了",
    "没有了",
    "不用了",
    "再见",
    "拜拜",
    "thanks",
    "thank you",
    "thank you very much",
    "thx",
    "ty",
    "got it",
    "bye",
    "goodbye",
    "great thanks",
    "ok thanks",
    "ok thank you",
    "thanks a lot",
    "no thanks",
    "cheers",
];

/// Whether a text is nothing but closing words, whatever its punctuation, emoji and case.
pub fn is_closing(text: &str) -> bool {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if c.is_whitespace() && !plain.ends_with(' ') {
            plain.push(' ');
        }
        if plain.len() > 64 {
            return false;
        }
    }
    let plain = plain.trim();
    WORDS.contains(&plain) || WORDS.contains(&plain.replace(' ', "").as_str())
}

#[cfg(test)]
mod tests {
    use super::is_closing;

    #[test]
    fn thanks_closes_and_questions_do_not() {
        for text in ["谢谢", "谢谢！", "好的，谢谢", "OK", "Thank you!", "thanks 🙏", " 收到。 "] {
            assert!(is_closing(text), "{text}");
        }
        for text in ["谢谢，还有一个问题", "好的那运费呢？", "not ok", "thanks but it still leaks", "", "？"]
        {
            assert!(!is_closing(text), "{text}");
        }
    }
}
