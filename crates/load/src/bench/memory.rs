//! What an idle visitor costs the server in memory of its own.

use std::time::Duration;

use tokio::time::sleep;

use super::table::{Row, Table};
use super::{Pair, crowd};
use crate::door::Socket;

/// Bytes per idle visitor.
const LIMIT: u64 = 6 * 1024;
/// Visitors who come first and are not counted: they pay for the server's own growth.
const WARM: usize = 200;

/// Lets visitors come and sit; the difference in resident memory divided by their number. The sockets stay open as long as they are held.
pub async fn measure(pair: &Pair, visitors: usize, pid: Option<u32>, table: &mut Table) -> Result<Vec<Socket>, String> {
    let mut sockets = crowd::many(WARM, |_| crowd::visitor(pair)).await?;
    let Some(pid) = pid else {
        sockets.extend(crowd::many(visitors, |_| crowd::visitor(pair)).await?);
        table.add(Row {
            name: "memory per idle visitor".to_owned(),
            figure: "needs --pid".to_owned(),
            beside: String::new(),
            ratio: None,
            limit: None,
        });
        return Ok(sockets);
    };
    let before = settled(pid).await?;
    sockets.extend(crowd::many(visitors, |_| crowd::visitor(pair)).await?);
    let after = settled(pid).await?;
    let each = after.saturating_sub(before) / (visitors.max(1) as u64);
    table.add(Row {
        name: format!("memory per idle visitor ({visitors} of them)"),
        figure: format!("{each} B"),
        beside: format!("{} MiB in all", after / 1024 / 1024),
        ratio: None,
        limit: Some((format!("≤ {LIMIT} B"), each <= LIMIT)),
    });
    Ok(sockets)
}

/// Resident bytes once they have not grown for half a second, or after five.
async fn settled(pid: u32) -> Result<u64, String> {
    let mut last = resident(pid)?;
    for _ in 0..10 {
        sleep(Duration::from_millis(500)).await;
        let now = resident(pid)?;
        if now == last {
            break;
        }
        last = now;
    }
    Ok(last)
}

/// `VmRSS` of a process in bytes.
pub fn resident(pid: u32) -> Result<u64, String> {
    let path = format!("/proc/{pid}/status");
    let status = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or_else(|| format!("{path} has no VmRSS"))?;
    let kib: u64 =
        line.trim().trim_end_matches("kB").trim().parse().map_err(|_| format!("{path}: VmRSS is {line:?}"))?;
    Ok(kib * 1024)
}
