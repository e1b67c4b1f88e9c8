//! What is kept of a customer: attributes by their types, numbers and addresses that are some, two people who edit at once,
//! and the answers of a brand's message form.
use desk::SettingEdit;
use desk::read::Edit;
use model::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Hand, World, refused, tell};

fn text(text: &str) -> Held {
    Held::Text(text.into())
}
fn lines(all: &[&str]) -> Held {
    Held::Lines(all.iter().map(|line| (*line).to_owned()).collect())
}

async fn known(world: &World) -> (Hand, CustomerId) {
    let wang = world.agent("王").await;
    let c = world.visitor("李建国").signs_in_as("42").begins("灯不亮了").await;
    (wang.clone(), wang.sees(c).await.unwrap().customer)
}

async fn defines(world: &World, name: &str, key: &str, kind: &str, choices: &[&str]) -> Setting {
    let boss = world.shop().hire(&format!("顾{key}"), Role::Operator).await;
    let mut fields = Fields::from([("key".to_owned(), text(key)), ("type".to_owned(), text(kind))]);
    if !choices.is_empty() {
        fields.insert("choices".into(), lines(choices));
    }
    let edit = SettingEdit { name: Some(name.into()), fields: Some(fields), ..SettingEdit::default() };
    world.desk().make_setting(&boss.staff, "attribute", None, &edit).await.expect("defined")
}

fn answers(all: &[(&str, Option<Held>)]) -> Edit {
    let attributes = all.iter().map(|(key, held)| ((*key).to_owned(), held.clone())).collect();
    Edit { attributes, ..Edit::default() }
}

fn wrong_fields<T>(done: desk::Result<T>) -> BTreeMap<String, &'static str> {
    match done {
        Err(desk::Error::Invalid(fields)) => fields.into_iter().map(|it| (it.field, it.code)).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[tokio::test]
async fn attributes_are_checked_by_their_definitions_and_kept_by_their_types() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        for (name, key, kind, choices) in [
            ("会员", "level", "choice", &["金卡", "银卡"][..]),
            ("积分", "points", "number", &[]),
            ("企业客户", "business", "flag", &[]),
            ("生日", "birthday", "day", &[]),
            ("喜好", "taste", "text", &[]),
        ] {
            defines(world, name, key, kind, choices).await;
        }
        let desk = world.desk();
        let all = answers(&[
            ("level", Some(text("金卡"))),
            ("points", Some(Held::Number(-12))),
            ("business", Some(Held::Flag(false))),
            ("birthday", Some(text("1990-02-28"))),
            ("taste", Some(text(" <script>alert(1)</script>')-- ☕️ "))),
        ]);
        let person = desk.edit_person(&wang.staff, customer, all).await.unwrap();
        let kept: Vec<_> = person.attributes.iter().map(|(key, held)| (key.as_str(), held.clone())).collect();
        assert_eq!(
            kept,
            [
                ("birthday", text("1990-02-28")),
                ("business", Held::Flag(false)),
                ("level", text("金卡")),
                ("points", Held::Number(-12)),
                ("taste", text("<script>alert(1)</script>')-- ☕️")),
            ]
        );
        let odd = Edit {
            phone: Some("138****8000".into()),
            email: Some("li".into()),
            ..answers(&[
                ("level", Some(text("铁卡"))),
                ("points", Some(text("12"))),
                ("business", Some(text("yes"))),
                ("birthday", Some(text("1990-02-30"))),
                ("taste", Some(Held::Lines(vec![]))),
                ("shoe", Some(Held::Number(42))),
            ])
        };
        let wrong = wrong_fields(desk.edit_person(&wang.staff, customer, odd).await);
        let expected = BTreeMap::from([
            ("attributes.birthday".to_owned(), "format"),
            ("attributes.business".to_owned(), "format"),
            ("attributes.level".to_owned(), "unknown"),
            ("attributes.points".to_owned(), "format"),
            ("attributes.shoe".to_owned(), "unknown"),
            ("attributes.taste".to_owned(), "format"),
            ("email".to_owned(), "format"),
            ("phone".to_owned(), "masked"),
        ]);
        assert_eq!(wrong, expected);
        let long = answers(&[("taste", Some(text(&"长".repeat(501))))]);
        assert_eq!(wrong_fields(desk.edit_person(&wang.staff, customer, long).await)["attributes.taste"], "too_long");
        let person = desk.edit_person(&wang.staff, customer, answers(&[("taste", None)])).await.unwrap();
        assert!(!person.attributes.contains_key("taste"));
        assert_eq!(person.customer.phone, None, "what was refused was kept as it was");
    })
    .await;
}

#[tokio::test]
async fn what_stands_under_a_definition_that_is_gone_stays_unseen() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let desk = world.desk();
        let it = defines(world, "喜好", "taste", "text", &[]).await;
        let edit = answers(&[("taste", Some(text("Oolong 乌龙")))]);
        desk.edit_person(&wang.staff, customer, edit).await.unwrap();
        let found = async |words: &str| desk.search_people(&wang.staff, words).await.unwrap().len();
        assert_eq!((found("OOLONG").await, found("乌龙").await, found("100%").await), (1, 1, 0));
        let boss = world.shop().hire("顾", Role::Operator).await;
        desk.delete_setting(&boss.staff, "attribute", it.id).await.unwrap();
        assert!(desk.person(&wang.staff, customer).await.unwrap().attributes.is_empty());
        assert_eq!(found("oolong").await, 0);
        desk.restore_setting(&boss.staff, "attribute", it.id, 1, None).await.unwrap();
        assert_eq!(desk.person(&wang.staff, customer).await.unwrap().attributes["taste"], text("Oolong 乌龙"));
    })
    .await;
}

#[tokio::test]
async fn whoever_stands_for_two_is_known_by_what_was_known_of_either() {
    tell(async |world| {
        let (wang, one) = known(world).await;
        let desk = world.desk();
        let other = wang.sees(world.visitor("林夏").begins("在吗").await).await.unwrap().customer;
        for key in ["taste", "size"] {
            defines(world, key, key, "text", &[]).await;
        }
        let edit = answers(&[("taste", Some(text("茶")))]);
        desk.edit_person(&wang.staff, one, edit).await.unwrap();
        let edit = answers(&[("taste", Some(text("咖啡"))), ("size", Some(text("L")))]);
        desk.edit_person(&wang.staff, other, edit).await.unwrap();
        let merge = desk.merge(&wang.staff, one, other).await.unwrap();
        let both = desk.person(&wang.staff, one).await.unwrap().attributes;
        let (kept, given) = if merge.winner == one { ("茶", "L") } else { ("咖啡", "L") };
        assert_eq!((&both["taste"], &both["size"]), (&text(kept), &text(given)));
        let edit = answers(&[("size", None)]);
        assert!(!desk.edit_person(&wang.staff, one, edit).await.unwrap().attributes.contains_key("size"));
        desk.undo_merge(&wang.staff, merge.id).await.unwrap();
        let alone = desk.person(&wang.staff, one).await.unwrap().attributes;
        assert_eq!(alone["taste"], text("茶"));
        assert!(!alone.contains_key("size"));
    })
    .await;
}

#[tokio::test]
async fn numbers_are_shown_as_written_and_found_however_they_are_asked_for() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let desk = world.desk();
        let edit = Edit { phone: Some(" +86 138-0013 8000 ".into()), ..Edit::default() };
        let person = desk.edit_person(&wang.staff, customer, edit).await.unwrap();
        assert_eq!(person.customer.phone.as_deref(), Some("+86 138-0013 8000"));
        for asked in ["13800138000", "138 0013 8000", "+8613800138000", "8000"] {
            let found = desk.search_people(&wang.staff, asked).await.unwrap();
            assert_eq!(found.len(), 1, "{asked}");
        }
        assert!(desk.search_people(&wang.staff, "13800138001").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_two_who_edit_at_once_the_second_is_told() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let desk = world.desk();
        let seen = desk.person(&wang.staff, customer).await.unwrap().customer.version;
        let edit = |remark: &str| Edit { remark: Some(remark.into()), version: Some(seen), ..Edit::default() };
        let after = desk.edit_person(&wang.staff, customer, edit("老客户")).await.unwrap().customer;
        assert_eq!(after.version, seen + 1);
        assert_eq!(refused(desk.edit_person(&wang.staff, customer, edit("新客户")).await), "conflict");
        let same = Edit { remark: Some("老客户".into()), version: Some(after.version), ..Edit::default() };
        let person = desk.edit_person(&wang.staff, customer, same).await.unwrap();
        assert_eq!(person.customer.version, after.version, "what was so already is no change");
        let admin = world.shop().hire("管", Role::Administrator).await;
        let filter = desk::AuditFilter { action: Some("customer.changed".into()), ..Default::default() };
        let (rows, _) = desk.audit_rows(&admin.staff, &filter, None, 10).await.unwrap();
        let told: Vec<_> = rows.iter().map(|it| (it.subject.clone(), it.detail.as_str())).collect();
        assert_eq!(told, [(customer.to_string(), "remark")], "fields are named, what stands in them is not");
    })
    .await;
}

fn filled(form: Value) -> Value {
    let client_id = form.to_string().bytes().fold(0u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    json!({ "t": "send", "client_id": format!("f{client_id}"), "text": "请回电", "attachments": [], "form": form })
}

#[tokio::test]
async fn a_brand_says_what_its_form_asks_and_answers_land_where_nobody_has_written() {
    tell(async |world| {
        let (wang, boss) = (world.agent("王").await, world.shop().hire("顾", Role::Operator).await);
        let desk = world.desk();
        let page = world.shop().page.clone();
        let plain: Vec<_> = desk.message_form(&page).await.unwrap();
        assert!(plain.iter().all(|it| !it.required));
        assert_eq!(plain.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["name", "phone", "email"]);
        defines(world, "订单号", "order_no", "text", &[]).await;
        defines(world, "会员", "level", "choice", &["金卡", "银卡"]).await;
        let form = |fields: &[&str], required: &[&str]| {
            Some(Fields::from([
                ("fields".to_owned(), lines(fields)),
                ("required".to_owned(), lines(required)),
                ("attributes".to_owned(), lines(&["order_no", "level", "gone"])),
                ("required_attributes".to_owned(), lines(&["order_no"])),
            ]))
        };
        let sets = async |fields| {
            let edit = SettingEdit { fields, ..SettingEdit::default() };
            desk.make_setting(&boss.staff, "form", Some(world.shop().brand), &edit).await
        };
        assert!(wrong_fields(sets(form(&["name"], &[])).await).contains_key("fields.fields"));
        assert!(wrong_fields(sets(form(&["phone"], &["name"])).await).contains_key("fields.required"));
        sets(form(&["name", "phone"], &["phone"])).await.unwrap();
        let asked = desk.message_form(&page).await.unwrap();
        let seen: Vec<_> = asked.iter().map(|it| (it.key.as_str(), it.title.as_str(), it.required)).collect();
        assert_eq!(
            seen,
            [("name", "", false), ("phone", "", true), ("order_no", "订单号", true), ("level", "会员", false)]
        );
        let lin = world.visitor("林夏");
        let bad = json!({ "name": "林夏", "phone": "call me", "attributes": { "level": "铁卡", "shoe": 42 } });
        let wrong = wrong_fields(lin.sends(&filled(bad)).await);
        let expected = BTreeMap::from([
            ("form.attributes.level".to_owned(), "unknown"),
            ("form.attributes.order_no".to_owned(), "required"),
            ("form.attributes.shoe".to_owned(), "unknown"),
            ("form.phone".to_owned(), "format"),
        ]);
        assert_eq!(wrong, expected);
        assert!(wang.list("all").await.is_empty(), "nothing of it was stored");
        let plain = json!({ "name": "林夏", "email": "lin@example.com" });
        lin.sends(&filled(plain)).await.expect("a page that does not ask these questions is not held to them");
        let good =
            |order: &str| json!({ "phone": "138 0013 8000", "attributes": { "order_no": order, "level": "金卡" } });
        let c = lin.sends(&filled(good("A-1 <b>"))).await.unwrap().conversation.unwrap();
        let customer = wang.sees(c).await.unwrap().customer;
        let known = desk.person(&wang.staff, customer).await.unwrap().attributes;
        assert_eq!((&known["order_no"], &known["level"]), (&text("A-1 <b>"), &text("金卡")));
        desk.edit_person(&wang.staff, customer, answers(&[("level", Some(text("银卡")))])).await.unwrap();
        lin.sends(&filled(good("A-2"))).await.unwrap();
        let known = desk.person(&wang.staff, customer).await.unwrap().attributes;
        assert_eq!((&known["order_no"], &known["level"]), (&text("A-1 <b>"), &text("银卡")));
    })
    .await;
}
