//! Side panels: pages of the tenant's own system beside a conversation. The address says who is looked at and who looks,
//! signed, so that the page may believe it; for five minutes.
use crate::origin::origin;
use crate::webhook::sign;
use crate::{Desk, Error, Result, Staff};
use flow::setting::SIDE_PANEL;
use model::*;
use url::Url;

/// A signed address is good for so long.
const GOOD: Span = Span::minutes(5);

/// What stands beside the customer in a conversation.
#[derive(Clone, Debug)]
pub struct Panels {
    pub panels: Vec<Panel>,
    /// There are orders to be shown, or a system that can be asked for them.
    pub orders: bool,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Panel {
    pub id: SettingId,
    pub title: String,
    /// Empty: the title serves both languages.
    pub title_en: String,
    /// Signed.
    pub url: String,
    /// Whom messages are exchanged with.
    pub origin: String,
    pub expires_at: At,
    pub context: PanelContext,
}

/// What the address says.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelContext {
    pub conversation: ConversationId,
    pub customer: CustomerId,
    /// The tenant's own number for the customer, where a signature proved it.
    pub external_id: Option<String>,
    pub agent: AgentId,
    pub brand: BrandId,
}

impl Desk {
    /// The pages beside this conversation, freshly signed. `our_origin`: how the house is called from outside; a page of our
    /// own is never one of them.
    pub async fn panels(&self, who: &Staff, id: ConversationId, our_origin: &str) -> Result<Panels> {
        let conversation = self.may_see(who, id).await?;
        let orders = self.has_orders(who, &conversation).await?;
        let all = store::setting::of_kind(&mut self.db.read().await?, who.tenant, SIDE_PANEL).await?;
        let brand = conversation.brand.to_string();
        let all: Vec<Setting> =
            all.into_iter().filter(|it| it.lines("brands").is_empty() || it.lines("brands").contains(&brand)).collect();
        if all.is_empty() {
            return Ok(Panels { panels: vec![], orders });
        }
        let customer = self.stands_for(who.tenant, conversation.customer).await?;
        let identities = store::identity::of_customer(&mut self.db.read().await?, who.tenant, customer).await?;
        let external = identities.into_iter().find(|it| it.kind == "external_id" && it.verified).map(|it| it.value);
        let context = PanelContext {
            conversation: id,
            customer,
            external_id: external,
            agent: who.agent.id,
            brand: conversation.brand,
        };
        let panels = all.iter().filter_map(|it| self.panel(it, &context)).filter(|it| it.origin != our_origin);
        Ok(Panels { panels: panels.collect(), orders })
    }

    /// Where a page leads, for whoever may see one of its brands.
    pub async fn panel_origin(&self, who: &Staff, id: SettingId, our_origin: &str) -> Result<String> {
        let found = store::setting::find(&mut self.db.read().await?, who.tenant, id).await?;
        let seen = |it: &Setting| {
            let brands = it.lines("brands");
            brands.is_empty() || who.brands.iter().any(|brand| brands.contains(&brand.to_string()))
        };
        let it = found.filter(|it| it.kind == SIDE_PANEL && !it.deleted && seen(it));
        let leads = it.and_then(|it| origin(it.text("url"))).filter(|it| it != our_origin);
        leads.ok_or(Error::NotFound("side panel"))
    }

    /// `None`: its secret cannot be read any more, and an address without a signature is worth nothing.
    fn panel(&self, it: &Setting, context: &PanelContext) -> Option<Panel> {
        let secret = self.setting_secret(it, "secret")?;
        let (mut url, now) = (Url::parse(it.text("url")).ok()?, self.now());
        url.query_pairs_mut()
            .append_pair("conversation", &context.conversation.to_string())
            .append_pair("customer", &context.customer.to_string())
            .append_pair("external_id", context.external_id.as_deref().unwrap_or_default())
            .append_pair("agent", &context.agent.to_string())
            .append_pair("brand", &context.brand.to_string())
            .append_pair("timestamp", &(now.0 / 1_000_000).to_string());
        // Everything before it is signed as it stands in the address.
        let signature = sign::hex(&secret, url.query().unwrap_or_default())?;
        url.query_pairs_mut().append_pair("signature", &signature);
        Some(Panel {
            id: it.id,
            title: it.name.clone(),
            title_en: it.text("title_en").to_owned(),
            origin: origin(it.text("url"))?,
            url: url.into(),
            expires_at: now + GOOD,
            context: context.clone(),
        })
    }
}
