//! What people do with their phones: each deed changes what the account may send and makes one callback.
use super::account::Kind;
use super::callback::Callback;
use super::crypto::word;
use super::media::Media;
use super::platform::Inner;
use super::window::{Scene, Window};
use super::world::{From, Showing, World};
use super::xml::{Elements, Value};
use bytes::Bytes;
use serde_json::json;

/// Something a person does.
#[derive(Clone, Debug)]
pub enum Act {
    /// Begins to follow.
    Follow,
    /// Ends following.
    Unfollow,
    /// Scans a code; it leads to the account that made it.
    Scan {
        /// What the code says, as `qrcode/create` gave it.
        url: String,
    },
    /// Writes something.
    Say(Said),
    /// Presses a menu button.
    Press {
        /// Its key.
        key: String,
    },
    /// Chooses an item of a menu message.
    Choose {
        /// The item's id.
        item: String,
        /// What stands on it.
        text: String,
    },
    /// Opens the mini-program's customer service.
    Enter {
        /// The button's `session-from`.
        session_from: String,
    },
}

/// Something a person writes.
#[derive(Clone, Debug)]
pub enum Said {
    /// Words.
    Text(String),
    /// A picture: PNG, JPEG or GIF.
    Image(Bytes),
    /// A sound: AMR or MP3.
    Voice(Bytes),
    /// A film: MP4.
    Video(Bytes),
    /// A place: latitude, longitude, name.
    Location(f64, f64, String),
    /// A page: title, description, address.
    Link(String, String, String),
    /// A page of a mini-program: AppID, title, path.
    Page(String, String, String),
}

/// Does it, as far as the platform alone is concerned; the callback tells the account.
pub(super) fn prepare(inner: &Inner, person: &str, app_id: &str, act: Act) -> Result<Callback, String> {
    inner.with(|world| {
        let (app_id, ticket, scene) = match &act {
            Act::Scan { url } => aimed(world, url, inner.now())?,
            _ => (app_id.to_owned(), String::new(), String::new()),
        };
        let kind = world.shops.get(&app_id).map(|shop| shop.account.kind).ok_or("there is no such account")?;
        let follower = world.follower(&app_id, person).ok_or("there is no such person")?;
        let (openid, following) = (follower.openid.clone(), follower.following);
        if !fits(&act, kind, following) {
            return Err(if kind == Kind::Mini { "a mini-program does not take this" } else { "not following" }.into());
        }
        let deed = Deed { inner, app_id: &app_id, person, kind };
        let elements = match act {
            Act::Follow => deed.follow(world, "", ""),
            Act::Unfollow => deed.unfollow(world),
            Act::Scan { .. } if following => deed.scan(world, &scene, &ticket),
            Act::Scan { .. } => deed.follow(world, &scene, &ticket),
            Act::Press { key } => deed.press(world, &key)?,
            Act::Choose { item, text } => deed.choose(world, &item, &text),
            Act::Enter { session_from } => deed.enter(world, session_from),
            Act::Say(said) => deed.say(world, said)?,
        };
        Ok(Callback { app_id: app_id.clone(), person: person.to_owned(), openid, elements })
    })
}

/// Account, ticket and scene of a code.
fn aimed(world: &World, url: &str, now: u64) -> Result<(String, String, String), String> {
    let found = world.codes.iter().find(|it| it.url == url || it.ticket == url).ok_or("there is no such code")?;
    if found.until.is_some_and(|until| until <= now) {
        return Err("the code is too old".to_owned());
    }
    Ok((found.account.clone(), found.ticket.clone(), found.scene.clone()))
}

fn fits(act: &Act, kind: Kind, following: bool) -> bool {
    match kind {
        Kind::Official => {
            following && !matches!(act, Act::Enter { .. }) || matches!(act, Act::Follow | Act::Scan { .. })
        }
        Kind::Mini => {
            matches!(act, Act::Enter { .. } | Act::Say(Said::Text(_) | Said::Image(_) | Said::Page(..)))
        }
    }
}

struct Deed<'a> {
    inner: &'a Inner,
    app_id: &'a str,
    person: &'a str,
    kind: Kind,
}

impl Deed<'_> {
    fn open(&self, world: &mut World, scene: Scene) {
        let now = self.inner.now();
        if let Some(follower) = world.follower(self.app_id, self.person) {
            follower.window = Some(Window::open(self.kind, scene, now));
        }
    }

    fn show(&self, world: &mut World, showing: Showing) {
        world.show(self.inner.millis(), self.app_id, self.person, showing);
    }

    fn note(&self, world: &mut World, kind: &str) {
        self.show(world, Showing::new(From::Platform, kind, ""));
    }

    fn follow(&self, world: &mut World, scene: &str, ticket: &str) -> Elements {
        let now = self.inner.now();
        if let Some(follower) = world.follower(self.app_id, self.person) {
            (follower.following, follower.since) = (true, now);
            scene.clone_into(&mut follower.scene);
        }
        self.open(world, Scene::Follow);
        self.note(world, "subscribe");
        let mut elements = event("subscribe");
        // Without a code the element is there and empty.
        let key = if scene.is_empty() { String::new() } else { format!("qrscene_{scene}") };
        elements.push(("EventKey", key.into()));
        if !ticket.is_empty() {
            elements.push(("Ticket", ticket.into()));
        }
        elements
    }

    fn unfollow(&self, world: &mut World) -> Elements {
        if let Some(follower) = world.follower(self.app_id, self.person) {
            (follower.following, follower.window, follower.typing_until) = (false, None, 0);
        }
        self.note(world, "unsubscribe");
        let mut elements = event("unsubscribe");
        elements.push(("EventKey", "".into()));
        elements
    }

    fn scan(&self, world: &mut World, scene: &str, ticket: &str) -> Elements {
        self.open(world, Scene::Scan);
        self.note(world, "scan");
        let mut elements = event("SCAN");
        elements.extend([("EventKey", scene.into()), ("Ticket", ticket.into())]);
        elements
    }

    fn press(&self, world: &mut World, key: &str) -> Result<Elements, String> {
        let menu = world.shops.get(self.app_id).map(|shop| shop.account.menu.clone()).unwrap_or_default();
        let button = menu.into_iter().find(|it| it.key == key).ok_or("there is no such button")?;
        let mut elements = event(if button.is_view { "VIEW" } else { "CLICK" });
        elements.push(("EventKey", key.into()));
        if !button.is_view {
            self.open(world, Scene::Menu);
        }
        Ok(elements)
    }

    fn choose(&self, world: &mut World, item: &str, text: &str) -> Elements {
        self.open(world, Scene::Menu);
        self.show(world, Showing::new(From::Person, "text", text));
        let mut elements = message(world, "text");
        elements.extend([("Content", text.into()), ("bizmsgmenuid", item.into())]);
        elements
    }

    fn enter(&self, world: &mut World, session_from: String) -> Elements {
        self.open(world, Scene::Enter);
        let mut elements = event("user_enter_tempsession");
        elements.push(("SessionFrom", session_from.into()));
        elements
    }

    fn say(&self, world: &mut World, said: Said) -> Result<Elements, String> {
        let (showing, fields) = match said {
            Said::Text(text) if text.is_empty() => return Err("nothing was written".to_owned()),
            Said::Text(text) => {
                (Showing::new(From::Person, "text", &text), vec![("MsgType", "text".into()), ("Content", text.into())])
            }
            Said::Image(bytes) => {
                let (showing, id) = self.kept(world, "image", bytes)?;
                let address: Value = format!("{}/mmbiz/{id}", self.inner.base).into();
                (showing, vec![("MsgType", "image".into()), ("PicUrl", address), ("MediaId", id.into())])
            }
            Said::Voice(bytes) => {
                let format = if bytes.starts_with(b"#!AMR") { "amr" } else { "mp3" };
                let (showing, id) = self.kept(world, "voice", bytes)?;
                let fields: Elements =
                    vec![("MsgType", "voice".into()), ("MediaId", id.into()), ("Format", format.into())];
                (showing, fields)
            }
            Said::Video(bytes) => {
                let (showing, id) = self.kept(world, "video", bytes)?;
                let fields: Elements =
                    vec![("MsgType", "video".into()), ("MediaId", id.into()), ("ThumbMediaId", word(64).into())];
                (showing, fields)
            }
            Said::Location(x, y, label) => {
                let mut showing = Showing::new(From::Person, "location", &label);
                showing.more = json!({ "latitude": x, "longitude": y });
                let fields: Elements = vec![
                    ("MsgType", "location".into()),
                    ("Location_X", x.into()),
                    ("Location_Y", y.into()),
                    ("Scale", 16.into()),
                    ("Label", label.into()),
                ];
                (showing, fields)
            }
            Said::Link(title, description, url) => {
                let mut showing = Showing::new(From::Person, "link", &title);
                showing.more = json!({ "description": description, "url": url });
                let fields: Elements = vec![
                    ("MsgType", "link".into()),
                    ("Title", title.into()),
                    ("Description", description.into()),
                    ("Url", url.into()),
                ];
                (showing, fields)
            }
            Said::Page(app, title, path) => {
                let showing = Showing::new(From::Person, "miniprogrampage", &title);
                let thumb = format!("{}/mmbiz/none", self.inner.base);
                let fields: Elements = vec![
                    ("MsgType", "miniprogrampage".into()),
                    ("Title", title.into()),
                    ("AppId", app.into()),
                    ("PagePath", path.into()),
                    ("ThumbUrl", thumb.into()),
                    ("ThumbMediaId", word(64).into()),
                ];
                (showing, fields)
            }
        };
        self.open(world, Scene::Message);
        self.show(world, showing);
        let mut elements = fields;
        elements.push(("MsgId", world.message_id().into()));
        Ok(elements)
    }

    /// Keeps what a person sent among the account's media.
    fn kept(&self, world: &mut World, kind: &str, bytes: Bytes) -> Result<(Showing, String), String> {
        let media = Media::new(kind, bytes, self.inner.now()).map_err(|unfit| format!("{unfit:?}"))?;
        let id = word(64);
        let shop = world.shops.get_mut(self.app_id).ok_or("there is no such account")?;
        shop.media.insert(id.clone(), media);
        let mut showing = Showing::new(From::Person, kind, "");
        showing.media = Some(id.clone());
        Ok((showing, id))
    }
}

fn event(name: &str) -> Elements {
    vec![("MsgType", "event".into()), ("Event", name.into())]
}

fn message(world: &mut World, kind: &str) -> Elements {
    vec![("MsgType", kind.into()), ("MsgId", world.message_id().into())]
}
