//! `doors`: a thousand customers come by web chat and by WeChat, in any order and at the same instant.

mod agents;
mod board;
mod round;

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _};
use tokio::task::JoinSet;

use crate::checker::percentile;
use crate::cli;
use crate::crowd::Scene;
use crate::provider::Provider;
use crate::seed::Seed;
use crate::server::{self, EMAIL, PASSWORD, Server};
pub use agents::Agent;
use board::Board;
use round::{Ended, Evidence, Ground, Order, Round};

/// Chats that one agent may hold.
const CAPACITY: u32 = 500;

/// Plays all rounds and prints what became of them; false when one ended otherwise than it should.
pub async fn run(options: &cli::DoorsRun) -> Result<bool, String> {
    let folder = server::fresh_folder("doors")?;
    let provider = Provider::open("127.0.0.1:0", Seed::new(options.seed).child("provider")).await?;
    let program = std::path::absolute(&options.parlor).map_err(|error| error.to_string())?;
    let mut server = Server::start_calling(&program, &folder, provider.host()).await?;
    let scene = Scene::set(&server.address, EMAIL, PASSWORD, options.agents, CAPACITY).await?;
    let doors = scene.open_doors(&provider).await?;
    let board = Arc::new(Board::new());
    let mut desks = JoinSet::new();
    for (at, (id, rest)) in scene.agents.iter().enumerate() {
        let board = (at == 0).then(|| Arc::clone(&board));
        desks.spawn(Agent::arrive(&server.address, id, rest, board).await?.work());
    }
    let ground = Ground { scene, doors, board };
    let rounds = stream::iter(cast(options)).map(|round| {
        let ground = &ground;
        async move {
            let ended = round.play(ground).await;
            (round, ended)
        }
    });
    let ended: Vec<(Round, Result<Ended, String>)> = rounds.buffer_unordered(options.at_once.max(1)).collect().await;
    let (ok, findings) = server.doctor().await?;
    let right = tell(&ended) && ok && desks.try_join_next().is_none();
    println!("doctor: {}", if ok { "content".to_owned() } else { format!("{findings:?}") });
    server.kill().await;
    if right {
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    } else {
        println!("folder: {}", folder.display());
    }
    Ok(right)
}

/// Every kind of evidence in every order, as often, in an order that chance makes.
fn cast(options: &cli::DoorsRun) -> Vec<Round> {
    let mut chance = Seed::new(options.seed).child("cast");
    let kinds = [Evidence::There, Evidence::None, Evidence::Late];
    let orders = [Order::AtOnce, Order::WebFirst, Order::HookFirst];
    let all = kinds.iter().flat_map(|kind| orders.iter().map(move |order| (*kind, *order)));
    let mut rounds: Vec<Round> = all
        .cycle()
        .take(options.rounds)
        .enumerate()
        .map(|(number, (evidence, order))| Round { number, evidence, order })
        .collect();
    for at in (1..rounds.len()).rev() {
        let other = usize::try_from(chance.below(at as u64 + 1)).unwrap_or(0);
        rounds.swap(at, other);
    }
    rounds
}

/// A line for each kind of evidence; false when a round went wrong.
fn tell(ended: &[(Round, Result<Ended, String>)]) -> bool {
    let mut kinds: BTreeMap<Evidence, (usize, usize, usize, Vec<u64>)> = BTreeMap::new();
    let mut wrong = 0;
    for (round, end) in ended {
        let (rounds, right, merged, took) = kinds.entry(round.evidence).or_default();
        *rounds += 1;
        match end {
            Ok(end) => {
                *right += 1;
                *merged += usize::from(end.merged);
                took.extend(end.took);
            }
            Err(why) => {
                wrong += 1;
                if wrong <= 10 {
                    println!(
                        "wrong: customer {}, evidence {:?}, {:?}: {why}",
                        round.number, round.evidence, round.order
                    );
                }
            }
        }
    }
    for (evidence, (rounds, right, merged, mut took)) in kinds {
        let due = match evidence {
            Evidence::There => "one conversation, one owner",
            Evidence::None => "two conversations, a suggestion",
            Evidence::Late => "one within 2 s of the evidence",
        };
        took.sort_unstable();
        let ms = |us: u64| format!("{}.{:01} ms", us / 1000, us % 1000 / 100);
        let times = match took.last() {
            Some(most) => format!(
                " · joined after p50 {}, p99 {}, at most {}",
                ms(percentile(&took, 50)),
                ms(percentile(&took, 99)),
                ms(*most)
            ),
            None => String::new(),
        };
        println!("evidence {evidence:?}: {right} of {rounds} as due ({due}), {merged} by a merge{times}");
    }
    println!("{} customers by both doors, {wrong} wrong", ended.len());
    wrong == 0
}
