//! Nothing is acknowledged before it is on the disk: a trace of system calls shows a sync between reading each message
//! from its socket and writing its acknowledgement.
use crate::parlor::{Folder, Parlor};
use std::process::Command;

const MESSAGES: usize = 100;

#[derive(PartialEq, Debug)]
enum Call {
    Read,
    Sync,
    Ack,
}

/// What a line of the trace tells about the visitor's messages. A masked frame from the client has an unreadable text, so
/// a read is told by its size: a frame of 100 bytes or more; an ack is plain text from the server.
fn told(line: &str) -> Option<Call> {
    let returned =
        line.rsplit("= ").next().and_then(|rest| rest.split(' ').next()).and_then(|n| n.parse::<i64>().ok())?;
    if line.contains("fdatasync") || line.contains("fsync") {
        return (returned == 0).then_some(Call::Sync);
    }
    if line.contains("recvfrom(") || line.contains("<... recvfrom") || line.contains("read(") {
        return (line.contains("\\x81\\xfe") && returned > 100).then_some(Call::Read);
    }
    let ack: String = "\"t\":\"ack\"".bytes().map(|byte| format!("\\x{byte:02x}")).collect();
    (line.contains("send") || line.contains("write"))
        .then(|| line.contains(&ack))
        .and_then(|is| is.then_some(Call::Ack))
}

#[tokio::test]
async fn a_sync_lies_between_every_message_and_its_acknowledgement() {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "strace is missing");
        println!("skipped: strace is missing");
        return;
    }
    let folder = Folder::new();
    let trace = folder.0.join("trace");
    let trace_path = trace.to_str().expect("a plain path").to_owned();
    let calls = "trace=read,recvfrom,write,writev,sendto,sendmsg,fsync,fdatasync";
    let parlor = Parlor::serve(&folder.0, &["strace", "-f", "-qq", "-xx", "-s", "64", "-e", calls, "-o", &trace_path]);
    let mut visitor = parlor.visitor().await;
    for n in 0..MESSAGES {
        let ack = visitor
            .writes(&format!("m{n}"), &format!("第 {n} 句：请问我的订单什么时候能到？谢谢您的帮助，我在家等。"))
            .await;
        assert_eq!(ack["t"], "ack", "{ack}");
    }
    drop(visitor);
    drop(parlor);
    let text = std::fs::read_to_string(&trace).expect("a trace");
    let (mut waiting, mut synced, mut proved) = (false, false, 0);
    for call in text.lines().filter_map(told) {
        match call {
            Call::Read => (waiting, synced) = (true, false),
            Call::Sync => synced = true,
            Call::Ack => {
                assert!(waiting, "an acknowledgement without a message");
                assert!(synced, "acknowledged before a sync, after {proved} that were");
                proved += 1;
                waiting = false;
            }
        }
    }
    assert_eq!(proved, MESSAGES, "every message was seen in the trace");
}
