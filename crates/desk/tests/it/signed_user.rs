//! A host page vouches for its user: the browser joins what carried the same number, and nobody reads another's words.
use testkit::{refused, tell, texts};

#[tokio::test]
async fn a_signed_user_finds_their_conversation_on_another_browser() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (phone, laptop) = (world.visitor("李建国"), world.visitor("李建国"));
        let c = phone.signs_in_as("42").begins("灯不亮了").await;
        laptop.signs_in_as("42");
        assert_eq!(texts(&laptop.sees().await), ["灯不亮了"]);
        assert_eq!(laptop.begins("换到电脑上说").await, c);
        let customer = wang.sees(c).await.unwrap().customer;
        let person = world.desk().person(&wang.staff, customer).await.unwrap();
        assert_eq!((person.customer.name.as_deref(), person.conversations), (Some("李建国"), 1));
        let mut kinds: Vec<_> = person.identities.iter().map(|(it, _)| (it.kind.as_str(), it.verified)).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, [("external_id", true), ("visitor", false), ("visitor", false)]);
    })
    .await;
}

#[tokio::test]
async fn another_signed_user_on_the_same_browser_starts_afresh() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let browser = world.visitor("李建国");
        let c = browser.signs_in_as("42").begins("我的订单").await;
        let before = browser.comes().await.unwrap().visiting.visitor;
        browser.signs_in_as("43");
        let welcome = browser.comes().await.unwrap();
        assert_ne!(welcome.visiting.visitor, before);
        assert!(welcome.messages.is_empty() && welcome.visiting.customer.is_none());
        let other = browser.begins("我是另一个人").await;
        assert_ne!(wang.sees(other).await.unwrap().customer, wang.sees(c).await.unwrap().customer);
    })
    .await;
}

#[tokio::test]
async fn a_forged_signature_is_refused_and_nothing_is_stored() {
    tell(async |world| {
        let li = world.visitor("李");
        let payload = r#"{"external_id":"42"}"#.to_owned();
        li.with(|hello| hello.user = Some((payload.clone(), "0000".into())));
        assert_eq!(refused(li.comes().await.map(|_| ())), "unauthenticated");
        li.signs_in_as("42").with(|hello| hello.user.as_mut().unwrap().0 = r#"{"external_id":"43"}"#.into());
        assert_eq!(refused(li.comes().await.map(|_| ())), "unauthenticated");
        assert_eq!((world.count("customers").await, world.count("inbound").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_browser_that_signs_in_keeps_its_conversation() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let li = world.visitor("李建国");
        let c = li.begins("灯不亮了").await;
        assert_eq!(li.signs_in_as("42").begins("我登录了").await, c);
        let customer = wang.sees(c).await.unwrap().customer;
        let person = world.desk().person(&wang.staff, customer).await.unwrap();
        assert!(person.identities.iter().any(|(it, _)| it.kind == "external_id" && it.value == "42"));
        assert_eq!(person.customer.name.as_deref(), Some("李建国"), "what was empty is filled");
    })
    .await;
}

#[tokio::test]
async fn a_known_customers_new_browser_brings_its_conversation_along() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let phone = world.visitor("李建国");
        let past = phone.signs_in_as("42").begins("灯不亮了").await;
        wang.accepts(past).await.unwrap();
        wang.closes_because(past, "已解决").await.unwrap();
        let laptop = world.visitor("李建国");
        let c = laptop.begins("又有问题").await;
        assert_eq!(laptop.signs_in_as("42").begins("忘了登录").await, c, "the word is heard where they were talking");
        assert_eq!(wang.sees(c).await.unwrap().customer, wang.sees(past).await.unwrap().customer);
        assert_eq!(texts(&laptop.sees().await), ["灯不亮了", "又有问题", "忘了登录"]);
    })
    .await;
}

#[tokio::test]
async fn two_open_conversations_of_one_person_lose_no_word() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let (phone, laptop) = (world.visitor("李建国"), world.visitor("李建国"));
        let first = phone.signs_in_as("42").begins("灯不亮了").await;
        let second = laptop.begins("又有问题").await;
        assert_eq!(laptop.signs_in_as("42").begins("忘了登录").await, first, "the older goes on, at once");
        wang.accepts(first).await.unwrap();
        assert_eq!(texts(&wang.thread(first).await.unwrap()), ["灯不亮了", "又有问题", "忘了登录"]);
        assert_eq!(wang.sees(second).await.unwrap().merged_into, Some(first));
        // A page shows conversation by conversation.
        assert_eq!(texts(&laptop.sees().await), ["灯不亮了", "忘了登录", "又有问题"]);
    })
    .await;
}
