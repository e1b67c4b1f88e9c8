//! web-assets
