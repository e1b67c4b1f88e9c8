//! The disk is full: nothing is acknowledged that is not kept, reading goes on, and with room it writes again by itself.
use model::{Presence, Span};
use testkit::{Hand, World, refused, tell, texts};

/// Not even one more word about who is there fits; `false`: this engine has no such limit to set.
async fn nothing_fits(world: &World, anybody: &Hand) -> bool {
    if !world.fills_the_disk().await {
        return false;
    }
    for presence in [Presence::Ready, Presence::Offline].into_iter().cycle().take(1_000) {
        if world.desk().set_presence(&anybody.staff, presence, None).await.is_err() {
            return true;
        }
    }
    panic!("the disk is never full");
}

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

#[tokio::test]
async fn a_screen_that_could_not_be_written_down_does_not_count() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        wang.disconnects().await;
        if !nothing_fits(world, &zhao).await {
            return;
        }
        assert_eq!(refused(world.desk().connected(&wang.staff).await), "storage_full");
        assert!(!world.desk().push.is_connected(wang.id), "its hello was refused");
        world.makes_room().await;
        wang.connects().await;
        world.later(Span::minutes(1)).await;
        assert_eq!(wang.now().await.presence, Presence::Ready, "the hello that was said again counts");
        wang.disconnects().await;
        assert!(!world.desk().push.is_connected(wang.id));
    })
    .await;
}

#[tokio::test]
async fn who_leaves_while_the_disk_is_full_vanishes_once_there_is_room() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        if !nothing_fits(world, &zhao).await {
            return;
        }
        assert_eq!(refused(world.desk().disconnected(&wang.staff).await), "storage_full");
        world.makes_room().await;
        world.later(Span::seconds(1)).await;
        assert!(wang.now().await.gone_at.is_some(), "made up for by the tick");
        world.later(Span::seconds(30)).await;
        assert_eq!(wang.now().await.presence, Presence::Offline);
    })
    .await;
}
