//! What stands before every handler: request ids, security headers, problems, limits, scheme and origin.
pub mod crowd;
pub mod door;
pub mod headers;
pub mod limits;
pub mod load;
pub mod site;
