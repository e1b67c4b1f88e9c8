//! Repetitions: one row, and every repetition gets the first one's answer.
use model::*;
use testkit::{tell, texts};
use tokio::task::JoinSet;

#[tokio::test]
async fn a_visitor_who_repeats_gets_the_same_answer() {
    tell(async |world| {
        let li = world.visitor("李");
        let first = li.writes_as("c1", "灯不亮了").await.unwrap();
        world.clock().pass(Span::seconds(5));
        let again = li.writes_as("c1", "灯不亮了").await.unwrap();
        assert_eq!(first, again);
        assert_eq!((world.count("messages").await, world.count("inbound").await), (4, 1));
    })
    .await;
}

#[tokio::test]
async fn an_agent_who_repeats_gets_the_first_message() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        let c = li.begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        let mut draft = wang.draft("请拔插一次").await;
        let first = wang.says(c, &draft).await.unwrap();
        draft.text = "改了主意".into();
        assert_eq!(wang.says(c, &draft).await.unwrap(), first, "what was said was said");
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["灯不亮了", "请拔插一次"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_repetitions_at_once_are_one_message_from_either_side() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        li.comes().await.unwrap();
        let mut all = JoinSet::new();
        for _ in 0..20 {
            let li = li.clone();
            all.spawn(async move { li.writes_as("c1", "灯不亮了").await.unwrap() });
        }
        let mut answers = all.join_all().await;
        let first = answers.pop().unwrap();
        assert!(first.customer.is_some(), "answered before the first was on the disk");
        assert!(answers.iter().all(|it| *it == first), "{answers:?}");

        let c = first.conversation.unwrap();
        wang.accepts(c).await.unwrap();
        let draft = wang.draft("请拔插一次").await;
        let mut all = JoinSet::new();
        for _ in 0..20 {
            let (wang, draft) = (wang.clone(), draft.clone());
            all.spawn(async move { wang.says(c, &draft).await.unwrap() });
        }
        let answers = all.join_all().await;
        assert!(answers.iter().all(|it| it.id == answers[0].id && it.seq == answers[0].seq));
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["灯不亮了", "请拔插一次"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_words_of_one_visitor_at_once_make_one_conversation_in_one_order() {
    tell(async |world| {
        let li = world.visitor("李");
        li.comes().await.unwrap();
        let mut all = JoinSet::new();
        for n in 0..20 {
            let li = li.clone();
            all.spawn(async move { li.writes_as(&format!("c{n}"), "在吗").await.unwrap() });
        }
        let mut answers = all.join_all().await;
        answers.sort_by_key(|it| it.seq);
        assert!(answers.iter().all(|it| it.conversation == answers[0].conversation));
        answers.dedup_by_key(|it| it.seq);
        assert_eq!(answers.len(), 20);
    })
    .await;
}

#[tokio::test]
async fn the_same_client_id_of_two_visitors_is_two_messages() {
    tell(async |world| {
        let (li, sun) = (world.visitor("李"), world.visitor("孙"));
        let (one, two) = (li.writes_as("c1", "甲").await.unwrap(), sun.writes_as("c1", "乙").await.unwrap());
        assert_ne!(one.message, two.message);
        assert_ne!(one.conversation, two.conversation);
    })
    .await;
}
