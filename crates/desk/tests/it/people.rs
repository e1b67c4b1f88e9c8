//! People: invited by a link that is good once, changed by administrators, disabled without losing what they held.
use desk::{AgentChange, Joining, NewAgentInvite};
use model::*;
use testkit::{Hand, World, refused, tell};

fn somebody(world: &World, email: &str) -> NewAgentInvite {
    NewAgentInvite {
        email: email.into(),
        name: "小赵".into(),
        role: Role::Agent,
        brands: vec![world.shop().brand],
        locale: Locale::Zh,
        capacity: 400,
    }
}

fn joining(password: &str) -> Joining {
    Joining { name: Some("赵六".into()), password: Secret::new(password), locale: None, user_agent: "Firefox".into() }
}

async fn admin(world: &World) -> Hand {
    world.shop().hire("管理员", Role::Administrator).await
}

#[tokio::test]
async fn whoever_is_invited_joins_once_within_a_day() {
    tell(async |world| {
        let (desk, admin) = (world.desk(), admin(world).await.staff);
        let (invite, code) = desk.invite_agent(&admin, &somebody(world, " Zhao@Shop.example ")).await.unwrap();
        assert_eq!((invite.email.as_str(), desk.agent_invites(&admin).await.unwrap().len()), ("zhao@shop.example", 1));
        assert_eq!(desk.agent_invited(code.expose()).await.unwrap().1.name, "拾光");
        let weak = desk.accept_agent_invite(code.expose(), &joining("password1")).await;
        assert_eq!(refused(weak.map(|_| ())), "invalid");
        let zhao = desk.accept_agent_invite(code.expose(), &joining("赵六的长密码很长")).await.unwrap().staff;
        assert_eq!((zhao.agent.name.as_str(), zhao.agent.capacity, zhao.agent.role), ("赵六", 400, Role::Agent));
        assert_eq!(zhao.brands, [world.shop().brand]);
        let again = desk.accept_agent_invite(code.expose(), &joining("赵六的长密码很长")).await;
        assert_eq!(refused(again.map(|_| ())), "not_found");
        assert!(desk.agent_invites(&admin).await.unwrap().is_empty());
        desk.sign_in("zhao@shop.example", "赵六的长密码很长", "").await.map(|_| ()).unwrap();
        let taken = desk.invite_agent(&admin, &somebody(world, "zhao@shop.example")).await;
        assert_eq!(refused(taken.map(|_| ())), "taken");

        let (_, late) = desk.invite_agent(&admin, &somebody(world, "late@shop.example")).await.unwrap();
        let (again, fresh) = desk.invite_agent(&admin, &somebody(world, "late@shop.example")).await.unwrap();
        assert_eq!(refused(desk.agent_invited(late.expose()).await.map(|_| ())), "not_found");
        world.clock().pass(Span::hours(24));
        assert_eq!(refused(desk.agent_invited(fresh.expose()).await.map(|_| ())), "not_found");
        desk.revoke_agent_invite(&admin, again.id).await.unwrap();
        assert_eq!(refused(desk.agent_invited("x").await.map(|_| ())), "not_found");
    })
    .await;
}

#[tokio::test]
async fn two_who_open_the_same_link_are_one() {
    tell(async |world| {
        let (desk, admin) = (world.desk(), admin(world).await.staff);
        let (_, code) = desk.invite_agent(&admin, &somebody(world, "zhao@shop.example")).await.unwrap();
        let words = joining("赵六的长密码很长");
        let (one, two) = tokio::join!(
            desk.accept_agent_invite(code.expose(), &words),
            desk.accept_agent_invite(code.expose(), &words)
        );
        assert!(one.is_ok() != two.is_ok(), "{:?} {:?}", one.is_ok(), two.is_ok());
    })
    .await;
}

#[tokio::test]
async fn only_administrators_look_after_people_and_give_only_what_they_see() {
    tell(async |world| {
        let (desk, admin, wang) = (world.desk(), admin(world).await, world.agent("王").await);
        for role in [Role::Agent, Role::Supervisor, Role::Operator, Role::Auditor] {
            let who = world.shop().hire(role.as_str(), role).await.staff;
            assert_eq!(refused(desk.people(&who).await.map(|_| ())), "forbidden");
            assert_eq!(refused(desk.agent_invites(&who).await), "forbidden");
            let invited = desk.invite_agent(&who, &somebody(world, "x@shop.example")).await;
            assert_eq!(refused(invited.map(|_| ())), "forbidden");
            assert_eq!(refused(desk.reset_password(&who, wang.id).await.map(|_| ())), "forbidden");
            let own = desk.change_agent(&who, who.agent.id, &AgentChange::default()).await;
            assert_eq!(refused(own.map(|_| ())), "forbidden");
        }
        let hidden = world.shop().another_brand("第二品牌").await;
        admin.may_not_see(hidden.brand).await;
        let staff = admin.staff().await;
        let beyond = NewAgentInvite { brands: vec![hidden.brand], ..somebody(world, "x@shop.example") };
        assert_eq!(refused(desk.invite_agent(&staff, &beyond).await.map(|_| ())), "invalid");
        // What the administrator does not see stays.
        let change = AgentChange { brands: Some(vec![]), ..AgentChange::default() };
        assert_eq!(desk.change_agent(&staff, wang.id, &change).await.unwrap().rights[0].brand, hidden.brand);
        for wrong in [
            AgentChange { name: Some(" ".into()), ..AgentChange::default() },
            AgentChange { capacity: Some(-1), ..AgentChange::default() },
            AgentChange { brands: Some(vec![hidden.brand]), ..AgentChange::default() },
        ] {
            assert_eq!(refused(desk.change_agent(&staff, wang.id, &wrong).await.map(|_| ())), "invalid");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_disabled_is_out_and_the_customer_is_not_lost() {
    tell(async |world| {
        let (desk, admin, wang, zhao) =
            (world.desk(), admin(world).await.staff, world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        zhao.comes().await;
        let disabled = AgentChange { state: Some(AgentState::Disabled), ..AgentChange::default() };
        let person = desk.change_agent(&admin, wang.id, &disabled).await.unwrap();
        assert_eq!((person.agent.state, person.agent.presence), (AgentState::Disabled, Presence::Offline));
        assert_eq!(refused(desk.still(&wang.staff).await), "unauthenticated");
        let back = desk.sign_in(&wang.staff.agent.email, "open sesame", "").await;
        assert_eq!(refused(back.map(|_| ())), "wrong_password");
        assert_eq!(refused(desk.reset_password(&admin, wang.id).await.map(|_| ())), "not_found");
        world.settle().await;
        zhao.accepts(c).await.expect("it came back to the queue");
        let active = AgentChange { state: Some(AgentState::Active), ..AgentChange::default() };
        desk.change_agent(&admin, wang.id, &active).await.unwrap();
        desk.sign_in(&wang.staff.agent.email, "open sesame", "").await.map(|_| ()).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_brand_that_is_taken_away_takes_its_conversations_along() {
    tell(async |world| {
        let (desk, admin, wang, zhao) =
            (world.desk(), admin(world).await.staff, world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "换一个灯泡").await.unwrap();
        zhao.comes().await;
        let nothing = AgentChange { brands: Some(vec![]), ..AgentChange::default() };
        assert!(desk.change_agent(&admin, wang.id, &nothing).await.unwrap().rights.is_empty());
        world.settle().await;
        zhao.accepts(c).await.expect("even what was answered goes to who may see it");
        assert_eq!(refused(desk.still(&wang.staff).await), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    tell(async |world| {
        let (desk, first) = (world.desk(), admin(world).await.staff);
        let agent = AgentChange { role: Some(Role::Agent), ..AgentChange::default() };
        let disabled = AgentChange { state: Some(AgentState::Disabled), ..AgentChange::default() };
        for change in [&agent, &disabled] {
            let refusal = desk.change_agent(&first, first.agent.id, change).await;
            assert_eq!(refused(refusal.map(|_| ())), "last_administrator");
        }
        let second = world.shop().hire("第二位", Role::Administrator).await.staff;
        // Each takes the other's rights away at once: one of them is refused.
        let (one, two) = tokio::join!(
            desk.change_agent(&first, second.agent.id, &agent),
            desk.change_agent(&second, first.agent.id, &disabled)
        );
        assert!(one.is_ok() != two.is_ok());
        let people = desk.people(&first).await.unwrap();
        let left = people.iter().filter(|it| it.agent.is_active() && it.agent.role.administers());
        assert_eq!(left.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_every_session_that_the_old_one_began() {
    tell(async |world| {
        let (desk, admin, wang) = (world.desk(), admin(world).await.staff, world.agent("王").await);
        let email = wang.staff.agent.email.clone();
        let change = async |current: &str, new: &str| {
            let changed = desk.change_password(&wang.staff, current, &Secret::new(new), "Firefox").await;
            changed.map(|it| it.staff)
        };
        assert_eq!(refused(change("guess", "王五的长密码很长").await), "invalid");
        assert_eq!(refused(change("open sesame", "12345678").await), "invalid");
        assert_eq!(refused(change("open sesame", &email.to_uppercase()).await), "invalid");
        let fresh = change("open sesame", "王五的长密码很长").await.unwrap();
        assert_eq!(refused(desk.still(&wang.staff).await), "unauthenticated");
        assert_eq!(refused(desk.sign_in(&email, "open sesame", "").await.map(|_| ())), "wrong_password");

        let (_, code) = desk.reset_password(&admin, wang.id).await.unwrap();
        desk.still(&fresh).await.expect("until the link is used");
        let reset = desk.accept_agent_invite(code.expose(), &joining("又一个长密码很长")).await.unwrap().staff;
        assert_eq!((reset.agent.id, reset.agent.name.as_str()), (wang.id, "王"));
        assert_eq!(refused(desk.still(&fresh).await), "unauthenticated");
        desk.sign_in(&email, "又一个长密码很长", "").await.map(|_| ()).unwrap();
    })
    .await;
}
