//! An empty folder prints a link; whoever opens it sets the house up and is signed in; then there is no link any more.
use crate::parlor::{EMAIL, Folder, PASSWORD, Parlor};
use serde_json::{Value, json};

#[tokio::test]
async fn the_printed_link_leads_to_a_house_that_works() {
    let folder = Folder::new();
    let parlor = Parlor::serve_nobody(&folder.0);
    let first = parlor.setup.clone().expect("a link");
    let path = format!("/api/v1/setup/{first}");
    assert_eq!(parlor.ask("GET", &path, "", None).await.0, 204);
    assert_eq!(parlor.ask("GET", "/api/v1/setup/guess", "", None).await.0, 404);

    let (status, wrong, _) = parlor.ask("POST", &path, "", Some(&json!({ "company": "" }))).await;
    assert!((400..=422).contains(&status), "{status} {wrong}");
    let said =
        json!({ "company": "拾光家居", "brand": "旗舰店", "name": "林岚", "email": EMAIL, "password": PASSWORD });
    let (status, session, cookie) = parlor.ask("POST", &path, "", Some(&said)).await;
    assert_eq!((status, session["agent"]["role"].as_str()), (201, Some("administrator")), "{session}");
    assert_eq!(parlor.ask("GET", "/api/v1/brands", &cookie, None).await.1["items"][0]["name"], "旗舰店");
    let (status, problem, _) = parlor.ask("POST", &path, "", Some(&said)).await;
    assert_eq!((status, problem["type"].as_str()), (404, Some("/problems/not_found")), "{problem}");

    let account = parlor.account().await;
    let path = format!("/api/visitor/config?account={account}");
    assert_eq!(parlor.ask("GET", &path, "", None).await.0, 200, "its web chat is open");
    assert!(parlor.stops().success());
    let again = Parlor::serve_nobody(&folder.0);
    assert_eq!(again.setup, None, "a house with somebody in it prints no link");
    assert_ne!(
        again.ask("GET", "/api/v1/session", &cookie, None).await.1,
        Value::Null,
        "the session outlives a restart"
    );
}
