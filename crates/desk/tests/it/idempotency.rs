//! Idempotency keys: a repeated write gets the first one's answer, whoever else uses the same words.
use desk::Begun;
use testkit::{refused, tell};

#[tokio::test]
async fn the_same_key_with_the_same_body_answers_the_same() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await.staff, world.agent("赵").await.staff);
        let desk = world.desk();
        assert!(matches!(desk.begin_idempotent(&wang, "k1", "body").await.unwrap(), Begun::Fresh));
        assert_eq!(
            refused(desk.begin_idempotent(&wang, "k1", "body").await.map(|_| ())),
            "conflict",
            "still under way"
        );
        desk.finish_idempotent(&wang, "k1", 201, "{}").await.unwrap();
        let Begun::Before { status, response } = desk.begin_idempotent(&wang, "k1", "body").await.unwrap() else {
            panic!("forgotten")
        };
        assert_eq!((status, response.as_str()), (201, "{}"));
        assert_eq!(refused(desk.begin_idempotent(&wang, "k1", "other").await.map(|_| ())), "key_reused");
        assert!(matches!(desk.begin_idempotent(&zhao, "k1", "other").await.unwrap(), Begun::Fresh));
    })
    .await;
}

#[tokio::test]
async fn a_write_that_came_to_nothing_may_be_tried_again() {
    tell(async |world| {
        let wang = world.agent("王").await.staff;
        let desk = world.desk();
        desk.begin_idempotent(&wang, "k1", "body").await.unwrap();
        desk.forget_idempotent(&wang, "k1").await.unwrap();
        assert!(matches!(desk.begin_idempotent(&wang, "k1", "body").await.unwrap(), Begun::Fresh));
    })
    .await;
}
