//! docs/integrate.md does what it says: its shell blocks are the scripts beside it, and these run here as they stand.
use crate::parlor::{Folder, Parlor};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(docs().join(name)).expect("a document")
}

/// Whether these programs are here; where they are not, the story is skipped with a line.
fn has(programs: &[&str]) -> bool {
    let missing = programs.iter().find(|name| Command::new(name).arg("--version").output().is_err());
    let Some(missing) = missing else { return true };
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{missing} is missing");
    println!("skipped: {missing} is missing");
    false
}

/// What stands between fences of this language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("\n```").next().expect("an end").to_owned()).collect()
}

/// The steps of a script, as its marks part it.
fn steps(name: &str) -> Vec<String> {
    let script = read(name);
    let parts = script.split("\n# Step ").skip(1);
    parts.map(|part| part.split_once('\n').expect("a step").1.trim_matches('\n').to_owned()).collect()
}

#[test]
fn every_block_of_code_is_one_that_is_tested() {
    let guide = read("integrate.md");
    let (answer, webhook) = (steps("examples/answer.sh"), steps("examples/webhook.sh"));
    assert_eq!(answer[0], webhook[0], "both begin the same way");
    let expected: Vec<String> = answer.into_iter().chain(webhook.into_iter().skip(1)).collect();
    assert_eq!(blocks(&guide, "sh"), expected);
    for (language, file) in [("python", "verify.py"), ("js", "verify.mjs"), ("java", "Verify.java")] {
        let whole = read(&format!("examples/{file}"));
        assert_eq!(blocks(&guide, language), [whole.trim_end_matches('\n')], "{file}");
    }
}

#[tokio::test]
async fn the_script_answers_a_conversation_over_the_api() {
    if !has(&["curl", "jq"]) {
        return;
    }
    let folder = Folder::new();
    let parlor = Parlor::serve(&folder.0, &[]);
    let scopes = ["conversations:read", "conversations:write", "customers:read", "events:read"];
    let key = parlor.key(&json!({ "name": "答复脚本", "role": "agent", "scopes": scopes })).await;
    let running = Command::new(docs().join("examples/answer.sh"))
        .env("PARLOR", format!("http://{}", parlor.host))
        .env("KEY", key)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // It may wait already, or not yet: both lead to the same.
    let mut visitor = parlor.visitor().await;
    visitor.writes("v1", "台灯不亮了，能换吗").await;
    let heard = loop {
        let events = visitor.hears("events").await;
        let items = events["items"].as_array().expect("items").clone();
        let said = items.into_iter().map(|item| item["message"].clone()).find(|it| it["from"] == "agent");
        if let Some(said) = said {
            break said;
        }
    };
    assert_eq!((&heard["text"], &heard["name"]), (&json!("您好，马上为您查看"), &json!("答复脚本")));
    let done = tokio::task::spawn_blocking(|| running.wait_with_output().expect("it ends")).await.expect("waited for");
    let (said, wrong) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}{wrong}");
    assert!(said.contains("台灯不亮了") && said.contains("\"closed\"") && said.contains("\"offline\""), "{said}");
}

#[tokio::test]
async fn the_script_makes_a_webhook_and_tries_it_out() {
    if !has(&["curl", "jq"]) {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let crm = listener.local_addr().expect("an address").to_string();
    let folder = Folder::new();
    let parlor = Parlor::serve_with(&folder.0, &[("PARLOR_ALLOW_HOSTS", &crm)]);
    let asked = json!({ "name": "CRM", "role": "administrator", "scopes": ["webhooks:read", "webhooks:write", "conversations:read"] });
    let key = parlor.key(&asked).await;
    let heard = async move {
        let (mut line, _) = listener.accept().await.expect("a call");
        let (mut call, mut part) = (String::new(), [0; 4096]);
        while !call.contains("webhook.test") {
            let length = line.read(&mut part).await.expect("a request");
            assert_ne!(length, 0, "the line ended: {call}");
            call.push_str(&String::from_utf8_lossy(&part[..length]));
        }
        line.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 4\r\n\r\nseen").await.expect("an answer");
        call
    };
    let script = docs().join("examples/webhook.sh");
    let address = format!("http://{}", parlor.host);
    let run = move || {
        Command::new(script).env("PARLOR", address).env("KEY", key).env("TO", format!("http://{crm}/hook")).output()
    };
    let (done, call) = tokio::join!(tokio::task::spawn_blocking(run), heard);
    let done = done.expect("waited for").expect("it ran");
    let (said, wrong) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}{wrong}");
    assert!(
        said.contains("keep this secret: whsec_") && said.contains("\"delivered\"") && said.contains("seen"),
        "{said}"
    );
    assert!(call.starts_with("POST /hook HTTP/1.1") && call.contains("webhook-signature: v1,"), "{call}");
}

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const GOOD: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

/// What a program says of three calls: the published one, one with another body, one that is too old.
fn says(mut command: Command) -> String {
    let done = command.current_dir(docs().join("examples")).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_lowercase()
}

#[test]
fn the_code_that_verifies_takes_the_published_example_and_nothing_beside_it() {
    let headers = json!({ "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
        "webhook-signature": format!("v2,x {GOOD}") });
    if has(&["python3"]) {
        let code = format!(
            "from verify import is_signed as f; h={headers}; b=b'{{\"test\": 2432232314}}'; \
             print(f('{SECRET}',h,b,1614265330), f('{SECRET}',h,b+b' ',1614265330), f('{SECRET}',h,b,1614266330))"
        );
        let mut command = Command::new("python3");
        command.args(["-B", "-c", &code]);
        assert_eq!(says(command), "true false false");
    }
    if has(&["node"]) {
        let code = format!(
            "import {{ isSigned as f }} from './verify.mjs'; const h={headers}; const b='{{\"test\": 2432232314}}'; \
             console.log(f('{SECRET}',h,b,1614265330), f('{SECRET}',h,b+' ',1614265330), f('{SECRET}',h,b,1614266330))"
        );
        let mut command = Command::new("node");
        command.args(["--input-type=module", "-e", &code]);
        assert_eq!(says(command), "true false false");
    }
}
