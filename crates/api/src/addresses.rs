//! The addresses that are answered at once, by who uses them; adding one is its line here.
use crate::{
    agent, agent_invite, api_key, app::App, audit, bulk, channel_account, conversation, customer, delivery, directory,
    draft, identity, job, leg, mention, merge, message, order, organisation, panel, quick_reply, retention, saved_view,
    search, second_factor, session, setting, setup, timeline, unparsed, visitor, webhook, work,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// All of them.
pub(crate) fn asks() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .merge(entry())
        .merge(inbox())
        .merge(customers())
        .merge(customer_pages())
        .merge(keeping())
        .merge(finding())
        .merge(mentions())
        .merge(keeping_long())
        .merge(webhooks())
        .merge(orders())
        .routes(routes!(visitor::config))
}

/// Coming in, and what is one's own.
fn entry() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(session::sign_in, session::current, session::sign_out))
        .routes(routes!(session::preferences))
        .routes(routes!(session::password))
        .routes(routes!(session::list, session::end_others))
        .routes(routes!(session::end))
        .routes(routes!(setup::look, setup::make))
        .routes(routes!(second_factor::state, second_factor::begin, second_factor::confirm, second_factor::end))
        .routes(routes!(second_factor::answer))
        .routes(routes!(agent_invite::list, agent_invite::make))
        .routes(routes!(agent_invite::look, agent_invite::revoke))
        .routes(routes!(agent_invite::accept))
        .routes(routes!(session::presence))
}

/// Conversations and what is said in them.
fn inbox() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(directory::agents))
        .routes(routes!(directory::brands, organisation::make_brand))
        .routes(routes!(organisation::change_brand))
        .routes(routes!(directory::queues, organisation::make_queue))
        .routes(routes!(organisation::change_queue, organisation::delete_queue))
        .routes(routes!(directory::tags, directory::make_tag))
        .routes(routes!(quick_reply::list, quick_reply::make))
        .routes(routes!(quick_reply::change, quick_reply::delete))
        .routes(routes!(conversation::list))
        .routes(routes!(conversation::counts))
        .routes(routes!(conversation::one))
        .routes(routes!(message::list, message::send))
        .routes(routes!(message::raw))
        .routes(routes!(message::fetch))
        .routes(routes!(work::accept))
        .routes(routes!(work::decline))
        .routes(routes!(work::transfer))
        .routes(routes!(work::close))
        .routes(routes!(work::reopen))
        .routes(routes!(work::pending))
        .routes(routes!(work::resume))
        .routes(routes!(work::settle))
        .routes(routes!(work::tags))
        .routes(routes!(work::read))
        .routes(routes!(draft::list, draft::save))
        .routes(routes!(leg::list))
        .routes(routes!(leg::invites, leg::make))
        .routes(routes!(leg::take_back))
}

/// Finding conversations, and handling many.
fn finding() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(search::search))
        .routes(routes!(saved_view::list))
        .routes(routes!(bulk::bulk))
}

/// Colleagues named in notes.
fn mentions() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(mention::mentionable))
        .routes(routes!(mention::list))
        .routes(routes!(mention::read_all))
        .routes(routes!(mention::unread))
        .routes(routes!(mention::read))
}

/// Customers, and what joins them.
fn customers() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(customer::one, customer::change))
        .routes(routes!(identity::links))
        .routes(routes!(identity::change))
        .routes(routes!(merge::preview))
        .routes(routes!(merge::make))
        .routes(routes!(merge::list))
        .routes(routes!(merge::undo))
        .routes(routes!(merge::suggestions))
        .routes(routes!(merge::accept))
        .routes(routes!(merge::dismiss))
        .routes(routes!(customer::conversations))
        .routes(routes!(customer::reveal))
}

/// How long things are kept, and what comes back.
fn keeping_long() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(retention::preview))
        .routes(routes!(organisation::archive_brand))
        .routes(routes!(organisation::restore_brand))
        .routes(routes!(organisation::restore_queue))
}

/// What happens, told to integrators.
fn webhooks() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(webhook::list, webhook::make))
        .routes(routes!(webhook::one, webhook::change, webhook::delete))
        .routes(routes!(webhook::test))
        .routes(routes!(webhook::secret))
        .routes(routes!(webhook::deliveries))
        .routes(routes!(webhook::replay))
}

/// What customers bought, and the tenant's own pages.
fn orders() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(order::told))
        .routes(routes!(order::tell, order::forget))
        .routes(routes!(order::list))
        .routes(routes!(order::picture))
        .routes(routes!(order::act))
        .routes(routes!(order::check))
        .routes(routes!(panel::list))
}

/// The pages of customers.
fn customer_pages() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(timeline::customers))
        .routes(routes!(timeline::timeline))
        .routes(routes!(timeline::customer_files))
        .routes(routes!(timeline::conversation_files))
}

/// What supervisors, operators, administrators and auditors look after.
fn keeping() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(agent::people))
        .routes(routes!(agent::one, agent::change))
        .routes(routes!(agent::reset))
        .routes(routes!(agent::sessions, agent::end_sessions))
        .routes(routes!(agent::remove_second_factor))
        .routes(routes!(channel_account::list, channel_account::make))
        .routes(routes!(channel_account::one, channel_account::change))
        .routes(routes!(channel_account::check))
        .routes(routes!(channel_account::code))
        .routes(routes!(channel_account::kinds))
        .routes(routes!(setting::kinds))
        .routes(routes!(setting::list, setting::make))
        .routes(routes!(setting::change, setting::delete))
        .routes(routes!(setting::versions))
        .routes(routes!(setting::restore))
        .routes(routes!(api_key::list, api_key::make))
        .routes(routes!(api_key::revoke))
        .routes(routes!(audit::list))
        .routes(routes!(audit::verify))
        .routes(routes!(delivery::list))
        .routes(routes!(delivery::replay))
        .routes(routes!(delivery::settle))
        .routes(routes!(unparsed::list))
        .routes(routes!(unparsed::dismiss))
        .routes(routes!(unparsed::raw))
        .routes(routes!(unparsed::retry))
        .routes(routes!(job::list))
        .routes(routes!(job::retry))
}
