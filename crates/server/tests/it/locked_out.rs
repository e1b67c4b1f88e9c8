//! Somebody who is locked out is let in from the server, beside a running `parlor serve` and on a folder at rest.
use crate::parlor::{EMAIL, Folder, PASSWORD, Parlor, run};
use serde_json::json;

/// What it printed, and its exit code.
fn told(folder: &Folder, args: &[&str]) -> (Option<i32>, String) {
    let done = run(&folder.0, &[&["staff", "reset-password"], args].concat(), &[]);
    (done.status.code(), String::from_utf8([done.stdout, done.stderr].concat()).expect("text"))
}

fn code(said: &str) -> &str {
    said.split("/invite/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect(said)
}

#[tokio::test]
async fn the_only_administrator_gets_in_again_while_it_serves() {
    let folder = Folder::new();
    let parlor = Parlor::serve(&folder.0, &[]);
    let old = json!({ "email": EMAIL, "password": PASSWORD });
    let (_, session, cookie) = parlor.ask("POST", "/api/v1/session", "", Some(&old)).await;
    assert_eq!(session["agent"]["role"], "administrator");

    let (status, said) = told(&folder, &["Admin@Shop.example "]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Sessions ended: 1.") && !said.contains("second factor"), "{said}");
    assert_eq!(parlor.ask("GET", "/api/v1/session", &cookie, None).await.0, 401, "whoever was in is out");

    let path = format!("/api/v1/agent-invites/{}", code(&said));
    let new = json!({ "password": "a longer and newer one" });
    let accept = format!("{path}/accept");
    let (status, session, cookie) = parlor.ask("POST", &accept, "", Some(&new)).await;
    assert_eq!((status, session["agent"]["email"].as_str()), (201, Some(EMAIL)), "{session}");
    assert_eq!(parlor.ask("POST", &accept, "", Some(&new)).await.0, 404, "good once");
    assert_eq!(parlor.ask("POST", "/api/v1/session", "", Some(&old)).await.0, 401, "the old password is over");

    let (_, rows, _) = parlor.ask("GET", "/api/v1/audit", &cookie, None).await;
    let rows = rows["items"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["action"] == "agent.password_reset_begun").expect("a row");
    assert_eq!((row["actor"].is_null(), row["detail"].as_str()), (true, Some("command line")), "{row}");
    assert_eq!(parlor.ask("GET", "/api/v1/audit/verify", &cookie, None).await.1["first_broken"], json!(null));
    assert!(parlor.stops().success());

    let (status, said) = told(&folder, &[EMAIL, "--remove-second-factor"]);
    assert_eq!(status, Some(0), "a folder at rest: {said}");
    assert!(said.contains("There was no second factor."), "{said}");
    let again = Parlor::serve_nobody(&folder.0);
    let path = format!("/api/v1/agent-invites/{}", code(&said));
    assert_eq!(again.ask("GET", &path, "", None).await.0, 200, "the link is good where it is served next");
}

#[test]
fn what_cannot_be_done_is_one_sentence_that_helps() {
    let folder = Folder::new();
    let (status, said) = told(&folder, &[EMAIL]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("PARLOR_DATA_DIR") && said.lines().count() == 1, "{said}");
    assert!(!folder.0.join("data").exists(), "nothing is made");

    let made = Parlor::serve(&folder.0, &[]);
    let (status, said) = told(&folder, &["boss@shop.example"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("boss@shop.example") && said.contains(EMAIL) && said.lines().count() == 1, "{said}");
    assert!(made.stops().success());

    let help = run(&folder.0, &["staff", "reset-password", "--help"], &[]);
    let help = String::from_utf8(help.stdout).expect("text");
    assert!(help.contains("runuser -u parlor") && help.contains("--remove-second-factor"), "{help}");
}
