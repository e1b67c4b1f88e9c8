//! Sealed pushes against libraries we did not write, both ways: what they seal we verify and read, what we seal they open.
//!
//! Without the libraries each story says so in one line and ends; `PARLOR_TEST_PEERS=1` makes that a failure, and
//! `PARLOR_TEST_PEER_VECTORS` asks for other than 20 pushes. How to install them stands in the scripts.
use crate::wechat_platform::NOW;
use channels::find;
use model::Secret;
use model::port::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peer");

/// Runs a program; what it wrote, line by line, as JSON.
fn run(program: &str, arguments: &[&str]) -> Vec<Value> {
    let output = Command::new(program).args(arguments).output().expect("it starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn is_there(program: &str, probe: &[&str], peer: &str) -> bool {
    let found = Command::new(program).args(probe).output().is_ok_and(|output| output.status.success());
    let must = std::env::var("PARLOR_TEST_PEERS").is_ok_and(|it| it == "1");
    assert!(found || !must, "{peer} is not there, and PARLOR_TEST_PEERS=1");
    if !found {
        println!("skipped: {peer} is not installed");
    }
    found
}

fn text<'v>(of: &'v Value, name: &str) -> &'v str {
    of[name].as_str().expect("a text")
}

fn account(vector: &Value) -> Opened {
    let settings = [("app_id", text(vector, "app")), ("mode", "safe")];
    let secrets = [("token", text(vector, "token")), ("aes_key", text(vector, "key")), ("app_secret", "s")];
    Opened { token: Some(Secret::new("T")), ..crate::suite::opened(&settings, &secrets) }
}

fn both_ways(program: &str, script: &str) {
    let script = format!("{FOLDER}/{script}");
    let count = std::env::var("PARLOR_TEST_PEER_VECTORS").unwrap_or_else(|_| "20".into());
    let vectors = run(program, &[&script, "make", "20261122", &count]);
    assert_eq!(vectors.len(), count.parse::<usize>().expect("a number"));
    let channel = find("wechat").expect("it is in ALL");
    let mut answers = Vec::new();
    for vector in &vectors {
        let (account, body) = (account(vector), text(vector, "body").as_bytes().to_vec());
        let raw = Raw { method: "POST".into(), query: text(vector, "query").into(), body, ..Raw::default() };
        let channel = if vector["json"] == json!(true) { find("miniprogram").expect("it is in ALL") } else { channel };
        assert_eq!(channel.verify(&account, &raw, NOW), Ok(()), "{vector}");
        let parsed = channel.parse(&account, &raw);
        assert_eq!((parsed.unparsed, parsed.answer.body.as_str()), (None, "success"), "{vector}");
        let [one] = parsed.incoming.as_slice() else { panic!("{vector}") };
        assert_eq!(one.from.value, text(vector, "from"));
        let What::Message(said) = &one.what else { panic!("{vector}") };
        assert_eq!(said.text, text(vector, "text"));
        let words: String = text(vector, "text").chars().rev().take(500).collect::<String>() + "答";
        // Only the official account answers at once; it reads the other's pushes as well.
        let answer = find("wechat").and_then(|it| it.answer_with(&account, &raw, &words, NOW)).expect("an answer");
        answers.push((words, answer.body));
    }
    let lines = vectors.iter().zip(&answers).map(|(vector, (_, body))| {
        json!({"token": vector["token"], "key": vector["key"], "app": vector["app"], "body": body}).to_string() + "\n"
    });
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{program}-answers.jsonl").replace('/', "-"));
    std::fs::write(&file, lines.collect::<String>()).expect("a file");
    let opened = run(program, &[&script, "open", file.to_str().expect("a path")]);
    assert_eq!(opened.len(), answers.len());
    for ((vector, (words, _)), said) in vectors.iter().zip(&answers).zip(&opened) {
        assert_eq!((text(said, "text"), text(said, "to")), (words.as_str(), text(vector, "from")));
    }
    println!("{} pushes and as many answers with {script}", vectors.len());
}

#[test]
fn wechatpy_and_we_open_each_others_pushes() {
    if is_there("python3", &["-c", "import wechatpy"], "wechatpy (PyPI)") {
        both_ways("python3", "wechatpy_peer.py");
    }
}

#[test]
fn wecom_crypto_and_we_open_each_others_pushes() {
    if is_there("node", &["-e", "require('@wecom/crypto')"], "@wecom/crypto (npm)") {
        both_ways("node", "wecom_crypto_peer.js");
    }
}
