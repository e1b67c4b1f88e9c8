//! Why a decision was refused: a value, never a panic, and always a way on for the person who asked.
use model::{AgentId, LegId, Span};

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Somebody else has it, or is being offered it.
    Taken {
        by: AgentId,
        name: Option<String>,
    },
    /// The agent has no room for it.
    AtCapacity {
        agent: AgentId,
    },
    NotOwner,
    /// Closed, and not to be opened this way.
    NotOpen,
    /// It is not waiting in a queue.
    NotWaiting,
    /// Closing would leave inbound messages without an answer.
    Unanswered,
    /// The brand wants to know what a conversation was about before it is closed.
    NeedsDisposition,
    /// The reply has words that the company does not want said, or not without a second look.
    Sensitive {
        words: Vec<String>,
        /// The agent may send it all the same, once they have looked.
        warned: bool,
    },
    /// The customer wrote, or a colleague replied, after what the agent has seen.
    NewerMessage {
        seq: i64,
    },
    /// The agent cannot take work now.
    NotThere {
        agent: AgentId,
    },
    /// The moment lies in the past or too far ahead.
    BadMoment {
        most: Span,
    },
    /// The channel takes no reply now: the customer has not spoken for too long, or there were too many replies.
    WindowClosed {
        leg: LegId,
    },
    /// None of its legs can carry an answer.
    NoLeg,
    NoSuchMessage,
}
