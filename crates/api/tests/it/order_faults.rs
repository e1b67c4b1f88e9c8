//! Orders where things go wrong beside each other: brands, merges, several who ask, lines that break, sources that change.
use crate::house::{House, call, get, knock_on_both, knock_strictly, post, send, with};
use crate::orders::{Story, by, order, program, says, story, told};
use model::{Role, Span};
use serde_json::{Value, json};
use testkit::Hears;

fn states(seen: &Value) -> Vec<String> {
    let items = seen["items"].as_array().unwrap().iter();
    items.map(|it| format!("{} {}", it["number"].as_str().unwrap(), it["state"].as_str().unwrap())).collect()
}

/// The same customer in a second brand, in the hands of somebody who sees that one only.
async fn in_another_brand(house: &House, it: &Story) -> Story {
    let beside = house.world.shop().another_brand("副牌").await;
    let zhao = beside.hire("赵", Role::Agent).await;
    zhao.may_not_see(house.world.shop().brand).await;
    let browser = house.sign_in(&zhao).await;
    zhao.comes().await;
    let c = beside.visitor("李").signs_in_as("42").begins("还是我").await;
    house.world.settle().await;
    zhao.accepts(c).await.unwrap();
    Story { shop: it.shop.clone(), admin: it.admin.clone(), wang: zhao, browser, c }
}

#[tokio::test]
async fn what_one_brand_was_answered_is_not_told_to_another() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let other = in_another_brand(house, &it).await;
        it.shop.will([told("SG1", "已发货")]);
        assert_eq!(states(&it.sees(house, "due").await), ["SG1 已发货"]);
        assert_eq!(states(&other.sees(house, "never").await), [""; 0], "nobody asked for this brand");
        let press = json!({ "client_id": "p1", "amount": 1 });
        assert_eq!(other.presses(house, "refund", &press).await.code(), "not_found");
        it.shop.will([told("SG1", "副牌看到的"), Hears::Cuts]);
        assert_eq!(states(&other.sees(house, "due").await), ["SG1 副牌看到的"]);
        assert_eq!(it.presses(house, "refund", &press).await.json()["state"], "unknown");
        let seen = other.sees(house, "never").await;
        assert_eq!(seen["items"][0]["acts"], json!([]), "what was done in another brand is not this one's to know");
        assert_eq!(other.presses(house, "refund", &press).await.code(), "conflict", "but it is not done beside it");
    })
    .await;
}

#[tokio::test]
async fn orders_follow_a_merge_and_what_parts_them_again() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let key = program(house, &it.admin, "商城", &["orders:read", "orders:write"]).await;
        let other = house.world.visitor("赵").begins("你好").await;
        house.world.settle().await;
        it.wang.accepts(other).await.unwrap();
        let (loser, winner) = (it.wang.sees(it.c).await.unwrap().customer, it.wang.sees(other).await.unwrap().customer);
        let (ours, theirs) = (format!("/api/v1/customers/{winner}/orders"), "/api/v1/customers/external:42/orders");
        let tell = async |at: &str, number: &str, state: &str| {
            house.world.clock().pass(Span::seconds(1));
            house.ask(by(&key, send("PUT", &format!("{at}/{number}"), &order(number, state)))).await.status.as_u16()
        };
        let known = async |at: &str| states(&house.ask(by(&key, get(at))).await.json());
        tell(theirs, "SG1", "旧").await;
        tell(&format!("/api/v1/customers/{loser}/orders"), "SG2", "旧").await;
        it.shop.will([told("S9", "合并前")]);
        it.sees(house, "now").await;

        let merge = house.world.desk().merge(&it.wang.staff().await, winner, loser).await.unwrap();
        it.shop.will([told("S9", "合并后")]);
        let seen = format!("/api/v1/conversations/{other}/orders?ask=");
        house.ask(it.browser.on(get(&format!("{seen}now")))).await;
        assert_eq!(tell(&ours, "SG1", "新").await, 200, "one number is one order");
        assert_eq!(known(&ours).await, ["SG1 新", "SG2 旧"]);
        assert_eq!(house.ask(by(&key, call("DELETE", &format!("{theirs}/SG2")))).await.status, 204);
        assert_eq!(known(theirs).await, ["SG1 新"], "and gone is gone");
        assert_eq!((tell(theirs, "SG3", "说给42").await, tell(&ours, "SG4", "说给赵").await), (201, 201));

        house.world.desk().undo_merge(&it.wang.staff().await, merge.id).await.unwrap();
        assert_eq!(known(&ours).await, ["SG4 说给赵"]);
        assert_eq!(known(theirs).await, ["SG3 说给42", "SG1 新"], "what was told of their number is theirs");
        let after = house.ask(it.browser.on(get(&format!("{seen}never")))).await.json();
        assert_eq!(states(&after), ["SG4 说给赵"], "nothing of an answer about both");
        assert!(!it.sees(house, "never").await.to_string().contains("合并"));
    })
    .await;
}

#[tokio::test]
async fn of_the_same_one_asks_and_the_others_hear_the_answer() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([Hears::Silent, told("SG1", "又一次")]);
        let one = async || it.sees(house, "now").await["source"]["trouble"].clone();
        let said = tokio::join!(one(), one(), one(), one());
        assert_eq!(it.shop.heard().len(), 1, "four who press at once are one question");
        let trouble = json!("no_answer");
        assert_eq!([&said.0, &said.1, &said.2, &said.3], [&trouble; 4]);
        assert_eq!(states(&it.sees(house, "now").await), ["SG1 又一次"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_asks_without_end() {
    knock_strictly(async |house| {
        let it = story(house).await;
        for _ in 0..20 {
            it.sees(house, "now").await;
        }
        let path = format!("/api/v1/conversations/{}/orders?ask=", it.c);
        assert_eq!(house.ask(it.browser.on(get(&format!("{path}now")))).await.code(), "rate_limited");
        assert_eq!(house.ask(it.browser.on(get(&format!("{path}due")))).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn whoever_hangs_up_ends_nothing() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let (slow, answer) = Hears::once_told(says(200, &json!({ "state": "done", "message": "好了" })));
        it.shop.will([told("SG1", "已发货"), slow]);
        it.sees(house, "now").await;
        let path = format!("/api/v1/conversations/{}/orders/SG1/actions/refund", it.c);
        let press = it.browser.on(post(&path, &json!({ "client_id": "p1", "amount": 1 })));
        {
            let mut asked = std::pin::pin!(house.ask(press));
            tokio::select! {
                _ = &mut asked => panic!("the shop has not answered"),
                () = it.shop.hears(2) => {}
            }
        } // whoever pressed has closed the page
        answer.notify_one();
        while it.pills().await.is_empty() {
            house.world.desk().bell.log.notified().await;
        }
        assert_eq!(it.sees(house, "never").await["items"][0]["acts"][0]["state"], "done");
    })
    .await;
}

#[tokio::test]
async fn what_is_open_is_seen_and_not_done_again_whatever_became_of_order_and_source() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货"), Hears::Cuts]);
        it.sees(house, "now").await;
        let press = json!({ "client_id": "p1", "amount": 1 });
        let act = it.presses(house, "refund", &press).await.json();
        let many: Vec<Value> = (100..160).map(|n| order(&format!("SG{n}"), "好")).collect();
        it.shop.will([says(200, &json!({ "orders": many }))]);
        let seen = it.sees(house, "now").await;
        let items = seen["items"].as_array().unwrap();
        let lost = items.iter().find(|it| it["number"] == "SG1").expect("the order that was pressed");
        assert_eq!((items.len(), &lost["acts"][0]["id"], &lost["actions"]), (51, &act["id"], &json!([])));
        assert_eq!(lost["state"], "已发货", "as it was then");

        let sources = house.ask(it.admin.on(get("/api/v1/settings/order_source"))).await.json();
        let at = format!("/api/v1/settings/order_source/{}", sources["items"][0]["id"].as_str().unwrap());
        assert_eq!(house.ask(it.admin.on(call("DELETE", &at))).await.status, 204);
        assert_eq!(states(&it.sees(house, "never").await), ["SG1 已发货"]);
        let panels = house.ask(it.browser.on(get(&format!("/api/v1/conversations/{}/panels", it.c)))).await.json();
        assert_eq!(panels["orders"], true, "there is something to look at");
        crate::orders::source(house, &it.admin, &it.shop).await;
        it.shop.will([told("SG1", "已发货")]);
        it.sees(house, "now").await;
        let again = json!({ "client_id": "p2", "amount": 1 });
        assert_eq!(it.presses(house, "refund", &again).await.code(), "conflict", "by another entry of the same shop");
    })
    .await;
}

#[tokio::test]
async fn an_answer_from_before_an_act_and_a_failure_take_nothing_back() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let (late, answer) = Hears::once_told(told("SG1", "已发货"));
        let done = says(200, &json!({ "state": "done", "order": order("SG1", "已退款") }));
        it.shop.will([told("SG1", "已发货"), late, done]);
        it.sees(house, "now").await;
        let acts = async {
            it.shop.hears(2).await;
            house.world.clock().pass(Span::seconds(1));
            let press = json!({ "client_id": "p1", "amount": 1 });
            assert_eq!(it.presses(house, "refund", &press).await.json()["state"], "done");
            answer.notify_one();
        };
        let (seen, ()) = tokio::join!(it.sees(house, "now"), acts);
        assert_eq!(states(&seen), ["SG1 已退款"], "what was asked before says nothing of it");

        let (failure, answer) = Hears::once_told(says(500, &json!({})));
        it.shop.will([failure, says(200, &json!({ "state": "done", "order": order("SG1", "再退") }))]);
        let acts = async {
            it.shop.hears(4).await;
            let press = json!({ "client_id": "p2", "amount": 1 });
            assert_eq!(it.presses(house, "refund", &press).await.json()["state"], "done");
            answer.notify_one();
        };
        let (seen, ()) = tokio::join!(it.sees(house, "now"), acts);
        assert_eq!((states(&seen), &seen["source"]["trouble"]), (vec!["SG1 再退".to_owned()], &json!("fault")));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_less_in_a_brand_neither_checks_nor_tells_there() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货"), Hears::Cuts]);
        it.sees(house, "now").await;
        let act = it.presses(house, "refund", &json!({ "client_id": "p1", "amount": 1 })).await.json();
        let check = format!("/api/v1/order-acts/{}/check", act["id"].as_str().unwrap());
        let (_, colleague) = house.signed("同事", Role::Agent).await;
        assert_eq!(house.ask(colleague.on(post(&check, &json!({})))).await.code(), "not_owner");
        let (leader, leads) = house.signed("主管", Role::Supervisor).await;
        assert_eq!(house.ask(leads.on(post(&check, &json!({})))).await.status, 200);
        let rights = json!({ "roles": [{ "brand": house.world.shop().brand, "role": "agent" }] });
        let at = format!("/api/v1/agents/{}", leader.id);
        assert_eq!(house.ask(it.admin.on(send("PATCH", &at, &rights))).await.status, 200);
        let leads = house.sign_in(&leader).await; // other rights end a session
        assert_eq!(house.ask(leads.on(post(&check, &json!({})))).await.code(), "not_owner");
        let (deputy, tells) = house.signed("副管理", Role::Administrator).await;
        let path = "/api/v1/customers/external:42/orders/SG1";
        assert_eq!(house.ask(tells.on(send("PUT", path, &order("SG1", "x")))).await.status, 201);
        let at = format!("/api/v1/agents/{}", deputy.id);
        assert_eq!(house.ask(it.admin.on(send("PATCH", &at, &rights))).await.status, 200);
        let tells = house.sign_in(&deputy).await;
        assert_eq!(house.ask(tells.on(send("PUT", path, &order("SG1", "y")))).await.code(), "forbidden");
        assert_eq!(house.ask(tells.on(call("DELETE", path))).await.code(), "forbidden");
    })
    .await;
}

#[tokio::test]
async fn marks_nobody_sees_name_nothing() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let key = program(house, &it.admin, "商城", &["orders:read", "orders:write"]).await;
        for path in [
            "external:%00/orders/SG1",
            "external:42/orders/%00",
            "external:42/orders/%01%0a",
            "external:4%002/orders/x",
        ] {
            let gone = house.ask(by(&key, call("DELETE", &format!("/api/v1/customers/{path}")))).await;
            assert_eq!(gone.code(), "not_found", "{path}");
        }
        assert_eq!(house.ask(by(&key, get("/api/v1/customers/external:%00/orders"))).await.code(), "not_found");
        let pressed =
            post(&format!("/api/v1/conversations/{}/orders/%00/actions/%00", it.c), &json!({ "client_id": "x" }));
        assert_eq!(house.ask(it.browser.on(pressed)).await.code(), "not_found");
        let spaced = "/api/v1/customers/external:42/orders/%20SG%00%20%E2%80%8B7";
        let told = house.ask(by(&key, send("PUT", spaced, &order("", "好")))).await;
        assert_eq!((told.status.as_u16(), &told.json()["number"]), (201, &json!("SG 7")));
        assert_eq!(house.ask(by(&key, call("DELETE", spaced))).await.status, 204, "the same name names the same");
    })
    .await;
}

#[tokio::test]
async fn what_was_told_just_now_is_kept_before_what_was_told_long_ago() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let key = program(house, &it.admin, "商城", &["orders:read", "orders:write"]).await;
        let tell = async |number: &str, body: &Value| {
            house.world.clock().pass(Span::seconds(1));
            let path = format!("/api/v1/customers/external:42/orders/{number}");
            house.ask(by(&key, send("PUT", &path, body))).await.status.as_u16()
        };
        for n in 0..200 {
            tell(&format!("N{n}"), &order("", "有日期")).await;
        }
        let undated = json!({ "state": "没有日期" });
        assert_eq!((tell("NEW", &undated).await, tell("NEW", &undated).await), (201, 200));
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_kept_by_what_it_is_not_by_its_place() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let key = program(house, &it.admin, "商城", &["orders:read", "orders:write"]).await;
        let shows = async |name: &str| {
            let url = format!("https://img.example/{name}.png");
            house.world.provider().holds(&url, [b"\x89PNG\r\n\x1a\n", name.as_bytes()].concat());
            let body = json!({ "state": "好", "items": [{ "title": "花瓶", "picture": url }] });
            house.ask(by(&key, send("PUT", "/api/v1/customers/external:42/orders/SG1", &body))).await;
        };
        let path = format!("/api/v1/conversations/{}/orders/SG1/pictures/0", it.c);
        shows("one").await;
        let first = house.ask(it.browser.on(get(&path))).await;
        assert_eq!(first.header("cache-control"), "private, no-cache");
        let tag = first.header("etag").to_owned();
        let again = async || house.ask(with(it.browser.on(get(&path)), "if-none-match", &tag)).await;
        assert_eq!((again().await.status.as_u16(), again().await.bytes.len()), (304, 0));
        shows("two").await;
        let other = again().await;
        assert_eq!((other.status.as_u16(), other.bytes.ends_with(b"two")), (200, true));
        house.world.clock().pass(Span::minutes(61));
        let tag = other.header("etag").to_owned();
        let later = house.ask(with(it.browser.on(get(&path)), "if-none-match", &tag)).await;
        assert_eq!(later.status, 200, "what is behind an address may change");
    })
    .await;
}

#[tokio::test]
async fn a_crowd_of_our_own_is_no_fault_of_the_shop() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let other = in_another_brand(house, &it).await;
        it.shop.will([told("SG1", "已发货")]);
        it.sees(house, "now").await;
        house.world.opens_a_narrow_web(&[&it.shop]);
        let (slow, answer) = Hears::once_told(told("SG1", "副牌看到的"));
        it.shop.will([slow]);
        let press = json!({ "client_id": "p1", "amount": 1 });
        let beside = async {
            it.shop.hears(2).await;
            let seen = it.sees(house, "now").await;
            assert_eq!((states(&seen), &seen["source"]["trouble"]), (vec!["SG1 已发货".to_owned()], &Value::Null));
            assert_eq!(it.presses(house, "refund", &press).await.code(), "unavailable");
            answer.notify_one();
        };
        let (seen, ()) = tokio::join!(other.sees(house, "now"), beside);
        assert_eq!(states(&seen), ["SG1 副牌看到的"]);
        let act = it.presses(house, "refund", &press).await.json();
        assert_eq!((&act["state"], it.shop.heard().len()), (&json!("failed"), 2), "the same press is not sent later");
    })
    .await;
}
