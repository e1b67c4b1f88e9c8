//! Settling: what server's loops do, by hand. Each worker's tick is turned until none has anything due now and nothing
//! new stands in any log.
use crate::World;
use desk::TICKS;

/// More rounds than any story needs: a worker that is never quiet is a defect.
const ROUNDS: usize = 1_000;

impl World {
    /// Turns all ticks until nothing is due now; screens have heard everything.
    pub async fn settle(&self) {
        for _ in 0..ROUNDS {
            if !self.turn().await {
                return;
            }
        }
        panic!("the workers are never quiet: something is due that no tick does");
    }

    /// Works until a call to the provider hangs, and stops there and then: what comes after a crash begins here.
    pub async fn works_until_a_call_hangs(&self) {
        tokio::select! {
            () = self.settle() => panic!("no call hung"),
            () = self.provider().hangs() => {}
        }
    }

    /// One turn of every worker; `true`: something happened, or is due still.
    async fn turn(&self) -> bool {
        let (desk, now) = (self.desk(), self.now());
        let before = self.log_heads().await;
        let mut due = false;
        for tick in TICKS {
            let next = (tick.run)(&desk).await.unwrap_or_else(|why| panic!("{}: {why}", tick.name));
            due |= next.is_some_and(|at| at <= now);
        }
        desk.advance().await.expect("screens hear");
        due || before != self.log_heads().await
    }

    /// How far each tenant's log has come.
    async fn log_heads(&self) -> Vec<i64> {
        let desk = self.desk();
        let mut heads = vec![];
        for tenant in desk.tenants().await.expect("tenants") {
            heads.push(desk.log_bounds(tenant.tenant).await.expect("a log").1);
        }
        heads
    }
}
