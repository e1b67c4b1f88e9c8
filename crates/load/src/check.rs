//! `check`: the crowd at work, the server killed under it, everything read back, and the checker's judgement.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use crate::checker::{self, Report};
use crate::cli;
use crate::crowd::agent::Agent;
use crate::crowd::follower::Follower;
use crate::crowd::visitor::Visitor;
use crate::crowd::{Doors, Odd, Phase, Scene, Stage, customer, program};
use crate::door::{Address, signed};
use crate::history::{self, Record, Recorder, Role, What};
use crate::provider::Provider;
use crate::readback;
use crate::seed::Seed;
use crate::server::{self, Server};

/// In so many of a hundred calls to send does the provider something wrong.
const TROUBLE: u64 = 8;

/// How large a run is.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    pub customers: usize,
    pub agents: usize,
    pub kills: usize,
    pub play: Duration,
    pub pace: Duration,
    pub long_absences: bool,
    pub both_doors: bool,
}

impl Plan {
    /// The plan that the options ask for.
    pub fn of(options: &cli::Check) -> Self {
        let (customers, agents, kills, seconds, pace) =
            if options.small { (30, 8, 3, 12, 250) } else { (200, 20, 20, 180, 700) };
        let kills = if options.target.parlor.is_some() { options.kills.unwrap_or(kills) } else { 0 };
        Self {
            seed: options.seed,
            customers: options.customers.unwrap_or(customers),
            agents: options.agents.unwrap_or(agents),
            kills,
            play: Duration::from_secs(options.seconds.unwrap_or(seconds)),
            pace: Duration::from_millis(options.pace.unwrap_or(pace)),
            long_absences: !options.small,
            both_doors: options.doors == cli::Doors::Both,
        }
    }
}

/// A run that came to its end.
pub struct Outcome {
    pub report: Report,
    pub records: Vec<Record>,
    pub history: PathBuf,
    pub folder: PathBuf,
    pub odd: Odd,
}

/// Plays a run. The error says why it could not be tried.
pub async fn run(options: &cli::Check) -> Result<Outcome, String> {
    let plan = Plan::of(options);
    let folder = server::fresh_folder("check")?;
    let history = options.history.clone().unwrap_or_else(|| folder.join("history.jsonl"));
    let recorder = Recorder::create(&history).map_err(|error| format!("{}: {error}", history.display()))?;
    let provider = Provider::open(&options.provider, Seed::new(plan.seed).child("provider")).await?;
    let mut own = match &options.target.parlor {
        Some(program) => {
            let program = std::path::absolute(program).map_err(|error| error.to_string())?;
            Some(Server::start_calling(&program, &folder, provider.host()).await?)
        }
        None => None,
    };
    let address = match (&own, &options.target.url) {
        (Some(server), _) => server.address.clone(),
        (None, url) => Address::parse(url.as_deref().unwrap_or_default())?,
    };
    let scene =
        Scene::set(&address, &options.admin.admin_email, &options.admin.admin_password, plan.agents, 16).await?;
    empty(&scene).await?;
    let doors = if plan.both_doors { Some(scene.open_doors(&provider).await?) } else { None };
    let (phase, listen) = watch::channel(Phase::Busy);
    let stage = Stage {
        recorder: Arc::new(recorder),
        address,
        account: scene.account.clone(),
        phase: listen,
        pace: plan.pace,
        long_absences: plan.long_absences,
        odd: Odd::default(),
    };
    provider.write_into(&stage.recorder);
    provider.trouble(TROUBLE);
    let cast = Cast { scene: &scene, doors };
    play(&plan, &stage, &cast, &phase, own.as_mut()).await?;
    if let Some(server) = &mut own {
        server.kill().await;
    }
    stage.recorder.finish()?;
    let records = history::read(&history)?;
    let report = checker::check(&records);
    Ok(Outcome { report, records, history, folder, odd: stage.odd })
}

/// What is there at the end must be of this run, so there must be nothing at its beginning.
async fn empty(scene: &Scene) -> Result<(), String> {
    for view in ["all", "closed"] {
        if !scene.admin.list(&format!("/api/v1/conversations?view={view}")).await?.is_empty() {
            return Err(
                "this server has conversations already: check needs one that is fresh and that nobody else uses"
                    .to_owned(),
            );
        }
    }
    Ok(())
}

async fn play(
    plan: &Plan,
    stage: &Stage,
    cast: &Cast<'_>,
    phase: &watch::Sender<Phase>,
    mut own: Option<&mut Server>,
) -> Result<(), String> {
    let seed = Seed::new(plan.seed);
    stage.recorder.note("run", What::Start { seed: plan.seed, options: format!("{plan:?}") });
    let mut crowd = JoinSet::new();
    staff(stage, cast.scene, &seed, &mut crowd);
    listening(stage, plan.agents).await?;
    let followers = customers(plan, stage, cast, &seed, &mut crowd);
    let outages = cast.doors.as_ref().filter(|_| plan.long_absences).map(|doors| {
        let (provider, play) = (doors.provider.clone(), plan.play);
        tokio::spawn(async move { fails(&provider, play).await })
    });
    faults(plan, stage, own.as_deref_mut(), seed.child("faults")).await?;
    if let Some(outages) = outages {
        let _came_to_its_end = outages.await;
    }
    phase.send_replace(Phase::Quiet);
    settle(stage, Duration::from_secs(20), "after the play").await;
    if let Some(doors) = &cast.doors {
        known(plan, stage, &doors.provider, &followers).await;
        delivered(plan, stage, cast.scene, &doors.provider).await;
    }
    stage.recorder.note("run", What::Quiet);
    readback::read(stage, cast.scene).await?;
    settle(stage, Duration::from_secs(10), "after the readback").await;
    if let Some(server) = own {
        let (ok, findings) = server.doctor().await?;
        stage.recorder.note("run", What::Doctor { ok, findings });
    }
    phase.send_replace(Phase::Done);
    while crowd.join_next().await.is_some() {}
    Ok(())
}

/// Who is on the stage, and by which doors.
struct Cast<'a> {
    scene: &'a Scene,
    doors: Option<Doors>,
}

/// Of four customers two come by web chat alone, one follows the account, and one does both. Answers the openids of those
/// whose evidence the server is to hear.
fn customers(
    plan: &Plan,
    stage: &Stage,
    cast: &Cast<'_>,
    seed: &Seed,
    crowd: &mut JoinSet<()>,
) -> Vec<(String, String)> {
    let mut followers = Vec::new();
    for number in 0..plan.customers {
        let name = format!("c{number}");
        let second = cast.doors.as_ref().filter(|_| number % 2 == 1);
        let both = second.filter(|_| number % 4 == 3);
        if let Some(doors) = second {
            let name = format!("f{number}");
            stage.recorder.note(&name, What::Client { role: Role::Follower, id: None });
            let unionid = format!("union-{number}");
            let person = both.map(|_| (format!("c{number}"), unionid));
            let named = person.as_ref().map(|(person, unionid)| (person.as_str(), unionid.as_str()));
            let follower = Follower::new(stage, &name, doors, seed.child(&name), named);
            if named.is_some() {
                followers.push((name, follower.openid().to_owned()));
            }
            crowd.spawn(follower.live(stage.clone()));
            if both.is_none() {
                continue;
            }
        }
        stage.recorder.note(&name, What::Client { role: Role::Customer, id: None });
        let mut visitor = Visitor::new(&name);
        visitor.user = both
            .map(|doors| signed::user(&doors.secret, &format!("ext-{number}"), Some(&format!("union-{number}")), None));
        let rest = cast.scene.anybody.clone();
        if number % 8 == 3 {
            let window = format!("{name}w");
            stage.recorder.note(&window, What::Client { role: Role::Customer, id: Some(name.clone()) });
            let seed = seed.child(&window);
            crowd.spawn(customer::second_window(stage.clone(), window, visitor.token_told(), seed, rest.clone()));
        }
        crowd.spawn(customer::live(stage.clone(), number, visitor, seed.child(&name), rest));
    }
    followers
}

/// In a long run the provider is dead twice, for some seconds; an account then rests for half a minute.
async fn fails(provider: &Provider, play: Duration) {
    for _ in 0..2 {
        sleep(play / 4).await;
        provider.live_on(false);
        sleep(Duration::from_secs(3)).await;
        provider.live_on(true);
    }
}

/// Waits until the server was told who each follower of two doors is, and then as long as a merge may take. A look-up of an
/// account that rests comes later than a short run waits; the checker then expects no merge.
async fn known(plan: &Plan, stage: &Stage, provider: &Provider, followers: &[(String, String)]) {
    let most = if plan.long_absences { 90 } else { 3 };
    let until = Instant::now() + Duration::from_secs(most);
    while !followers.iter().all(|(name, openid)| provider.has_told(openid) || !stage.recorder.has_spoken(name)) {
        if Instant::now() > until {
            stage.odd.note("some followers' evidence was never asked for");
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    sleep(MERGE).await;
}

/// Late evidence joins conversations within this time.
const MERGE: Duration = Duration::from_secs(2);

/// Waits until nothing is queued for the provider any more, or long enough, and then ends the provider: what is queued now
/// was not sent and will not be.
async fn delivered(plan: &Plan, stage: &Stage, scene: &Scene, provider: &Provider) {
    let most = if plan.long_absences { 60 } else { 6 };
    let until = Instant::now() + Duration::from_secs(most);
    provider.trouble(0);
    loop {
        let queued = scene.admin.list("/api/v1/deliveries?state=queued").await.map_or(1, |queued| queued.len());
        if queued == 0 {
            break;
        }
        if Instant::now() > until {
            stage.odd.note(&format!("{queued} replies were still queued for the provider at the end"));
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    provider.live_on(false);
    settle(stage, Duration::from_secs(10), "after the deliveries").await;
}

/// Agents and the program come first, so that their streams begin before the first word.
fn staff(stage: &Stage, scene: &Scene, seed: &Seed, crowd: &mut JoinSet<()>) {
    for (number, (id, rest)) in scene.agents.iter().enumerate() {
        let name = format!("a{number}");
        stage.recorder.note(&name, What::Client { role: Role::Agent, id: Some(id.clone()) });
        let mut agent = Agent::new(&name, id, rest.clone(), seed.child(&name));
        agent.colleagues = scene.agents.iter().map(|(id, _)| id.clone()).collect();
        agent.queues.clone_from(&scene.queues);
        crowd.spawn(agent.live(stage.clone()));
    }
    stage.recorder.note("p0", What::Client { role: Role::Program, id: None });
    crowd.spawn(program::live(stage.clone(), "p0".to_owned(), scene.program.clone(), seed.child("p0")));
}

/// Waits until every agent's stream stands: each begins with a view of its own, the program has one more.
async fn listening(stage: &Stage, agents: usize) -> Result<(), String> {
    let until = Instant::now() + Duration::from_secs(20);
    while stage.recorder.views() < agents as u64 + 1 {
        if Instant::now() > until {
            return Err("the agents' sockets got no welcome within 20 s".to_owned());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// The play itself: kills at seeded moments, each followed by a start on the same folder. After every fourth kill, and
/// once in a short run, the server is also asked to go: clients hear goodbye and come back.
async fn faults(plan: &Plan, stage: &Stage, own: Option<&mut Server>, mut seed: Seed) -> Result<(), String> {
    let end = Instant::now() + plan.play;
    let Some(server) = own else {
        sleep_until(end).await;
        return Ok(());
    };
    let mut faults: Vec<bool> =
        (1..=plan.kills).flat_map(|kill| [Some(true), (kill % 4 == 3).then_some(false)]).flatten().collect();
    let share = plan.play / u32::try_from(faults.len() + 1).unwrap_or(1);
    let share = u64::try_from(share.as_millis()).unwrap_or(1000);
    for kill in faults.drain(..) {
        sleep(Duration::from_millis(seed.between(share / 2, share))).await;
        let kind = if kill {
            server.kill().await;
            "kill -9"
        } else if server.stop().await {
            "SIGTERM"
        } else {
            stage.odd.note("the server did not go within 10 s of SIGTERM");
            "SIGTERM, then kill -9"
        };
        stage.recorder.note("run", What::Fault { kind: kind.to_owned() });
        sleep(Duration::from_millis(seed.below(300))).await;
        let took = server.begin().await?;
        stage.recorder.note("run", What::Fault { kind: format!("ready again after {} ms", took.as_millis()) });
    }
    sleep_until(end).await;
    Ok(())
}

/// Waits until every operation has ended and nothing was written for 1.5 s.
async fn settle(stage: &Stage, most: Duration, when: &str) {
    let until = Instant::now() + most;
    loop {
        let (open, still) = stage.recorder.activity();
        if open == 0 && still > Duration::from_millis(1500) {
            return;
        }
        if Instant::now() > until {
            stage.odd.note(&format!("{when}: not quiet within {} s, {open} operations without an end", most.as_secs()));
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
}
