//! The audit: each row tied to the one before, read by administrators and auditors, and what is tampered with shows.
use desk::{AuditFilter, NewKey};
use model::*;
use store::sql;
use testkit::{Hand, World, refused, tell};

async fn chain(who: &Hand) -> Chain {
    who.world.desk().audit_chain(&who.staff).await.unwrap()
}

/// Makes keys with these numbers, one row each.
async fn keys(admin: &Hand, numbers: std::ops::Range<usize>) {
    for at in numbers {
        admin.world.desk().make_key(&admin.staff, &NewKey::of(&format!("钥匙 {at}"), Role::Agent)).await.unwrap();
    }
}

async fn tamper(world: &World, statement: store::engine::Sql<1>, tenant: TenantId) {
    let mut tx = world.db().write().await.unwrap();
    tx.run(statement.with([&tenant])).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn rows_are_numbered_latest_first_and_narrowed() {
    tell(async |world| {
        let admin = world.shop().hire("管理员", Role::Administrator).await;
        let (desk, start) = (world.desk(), chain(&admin).await.rows);
        keys(&admin, 0..3).await;
        world.clock().pass(Span::hours(1));
        let later = world.now();
        let key = desk.keys(&admin.staff).await.unwrap()[0].key.id;
        desk.revoke_key(&admin.staff, key).await.unwrap();

        let rows = async |filter: AuditFilter, before| {
            let (rows, names) = desk.audit_rows(&admin.staff, &filter, before, 3).await.unwrap();
            assert!(rows.iter().all(|row| names[&row.actor.unwrap()] == "管理员"));
            rows.iter().map(|row| (row.seq - start, row.action.clone())).collect::<Vec<_>>()
        };
        let made = |seq| (seq, "api_key.created".to_owned());
        let revoked = (4, "api_key.revoked".to_owned());
        assert_eq!(rows(AuditFilter::default(), None).await, [revoked.clone(), made(3), made(2)]);
        let action = Some("api_key.created".to_owned());
        let narrow = AuditFilter { actor: Some(admin.id), action, ..AuditFilter::default() };
        assert_eq!(rows(narrow, Some(start + 3)).await, [made(2), made(1)]);
        assert_eq!(rows(AuditFilter { from: Some(later), ..AuditFilter::default() }, None).await, [revoked]);
        assert_eq!(chain(&admin).await, Chain { rows: start + 4, first_broken: None });
    })
    .await;
}

#[tokio::test]
async fn only_administrators_and_auditors_read_it_and_only_their_own() {
    tell(async |world| {
        let shop = world.shop();
        let admin = shop.hire("管理员", Role::Administrator).await;
        keys(&admin, 0..1).await;
        for role in [Role::Agent, Role::Supervisor, Role::Operator] {
            let who = shop.hire(role.as_str(), role).await.staff;
            let rows = world.desk().audit_rows(&who, &AuditFilter::default(), None, 10).await;
            assert_eq!(refused(rows.map(|_| ())), "forbidden");
            assert_eq!(refused(world.desk().audit_chain(&who).await), "forbidden");
        }
        let auditor = shop.hire("审计", Role::Auditor).await;
        let (rows, _) = world.desk().audit_rows(&auditor.staff, &AuditFilter::default(), None, 100).await.unwrap();
        assert!(rows.iter().any(|row| row.action == "api_key.created"));
        let stranger = world.another_shop("别家").await.hire("别家的审计", Role::Auditor).await;
        let (rows, _) = world.desk().audit_rows(&stranger.staff, &AuditFilter::default(), None, 100).await.unwrap();
        assert!(rows.iter().all(|row| row.tenant == stranger.staff.tenant && row.action != "api_key.created"));
    })
    .await;
}

#[tokio::test]
async fn whoever_writes_at_once_stands_one_behind_the_other() {
    tell(async |world| {
        let admin = world.shop().hire("管理员", Role::Administrator).await;
        let start = chain(&admin).await.rows;
        let (one, two, three) = (keys(&admin, 0..5), keys(&admin, 5..10), keys(&admin, 10..15));
        tokio::join!(one, two, three);
        assert_eq!(chain(&admin).await, Chain { rows: start + 15, first_broken: None });
    })
    .await;
}

#[tokio::test]
async fn a_row_that_is_changed_left_out_or_cut_off_shows() {
    let cases = [
        (sql!("UPDATE audit SET detail = 'other' WHERE tenant = $1 AND detail LIKE '钥匙 1:%'"), 1),
        (sql!("DELETE FROM audit WHERE tenant = $1 AND detail LIKE '钥匙 1:%'"), 1),
        (sql!("DELETE FROM audit WHERE tenant = $1 AND detail LIKE '钥匙 2:%'"), 2),
    ];
    for (statement, at) in cases {
        // The world's own check at the end would find it too: what was done is undone before.
        tell(async |world| {
            let admin = world.shop().hire("管理员", Role::Administrator).await;
            let start = chain(&admin).await.rows;
            keys(&admin, 0..3).await;
            tamper(world, statement, admin.staff.tenant).await;
            assert_eq!(chain(&admin).await.first_broken, Some(start + 1 + at));
            let (checked, _) = world.desk().check().await.unwrap();
            let audit = checked.iter().find(|it| it.id == "I14").unwrap();
            assert_eq!((audit.violations, audit.examples.len()), (1, 1));
            tamper(world, sql!("DELETE FROM audit WHERE tenant = $1"), admin.staff.tenant).await;
            tamper(world, sql!("DELETE FROM audit_head WHERE tenant = $1"), admin.staff.tenant).await;
        })
        .await;
    }
}

#[tokio::test]
async fn rows_of_an_older_version_are_taken_in_with_the_next() {
    tell(async |world| {
        let admin = world.shop().hire("管理员", Role::Administrator).await;
        keys(&admin, 0..2).await;
        let tenant = admin.staff.tenant;
        tamper(world, sql!("DELETE FROM audit_head WHERE tenant = $1"), tenant).await;
        tamper(world, sql!("UPDATE audit SET seq = NULL, hash = NULL WHERE tenant = $1"), tenant).await;
        assert_eq!(chain(&admin).await, Chain { rows: 0, first_broken: None });
        keys(&admin, 2..3).await;
        let (rows, _) = world.desk().audit_rows(&admin.staff, &AuditFilter::default(), None, 100).await.unwrap();
        assert_eq!(chain(&admin).await, Chain { rows: rows.len() as i64, first_broken: None });
        let details: Vec<_> = rows.iter().map(|row| row.detail.as_str()).take(3).collect();
        assert_eq!(details, ["钥匙 2: agent (all)", "钥匙 1: agent (all)", "钥匙 0: agent (all)"]);
    })
    .await;
}
