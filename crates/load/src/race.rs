//! `race`: agents run for the same conversations. Each gets one owner, and everybody is told the truth.

use std::collections::BTreeMap;
use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::cli;
use crate::crowd::Scene;
use crate::door::{Address, Heard, Reply, Rest, Socket, shape};
use crate::seed::Seed;
use crate::server::{self, Server};

/// One agent's try for one conversation.
struct Try {
    agent: usize,
    conversation: String,
    reply: Reply,
}

/// Runs the race; false when a conversation has not exactly one owner or somebody was told wrong.
pub async fn run(options: &cli::Race) -> Result<bool, String> {
    let folder = server::fresh_folder("race")?;
    let own = match &options.target.parlor {
        Some(program) => {
            Some(Server::start(&std::path::absolute(program).map_err(|error| error.to_string())?, &folder).await?)
        }
        None => None,
    };
    let address = match (&own, &options.target.url) {
        (Some(server), _) => server.address.clone(),
        (None, url) => Address::parse(url.as_deref().unwrap_or_default())?,
    };
    let capacity = u32::try_from(options.conversations).unwrap_or(100);
    let scene =
        Scene::set(&address, &options.admin.admin_email, &options.admin.admin_password, options.agents, capacity)
            .await?;
    let conversations = queue_up(&address, &scene, options.conversations).await?;
    let mut sockets = Vec::new();
    for (_, rest) in &scene.agents {
        sockets.push(arrive(&address, rest).await?);
    }
    let tries = race(&scene, &conversations, options.seed).await;
    let wrong = judge(&scene, &conversations, &tries).await?;
    for words in wrong.iter().take(10) {
        println!("wrong: {words}");
    }
    let won = tries.iter().filter(|one| matches!(one.reply, Reply::Done(_))).count();
    println!(
        "{} agents · {} conversations · {} tries · {won} won · {} wrong",
        options.agents,
        conversations.len(),
        tries.len(),
        wrong.len()
    );
    drop(sockets);
    if let Some(mut server) = own {
        server.kill().await;
    }
    if wrong.is_empty() {
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    Ok(wrong.is_empty())
}

/// So many customers say one word each; the ids of their conversations.
async fn queue_up(address: &Address, scene: &Scene, customers: usize) -> Result<Vec<String>, String> {
    let mut conversations = Vec::new();
    for number in 0..customers {
        let mut socket = Socket::open(address, "/ws/visitor", &[]).await?;
        socket
            .send(&json!({"t": "hello", "account": scene.account, "token": null, "cursor": null, "locale": "zh-CN"}))
            .await?;
        wait_for(&mut socket, "welcome").await?;
        let client_id = format!("race-{number}-{}", uuid::Uuid::now_v7().simple());
        socket
            .send(&json!({"t": "send", "client_id": client_id, "text": "请问有人吗", "attachments": [], "form": null}))
            .await?;
        let ack = wait_for(&mut socket, "ack").await?;
        conversations.push(shape::text(&ack, "conversation").ok_or("an ack without conversation")?);
        socket.close().await;
    }
    Ok(conversations)
}

async fn arrive(address: &Address, rest: &Rest) -> Result<Socket, String> {
    let mut socket = Socket::open(address, "/ws/agent", rest.headers()).await?;
    socket.send(&json!({"t": "hello", "cursor": null})).await?;
    wait_for(&mut socket, "welcome").await?;
    rest.call(Method::PUT, "/api/v1/presence", Some(&json!({"presence": "ready"})), None).await.done("presence")?;
    Ok(socket)
}

/// The next frame of this kind; an error frame is an error.
pub async fn wait_for(socket: &mut Socket, kind: &str) -> Result<Value, String> {
    loop {
        match socket.next().await {
            Heard::Frame(frame) if shape::text(&frame, "t").as_deref() == Some(kind) => return Ok(frame),
            Heard::Frame(frame) if shape::text(&frame, "t").as_deref() == Some("error") => {
                return Err(format!("waiting for {kind}: {frame}"));
            }
            Heard::Frame(_) => {}
            Heard::End(why) => return Err(format!("waiting for {kind}: {why}")),
        }
    }
}

/// All agents run over all conversations, each in an order of its own, all from the same moment on.
async fn race(scene: &Scene, conversations: &[String], seed: u64) -> Vec<Try> {
    let start = Arc::new(Barrier::new(scene.agents.len()));
    let mut runners = JoinSet::new();
    for (agent, (_, rest)) in scene.agents.iter().enumerate() {
        let (rest, start) = (rest.clone(), Arc::clone(&start));
        let mut order = conversations.to_vec();
        // Neighbours change places, so that all meet at nearly the same conversation at the same time.
        let mut chance = Seed::new(seed).child(&format!("a{agent}"));
        for at in 1..order.len() {
            if chance.chance(50) {
                order.swap(at - 1, at);
            }
        }
        runners.spawn(async move {
            start.wait().await;
            let mut tries = Vec::new();
            for conversation in order {
                let reply = rest.post(&format!("/api/v1/conversations/{conversation}/accept"), &json!({})).await;
                tries.push(Try { agent, conversation, reply });
            }
            tries
        });
    }
    runners.join_all().await.into_iter().flatten().collect()
}

/// What is wrong, in sentences.
async fn judge(scene: &Scene, conversations: &[String], tries: &[Try]) -> Result<Vec<String>, String> {
    let mut wrong = Vec::new();
    let mut winners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for one in tries {
        match &one.reply {
            Reply::Done(_) => winners.entry(&one.conversation).or_default().push(one.agent),
            Reply::Refused { code, .. } if code == "taken" || code == "at_capacity" => {}
            other => wrong.push(format!("a{} was told {other:?} about {}", one.agent, one.conversation)),
        }
    }
    for conversation in conversations {
        let won = winners.get(conversation.as_str()).map_or(&[][..], Vec::as_slice);
        let body =
            scene.admin.get(&format!("/api/v1/conversations/{conversation}")).await.done("read a conversation")?;
        let owner = shape::text(&body, "owner");
        let at = scene.agents.iter().position(|(id, _)| Some(id) == owner.as_ref());
        match (won, at) {
            ([winner], Some(owner)) if *winner == owner => {}
            _ => wrong.push(format!("{conversation}: told to have won: {won:?}; its owner: {at:?} {owner:?}")),
        }
    }
    Ok(wrong)
}
