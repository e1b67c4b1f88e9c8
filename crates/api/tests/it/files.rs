//! Files: in as raw bytes, out under signed addresses as a sandboxed download.
use crate::house::{call, get, knock, with};
use axum::{body::Body, http::Request};
use model::Role;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x06\x00\x00\x00";

fn upload(name: &str, bytes: impl Into<Body>) -> Request<Body> {
    let request = Request::builder().method("POST").uri(format!("/api/v1/attachments?name={name}"));
    request.header("content-type", "text/html").body(bytes.into()).unwrap()
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte_as_a_download() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let kept = house.ask(signed.on(upload("..%2F%E8%A3%82%22.png", PNG))).await;
        assert_eq!(kept.status, 201, "{}", kept.text());
        let kept = kept.json();
        assert_eq!((kept["type"].as_str(), kept["size"].as_u64()), (Some("image/png"), Some(PNG.len() as u64)));
        let url = kept["url"].as_str().unwrap();
        let file = house.ask(get(url)).await;
        assert_eq!(file.bytes, PNG);
        assert!(file.header("content-disposition").starts_with("attachment;"));
        assert!(file.header("content-security-policy").starts_with("sandbox;"));
        assert_eq!(file.header("content-type"), "image/png");

        let part = house.ask(with(get(url), "range", "bytes=1-3")).await;
        assert_eq!((part.status.as_u16(), part.bytes.as_slice()), (206, &b"PNG"[..]));
        assert_eq!(part.header("content-range"), format!("bytes 1-3/{}", PNG.len()));
        assert_eq!(house.ask(with(get(url), "range", "bytes=9000-")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_somebody_sent_is_never_a_page_of_ours() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let kept = house.ask(signed.on(upload("a.html", "<script>alert(1)</script>"))).await.json();
        let file = house.ask(get(kept["url"].as_str().unwrap())).await;
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    })
    .await;
}

#[tokio::test]
async fn a_forged_address_finds_nothing_and_a_large_file_is_refused_by_its_limit() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let kept = house.ask(signed.on(upload("a.png", PNG))).await.json();
        let parts: Vec<&str> = kept["url"].as_str().unwrap().split('/').collect();
        let (id, signature) = (parts[2], parts[3]);
        let other = house.ask(signed.on(upload("b.png", PNG))).await.json()["id"].as_str().unwrap().to_owned();
        for path in [
            format!("/files/{id}/{}/a.png", "A".repeat(signature.len())),
            format!("/files/{other}/{signature}/a.png"),
            "/files/x/y/z".into(),
        ] {
            assert_eq!(house.ask(get(&path)).await.code(), "not_found", "{path}");
        }
        let declared = with(upload("big", ""), "content-length", "26214401");
        let refused = house.ask(signed.on(declared)).await;
        assert_eq!(refused.code(), "too_large");
        assert!(refused.json()["detail"].as_str().unwrap().contains("26214400"));
        let streamed = house.ask(signed.on(upload("big", vec![7_u8; 25 * 1024 * 1024 + 1]))).await;
        assert_eq!(streamed.code(), "too_large");
        assert_eq!(house.ask(call("POST", "/api/v1/attachments")).await.code(), "unauthenticated");
    })
    .await;
}
