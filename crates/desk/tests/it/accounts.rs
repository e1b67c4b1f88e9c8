//! Channel accounts: their form is checked field by field, and a secret can be taken out again.
use desk::AccountChange;
use std::collections::BTreeMap;
use testkit::{PIGEON, PORCH, Sender, refused, tell};

fn set_to(all: &[(&str, &str)]) -> AccountChange {
    let settings = all.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    AccountChange { settings: Some(settings), ..AccountChange::default() }
}
fn one(key: &str, value: &str) -> AccountChange {
    set_to(&[(key, value)])
}

#[tokio::test]
async fn a_field_that_does_not_fit_is_refused() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = shop.hire("顾", model::Role::Administrator).await.staff;
        let set = async |key: &str, value: &str| {
            let changed = desk.change_account(&boss, shop.page.id, one(key, value)).await;
            changed.map(|_| ()).map_err(|why| why.to_string())
        };
        for (key, wrong) in [
            ("allowed_origins", "shop.example.com"),
            ("allowed_origins", "https://a.example\nftp://b.example"),
            ("street", "porch street"),
            ("street", "javascript:alert(1)"),
            ("color", "blue"),
            ("house", "1"),
        ] {
            assert!(set(key, wrong).await.is_err(), "{key} {wrong}");
        }
        for (key, right) in [
            ("allowed_origins", " https://a.example \n\nhttp://localhost:5173\n"),
            ("allowed_origins", ""),
            ("street", "https://map.example/porch"),
            ("street", ""),
        ] {
            assert_eq!(set(key, right).await, Ok(()), "{key} {right}");
        }
        let without_mark = desk.add_account(&boss, PIGEON, shop.brand, None, "新鸽舍", BTreeMap::new()).await;
        assert_eq!(refused(without_mark), "invalid");
        desk.add_account(&boss, PORCH, shop.brand, None, "新门廊", BTreeMap::new()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_secret_given_empty_is_removed_unless_it_is_required() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = shop.hire("顾", model::Role::Administrator).await.staff;
        let shown = |account| desk.shown_settings(&account).get("signing_secret").cloned();
        let (page, loft) = (shop.page.id, shop.loft.id);
        let kept = desk.change_account(&boss, page, one("color", "#112233")).await.unwrap();
        assert_eq!(shown(kept).as_deref(), Some("***"), "what is left out stays");
        let emptied = desk.change_account(&boss, page, one("signing_secret", "")).await.unwrap();
        assert_eq!(shown(emptied), None);
        let all = desk.accounts(&boss).await.unwrap();
        assert_eq!(shown(all.into_iter().find(|it| it.id == page).unwrap()), None, "and it is gone for good");

        assert_eq!(refused(desk.change_account(&boss, loft, one("mark", "")).await), "invalid");
        let hua: Sender = world.sender("花");
        hua.posts_raw(b"{}", "ring").await.expect("the mark still opens the loft");
    })
    .await;
}

#[tokio::test]
async fn secrets_go_only_where_they_were_entered_for() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = shop.operator().await.staff;
        let set = async |settings: &[(&str, &str)]| {
            desk.change_account(&boss, shop.loft.id, set_to(settings)).await.map(|_| ())
        };
        for elsewhere in ["https://thief.example", "http://loft.example", "https://loft.example:8443/"] {
            let why = set(&[("loft", elsewhere)]).await.unwrap_err();
            assert!(matches!(&why, desk::Error::Invalid(_)) && format!("{why:?}").contains("settings.mark"), "{why:?}");
        }
        assert_eq!(refused(set(&[("loft", "https://thief.example"), ("mark", "")]).await), "invalid", "required");
        // The same place, however it is written.
        set(&[("loft", " https://LOFT.example:443/path ")]).await.unwrap();
        set(&[("loft", "")]).await.unwrap();
        set(&[("loft", "https://proxy.example"), ("mark", "ring")]).await.unwrap();
        set(&[("dance", "水")]).await.expect("what calls nobody else needs no secret");
        let page = one("street", "https://map.example/porch");
        desk.change_account(&boss, shop.page.id, page).await.expect("our own page calls nobody");
    })
    .await;
}
