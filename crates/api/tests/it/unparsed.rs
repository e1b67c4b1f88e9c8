//! What was not understood, at the door: page by page, and bytes that are saved and never shown.
use crate::house::{call, get, knock};
use model::{Role, Span};

#[tokio::test]
async fn the_list_comes_in_pages_and_its_bytes_as_a_file() {
    knock(async |house| {
        let (_, boss) = house.signed("班长", Role::Supervisor).await;
        let hua = house.world.sender("花");
        let page: &[u8] = b"<script>alert(1)</script>";
        for body in [page, b"{}", b"[]"] {
            hua.posts_raw(body, "ring").await.unwrap();
            house.world.clock().pass(Span::seconds(1));
        }
        let (mut items, mut next) = (vec![], String::new());
        loop {
            let it = house.ask(boss.on(get(&format!("/api/v1/unparsed?limit=1{next}")))).await.json();
            items.extend(it["items"].as_array().unwrap().clone());
            let Some(after) = it["next"].as_str() else { break };
            next = format!("&after={after}");
        }
        let sizes: Vec<_> = items.iter().map(|it| it["size"].as_i64().unwrap()).collect();
        assert_eq!(sizes, [2, 2, 25]);
        assert!(items.iter().all(|it| it["reason"] == "no events" && it["tried_at"].is_null()));

        let path = format!("/api/v1/unparsed/{}", items[2]["id"].as_str().unwrap());
        let raw = house.ask(boss.on(get(&format!("{path}/raw")))).await;
        assert_eq!((raw.status.as_u16(), raw.bytes.as_slice()), (200, page));
        assert_eq!(raw.header("content-type"), "application/octet-stream");
        assert!(raw.header("content-disposition").starts_with("attachment;"));
        assert_eq!(raw.header("x-content-type-options"), "nosniff");

        assert_eq!(house.ask(boss.on(call("POST", &format!("{path}/retry")))).await.status, 202);
        assert_eq!(house.ask(boss.on(call("DELETE", &path))).await.status, 204);
        assert_eq!(house.ask(boss.on(call("DELETE", &path))).await.code(), "not_found");
        let forged = house.ask(boss.on(get("/api/v1/unparsed?after=forged"))).await;
        assert_eq!(forged.code(), "bad_cursor");
    })
    .await;
}
