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
    let [answer, webhook, order] = ["answer", "webhook", "order"].map(|name| steps(&format!("examples/{name}.sh")));
    assert!(answer[0] == webhook[0] && answer[0] == order[0], "all begin the same way");
    let rest = webhook.into_iter().skip(1).chain(order.into_iter().skip(1));
    let expected: Vec<String> = answer.into_iter().chain(rest).collect();
    assert_eq!(blocks(&guide, "sh"), expected);
    for (language, files) in [
        ("python", &["verify.py", "orders.py", "panel.py"][..]),
        ("js", &["verify.mjs"]),
        ("java", &["Verify.java"]),
        ("html", &["panel.html"]),
    ] {
        let whole: Vec<String> =
            files.iter().map(|file| read(&format!("examples/{file}")).trim_end_matches('\n').to_owned()).collect();
        assert_eq!(blocks(&guide, language), whole);
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

#[tokio::test]
async fn the_script_tells_an_order_of_a_customer() {
    if !has(&["curl", "jq"]) {
        return;
    }
    let folder = Folder::new();
    let parlor = Parlor::serve(&folder.0, &[]);
    let scopes = ["customers:read", "orders:read", "orders:write"];
    let key = parlor.key(&json!({ "name": "商城", "role": "agent", "scopes": scopes })).await;
    let mut visitor = parlor.visitor().await;
    visitor.writes("v1", "花瓶碎了").await;
    let (script, address) = (docs().join("examples/order.sh"), format!("http://{}", parlor.host));
    let run = move || Command::new(script).env("PARLOR", address).env("KEY", key).output();
    let done = tokio::task::spawn_blocking(run).await.expect("waited for").expect("it ran");
    let (said, wrong) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}{wrong}");
    assert!(said.contains("SG20984413") && said.contains("已发货"), "{said}");
}

#[test]
fn the_order_system_of_the_guide_believes_only_what_is_signed_and_refunds_once() {
    if !has(&["python3"]) {
        return;
    }
    let code = r#"
import base64, hashlib, hmac, json, orders
from orders import answer
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
def ask(name, body, secret=SECRET):
    body = json.dumps(body).encode()
    key = base64.b64decode(secret[6:])
    tag = base64.b64encode(hmac.new(key, f"{name}.1614265330.".encode() + body, hashlib.sha256).digest()).decode()
    headers = {"webhook-id": name, "webhook-timestamp": "1614265330", "webhook-signature": f"v1,{tag}"}
    return answer(SECRET, headers, body, 1614265330)
who = {"external_ids": ["42"]}
refund = {"type": "orders.act", "order": "SG1", "action": "refund", "amount": 2000, "customer": who}
print(ask("msg_0", refund, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")[0],
      len(ask("msg_1", {"type": "orders.list", "customer": who})[1]["orders"]),
      len(ask("msg_2", {"type": "orders.list", "customer": {"external_ids": ["43"]}})[1]["orders"]),
      ask("msg_3", {"type": "orders.check"})[0],
      ask("msg_3", refund)[1]["state"], ask("msg_3", refund)[1]["state"], ask("msg_3", {"type": "orders.check"})[0],
      ask("msg_4", {**refund, "amount": 99999})[1]["state"])
work, meanwhile = orders.refund, []
orders.refund = lambda asked: (meanwhile.append(ask("msg_5", {"type": "orders.check"})[1]["state"]), work(asked))[1]
print(ask("msg_5", refund)[1]["state"], *meanwhile)
"#;
    let mut command = Command::new("python3");
    command.args(["-B", "-c", code]);
    assert_eq!(says(command), "401 1 0 404 done done 200 refused\ndone in_progress");
}

#[test]
fn the_page_of_the_guide_believes_only_a_fresh_signature() {
    if !has(&["python3"]) {
        return;
    }
    let code = r#"
import hashlib, hmac, base64
from panel import opened_by_parlor as f
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
query = "shop=1&conversation=c&external_id=4+2%26x&timestamp=1614265330"
tag = hmac.new(base64.b64decode(SECRET[6:]), query.encode(), hashlib.sha256).hexdigest()
good = f"{query}&signature={tag}"
print(f(SECRET, good, 1614265330)["external_id"], f(SECRET, good, 1614266330), f(SECRET, good.replace("=c&", "=d&"), 1614265330), f(SECRET, "", 1614265330))
"#;
    let mut command = Command::new("python3");
    command.args(["-B", "-c", code]);
    assert_eq!(says(command), "4 2&x none none none");
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
