//! The envelope against a published value, and against hands that change it.
use sim::wechat::{Envelope, Platform};

const CIPHERTEXT: &str = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

fn envelope() -> Envelope {
    Envelope::new("pamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxb11529c136998cb6").unwrap()
}

#[test]
fn the_published_message_is_opened_and_made_again() {
    assert_eq!(envelope().decrypt(CIPHERTEXT).unwrap(), "我是中文abcd123");
    assert_eq!(envelope().encrypt("我是中文abcd123", *b"aaaabbbbccccdddd"), CIPHERTEXT);
}

#[test]
fn both_signatures_are_the_published_ones() {
    let parts = ["1409304348", "xxxxxx", CIPHERTEXT];
    assert_eq!(envelope().signature(&parts), "82c962d39941aa48552f90ef55aa323dc620cc10");
    assert_eq!(envelope().signature(&parts[..2]), "76480565cbe296026c53aaacd1ad523a1ddba24f");
}

#[test]
fn every_length_of_padding_is_undone() {
    for length in 0..70 {
        let text = "x".repeat(length);
        assert_eq!(envelope().decrypt(&envelope().encrypt(&text, Platform::random())).unwrap(), text);
    }
}

#[test]
fn another_key_or_receiver_opens_nothing() {
    let other = Envelope::new("pamtest", "ZbcdefghijklmnopqrstuvwxyzO123456789ABCDEFG", "wxb11529c136998cb6").unwrap();
    assert!(other.decrypt(CIPHERTEXT).is_err());
    let other = Envelope::new("pamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx0").unwrap();
    assert!(other.decrypt(CIPHERTEXT).unwrap_err().contains("wxb11529c136998cb6"));
    assert!(Envelope::new("t", "short", "wx0").is_err());
}
