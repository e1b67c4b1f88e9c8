//! Stories about channels: the behaviour suite that every channel joins with a fixture, and the engine they share.
//!
//! To add a channel's stories: write its fixture in one file here, add its mod line and its line in `suite::FIXTURES`.
mod errands;
mod guard;
mod http;
mod http_faults;
mod miniprogram;
mod parcel;
mod parcel_channel;
mod sending;
mod server;
mod suite;
mod webchat;
mod webchat_user;
mod wechat;
mod wechat_door;
mod wechat_errands;
mod wechat_passive;
mod wechat_peers;
mod wechat_platform;
mod wechat_sending;
mod wechat_template;
