//! Customers: what agents see of a person and may change; a look behind the mask is written down.
use desk::read::Edit;
use model::*;
use store::sql;
use testkit::{Hand, World, refused, tell};

async fn known(world: &World) -> (Hand, CustomerId) {
    let wang = world.agent("王").await;
    let c = world.visitor("李建国").signs_in_as("42").begins("灯不亮了").await;
    let customer = wang.sees(c).await.unwrap().customer;
    (wang, customer)
}

#[tokio::test]
async fn a_field_left_out_stays_and_an_empty_one_is_emptied() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let desk = world.desk();
        let edit = Edit { phone: Some(" 13800138000 ".into()), remark: Some("老客户".into()), ..Edit::default() };
        desk.edit_person(&wang.staff, customer, edit).await.unwrap();
        let edit = Edit { remark: Some(" ".into()), ..Edit::default() };
        let person = desk.edit_person(&wang.staff, customer, edit).await.unwrap().customer;
        assert_eq!((person.phone.as_deref(), person.remark.as_deref()), (Some("13800138000"), None));
        assert_eq!(person.name.as_deref(), Some("李建国"));
        let long = Edit { name: Some("长".repeat(101)), ..Edit::default() };
        assert_eq!(refused(desk.edit_person(&wang.staff, customer, long).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_an_agent_wrote_is_not_overwritten_by_what_the_page_says() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let edit = Edit { name: Some("李先生".into()), ..Edit::default() };
        world.desk().edit_person(&wang.staff, customer, edit).await.unwrap();
        world.visitor("李建国").signs_in_as("42").begins("还在吗").await;
        let person = world.desk().person(&wang.staff, customer).await.unwrap().customer;
        assert_eq!(person.name.as_deref(), Some("李先生"));
    })
    .await;
}

#[tokio::test]
async fn the_page_they_are_on_moves_with_them() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let li = world.visitor("李建国");
        for page in ["https://shop.example/a", "https://shop.example/b"] {
            li.signs_in_as("42").with(|hello| hello.page_url = Some(page.into())).begins("看这个").await;
            let person = world.desk().person(&wang.staff, customer).await.unwrap().customer;
            assert_eq!(person.page_url.as_deref(), Some(page));
        }
    })
    .await;
}

#[tokio::test]
async fn a_look_behind_the_mask_needs_a_reason_and_leaves_a_row() {
    tell(async |world| {
        let (wang, customer) = known(world).await;
        let desk = world.desk();
        let edit = Edit { phone: Some("13800138000".into()), ..Edit::default() };
        desk.edit_person(&wang.staff, customer, edit).await.unwrap();
        assert_eq!(refused(desk.reveal(&wang.staff, customer, "phone", " ").await), "invalid");
        assert_eq!(refused(desk.reveal(&wang.staff, customer, "remark", "看看").await), "invalid");
        let shown = desk.reveal(&wang.staff, customer, "phone", "回电").await.unwrap();
        assert_eq!(shown.as_deref(), Some("13800138000"));
        let mut tx = world.db().read().await.unwrap();
        let rows: Vec<String> = tx
            .all(
                sql!("SELECT detail FROM audit WHERE tenant = $1 AND action = 'customer.revealed'")
                    .with([&wang.staff.tenant]),
            )
            .await
            .unwrap();
        assert_eq!(rows, ["phone: 回电"]);
    })
    .await;
}
