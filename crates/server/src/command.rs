//! The command line.
use crate::config::{Config, OPTIONS, Opt};
use crate::out::say;
use crate::{demo, doctor, log, serve, staff, wire};
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Parlor (会客厅): an omnichannel contact centre in one binary.
///
/// Try it:      parlor demo
/// Run it:      parlor serve         (options: parlor config)
/// Check it:    parlor doctor
/// Locked out:  parlor staff reset-password admin@example.com
#[derive(Parser)]
#[command(name = "parlor", version, verbatim_doc_comment, arg_required_else_help = true)]
struct Cli {
    /// Options file; without it parlor.toml in this folder, if there is one
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve from the data folder until told to stop
    Serve,
    /// Show it: a fictional shop with customers who write, in a throw-away folder
    Demo {
        /// No simulated customers
        #[arg(long)]
        quiet: bool,
    },
    /// Bring the database to this version's form and leave
    Migrate,
    /// Verify the invariants over the data; exit 1 on a violation
    Doctor {
        /// One JSON document instead of a table
        #[arg(long)]
        json: bool,
    },
    /// Let somebody of the staff in again who is locked out
    #[command(subcommand, arg_required_else_help = true)]
    Staff(Staff),
    /// Print the OpenAPI 3.1 document
    Openapi,
    /// Print what each channel can do, as the page in docs/channels
    Channels,
    /// Print all options with their defaults, as a parlor.toml
    Config,
}

#[derive(Subcommand)]
enum Staff {
    /// Print a link to a new password, as when the only administrator forgot theirs
    ///
    /// The link is good once and for 24 hours; whoever opens it chooses a new password and is signed in. Every session of
    /// theirs ends at once, and the audit log says that it was done from here. The old password is good until then.
    ///
    /// It works beside a running `parlor serve`. Name its data folder, and run it as the user that it runs as:
    ///
    ///     PARLOR_DATA_DIR=/var/lib/parlor runuser -u parlor -- parlor staff reset-password admin@example.com
    ///
    /// The link begins with `public_url` where that is set, else with the address of `listen`.
    #[command(verbatim_doc_comment)]
    ResetPassword {
        /// Whose: the e-mail that they sign in with
        #[arg(value_name = "EMAIL")]
        email: String,
        /// Take away their second factor and its recovery codes too, as when the phone is lost
        #[arg(long)]
        remove_second_factor: bool,
    },
}

/// Exit codes: 0 done, 1 a violation or a failure while running, 2 wrong usage or configuration.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::load(cli.config.as_deref(), std::env::vars()) {
        Ok(config) => config,
        Err(why) => return told(&why, 2),
    };
    match cli.command {
        Command::Openapi => printed(&format!("{}\n", api::openapi())),
        Command::Channels => printed(&channels::matrix()),
        Command::Config => printed(&options()),
        Command::Doctor { json } => match block_on(doctor::run(&config, json)) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(why) => told(&why, 2),
        },
        Command::Staff(Staff::ResetPassword { email, remove_second_factor }) => {
            match block_on(staff::reset_password(&config, &email, remove_second_factor)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(why) => told(&why, 2),
            }
        }
        Command::Migrate => {
            log::start(&config);
            match block_on(migrate(&config)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(why) => told(&why, 1),
            }
        }
        Command::Serve => {
            log::start(&config);
            block_on(serve::run(config)).map_or_else(|why| told(&why, 2), |()| ExitCode::SUCCESS)
        }
        Command::Demo { quiet } => {
            log::start(&config);
            block_on(demo::run(config, !quiet)).map_or_else(|why| told(&why, 2), |()| ExitCode::SUCCESS)
        }
    }
}

async fn migrate(config: &Config) -> Result<(), String> {
    let house = wire::House::open(config, desk::Rules::DEFAULT).await?;
    let said = format!("The database in {} has this version's form.\n", house.data.path.display());
    house.close().await;
    say(&said)
}

fn told(why: &str, code: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "parlor: {why}"); // where nobody listens, the code still tells
    ExitCode::from(code)
}

fn printed(text: &str) -> ExitCode {
    say(text).map_or_else(|why| told(&why, 1), |()| ExitCode::SUCCESS)
}

fn options() -> String {
    let head = "# Options of parlor with their defaults. Each can also be set as PARLOR_<KEY> in the environment.\n";
    let line = |it: &Opt| format!("\n# {}\n{} = {:?}\n", it.help, it.key, it.default);
    OPTIONS.iter().map(line).fold(head.to_owned(), |all, one| all + &one)
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads can be started").block_on(work)
}
