//! The official account's stories, second half: who gets in, who does not, and what is said at the door.
use crate::wechat::channel;
use crate::wechat_platform::*;
use model::port::*;

fn refused(account: &Opened, raw: &Raw) -> &'static str {
    channel().verify(account, raw, NOW).expect_err("it should be refused").0
}

fn gets_in(account: &Opened, raw: &Raw) {
    assert_eq!(channel().verify(account, raw, NOW), Ok(()));
    assert_eq!(channel().parse(account, raw).incoming.len(), 1);
}

fn words() -> String {
    xml("text", &[("Content", "在吗"), ("MsgId", "1")])
}

#[test]
fn the_trial_of_our_address_is_answered_word_for_word() {
    for mode in ["safe", "compatible", "plain"] {
        for echo in ["5838479218127813673", "a+b/c= &<x>"] {
            let (account, raw) = (account(mode), trial(TOKEN, echo, 0));
            assert_eq!(channel().verify(&account, &raw, NOW), Ok(()));
            let parsed = channel().parse(&account, &raw);
            assert!(parsed.incoming.is_empty() && parsed.unparsed.is_none());
            assert_eq!((parsed.answer.status, parsed.answer.body.as_str()), (200, echo));
        }
    }
    assert_eq!(refused(&account("safe"), &trial("wrong", "1", 0)), "wrong signature");
    assert_eq!(refused(&account("safe"), &trial(TOKEN, "", 0)), "a GET without echostr");
    assert_eq!(refused(&account("safe"), &trial(TOKEN, "1", 601)), "outside the time tolerance of 10 minutes");
}

#[test]
fn three_modes_let_different_things_in() {
    let (sealed, plain) = (sealed_push(words().as_bytes(), 0), plain_push(words().as_bytes(), TOKEN, 0));
    for mode in ["safe", "compatible", "plain"] {
        gets_in(&account(mode), &sealed);
    }
    gets_in(&account("compatible"), &plain);
    gets_in(&account("plain"), &plain);
    assert_eq!(refused(&account("safe"), &plain), "not encrypted, and the mode is safe");
    assert_eq!(refused(&account("nonsense"), &plain), "not encrypted, and the mode is safe");
    assert_eq!(refused(&account("plain"), &plain_push(b"<xml/>", "wrong", 0)), "wrong signature");
    assert_eq!(refused(&secret(account("plain"), "aes_key", ""), &sealed), "encrypted, and the account has no aes_key");
}

#[test]
fn in_compatible_mode_only_what_was_sealed_is_believed() {
    let mut raw = sealed_push(words().as_bytes(), 0);
    let beside =
        "<FromUserName>o-forged</FromUserName><MsgType>text</MsgType><Content>假的</Content><MsgId>9</MsgId></xml>";
    raw.body = String::from_utf8(raw.body).unwrap().replace("</xml>", beside).into_bytes();
    let one = channel().parse(&account("compatible"), &raw).incoming.remove(0);
    assert_eq!(one.from.value, CUSTOMER);
    assert!(matches!(one.what, What::Message(said) if said.text == "在吗"));
}

#[test]
fn every_changed_mark_of_the_sealed_text_is_refused() {
    let good = sealed_push(words().as_bytes(), 0);
    let start = good.body.windows(9).position(|at| at == b"<Encrypt>").unwrap() + 18;
    let end = good.body.windows(10).position(|at| at == b"</Encrypt>").unwrap() - 3;
    for at in start..end {
        let mut raw = good.clone();
        raw.body[at] = if raw.body[at] == b'A' { b'B' } else { b'A' };
        assert_eq!(refused(&account("safe"), &raw), "wrong signature");
    }
}

#[test]
fn a_signed_push_that_is_not_for_us_is_refused() {
    let push = |sealed: &str| outer(sealed, TOKEN, 0);
    let safe = account("safe");
    assert_eq!(refused(&safe, &push(&seal(KEY, b"<xml/>", "wx-other"))), "sealed for another receiver: check app_id");
    assert_eq!(refused(&safe, &push(&seal(KEY, b"<xml/>", ""))), "sealed for another receiver: check app_id");
    assert_eq!(refused(&safe, &push(&ciphered(KEY, vec![33; 64]))), "wrong padding: another aes_key");
    assert_eq!(refused(&safe, &push(&ciphered(KEY, vec![0; 64]))), "wrong padding: another aes_key");
    let mut uneven = vec![5; 64];
    uneven[60] = 4;
    assert_eq!(refused(&safe, &push(&ciphered(KEY, uneven))), "wrong padding: another aes_key");
    assert_eq!(
        refused(&safe, &push(&ciphered(KEY, vec![9; 48]))),
        "the sealed text has a length that no sealing gives"
    );
    let other = "B".repeat(43);
    assert!(
        refused(&secret(account("safe"), "aes_key", &other), &push(&seal(KEY, b"<xml/>", APP))).contains("another")
    );
    let ours = with(account("safe"), "original_id", US);
    gets_in(&ours, &sealed_push(words().as_bytes(), 0));
    let theirs = words().replace(US, "gh_other");
    assert_eq!(refused(&ours, &sealed_push(theirs.as_bytes(), 0)), "addressed to another account than original_id");
    gets_in(&account("safe"), &sealed_push(theirs.as_bytes(), 0));
}

#[test]
fn the_time_may_be_ten_minutes_off_either_way() {
    for later in [-600, 600] {
        gets_in(&account("safe"), &sealed_push(words().as_bytes(), later));
    }
    for later in [-601, 601] {
        let why = refused(&account("safe"), &sealed_push(words().as_bytes(), later));
        assert_eq!(why, "outside the time tolerance of 10 minutes");
    }
    let bare = plain_push(b"<xml/>", TOKEN, 0);
    let query = format!("timestamp=soon&nonce=n&signature={}", sha1_hex(&[TOKEN, "soon", "n"]));
    assert_eq!(refused(&account("plain"), &Raw { query, ..bare.clone() }), "the timestamp is not a number");
    for missing in ["timestamp=1&nonce=n", "timestamp=1&signature=s", "nonce=n&signature=s"] {
        let why = refused(&account("plain"), &Raw { query: missing.into(), ..bare.clone() });
        assert_eq!(why, "timestamp, nonce or signature is missing");
    }
}

#[test]
fn while_secrets_are_changed_both_get_in() {
    let new_key = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    let changed = secret(secret(account("safe"), "token", "new-token"), "aes_key", new_key);
    let changing = secret(secret(changed.clone(), "former_token", TOKEN), "former_aes_key", KEY);
    let old = sealed_push(words().as_bytes(), 0);
    let new = outer(&seal(new_key, words().as_bytes(), APP), "new-token", 0);
    let mixed = outer(&seal(KEY, words().as_bytes(), APP), "new-token", 0);
    for raw in [&old, &new, &mixed] {
        gets_in(&changing, raw);
    }
    gets_in(&changed, &new);
    assert_eq!(refused(&changed, &old), "wrong signature");
    let plain = plain_push(words().as_bytes(), TOKEN, 0);
    gets_in(&with(changing, "mode", "plain"), &plain);
    let broken = secret(account("safe"), "former_aes_key", "too short");
    assert_eq!(refused(&broken, &old), "an aes_key is not the 43 characters of an EncodingAESKey");
}

#[test]
fn an_empty_token_lets_nobody_in() {
    let empty = secret(account("plain"), "token", "");
    assert_eq!(refused(&empty, &plain_push(words().as_bytes(), "", 0)), "wrong signature");
}

#[test]
fn what_cannot_be_read_is_kept_and_still_heard() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><xml><FromUserName>&b;</FromUserName></xml>";
    let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
    let big = format!("<xml><FromUserName>o</FromUserName><Content>{}</Content></xml>", "x".repeat(256 * 1024));
    for (body, why) in [
        ("", "neither XML nor JSON"),
        ("hello", "neither XML nor JSON"),
        ("<xml><MsgType>text</MsgType></xml>", "no FromUserName"),
        ("<xml><FromUserName> </FromUserName></xml>", "no FromUserName"),
        ("{\"FromUserName\": 7, \"MsgType\": ", "not JSON"),
        (bomb, "document type"),
        (deep.as_str(), "deeper than"),
        (big.as_str(), "body over"),
    ] {
        for (mode, raw) in [("safe", sealed_push(body.as_bytes(), 0)), ("plain", plain_push(body.as_bytes(), TOKEN, 0))]
        {
            // Sealed, the largest does not get through the door at all.
            if mode == "safe" && body.len() > 200_000 {
                assert_eq!(refused(&account(mode), &raw), "encrypted, and the body cannot be read");
                continue;
            }
            assert_eq!(channel().verify(&account(mode), &raw, NOW), Ok(()), "{why}");
            let parsed = channel().parse(&account(mode), &raw);
            let said = parsed.unparsed.expect("kept");
            assert!(said.contains(why) && parsed.incoming.is_empty(), "{said}");
            assert_eq!((parsed.answer.status, parsed.answer.body.as_str()), (200, "success"));
        }
    }
    let outside = Raw { body: bomb.into(), ..sealed_push(b"", 0) };
    assert_eq!(refused(&account("safe"), &outside), "encrypted, and the body cannot be read");
    let without = Raw { body: b"<xml><ToUserName>x</ToUserName></xml>".to_vec(), ..sealed_push(b"", 0) };
    assert_eq!(refused(&account("safe"), &without), "encrypted, and there is no Encrypt");
}
