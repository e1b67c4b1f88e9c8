//! An agent's screen as text, for snapshots: the inbox and one thread, with numbers, names and minutes, never ids.
use crate::{Hand, HandClock};
use model::*;
use std::fmt::Write as _;

/// An inline snapshot in a story that is told on more than one database. The caller has `insta`.
#[macro_export]
macro_rules! assert_screen {
    ($screen:expr, @$expected:literal) => {{
        let screen = $screen;
        insta::allow_duplicates! { insta::assert_snapshot!(screen, @$expected) }
    }};
}

impl Hand {
    /// What is on their screen now; with a conversation, its thread too.
    pub async fn screen(&self, open: Option<ConversationId>) -> String {
        let mut screen = String::new();
        for (view, title) in [("mine", "我的"), ("queue", "排队"), ("pending", "挂起")] {
            let _ = writeln!(screen, "[{title}]");
            for id in self.list(view).await {
                let _ = writeln!(screen, "{}", self.line(id).await);
            }
        }
        let Some(id) = open else { return screen };
        let _ = writeln!(screen, "[会话]");
        for message in self.thread(id).await.expect("they may see it") {
            let _ = writeln!(screen, "{}", said(&message));
        }
        screen
    }

    async fn line(&self, id: ConversationId) -> String {
        let it = self.world.desk().listed(&self.staff().await, id).await.expect("they may see it");
        let (c, name) = (&it.conversation, it.customer_name.as_deref().unwrap_or("访客"));
        let waits = c.waiting_since.map(|since| format!(" 等待 {}", length(self.world.now() - since)));
        let offer = c.offer().map(|offer| if offer.agent == self.id { " 邀我" } else { " 邀他人" });
        let said = c.preview.as_ref().map_or("", |it| it.text.as_str());
        let unread = c.in_count - it.read_in_count;
        format!(
            "#{} {name}{}{} 未读 {unread} 「{said}」",
            c.number,
            waits.unwrap_or_default(),
            offer.unwrap_or_default()
        )
    }
}

fn said(it: &Message) -> String {
    let at = length(it.at - HandClock::MORNING);
    let who = it.author.name.clone().unwrap_or_else(|| it.author.kind.to_string());
    let mut line = format!("{} {at} {who} {}", it.seq, it.direction);
    match &it.parts.event {
        Some(event) => line.push_str(&format!(" {}", happened(event))),
        None => line.push_str(&format!(" 「{}」", it.text)),
    }
    if let Some(receipt) = it.receipt {
        line.push_str(&format!(" {receipt}"));
    }
    if let Some(settled) = it.settled {
        line.push_str(&format!(" {settled}"));
    }
    line
}

fn happened(it: &Happening) -> String {
    match it {
        Happening::Opened { channel } => format!("opened by {channel}"),
        Happening::Queued { queue_name, reason } => format!("queued in {queue_name}: {reason}"),
        Happening::Assigned { agent_name, how, .. } => format!("assigned to {agent_name} by {how}"),
        Happening::Transferred { from_name, to_name, .. } => {
            format!("transferred from {} to {to_name}", from_name.as_deref().unwrap_or("nobody"))
        }
        Happening::Pending { by_name, .. } => format!("pending by {by_name}"),
        Happening::Resumed { why } => format!("resumed by {why}"),
        Happening::Closed { by, .. } => format!("closed by {by}"),
        Happening::Reopened { by } => format!("reopened by {by}"),
        Happening::LegJoined { channel } => format!("{channel} joined"),
        Happening::LegLeft { channel } => format!("{channel} left"),
        Happening::LegPressed { channel, key } => format!("{key} pressed by {channel}"),
        Happening::Absorbed { number, reason, .. } => format!("#{number} goes on here: {reason}"),
        Happening::Merged { number, reason, .. } => format!("goes on in #{number}: {reason}"),
        Happening::Split { number, .. } => format!("apart from #{number} again"),
        Happening::Invited { channel, .. } => format!("invited to {channel}"),
        Happening::NobodyAvailable {} => "nobody available".to_owned(),
        Happening::OrderActed { number, label, .. } => format!("{} with order {number}", label.en),
        Happening::Purged { messages } => format!("{messages} messages deleted by age"),
        Happening::Settled { seq, reason, .. } => format!("{seq} needs no reply: {reason}"),
    }
}

/// Minutes and seconds.
fn length(span: Span) -> String {
    let seconds = span.0 / 1_000_000;
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
