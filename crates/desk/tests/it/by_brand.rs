//! Different roles in different brands: lists of the whole company show each reader what they are in each brand, and nothing of
//! a brand that they do not see.
use desk::AgentChange;
use desk::read::Edit;
use model::*;
use testkit::{Hand, Shop, World, tell};

/// A supervisor of the first brand, who is an agent in the second and does not see the third.
async fn lead_of_one(world: &World, second: &Shop) -> Hand {
    let admin = world.shop().hire("管", Role::Administrator).await;
    let lead = world.leader("班").await;
    let (one, two) = (world.shop().brand, second.brand);
    let change =
        AgentChange { brands: Some(vec![one, two]), roles: Some(vec![(two, Role::Agent)]), ..AgentChange::default() };
    world.desk().change_agent(&admin.staff, lead.id, &change).await.expect("changed");
    let staff = world.desk().again(&lead.staff).await.expect("of the staff");
    Hand { staff, ..lead }
}

/// Two customers who wrote in these brands.
async fn two(admin: &Hand, one: &Shop, other: &Shop, name: &str) -> (CustomerId, CustomerId) {
    let mut both = vec![];
    for (shop, name) in [(one, format!("{name}甲")), (other, format!("{name}乙"))] {
        let c = shop.visitor(&name).begins("在吗").await;
        let customer = admin.sees(c).await.expect("seen").customer;
        let edit = Edit { name: Some(name), ..Edit::default() };
        admin.world.desk().edit_person(&admin.staff, customer, edit).await.expect("named");
        both.push(customer);
    }
    (both[0], both[1])
}

#[tokio::test]
async fn merges_are_listed_to_who_leads_where_they_were_made() {
    tell(async |world| {
        let (shop, second) = (world.shop(), world.shop().another_brand("售后").await);
        let third = world.shop().another_brand("团购").await;
        let (boss, lead) = (shop.hire("总", Role::Administrator).await, lead_of_one(world, &second).await);
        let desk = world.desk();
        for (one, other, name) in
            [(&shop, &shop, "本店"), (&second, &second, "售后"), (&third, &third, "团购"), (&shop, &third, "两家")]
        {
            let (winner, loser) = two(&boss, one, other, name).await;
            let merge = desk.merge(&boss.staff, winner, loser).await.unwrap();
            if name == "两家" {
                desk.undo_merge(&boss.staff, merge.id).await.unwrap();
            }
            world.clock().pass(Span::seconds(1));
        }
        let names = async |who: &Hand| {
            let found = desk.merges(&who.staff, None, 50).await.unwrap();
            let seen = desk.merges_seen(&who.staff, found).await.unwrap();
            seen.into_iter().map(|it| (it.winner, it.loser)).collect::<Vec<_>>()
        };
        let some = |name: &str| Some(name.to_owned());
        let own = (some("本店甲"), some("本店乙"));
        assert_eq!(names(&lead).await, [(some("两家甲"), None), own.clone()], "one side of it, and their own brand's");
        assert_eq!(names(&boss).await.len(), 4);
        let page = desk.merges(&lead.staff, None, 1).await.unwrap();
        let next = desk.merges(&lead.staff, Some((page[0].at, page[0].id)), 1).await.unwrap();
        let next = desk.merges_seen(&lead.staff, next).await.unwrap();
        assert_eq!(
            (next.len(), next[0].loser.clone()),
            (1, own.1),
            "a page holds what one may see, not what is left of it"
        );
    })
    .await;
}

#[tokio::test]
async fn suggestions_are_listed_to_who_leads_where_both_were() {
    tell(async |world| {
        let (shop, second) = (world.shop(), world.shop().another_brand("售后").await);
        let (boss, lead) = (shop.hire("总", Role::Administrator).await, lead_of_one(world, &second).await);
        let desk = world.desk();
        for (one, other, name, phone) in [
            (&shop, &shop, "本店", "13800000001"),
            (&second, &second, "售后", "13800000002"),
            (&shop, &second, "两家", "13800000003"),
        ] {
            let (a, b) = two(&boss, one, other, name).await;
            for id in [a, b] {
                let edit = Edit { phone: Some(phone.into()), ..Edit::default() };
                desk.edit_person(&boss.staff, id, edit).await.unwrap();
            }
        }
        let count = async |who: &Hand| desk.suggestions(&who.staff, None, None, 50).await.unwrap().len();
        assert_eq!((count(&lead).await, count(&boss).await), (1, 3));
    })
    .await;
}

#[tokio::test]
async fn a_customer_who_came_often_elsewhere_is_found_by_who_served_them_once() {
    tell(async |world| {
        let other = world.shop().another_brand("售后").await;
        let boss = world.shop().hire("总", Role::Administrator).await;
        boss.comes().await;
        let c = world.visitor("李").signs_in_as("42").begins("灯不亮了").await;
        boss.accepts(c).await.unwrap();
        boss.closes_because(c, "测试").await.unwrap();
        let li = other.visitor("李");
        li.signs_in_as("42");
        for n in 0..51 {
            world.clock().pass(Span::days(2));
            let d = li.begins(&format!("第 {n} 次")).await;
            boss.accepts(d).await.unwrap();
            boss.closes_because(d, "测试").await.unwrap();
        }
        let lead = world.leader("班").await;
        let change = AgentChange { brands: Some(vec![world.shop().brand]), ..AgentChange::default() };
        world.desk().change_agent(&boss.staff, lead.id, &change).await.unwrap();
        let lead = world.desk().again(&lead.staff).await.unwrap();
        let customer = boss.sees(c).await.unwrap().customer;
        let person = world.desk().person(&lead, customer).await.expect("their customer");
        assert_eq!(person.conversations, 1);
        assert_eq!(world.desk().person(&boss.staff, customer).await.unwrap().conversations, 52);
    })
    .await;
}
