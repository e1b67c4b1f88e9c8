//! The disk is full: nothing is acknowledged that is not kept, reading goes on, and with room it writes again by itself.
use testkit::{refused, tell, texts};

#[tokio::test]
async fn nothing_is_acknowledged_on_a_full_disk_and_it_recovers() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        let c = li.begins("第一句").await;
        wang.accepts(c).await.unwrap();
        if !world.fills_the_disk().await {
            return; // this engine has no such limit to set
        }
        let mut kept = vec!["第一句".to_owned()];
        let full = loop {
            let text = format!("{}{}", kept.len(), "长".repeat(2_000));
            match li.writes(&text).await {
                Ok(_) => kept.push(text),
                Err(why) => break why,
            }
            assert!(kept.len() < 1_000, "the disk is never full");
        };
        assert_eq!(full.code(), "storage_full");
        assert_eq!(refused(wang.replies(c, &"长".repeat(9_000)).await), "storage_full");
        assert_eq!(refused(li.writes(&"长".repeat(9_000)).await), "storage_full");
        let mut said = wang.thread(c).await.expect("reading goes on");
        said.retain(|it| it.direction == model::Direction::In);
        assert_eq!(texts(&said), kept, "exactly what was acknowledged is there");

        world.makes_room().await;
        li.writes("又能写了").await.unwrap();
        wang.replies(c, "在").await.unwrap();
    })
    .await;
}
