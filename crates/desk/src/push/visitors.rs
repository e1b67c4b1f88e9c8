//! Visitors' lines: each socket waits on one, and holds next to nothing while nothing happens.
use super::{Heard, Push, held};
use model::*;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// Entries that may wait for a slow socket; beyond, it reads the log.
const WAITING: usize = 64;

/// What one visitor's socket listens on.
#[derive(Default)]
pub struct Line {
    news: Mutex<News>,
    rung: Notify,
}

#[derive(Default)]
struct News {
    heard: VecDeque<Arc<Heard>>,
    /// More happened than was kept: read the log from the cursor on.
    behind: bool,
    /// An agent begins or stops typing.
    typing: Option<(String, bool)>,
}

/// What had gathered on a line.
#[derive(Debug)]
pub struct Gathered {
    pub heard: Vec<Arc<Heard>>,
    pub behind: bool,
    pub typing: Option<(String, bool)>,
}

impl Line {
    fn tell(&self, it: &Arc<Heard>) {
        let mut news = held(&self.news);
        if news.heard.len() >= WAITING {
            news.heard.clear();
            news.behind = true;
        }
        if !news.behind {
            news.heard.push_back(it.clone());
        }
        drop(news);
        self.rung.notify_one();
    }

    /// Takes what has gathered.
    pub fn take(&self) -> Gathered {
        let mut news = held(&self.news);
        let news = std::mem::take(&mut *news);
        Gathered { heard: news.heard.into(), behind: news.behind, typing: news.typing }
    }

    /// Until something has gathered.
    pub async fn rings(&self) {
        self.rung.notified().await
    }
}

impl Push {
    /// A line for this customer's news.
    pub fn listen(&self, customer: CustomerId) -> Arc<Line> {
        let line = Arc::new(Line::default());
        held(&self.visitors).entry(customer).or_default().push(line.clone());
        line
    }

    /// Nobody listens on this line any more.
    pub fn hang_up(&self, customer: CustomerId, line: &Arc<Line>) {
        let mut visitors = held(&self.visitors);
        if let Some(lines) = visitors.get_mut(&customer) {
            lines.retain(|it| !Arc::ptr_eq(it, line));
            if lines.is_empty() {
                visitors.remove(&customer);
            }
        }
    }

    pub(super) fn tell_visitors(&self, it: &Arc<Heard>) {
        let Some(customer) = it.event.customer else { return };
        if let Some(lines) = held(&self.visitors).get(&customer) {
            lines.iter().for_each(|line| line.tell(it));
        }
    }

    /// An agent types to this customer.
    pub fn typing_to(&self, customer: CustomerId, name: &str, on: bool) {
        if let Some(lines) = held(&self.visitors).get(&customer) {
            for line in lines {
                held(&line.news).typing = Some((name.to_owned(), on));
                line.rung.notify_one();
            }
        }
    }

    /// Whether a page of this customer is open.
    pub fn is_listening(&self, customer: CustomerId) -> bool {
        held(&self.visitors).contains_key(&customer)
    }
}
