//! Retention: what has outlived its time is deleted, its number and its facts stay, and nothing that is open is touched.
use desk::{Error, Outcome, Outlived, ReplyDraft, SearchAsked, SettingEdit, Terms};
use model::*;
use serde_json::json;
use store::{check, sql};
use testkit::{Hand, Will, World, refused, tell};

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

async fn keeps(boss: &Hand, days: &[(&str, i64)]) -> desk::Result<Setting> {
    let fields = days.iter().map(|(key, days)| ((*key).to_owned(), Held::Number(*days))).collect();
    let edit = SettingEdit { fields: Some(fields), ..SettingEdit::default() };
    boss.world.desk().make_setting(&boss.staff, "retention", None, &edit).await
}

async fn found(hand: &Hand, q: &str) -> Vec<ConversationId> {
    hand.world.settle().await;
    let asked = SearchAsked { q: q.into(), limit: 20, ..SearchAsked::default() };
    let hits = hand.world.desk().search(&hand.staff().await, &asked).await.unwrap().0;
    hits.into_iter().map(|it| it.listed.conversation.id).collect()
}

/// What the doctor says of everything that a purge could break.
async fn is_whole(world: &World) {
    for it in check::all(world.db()).await.unwrap().into_iter().chain([check::chains(world.db()).await.unwrap()]) {
        assert_eq!((it.name, it.violations), (it.name, 0));
    }
}

/// Housekeeping finds what is over, and a job does it.
async fn works(world: &World) {
    world.settle().await;
    world.settle().await;
}

/// Closed, with a reply and a file of each side.
async fn closed(world: &World, wang: &Hand, name: &str, text: &str) -> ConversationId {
    let li = world.visitor(name);
    let c = li.begins(text).await;
    wang.accepts(c).await.unwrap();
    let theirs = li.uploads("裂痕.png", format!("{name}的照片").as_bytes()).await.unwrap();
    let frame = json!({ "t": "send", "client_id": "f1", "text": "看", "attachments": [theirs.id.to_string()],
        "padding": "x".repeat(70_000) });
    li.sends(&frame).await.unwrap();
    let ours = wang.uploads("单据.png", [PIXEL, name.as_bytes()].concat().as_slice()).await.unwrap();
    let draft = wang.draft("给您换一个").await;
    wang.says(c, &ReplyDraft { attachments: vec![ours.id], ..draft }).await.unwrap();
    wang.closes(c).await.unwrap();
    c
}

#[tokio::test]
async fn closed_conversations_go_by_age_and_leave_their_facts() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("管", Role::Administrator).await, world.agent("王").await);
        wang.comes().await;
        let old = closed(world, &wang, "李", "玻璃灯罩碎了").await;
        let was = wang.sees(old).await.unwrap();
        assert_eq!(world.files_on_disk(), 3, "a photo, a document, and bytes that came in");
        world.clock().pass(Span::days(20));
        let young = closed(world, &wang, "赵", "玻璃杯裂了").await;
        let open = world.visitor("钱").begins("玻璃桌在吗").await;
        wang.comes().await;
        wang.accepts(open).await.unwrap();
        world.clock().pass(Span::days(11));
        let desk = world.desk();
        let terms = Terms { conversation_days: Some(30), ..Terms::default() };
        let preview = desk.retention_preview(&boss.staff, &terms).await.unwrap();
        assert_eq!(preview, Outlived { conversations: 1, ..Outlived::default() });
        keeps(&boss, &[("conversation_days", 30)]).await.unwrap();
        world.settle().await;
        assert_eq!(wang.thread(old).await.unwrap().len(), was.last_seq as usize, "a day to take it back");

        world.clock().pass(Span::hours(25));
        works(world).await;
        let left = wang.thread(old).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].parts.event, Some(Happening::Purged { messages: was.last_seq }));
        let now = wang.sees(old).await.unwrap();
        assert_eq!((now.number, now.place, now.opened_at), (was.number, was.place, was.opened_at), "its facts stay");
        assert_eq!((now.preview, now.last_seq), (None, was.last_seq + 1));
        assert_eq!(world.files_on_disk(), 3, "those of the young one");
        assert!(wang.thread(young).await.unwrap().len() > 4 && wang.thread(open).await.unwrap().len() > 1);
        let mut seen = found(&wang, "玻璃").await;
        seen.sort_unstable();
        let mut stays = vec![young, open];
        stays.sort_unstable();
        assert_eq!(seen, stays, "nobody finds what was said");
        assert_eq!(found(&wang, &format!("#{}", was.number)).await, [old], "but its number");
        is_whole(world).await;

        let raw: i64 = {
            let count =
                sql!("SELECT COUNT(*) FROM inbound WHERE tenant = $1 AND conversation = $2 AND LENGTH(raw) > 0");
            world.db().read().await.unwrap().one(count.with([&was.tenant, &old])).await.unwrap()
        };
        assert_eq!(raw, 0, "nor is it in what came in");
        let filter = desk::AuditFilter { action: Some("retention.applied".into()), ..desk::AuditFilter::default() };
        let rows = desk.audit_rows(&boss.staff, &filter, None, 10).await.unwrap().0;
        assert_eq!(rows.len(), 1);
        assert!(rows[0].actor.is_none() && rows[0].detail.starts_with(&format!("#{}: ", was.number)), "{:?}", rows[0]);
        assert_eq!(desk.retention_preview(&boss.staff, &terms).await.unwrap(), Outlived::default());
    })
    .await;
}

#[tokio::test]
async fn a_long_thread_goes_in_portions_and_what_it_absorbed_goes_after_it() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("管", Role::Administrator).await, world.agent("王").await);
        wang.comes().await;
        let (li, zhang) = (world.visitor("李"), world.visitor("张"));
        let (c, d) = (li.begins("在吗").await, zhang.begins("你好").await);
        for id in [c, d] {
            wang.accepts(id).await.unwrap();
        }
        for n in 0..420 {
            wang.notes(c, &format!("第 {n} 条")).await.unwrap();
        }
        let (one, other) = (wang.sees(c).await.unwrap().customer, wang.sees(d).await.unwrap().customer);
        world.desk().merge(&wang.staff, one, other).await.unwrap();
        let standing = wang.list("all").await[0];
        wang.closes_because(standing, "测试").await.unwrap();
        keeps(&boss, &[("conversation_days", 30)]).await.unwrap();
        world.clock().pass(Span::days(31));
        works(world).await;
        for id in [c, d] {
            let count: i64 = {
                let count = sql!("SELECT COUNT(*) FROM message WHERE tenant = $1 AND conversation = $2");
                world.db().read().await.unwrap().one(count.with([&world.shop().tenant, &id])).await.unwrap()
            };
            assert_eq!(count, 1, "of each one that says so");
        }
        is_whole(world).await;
    })
    .await;
}

#[tokio::test]
async fn the_audit_keeps_its_chain_behind_what_was_deleted() {
    tell(async |world| {
        let boss = world.shop().hire("管", Role::Administrator).await;
        let desk = world.desk();
        keeps(&boss, &[("audit_days", 180), ("webhook_days", 7)]).await.unwrap();
        let before = desk.audit_chain(&boss.staff).await.unwrap();
        world.clock().pass(Span::days(181));
        let terms = Terms { audit_days: Some(180), ..Terms::default() };
        let preview = desk.retention_preview(&boss.staff, &terms).await.unwrap();
        assert_eq!(preview.audit_rows, before.rows);
        works(world).await;
        let after = desk.audit_chain(&boss.staff).await.unwrap();
        assert_eq!((after.first_broken, after.rows), (None, 1), "what says so");
        let rows = desk.audit_rows(&boss.staff, &desk::AuditFilter::default(), None, 100).await.unwrap().0;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].seq, before.rows + 1, "numbers go on");

        let detail = rows[0].detail.clone();
        for (said, broken) in [("x".to_owned(), true), (detail, false)] {
            let mut tx = world.db().write().await.unwrap();
            let write = sql!("UPDATE audit SET detail = $2 WHERE tenant = $1");
            tx.run(write.with([&world.shop().tenant, &said])).await.unwrap();
            tx.commit().await.unwrap();
            let shows = desk.audit_chain(&boss.staff).await.unwrap().first_broken.is_some();
            assert_eq!(shows, broken, "what is tampered with still shows");
        }
    })
    .await;
}

#[tokio::test]
async fn only_administrators_decide_and_only_within_limits() {
    tell(async |world| {
        let (boss, lead) = (world.shop().hire("管", Role::Administrator).await, world.leader("班").await);
        let desk = world.desk();
        let short = Terms { conversation_days: Some(3), audit_days: Some(30), ..Terms::default() };
        assert_eq!(refused(desk.retention_preview(&lead.staff, &short).await), "forbidden");
        let Err(Error::Invalid(wrong)) = desk.retention_preview(&boss.staff, &short).await else { panic!("too short") };
        let fields: Vec<_> = wrong.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["fields.conversation_days", "fields.audit_days"]);
        assert_eq!(refused(keeps(&boss, &[("audit_days", 179)]).await), "invalid");
        assert_eq!(refused(keeps(&lead, &[]).await), "forbidden");
        keeps(&boss, &[]).await.expect("everything for good");
    })
    .await;
}

#[tokio::test]
async fn what_an_open_conversation_shows_stays_though_it_lies_in_a_closed_one() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("管", Role::Administrator).await, world.agent("王").await);
        wang.comes().await;
        let one = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(one).await.unwrap();
        world.clock().pass(Span::seconds(1));
        let rider = world.shop().courier("").await.rider("hua");
        rider.writes("照片").await;
        let two = wang.list("all").await.into_iter().find(|id| *id != one).unwrap();
        wang.accepts(two).await.unwrap();
        let (a, b) = (wang.sees(one).await.unwrap().customer, wang.sees(two).await.unwrap().customer);
        let merge = world.desk().merge(&wang.staff, a, b).await.unwrap();
        world.clock().pass(Span::seconds(1));
        rider.writes("收货地址").await;
        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        wang.closes_because(one, "测试").await.unwrap();
        keeps(&boss, &[("conversation_days", 30)]).await.unwrap();
        world.clock().pass(Span::days(31));
        let terms = Terms { conversation_days: Some(30), ..Terms::default() };
        let previewed = async || world.desk().retention_preview(&boss.staff, &terms).await.unwrap().conversations;
        assert_eq!(previewed().await, 0);
        works(world).await;
        assert_eq!(testkit::texts(&wang.thread(two).await.unwrap()), ["照片", "收货地址"]);
        wang.comes().await;
        wang.closes_because(two, "测试").await.unwrap();
        world.clock().pass(Span::days(31));
        assert_eq!(previewed().await, 2);
        works(world).await;
        assert_eq!((previewed().await, wang.sees(one).await.unwrap().preview), (0, None), "both are over");
        is_whole(world).await;
    })
    .await;
}

#[tokio::test]
async fn what_still_has_to_go_out_or_is_in_doubt_is_not_deleted() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("管", Role::Administrator).await, world.agent("王").await);
        wang.comes().await;
        world.sender("花").writes("到货了吗").await.unwrap();
        let c = wang.list("queue").await[0];
        wang.accepts(c).await.unwrap();
        world.provider().will([Will::TakeSilently]);
        let said = wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        wang.closes(c).await.unwrap();
        keeps(&boss, &[("conversation_days", 30)]).await.unwrap();
        world.clock().pass(Span::days(31));
        works(world).await;
        let terms = Terms { conversation_days: Some(30), ..Terms::default() };
        let preview = world.desk().retention_preview(&boss.staff, &terms).await.unwrap();
        assert_eq!(preview, Outlived { unsettled: 1, ..Outlived::default() });
        assert_eq!(boss.stuck(DeliveryState::InDoubt).await.unwrap().len(), 1);
        boss.settles_doubt(said.id.0, Outcome::Sent).await.unwrap();
        world.clock().pass(Span::hours(1));
        works(world).await;
        assert_eq!(wang.thread(c).await.unwrap().len(), 1, "now it may go");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_named_by_what_is_gone() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("管", Role::Administrator).await, world.agent("王").await);
        wang.comes().await;
        let c = world.visitor("李").begins("在吗").await;
        wang.accepts(c).await.unwrap();
        let note = ReplyDraft { note: true, mentions: vec![boss.id.0], ..wang.draft("@管 看").await };
        wang.says(c, &note).await.unwrap();
        wang.closes_because(c, "测试").await.unwrap();
        let unread = async || world.desk().counts(&boss.staff().await).await.unwrap().mentions;
        keeps(&boss, &[("conversation_days", 30)]).await.unwrap();
        world.clock().pass(Span::days(31));
        assert_eq!(unread().await, 1);
        works(world).await;
        assert_eq!(unread().await, 0, "a figure that nobody could bring to nothing");
        let heard = world.desk().hear(world.shop().tenant, 0, 1_000).await.unwrap();
        let told = heard.iter().filter(|it| it.event.kind == EventKind::MentionRead);
        assert_eq!(told.map(|it| it.event.only).collect::<Vec<_>>(), [Some(boss.id)], "their screens count anew");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_a_younger_conversation_shows_too_stays() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("管", Role::Administrator).await, world.agent("王").await);
        wang.comes().await;
        let photo = wang.uploads("单据.png", PIXEL).await.unwrap();
        let mut all = vec![];
        for name in ["李", "赵"] {
            let c = world.visitor(name).begins("在吗").await;
            wang.comes().await;
            wang.accepts(c).await.unwrap();
            let draft = wang.draft("单据").await;
            wang.says(c, &ReplyDraft { attachments: vec![photo.id], ..draft }).await.unwrap();
            wang.closes_because(c, "测试").await.unwrap();
            all.push(c);
            world.clock().pass(Span::hours(23));
        }
        keeps(&boss, &[("conversation_days", 30)]).await.unwrap();
        world.clock().pass(Span::hours(28 * 24 + 3));
        works(world).await;
        assert_eq!((wang.thread(all[0]).await.unwrap().len(), world.files_on_disk()), (1, 1));
        assert!(wang.thread(all[1]).await.unwrap().len() > 1);
        world.clock().pass(Span::days(1));
        works(world).await;
        assert_eq!((wang.thread(all[1]).await.unwrap().len(), world.files_on_disk()), (1, 0));
    })
    .await;
}
