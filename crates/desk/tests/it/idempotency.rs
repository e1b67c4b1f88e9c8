//! Idempotency keys: a repeated write gets the first one's answer, whoever else uses the same words.
use desk::Begun;
use model::Span;
use testkit::{refused, tell};

/// More than any request takes.
const LONGEST: Span = Span::minutes(5);

#[tokio::test]
async fn the_same_key_with_the_same_body_answers_the_same() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await.staff, world.agent("赵").await.staff);
        let desk = world.desk();
        assert!(matches!(desk.begin_idempotent(&wang, "k1", "body", LONGEST).await.unwrap(), Begun::Fresh));
        assert_eq!(
            refused(desk.begin_idempotent(&wang, "k1", "body", LONGEST).await.map(|_| ())),
            "conflict",
            "still under way"
        );
        desk.finish_idempotent(&wang, "k1", 201, "{}").await.unwrap();
        let Begun::Before { status, response } = desk.begin_idempotent(&wang, "k1", "body", LONGEST).await.unwrap()
        else {
            panic!("forgotten")
        };
        assert_eq!((status, response.as_str()), (201, "{}"));
        assert_eq!(refused(desk.begin_idempotent(&wang, "k1", "other", LONGEST).await.map(|_| ())), "key_reused");
        assert!(matches!(desk.begin_idempotent(&zhao, "k1", "other", LONGEST).await.unwrap(), Begun::Fresh));
    })
    .await;
}

#[tokio::test]
async fn a_write_that_came_to_nothing_may_be_tried_again() {
    tell(async |world| {
        let wang = world.agent("王").await.staff;
        let desk = world.desk();
        desk.begin_idempotent(&wang, "k1", "body", LONGEST).await.unwrap();
        desk.forget_idempotent(&wang, "k1").await.unwrap();
        assert!(matches!(desk.begin_idempotent(&wang, "k1", "body", LONGEST).await.unwrap(), Begun::Fresh));
    })
    .await;
}

#[tokio::test]
async fn a_key_whose_first_request_was_cut_off_is_free_once_no_request_takes_that_long() {
    tell(async |world| {
        let wang = world.agent("王").await.staff;
        let desk = world.desk();
        let asks = async |body: &str| desk.begin_idempotent(&wang, "k1", body, LONGEST).await;
        asks("body").await.unwrap();
        world.clock().pass(Span::seconds(299));
        assert_eq!(refused(asks("body").await.map(|_| ())), "conflict", "it may still be under way");
        world.clock().pass(Span::seconds(1));
        assert_eq!(refused(asks("other").await.map(|_| ())), "key_reused");
        assert!(matches!(asks("body").await.unwrap(), Begun::Fresh));
        assert_eq!(refused(asks("body").await.map(|_| ())), "conflict", "only one takes it over");
        desk.finish_idempotent(&wang, "k1", 201, "{}").await.unwrap();
        world.clock().pass(LONGEST);
        assert!(matches!(asks("body").await.unwrap(), Begun::Before { status: 201, .. }), "an answer stands");
    })
    .await;
}
