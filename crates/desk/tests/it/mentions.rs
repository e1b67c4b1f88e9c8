//! Colleagues named in a note: kept with it once, only people who may see it, found unread first, read on every device.
use desk::{AgentChange, Error, ReplyDraft, SettingEdit};
use model::*;
use testkit::{Hand, World, refused, tell, tell_on_sqlite};

/// A note by this hand that names them.
async fn naming(hand: &Hand, text: &str, ids: &[Uuid]) -> ReplyDraft {
    ReplyDraft { note: true, mentions: ids.to_vec(), ..hand.draft(text).await }
}

/// What the person's list shows: unread or not, and the note.
async fn list(hand: &Hand) -> Vec<(bool, String)> {
    let staff = hand.staff().await;
    let all = hand.world.desk().mentioned(&staff, false, None, 50).await.unwrap();
    all.into_iter().map(|(it, _)| (it.mention.unread == 1, it.text)).collect()
}

async fn count(hand: &Hand) -> i64 {
    hand.world.desk().counts(&hand.staff().await).await.unwrap().mentions
}

/// Entries of the log that are of this kind, with whom each is for.
async fn told(world: &World, kind: EventKind) -> Vec<Option<AgentId>> {
    let heard = world.desk().hear(world.shop().tenant, 0, 1_000).await.unwrap();
    heard.iter().filter(|it| it.event.kind == kind).map(|it| it.event.only).collect()
}

fn fields(done: desk::Result<Message>) -> Vec<(String, &'static str)> {
    let Err(Error::Invalid(fields)) = done else { panic!("not refused field by field: {done:?}") };
    fields.into_iter().map(|it| (it.field, it.code)).collect()
}

async fn talk(world: &World) -> (Hand, Hand, ConversationId) {
    let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
    wang.comes().await;
    let c = world.visitor("李").begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    (wang, zhao, c)
}

#[tokio::test]
async fn a_note_that_is_sent_again_names_them_once() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let draft = naming(&wang, "@赵 看一下", &[zhao.id.0, zhao.id.0, wang.id.0]).await;
        let first = wang.says(c, &draft).await.unwrap();
        let again = wang.says(c, &ReplyDraft { mentions: vec![], ..draft.clone() }).await.unwrap();
        assert_eq!((first.id, first.seq), (again.id, again.seq));
        let names: Vec<_> = again.parts.mentions.iter().map(|it| (it.id, it.name.as_str())).collect();
        assert_eq!(names, [(zhao.id.0, "赵"), (wang.id.0, "王")], "each once, under the name of then");
        assert_eq!(list(&zhao).await, [(true, "@赵 看一下".to_owned())]);
        assert_eq!((count(&zhao).await, count(&wang).await), (1, 0), "nobody finds their own note");
        assert_eq!(told(world, EventKind::NoteMentioned).await, [Some(zhao.id)]);
        let page = world.desk().mentioned(&zhao.staff, false, None, 50).await.unwrap();
        let (it, read_in) = &page[0];
        assert_eq!((it.author_name.as_deref(), it.mention.seq, *read_in), (Some("王"), first.seq, c));
        assert_eq!(refused(zhao.replies(c, "我来").await), "not_owner", "to be named is not to own it");
        zhao.notes(c, "看了").await.expect("but a note is theirs to leave");
    })
    .await;
}

#[tokio::test]
async fn at_the_same_moment_twice_is_once_too() {
    tell_on_sqlite(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let draft = naming(&wang, "@赵", &[zhao.id.0]).await;
        let (one, two) = tokio::join!(wang.says(c, &draft), wang.says(c, &draft));
        assert_eq!(one.unwrap().id, two.unwrap().id);
        assert_eq!((count(&zhao).await, told(world, EventKind::NoteMentioned).await.len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn only_who_may_see_the_conversation_is_named() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let boss = world.shop().hire("管理员", Role::Administrator).await;
        let desk = world.desk();
        let stranger = world.another_shop("别家").await.hire("孙", Role::Agent).await;
        let (away, gone) = (world.agent("周").await, world.agent("吴").await);
        let nowhere = AgentChange { brands: Some(vec![]), ..AgentChange::default() };
        desk.change_agent(&boss.staff, away.id, &nowhere).await.unwrap();
        let disabled = AgentChange { state: Some(AgentState::Disabled), ..AgentChange::default() };
        desk.change_agent(&boss.staff, gone.id, &disabled).await.unwrap();

        let ids = [zhao.id.0, stranger.id.0, away.id.0, gone.id.0];
        let wrong = fields(wang.says(c, &naming(&wang, "@都来", &ids).await).await);
        let of = |hand: &Hand| format!("mentions.{}", hand.id);
        assert_eq!(wrong, [(of(&stranger), "unknown"), (of(&away), "unable"), (of(&gone), "disabled")]);
        assert_eq!((count(&zhao).await, wang.thread(c).await.unwrap().len()), (0, 4), "nothing of it was kept");

        let many = vec![zhao.id.0; 21];
        assert_eq!(fields(wang.says(c, &naming(&wang, "@", &many).await).await), [("mentions".into(), "too_many")]);
        let reply = ReplyDraft { mentions: vec![zhao.id.0], ..wang.draft("@赵").await };
        assert_eq!(fields(wang.says(c, &reply).await), [("mentions".into(), "unable")], "a reply names nobody");

        let offered = desk.mentionable(&wang.staff().await, c).await.unwrap();
        let offered: Vec<_> = offered.iter().map(|it| it.named.name.as_str()).collect();
        assert_eq!(offered, ["管理员", "赵"], "neither oneself nor who is gone, away or elsewhere");
        assert_eq!(refused(desk.mentionable(&stranger.staff, c).await), "not_found");
        assert_eq!(refused(desk.mentionable(&away.staff().await, c).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_team_reaches_its_people_once() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let (desk, boss) = (world.desk(), world.shop().hire("管理员", Role::Administrator).await);
        let edit = SettingEdit { name: Some("夜班".into()), ..SettingEdit::default() };
        let team = desk.make_setting(&boss.staff, "team", None, &edit).await.unwrap().id;
        let wrong = fields(wang.says(c, &naming(&wang, "@夜班", &[team.0]).await).await);
        assert_eq!(wrong, [(format!("mentions.{team}"), "unable")], "nobody is of it");
        for hand in [&wang, &zhao] {
            let joins = AgentChange { teams: Some(vec![team]), ..AgentChange::default() };
            desk.change_agent(&boss.staff, hand.id, &joins).await.unwrap();
        }
        let offered = desk.mentionable(&wang.staff().await, c).await.unwrap();
        assert_eq!(offered.last().map(|it| (it.named.name.as_str(), it.people)), Some(("夜班", Some(2))));
        let note = wang.says(c, &naming(&wang, "@夜班 @赵 谁在", &[team.0, zhao.id.0]).await).await.unwrap();
        assert_eq!(note.parts.mentions.len(), 2);
        assert_eq!((count(&zhao).await, count(&wang).await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn unread_comes_first_and_marks_only_climb() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let (desk, mut notes) = (world.desk(), vec![]);
        for text in ["一", "二", "三"] {
            world.clock().pass(Span::seconds(1));
            notes.push(wang.says(c, &naming(&wang, text, &[zhao.id.0]).await).await.unwrap());
        }
        let staff = zhao.staff().await;
        let (opened, _) = desk.read_mention(&staff, notes[2].id).await.unwrap();
        assert_eq!(opened.mention.unread, 0);
        let seen = async || list(&zhao).await.into_iter().map(|(new, text)| format!("{new}{text}")).collect::<Vec<_>>();
        assert_eq!(seen().await, ["true二", "true一", "false三"]);
        let first = desk.mentioned(&staff, false, None, 1).await.unwrap();
        let place = &first[0].0.mention;
        let rest = desk.mentioned(&staff, false, Some((place.unread, place.at, place.message)), 5).await.unwrap();
        assert_eq!(rest.iter().map(|(it, _)| it.text.as_str()).collect::<Vec<_>>(), ["一", "三"]);
        desk.mark_read(&staff, c, notes[0].seq).await.unwrap();
        assert_eq!((seen().await, count(&zhao).await), (vec!["true二".into(), "false三".into(), "false一".into()], 1));
        desk.mark_read(&staff, c, 1).await.unwrap();
        desk.read_mention(&staff, notes[0].id).await.unwrap();
        assert_eq!(count(&zhao).await, 1, "nothing that was read is unread again");
        assert_eq!(refused(desk.read_mention(&wang.staff().await, notes[1].id).await), "not_found", "not theirs");
    })
    .await;
}

#[tokio::test]
async fn all_read_is_taken_back_but_for_what_was_opened_since() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let desk = world.desk();
        let one = wang.says(c, &naming(&wang, "一", &[zhao.id.0]).await).await.unwrap();
        world.clock().pass(Span::seconds(1));
        let until = world.now();
        wang.says(c, &naming(&wang, "二", &[zhao.id.0]).await).await.unwrap();
        world.clock().pass(Span::seconds(1));
        wang.says(c, &naming(&wang, "三", &[zhao.id.0]).await).await.unwrap();
        world.clock().pass(Span::seconds(1));
        let staff = zhao.staff().await;
        let done = desk.read_all_mentions(&staff, Some(until)).await.unwrap();
        assert_eq!((done.count, count(&zhao).await), (2, 1), "what came later stays unread");
        world.clock().pass(Span::seconds(1));
        desk.read_mention(&staff, one.id).await.unwrap();
        assert_eq!(desk.unread_mentions(&staff, done.mark).await.unwrap(), 1);
        assert_eq!(count(&zhao).await, 2);
        assert_eq!(desk.unread_mentions(&staff, done.mark).await.unwrap(), 0, "once");
        let told = told(world, EventKind::MentionRead).await;
        assert_eq!(told, [Some(zhao.id); 2], "their other devices heard of both, and nobody else");
    })
    .await;
}

#[tokio::test]
async fn who_loses_the_brand_loses_sight_and_old_notes_keep_the_name() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        let (desk, boss) = (world.desk(), world.shop().hire("管理员", Role::Administrator).await);
        wang.says(c, &naming(&wang, "@赵 看", &[zhao.id.0]).await).await.unwrap();
        let change = AgentChange { brands: Some(vec![]), name: Some("赵敏".into()), ..AgentChange::default() };
        desk.change_agent(&boss.staff, zhao.id, &change).await.unwrap();
        assert_eq!((count(&zhao).await, list(&zhao).await.len()), (0, 0));
        let read = desk.read_all_mentions(&zhao.staff().await, None).await.unwrap();
        assert_eq!(read.count, 0, "nobody reads what they may not see");
        let back = AgentChange { brands: Some(vec![world.shop().brand]), ..AgentChange::default() };
        desk.change_agent(&boss.staff, zhao.id, &back).await.unwrap();
        assert_eq!(count(&zhao).await, 1);
        let thread = wang.thread(c).await.unwrap();
        let note = thread.iter().find(|it| it.direction == Direction::Note).unwrap();
        assert_eq!(note.parts.mentions[0].name, "赵");
    })
    .await;
}

#[tokio::test]
async fn whoever_answers_has_read_what_names_them_before() {
    tell(async |world| {
        let (wang, zhao, c) = talk(world).await;
        zhao.says(c, &naming(&zhao, "@王 先退款", &[wang.id.0]).await).await.unwrap();
        assert_eq!(count(&wang).await, 1);
        wang.replies(c, "马上").await.unwrap();
        assert_eq!(count(&wang).await, 0);
    })
    .await;
}
