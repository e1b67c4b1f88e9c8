//! The command line. Its help is the manual.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A crowd for Parlor: plays customers, agents and programs through the public doors, breaks things, and checks what was promised.
#[derive(Debug, Parser)]
#[command(
    name = "parlor-load",
    version,
    after_help = "Exit: 0 all promises hold · 1 a promise is broken (a witness is printed) · 2 it could not be tried."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play a crowd, kill the server under load, and check the invariants I1 to I7.
    ///
    /// Starts a server of its own from --parlor in a throw-away folder (the only way to kill it), or joins one at --url
    /// that runs with PARLOR_TEST=1, has no conversations and is used by nobody else. Every operation and everything that every client saw goes to the history file;
    /// the checker then judges that file. --small is the run of the continuous tests: 30 customers, 8 agents, 3 kills,
    /// at most 40 s.
    Check(Check),
    /// Judge a history file again, without any server.
    Verify {
        /// A file that `check` wrote.
        history: PathBuf,
    },
    /// Let ten agents race for 100 conversations: one owner each, and everybody is told the truth.
    Race(Race),
    /// Let customers come by both doors, a thousand times, in any order and at once, with evidence that they are one, with
    /// none, and with evidence that comes late: one conversation with one owner, two with a suggestion, one within 2 s.
    Doors(DoorsRun),
    /// Run `check` against servers with seeded bugs: each must be found, with a witness.
    ///
    /// A binary is built with one of the server's compile features bug-ack-early, bug-no-dedupe,
    /// bug-forget-on-reconnect, bug-two-owners. A bug that no check finds means that the checker is broken: exit 1.
    Bugs(Bugs),
    /// Measure through real sockets, each figure beside its limit in the same run.
    Bench(Bench),
    /// The bare server that the bench measures against: it appends what comes to a file, syncs it and echoes; by WebSocket, or as webhooks.
    #[command(hide = true)]
    Bare {
        /// The file to append to.
        #[arg(long)]
        file: PathBuf,
        /// Speak HTTP and answer `success`.
        #[arg(long)]
        hooks: bool,
    },
}

/// Where the server is.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Target {
    /// A parlor binary: a server is started from it in a fresh folder on a free port.
    #[arg(long, value_name = "PATH")]
    pub parlor: Option<PathBuf>,
    /// A server that runs already, with PARLOR_TEST=1: http://HOST:PORT.
    #[arg(long)]
    pub url: Option<String>,
}

/// Who administers the server at --url; a server of our own needs neither.
#[derive(Clone, Debug, Args)]
pub struct Admin {
    /// E-mail of an administrator.
    #[arg(long, env = "PARLOR_ADMIN_EMAIL", default_value = crate::server::EMAIL)]
    pub admin_email: String,
    /// Their password.
    #[arg(long, env = "PARLOR_ADMIN_PASSWORD", default_value = crate::server::PASSWORD, hide_env_values = true, hide_default_value = true)]
    pub admin_password: String,
}

/// Options of `check`.
#[derive(Clone, Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub admin: Admin,
    /// Everything that is left to chance follows from this number.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The short run: 30 customers, 8 agents, 3 kills, 12 s of play. Options given beside it win.
    #[arg(long)]
    pub small: bool,
    /// How many customers [default: 200, small 30].
    #[arg(long)]
    pub customers: Option<usize>,
    /// How many agents [default: 20, small 8].
    #[arg(long)]
    pub agents: Option<usize>,
    /// Which doors customers come by: web chat alone, or a WeChat account beside it.
    #[arg(long, value_enum, default_value_t = Doors::Both)]
    pub doors: Doors,
    /// Where the made-up WeChat platform listens; a server at --url must be allowed to call it (PARLOR_ALLOW_HOSTS).
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:0")]
    pub provider: String,
    /// How often the server is killed with kill -9; only with --parlor [default: 20, small 3].
    #[arg(long)]
    pub kills: Option<usize>,
    /// Seconds of play before everything is read back [default: 180, small 12].
    #[arg(long)]
    pub seconds: Option<u64>,
    /// Mean milliseconds between two acts of one client [default: 700, small 250].
    #[arg(long)]
    pub pace: Option<u64>,
    /// Where the history goes [default: history.jsonl in the run's folder].
    #[arg(long)]
    pub history: Option<PathBuf>,
    /// Keep the run's folder (data, log, history) even when all is well.
    #[arg(long)]
    pub keep: bool,
}

/// Doors of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Doors {
    /// Web chat alone.
    Webchat,
    /// Web chat and a WeChat official account; some customers come by both.
    Both,
}

/// Options of `race`.
#[derive(Clone, Debug, Args)]
pub struct Race {
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub admin: Admin,
    /// Everything that is left to chance follows from this number.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many agents run.
    #[arg(long, default_value_t = 10)]
    pub agents: usize,
    /// How many conversations they run for.
    #[arg(long, default_value_t = 100)]
    pub conversations: usize,
}

/// Options of `doors`.
#[derive(Clone, Debug, Args)]
pub struct DoorsRun {
    /// A parlor binary: a server is started from it in a fresh folder on a free port.
    #[arg(long, value_name = "PATH")]
    pub parlor: PathBuf,
    /// Everything that is left to chance follows from this number.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many customers come.
    #[arg(long, default_value_t = 1000)]
    pub rounds: usize,
    /// How many of them at the same time.
    #[arg(long, default_value_t = 8)]
    pub at_once: usize,
    /// How many agents accept them.
    #[arg(long, default_value_t = 6)]
    pub agents: usize,
}

/// Options of `bugs`.
#[derive(Clone, Debug, Args)]
pub struct Bugs {
    /// A bug and the binary that has it, BUG=PATH; give one for each bug.
    #[arg(long = "parlor-with", value_name = "BUG=PATH", required = true)]
    pub binaries: Vec<String>,
    /// The first seed to try.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many seeds to try before a bug counts as not found.
    #[arg(long, default_value_t = 3)]
    pub tries: u64,
    /// Use the small run.
    #[arg(long)]
    pub small: bool,
}

/// Options of `bench`.
#[derive(Clone, Debug, Args)]
pub struct Bench {
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub admin: Admin,
    /// Messages per second for the latency figures; may be given several times.
    #[arg(long = "rate", default_values_t = [100, 1000])]
    pub rates: Vec<u64>,
    /// Seconds per latency figure.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// Idle visitor sockets for the fan-out and memory figures.
    #[arg(long, default_value_t = 2000)]
    pub visitors: usize,
    /// Agent sockets that all see the same event, for the fan-out figure; with fewer it is the recording of the messages that takes the time.
    #[arg(long, default_value_t = 400)]
    pub watchers: usize,
    /// The server's process id, for the memory figure of a server at --url.
    #[arg(long)]
    pub pid: Option<u32>,
    /// What to measure; may be given several times [default: all that the other options allow].
    #[arg(long = "part", value_enum)]
    pub parts: Vec<Part>,
    /// The filler from the store's benches: pages over a filled database are measured; only with --parlor.
    #[arg(long, value_name = "PATH")]
    pub pages: Option<PathBuf>,
    /// Messages in the databases for the pages, smallest first; may be given several times.
    #[arg(long = "messages", default_values_t = [10_000, 100_000, 1_000_000])]
    pub sizes: Vec<u64>,
    /// Webhooks per second, and for how many seconds.
    #[arg(long, default_value_t = 1000)]
    pub hooks: u64,
    #[arg(long, default_value_t = 20)]
    pub hook_seconds: u64,
    /// Requests for each page and size.
    #[arg(long, default_value_t = 1000)]
    pub samples: usize,
    /// web/scripts/budgets.mjs: the bytes that a browser loads first.
    #[arg(long, value_name = "PATH")]
    pub budgets: Option<PathBuf>,
}

/// A part of `bench`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Latency, fan-out, memory of visitors.
    Sockets,
    /// Inbox and thread over databases of different sizes.
    Pages,
    /// Start, idle memory, size of the program.
    Start,
    /// Bytes that a browser loads first.
    Web,
    /// Acknowledgement of webhooks, with the provider alive and dead; only with --parlor.
    Hooks,
}

impl Bench {
    /// Whether this part is wanted.
    pub fn wants(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }
}
