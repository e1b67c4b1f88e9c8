//! Closing words are recognised whatever surrounds them; anything that says more is not one.
use flow::is_closing;
use proptest::prelude::*;

const DRESS: &[&str] = &["", " ", "！", "!", "。", "~", "…", " 🙏", "\n", "，"];

proptest! {
    #[test]
    fn dress_and_case_change_nothing(
        word in prop::sample::select(vec!["谢谢", "好的", "ok", "thank you", "收到", "bye"]),
        before in prop::sample::select(DRESS),
        after in prop::sample::select(DRESS),
        loud in any::<bool>(),
    ) {
        let word = if loud { word.to_uppercase() } else { word.to_owned() };
        let text = format!("{before}{word}{after}");
        prop_assert!(is_closing(&text), "{text:?}");
    }

    #[test]
    fn whoever_asks_for_more_is_heard(word in prop::sample::select(vec!["谢谢", "ok", "好的"]), more in "[0-9x-z问货]{1,20}") {
        let text = format!("{word}，{more}");
        prop_assert!(!is_closing(&text), "{text:?}");
    }

    #[test]
    fn any_text_gets_an_answer(text in any::<String>()) {
        let closing = is_closing(&text);
        prop_assert!(!closing || text.chars().any(char::is_alphanumeric), "{text:?}");
    }
}
