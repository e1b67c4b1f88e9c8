//! A reply that never arrives has answered nothing: whoever asked waits on, in sight.
use desk::Outcome;
use model::*;
use testkit::{Hand, Sender, Will, World, refused, tell};

/// Somebody asks, and is answered with what the provider will not take.
async fn refused_reply(world: &World) -> (Hand, ConversationId, Message) {
    let (wang, _, c, said) = replied(world, Will::Answer(410)).await;
    (wang, c, said)
}

/// The same, but nobody knows whether it arrived.
async fn doubtful_reply(world: &World) -> (Hand, Sender, ConversationId, Message) {
    let all = replied(world, Will::TakeSilently).await;
    world.settle().await;
    all
}

async fn replied(world: &World, will: Will) -> (Hand, Sender, ConversationId, Message) {
    let (wang, hua) = (world.agent("王").await, world.sender("花"));
    wang.comes().await;
    hua.writes("到货了吗").await.unwrap();
    let c = wang.list("queue").await[0];
    wang.accepts(c).await.unwrap();
    world.provider().will([will]);
    let said = wang.replies(c, "明天到").await.unwrap();
    (wang, hua, c, said)
}

#[tokio::test]
async fn they_wait_since_they_asked_until_it_goes_out_after_all() {
    tell(async |world| {
        let asked = world.now();
        let (wang, c, said) = refused_reply(world).await;
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, None, "it is on its way");
        world.settle().await;
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, Some(asked));
        assert_eq!(refused(wang.closes(c).await), "unanswered");
        world.later(Span::minutes(10)).await;
        assert_eq!(wang.list("unanswered").await, [c]);
        assert!(wang.sees(c).await.unwrap().is_open(), "no silence of theirs closes it");

        wang.replays(said.id.0).await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, None);
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到"]);
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, None);
        wang.closes(c).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_later_reply_answers_as_well() {
    tell(async |world| {
        let (wang, c, _) = refused_reply(world).await;
        wang.replies(c, "后天也可能").await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), ["后天也可能"]);
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, None);
    })
    .await;
}

#[tokio::test]
async fn what_was_closed_meanwhile_is_with_its_agent_again() {
    tell(async |world| {
        let (wang, c, _) = refused_reply(world).await;
        wang.closes(c).await.unwrap();
        world.settle().await;
        let now = wang.sees(c).await.unwrap();
        assert_eq!(now.owner(), Some(wang.id));
        assert!(now.waiting_since.is_some());
        let by = wang.thread(c).await.unwrap().into_iter().filter_map(|it| it.parts.event);
        assert!(by.into_iter().any(|it| matches!(it, Happening::Reopened { by: AuthorKind::System })));
    })
    .await;
}

#[tokio::test]
async fn an_old_one_stays_closed_while_they_are_talked_to_elsewhere() {
    tell(async |world| {
        let (wang, hua, c, said) = doubtful_reply(world).await;
        wang.closes(c).await.unwrap();
        world.later(Span::hours(25)).await;
        hua.writes("还是没到").await.unwrap();
        world.leader("班长").await.settles_doubt(said.id.0, Outcome::Failed).await.unwrap();
        assert!(!wang.sees(c).await.unwrap().is_open());
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_not_to_have_arrived_has_answered_nothing() {
    tell(async |world| {
        let (wang, _, c, said) = doubtful_reply(world).await;
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, None, "it may have arrived");
        wang.settles_doubt(said.id.0, Outcome::Failed).await.unwrap();
        assert!(wang.sees(c).await.unwrap().waiting_since.is_some());
    })
    .await;
}
