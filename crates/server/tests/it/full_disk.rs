//! On a full disk nothing is acknowledged, reading goes on, and when there is room again so does writing.
use crate::parlor::{Folder, Parlor};
use std::path::Path;
use std::process::Command;

/// A disk of 24 MiB, gone when the story ends.
struct SmallDisk(Folder);

impl SmallDisk {
    fn mount() -> Option<SmallDisk> {
        let folder = Folder::new();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(&folder.0).status();
        if mounted.is_ok_and(|done| done.success()) {
            return Some(SmallDisk(folder));
        }
        assert!(std::env::var("CI").as_deref() != Ok("true"), "a small disk cannot be mounted");
        println!("skipped: a small disk cannot be mounted (needs root)");
        None
    }
    fn path(&self) -> &Path {
        &self.0.0
    }
}
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_refuses_before_any_acknowledgement_and_recovers_by_itself() {
    let Some(disk) = SmallDisk::mount() else { return };
    let parlor = Parlor::serve(disk.path(), &[]);
    let mut visitor = parlor.visitor().await;
    assert_eq!(visitor.writes("before", "还有地方").await["t"], "ack");

    let ballast = disk.path().join("ballast");
    let mut room = std::fs::OpenOptions::new().create(true).append(true).open(&ballast).expect("a file");
    while std::io::Write::write_all(&mut room, &[7; 4_096]).is_ok() {}
    let long = "满".repeat(3_000);
    let mut refused = None;
    for n in 0..2_000 {
        let answer = visitor.writes(&format!("full-{n}"), &long).await;
        if answer["t"] == "error" {
            refused = Some((n, answer));
            break;
        }
    }
    let (n, answer) = refused.expect("the disk is full at last");
    assert_eq!(answer["problem"]["status"], 507, "{answer}");
    assert_eq!(answer["client_id"], format!("full-{n}"));
    let (status, ..) = parlor.ask("GET", "/readyz", "", None).await;
    assert_eq!(status, 200, "reading goes on");

    drop(room);
    std::fs::remove_file(&ballast).expect("room again");
    let again = visitor.writes(&format!("full-{n}"), &long).await;
    assert_eq!(again["t"], "ack", "recovers by itself: {again}");
}
